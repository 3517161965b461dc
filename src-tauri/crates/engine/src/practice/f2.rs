//! The same business as the newer export, layout F2 (`mpesa-statements.md` section 3): no preamble,
//! every wallet of the short code in one file, money that moves between them as pairs.

use domain::{Eat, Receipt};

use super::Business;
use super::calendar::before;
use super::cells::{day, grouped, line, moment};
use super::f1::status;
use super::legs::{Leg, Text};
use super::wording::Masks;

const HEADER: [&str; 7] = [
    "Receipt No",
    "Completion Time",
    "Details",
    "Transaction Status",
    "Paid In (KSHs)",
    "Withdrawn (KSHs)",
    "Balance (KSHs)",
];
/// Seconds from the sweep to the bank's row.
const TO_BANK_SECONDS: i64 = 23;

/// When, and the cells.
type Row = (Eat, [String; 7]);

const TO_WORKING: &str = "Organization Settlement Account to Organization MMF Account";
const TO_BANK: &str = "Agency Withdrawal of funds to Bank";

/// The file's name, which is where F2 says short code and period.
pub(super) fn name(of: &Business) -> String {
    let (first, last) = (day(of.period.first), day(of.period.last));
    format!(
        "Statements for {} from {first} to {last}.csv",
        super::SHORT_CODE
    )
}

/// The file. Needs the legs newest first.
pub(super) fn csv(of: &Business) -> Vec<u8> {
    // Oldest first while the working account's balance is followed, then turned round.
    let mut rows: Vec<Row> = Vec::with_capacity(of.posted.legs.len() + 500);
    let reserve = of.float_most();
    let mut working = reserve;
    for leg in of.posted.legs.iter().rev() {
        match leg.text {
            Text::Sweep => sweep(of, leg, reserve, &mut working, &mut rows),
            Text::TopUp => {
                working -= leg.amount;
                let details = leg.details(Masks::F2);
                rows.push(cells(
                    &leg.receipt,
                    leg.completed,
                    &details,
                    -leg.amount,
                    Some(working),
                ));
                rows.push(cells(
                    &leg.receipt,
                    leg.completed,
                    &details,
                    leg.amount,
                    Some(leg.balance),
                ));
            }
            _ => {
                let balance = leg.moved_money().then_some(leg.balance);
                let details = leg.details(Masks::F2);
                let mut row = cells(&leg.receipt, leg.completed, &details, leg.amount, balance);
                row.1[3] = status(leg).to_owned();
                rows.push(row);
            }
        }
    }
    let mut out = String::with_capacity(rows.len() * 160);
    line(&mut out, &HEADER);
    rows.sort_by_key(|(at, _)| *at);
    for (_, row) in rows.iter().rev() {
        line(&mut out, &row.each_ref().map(String::as_str));
    }
    out.into_bytes()
}

/// Utility to settlement, settlement to working account, and what the working account can spare to
/// the bank.
fn sweep(of: &Business, leg: &Leg, reserve: i64, working: &mut i64, rows: &mut Vec<Row>) {
    let moved = -leg.amount;
    let Some([to_working, to_bank]) = of.posted.hops.get(&leg.receipt) else {
        return;
    };
    let (at, details) = (leg.completed, leg.details(Masks::F2));
    rows.push(cells(&leg.receipt, at, &details, -moved, Some(leg.balance)));
    rows.push(cells(&leg.receipt, at, &details, moved, Some(moved)));
    rows.push(cells(to_working, at, TO_WORKING, -moved, Some(0)));
    *working += moved;
    rows.push(cells(to_working, at, TO_WORKING, moved, Some(*working)));
    let spare = *working - reserve;
    if spare > 0 {
        *working -= spare;
        let later = before(at, -TO_BANK_SECONDS);
        rows.push(cells(to_bank, later, TO_BANK, -spare, Some(*working)));
    }
}

fn cells(receipt: &Receipt, at: Eat, details: &str, cents: i64, balance: Option<i64>) -> Row {
    let cells = [
        receipt.to_string(),
        moment(at, '/'),
        details.to_owned(),
        "Completed".to_owned(),
        grouped(cents.max(0)),
        grouped(cents.min(0)),
        balance.map_or_else(String::new, grouped),
    ];
    (at, cells)
}
