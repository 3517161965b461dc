//! Reads one entry of a ledger, every field with its own error.

use domain::{Direction, Kes, MaskedName, Phone, Receipt};

use super::columns::Column;
use super::dates::{Dates, Found, Open};
use crate::amount::{self, Mark};
use crate::details::tidy;
use crate::header::Columns;
use crate::model::LedgerRow;
use crate::table::{Kind, Row, cells};

/// Where each field stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub reference: usize,
    pub account: usize,
    pub direction: usize,
    pub party: usize,
    pub phone: usize,
    pub amount: usize,
    pub date: usize,
    pub due: usize,
    pub paid: usize,
    pub open: usize,
    pub currency: usize,
    pub description: usize,
    pub receipt: usize,
    /// The header's width.
    pub width: usize,
    /// Columns up to and with the last that a row can't do without.
    pub needed: usize,
}

impl Places {
    pub(super) fn of(columns: &Columns<Column>) -> Self {
        let at = |field| columns.of(field).unwrap_or(usize::MAX);
        let needed = [Column::Direction, Column::Amount];
        Self {
            reference: at(Column::Reference),
            account: at(Column::Account),
            direction: at(Column::Direction),
            party: at(Column::Party),
            phone: at(Column::Phone),
            amount: at(Column::Amount),
            date: at(Column::Date),
            due: at(Column::Due),
            paid: at(Column::Paid),
            open: at(Column::Open),
            currency: at(Column::Currency),
            description: at(Column::Description),
            receipt: at(Column::Receipt),
            width: columns.headers().len(),
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

fn refusal(
    column: usize,
    row: &impl Row,
    expected: &'static str,
    reason: impl Into<String>,
    code: &'static str,
) -> Refusal {
    let read = row.cell(column).to_owned();
    let (reason, code) = match row.kind(column) {
        Kind::Error => (
            format!("The cell holds a spreadsheet error ({read}) instead of a value."),
            "formula_error",
        ),
        Kind::Text | Kind::Number | Kind::Date => (reason.into(), code),
    };
    Refusal {
        column: Some(column).filter(|it| *it != usize::MAX),
        read,
        expected,
        reason,
        code,
    }
}

/// Reads a row to an entry, with the dates that only the whole file settles.
pub(super) fn read(
    number: u64,
    row: &impl Row,
    places: &Places,
    mark: Mark,
    dates: &mut Dates,
) -> Result<(LedgerRow, Vec<Open>), Refusal> {
    width(row, places)?;
    let direction_cell = row.cell(places.direction);
    let direction = Direction::from_word(direction_cell).ok_or_else(|| {
        let reason = "The direction says neither that money comes in nor that it goes out.";
        refusal(
            places.direction,
            row,
            "receivable or payable",
            reason,
            "direction",
        )
    })?;
    let reference = text(row, places.reference);
    let account = text(row, places.account);
    if reference.is_none() && account.is_none() {
        let column = places.reference.min(places.account);
        let reason = "The row names neither a reference nor an account.";
        return Err(refusal(
            column,
            row,
            "an invoice number or an account",
            reason,
            "reference",
        ));
    }
    let currency = row.cell(places.currency).trim();
    if !currency.is_empty() && !amount::is_kes(currency) {
        let reason = "This entry is in another currency, which must not be mixed with shillings.";
        return Err(refusal(places.currency, row, "KES", reason, "currency"));
    }
    let (whole, paid, open, mut warnings) = money(row, places, mark)?;
    let mut open_dates = Vec::new();
    let mut day = |column: usize, due: bool| -> Result<Found, Refusal> {
        match dates.read(row.cell(column), row.kind(column), due) {
            Found::NoDate => Err(refusal(
                column,
                row,
                "a date such as 2026-02-03",
                "This is not a date that can be read.",
                "time",
            )),
            found => Ok(found),
        }
    };
    let date = day(places.date, false)?;
    let due = day(places.due, true)?;
    dates.compare(&date, &due);
    let mut settled = |found: Found| match found {
        Found::Day(day) => Some(day),
        Found::Either(mut open) => {
            open.raw = cells(row);
            open_dates.push(open);
            None
        }
        Found::Empty | Found::NoDate => None,
    };
    let (date, due) = (settled(date), settled(due));
    let phone = phone(row, places, &mut warnings);
    let receipt = receipt(row, places, &mut warnings);
    let entry = LedgerRow {
        row: number,
        reference,
        account,
        direction,
        party: text(row, places.party).map(MaskedName::new),
        phone,
        amount: whole,
        paid,
        open,
        date,
        due,
        description: text(row, places.description),
        receipt,
        warnings,
    };
    Ok((entry, open_dates))
}

/// A text row must have the header's width: a comma that nobody quoted shifts values.
fn width(row: &impl Row, places: &Places) -> Result<(), Refusal> {
    let filled = (0..row.width())
        .rev()
        .find(|column| !row.cell(*column).trim().is_empty())
        .map_or(0, |last| last + 1);
    if filled <= places.width && (row.is_sparse() || row.width() >= places.needed) {
        return Ok(());
    }
    Err(Refusal {
        column: None,
        read: format!("{} cells", row.width()),
        expected: "as many cells as the header has",
        reason: format!(
            "The row has {} cells where the header has {}, so its values can't be told apart.",
            row.width(),
            places.width
        ),
        code: "short_row",
    })
}

fn text(row: &impl Row, column: usize) -> Option<String> {
    let cell = tidy(row.cell(column).trim());
    let whole = cell
        .strip_suffix(".0")
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(&cell);
    (!whole.is_empty() && row.kind(column) != Kind::Error).then(|| whole.to_owned())
}

type Amounts = (Kes, Kes, Kes, Vec<String>);

/// Amount, paid, open: what the ledger says, checked against itself.
fn money(row: &impl Row, places: &Places, mark: Mark) -> Result<Amounts, Refusal> {
    const EXPECTED: &str = "an amount such as 1500.00";
    let read = |column: usize| {
        if matches!(row.kind(column), Kind::Date | Kind::Error) {
            let reason = "This is a date, not an amount.";
            return Err(refusal(column, row, EXPECTED, reason, "amount"));
        }
        amount::read(row.cell(column), mark)
            .map_err(|why| refusal(column, row, EXPECTED, why.reason(), why.code()))
    };
    let whole = read(places.amount)?.ok_or_else(|| {
        refusal(
            places.amount,
            row,
            EXPECTED,
            "The amount is empty.",
            "no_amount",
        )
    })?;
    if !whole.is_positive() {
        let reason =
            "The amount is not above zero. Credit notes and refunds are not entries to match.";
        return Err(refusal(
            places.amount,
            row,
            "an amount above zero",
            reason,
            "amount",
        ));
    }
    let (said_paid, said_open) = (read(places.paid)?, read(places.open)?);
    let rest = |part: Kes| whole.checked_sub(part).unwrap_or(Kes::ZERO);
    let (paid, open) = match (said_paid, said_open) {
        (None, None) => (Kes::ZERO, whole),
        (Some(paid), None) => (paid, rest(paid)),
        (None, Some(open)) => (rest(open), open),
        (Some(paid), Some(open)) => (paid, open),
    };
    if paid.is_negative() {
        let reason = "The amount paid is below zero, or the open amount is above the whole.";
        let column = if said_paid.is_some() {
            places.paid
        } else {
            places.open
        };
        return Err(refusal(column, row, "at most the amount", reason, "amount"));
    }
    if open.is_negative() || open > whole {
        let reason = "What is open is below zero or above the whole amount.";
        let column = if said_open.is_some() {
            places.open
        } else {
            places.paid
        };
        return Err(refusal(
            column,
            row,
            "between zero and the amount",
            reason,
            "amount",
        ));
    }
    let mut warnings = Vec::new();
    if said_paid.is_some() && said_open.is_some() && paid.checked_add(open) != Some(whole) {
        warnings.push(format!(
            "Paid and open do not add up to the amount {whole}; the open amount {open} counts."
        ));
    }
    Ok((whole, paid, open, warnings))
}

/// A phone that is none is told, and the entry is kept.
fn phone(row: &impl Row, places: &Places, warnings: &mut Vec<String>) -> Option<Phone> {
    let cell = row.cell(places.phone).trim();
    if cell.is_empty() || cell == "-" {
        return None;
    }
    Phone::parse(cell)
        .map_err(|error| warnings.push(format!("The phone number was left out: {error}.")))
        .ok()
}

/// A receipt that is none is told, and the entry is kept.
fn receipt(row: &impl Row, places: &Places, warnings: &mut Vec<String>) -> Option<Receipt> {
    let cell = row.cell(places.receipt).trim();
    if cell.is_empty() || cell == "-" {
        return None;
    }
    cell.parse()
        .map_err(|error| warnings.push(format!("The M-Pesa receipt was left out: {error}.")))
        .ok()
}
