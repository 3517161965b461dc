//! Reads one row: every field with its own error (`mpesa-statements.md` 8.7).

use domain::{Eat, Kes, MaskedText, Receipt, Status, SubAccount};

use super::times::{Decision, Times};
use super::typed::typed_account;
use crate::amount::{self, Mark};
use crate::details::party::{self, Who};
use crate::details::{self, tidy};
use crate::header::Columns;
use crate::layouts::Column;
use crate::model::{Civil, StatementRow, Warning};
use crate::table::{Kind, Row};
use crate::time::{self, Printed};

/// No such column; every cell there is empty.
pub(super) const NOWHERE: usize = usize::MAX;

/// Where each field stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub receipt: usize,
    pub completed: usize,
    pub clock: usize,
    pub initiated: usize,
    pub details: usize,
    pub status: usize,
    pub paid_in: usize,
    pub withdrawn: usize,
    pub balance: usize,
    pub reason: usize,
    pub party: usize,
    pub linked: usize,
    pub account: usize,
    pub currency: usize,
    /// Columns up to and with the last that a row can't do without.
    pub needed: usize,
}

impl Places {
    pub(super) fn of(columns: &Columns<Column>) -> Self {
        let at = |field| columns.of(field).unwrap_or(NOWHERE);
        let needed = [
            Column::Receipt,
            Column::Completed,
            Column::Details,
            Column::Status,
            Column::PaidIn,
            Column::Withdrawn,
            Column::Balance,
        ];
        Self {
            receipt: at(Column::Receipt),
            completed: at(Column::Completed),
            clock: at(Column::Clock),
            initiated: at(Column::Initiated),
            details: at(Column::Details),
            status: at(Column::Status),
            paid_in: at(Column::PaidIn),
            withdrawn: at(Column::Withdrawn),
            balance: at(Column::Balance),
            reason: at(Column::Reason),
            party: at(Column::Party),
            linked: at(Column::Linked),
            account: at(Column::Account),
            currency: at(Column::Currency),
            needed: needed
                .into_iter()
                .filter_map(|field| columns.of(field))
                .max()
                .map_or(0, |last| last + 1),
        }
    }
}

/// Why a row is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The column at fault, from 0.
    pub column: Option<usize>,
    pub read: String,
    pub expected: &'static str,
    pub reason: String,
    pub code: &'static str,
}

impl Refusal {
    fn at(
        column: usize,
        row: &impl Row,
        expected: &'static str,
        reason: impl Into<String>,
        code: &'static str,
    ) -> Box<Self> {
        let read = row.cell(column);
        let (reason, code) = if row.kind(column) == Kind::Error {
            let reason = format!("The cell holds a spreadsheet error ({read}) instead of a value.");
            (reason, "formula_error")
        } else {
            (reason.into(), code)
        };
        Box::new(Self {
            column: (column != NOWHERE).then_some(column),
            read: read.to_owned(),
            expected,
            reason,
            code,
        })
    }
}

/// What only the whole file can judge of a row that was read.
#[derive(Debug)]
pub(super) struct Extra {
    /// The wallet that the wording names.
    pub home: Option<SubAccount>,
    /// The time, where day and month could not be told apart.
    pub pending: Option<Box<Printed>>,
    /// A withdrawal without a minus.
    pub unsigned: bool,
    pub account_kind: Kind,
}

/// How this file writes.
pub(super) struct Reading {
    pub mark: Mark,
    pub times: Times,
    pub clocks: time::Reader,
    /// Scratch for a time split over two columns.
    pub joined: String,
}

impl Reading {
    /// Reads a row and puts it at the end of `rows`.
    pub(super) fn row<R: Row>(
        &mut self,
        number: u64,
        row: &R,
        places: &Places,
        rows: &mut Vec<StatementRow>,
    ) -> Result<Extra, Box<Refusal>> {
        let receipt = receipt(row, places)?;
        currency(row, places)?;
        let mut warnings = Vec::new();
        let (completed, pending) = self.completed(row, places, &receipt, &mut warnings)?;
        let money = self.amount(row, places)?;
        let balance = self.balance(row, places)?;
        if money.contradicts {
            warnings.push(Warning::SignContradictsColumn);
        }
        let text = tidy(row.cell(places.details));
        let said = details::read(&text, money.amount.is_positive());
        let who = match row.cell(places.party).trim() {
            "" => match said.rest {
                Some(rest) => party::read(details::party_part(rest)),
                None => Who::default(),
            },
            party => party::read(party),
        };
        if who.phone_lost {
            warnings.push(Warning::PhoneLost);
        }
        let typed_account = typed_account(row, places, &text, said.leg, &mut warnings);
        let initiated = self
            .clocks
            .read(row.cell(places.initiated))
            .and_then(|printed| super::times::nearest(&printed, completed.at.date()))
            .map(Eat::from_civil);
        let reason = tidy(row.cell(places.reason));
        rows.push(StatementRow {
            row: number,
            account: super::FALLBACK_WALLET,
            receipt,
            leg: said.leg,
            completed: Eat::from_civil(completed.at),
            precision: completed.precision,
            initiated,
            status: status(row, places),
            amount: money.amount,
            balance,
            party: who.id,
            party_name: who.name,
            typed_account,
            reason: (!reason.is_empty()).then(|| reason.into_owned()),
            linked: linked(row, places),
            warnings,
            details: MaskedText::new(text.as_ref()),
        });
        Ok(Extra {
            home: said.home,
            pending,
            unsigned: money.unsigned,
            account_kind: row.kind(places.account),
        })
    }

    fn completed<R: Row>(
        &mut self,
        row: &R,
        places: &Places,
        receipt: &Receipt,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Civil, Option<Box<Printed>>), Box<Refusal>> {
        let date = row.cell(places.completed);
        let clock = row.cell(places.clock);
        let text = if clock.trim().is_empty() {
            date
        } else {
            // A date cell brings a midnight of its own.
            let day = date.trim().strip_suffix("00:00:00").unwrap_or(date);
            self.joined.clear();
            self.joined.push_str(day.trim());
            self.joined.push(' ');
            self.joined.push_str(clock.trim());
            &self.joined
        };
        let kind = row.kind(places.completed);
        let printed = self.clocks.read(text).ok_or_else(|| {
            Refusal::at(
                places.completed,
                row,
                "a date and time such as 03-02-2026 12:40:05",
                "This is not a time that can be read.",
                "time",
            )
        })?;
        match self.times.decide(&printed, receipt, kind) {
            Decision::At(civil, warning) => {
                warnings.extend(warning);
                Ok((civil, None))
            }
            Decision::Pending(civil) => Ok((civil, Some(Box::new(printed)))),
            Decision::NoDay => Err(Refusal::at(
                places.completed,
                row,
                "a date and time such as 03-02-2026 12:40:05",
                "Only a clock time is left, and the receipt is too old to tell the day.",
                "time",
            )),
        }
    }

    fn amount<R: Row>(&self, row: &R, places: &Places) -> Result<Money, Box<Refusal>> {
        const EXPECTED: &str = "an amount such as 1500.00";
        let read = |column: usize| {
            if row.kind(column) == Kind::Error || row.kind(column) == Kind::Date {
                return Err(Refusal::at(
                    column,
                    row,
                    EXPECTED,
                    "This is a date, not an amount.",
                    "amount",
                ));
            }
            amount::read(row.cell(column), self.mark)
                .map_err(|why| Refusal::at(column, row, EXPECTED, why.reason(), why.code()))
                .map(|found| found.filter(|amount| !amount.is_zero()))
        };
        match (read(places.paid_in)?, read(places.withdrawn)?) {
            (Some(paid_in), None) => Ok(Money {
                amount: paid_in.magnitude(),
                contradicts: paid_in.is_negative(),
                unsigned: false,
            }),
            (None, Some(withdrawn)) => Ok(Money {
                amount: withdrawn.magnitude().negated(),
                contradicts: false,
                unsigned: withdrawn.is_positive(),
            }),
            (Some(_), Some(_)) => Err(Refusal::at(
                places.withdrawn,
                row,
                "one of the two money columns filled",
                "Both paid in and withdrawn hold an amount, so the direction is not known.",
                "both_sides",
            )),
            (None, None) => {
                let column = if places.paid_in == NOWHERE {
                    places.withdrawn
                } else {
                    places.paid_in
                };
                Err(Refusal::at(
                    column,
                    row,
                    EXPECTED,
                    "Neither paid in nor withdrawn holds an amount.",
                    "no_amount",
                ))
            }
        }
    }

    fn balance<R: Row>(&self, row: &R, places: &Places) -> Result<Option<Kes>, Box<Refusal>> {
        let refusal = |reason: String, code| {
            Refusal::at(
                places.balance,
                row,
                "a balance such as 1500.00",
                reason,
                code,
            )
        };
        if matches!(row.kind(places.balance), Kind::Error | Kind::Date) {
            return Err(refusal("This is a date, not a balance.".into(), "amount"));
        }
        amount::read(row.cell(places.balance), self.mark)
            .map_err(|why| refusal(why.reason(), why.code()))
    }

    /// An amount where there may be none.
    pub(super) fn money(&self, cell: &str) -> Option<Kes> {
        amount::read(cell, self.mark).ok().flatten()
    }
}

/// A signed amount and how the file wrote it.
struct Money {
    amount: Kes,
    /// Negative in the paid-in column.
    contradicts: bool,
    /// Positive in the withdrawn column.
    unsigned: bool,
}

fn receipt(row: &impl Row, places: &Places) -> Result<Receipt, Box<Refusal>> {
    let refuse = |reason: String| {
        Refusal::at(
            places.receipt,
            row,
            "a receipt number such as UB3K0001AA",
            reason,
            "receipt",
        )
    };
    let cell = row.cell(places.receipt);
    let receipt: Receipt = cell
        .parse()
        .map_err(|error| refuse(format!("This is not a receipt number: {error}.")))?;
    // "Grand Total" has the length of a receipt once its blank is gone.
    if cell.trim().contains(' ')
        && row.cell(places.completed).trim().is_empty()
        && !cell.bytes().any(|b| b.is_ascii_digit())
    {
        return Err(refuse("This is not a receipt number: it has words.".into()));
    }
    Ok(receipt)
}

fn currency(row: &impl Row, places: &Places) -> Result<(), Box<Refusal>> {
    let cell = row.cell(places.currency);
    if cell == "KES" || amount::is_kes(cell) {
        return Ok(());
    }
    Err(Refusal::at(
        places.currency,
        row,
        "KES",
        "This row is in another currency, which must not be mixed with shillings.",
        "currency",
    ))
}

/// The status; a file without the column lists completed rows only.
fn status(row: &impl Row, places: &Places) -> Status {
    if places.status == NOWHERE {
        return Status::Completed;
    }
    let word = row.cell(places.status);
    if word == "Completed" {
        return Status::Completed;
    }
    read_status(word)
}

/// Reads a status word without regard to case; what is not known has not completed (N42).
pub(super) fn read_status(word: &str) -> Status {
    match tidy(word).to_lowercase().as_str() {
        "completed" => Status::Completed,
        "failed" => Status::Failed,
        "declined" => Status::Declined,
        "cancelled" | "canceled" => Status::Cancelled,
        "expired" => Status::Expired,
        "attempted" => Status::Attempted,
        "pending" | "authorized" | "authorised" => Status::Pending,
        _ => Status::Unknown,
    }
}

fn linked(row: &impl Row, places: &Places) -> Option<Receipt> {
    match row.cell(places.linked) {
        "" => None,
        cell => cell.parse().ok(),
    }
}
