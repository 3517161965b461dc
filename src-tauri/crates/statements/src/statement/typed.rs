//! What the payer typed as account: the column first, else the details (`mpesa-statements.md` 4.8,
//! N16–N19).

use domain::Wording;

use super::row::Places;
use crate::details;
use crate::model::Warning;
use crate::table::{Kind, Row};

/// Reads it; warns where a spreadsheet may have made it out of something else.
pub(super) fn typed_account(
    row: &impl Row,
    places: &Places,
    text: &str,
    leg: Wording,
    warnings: &mut Vec<Warning>,
) -> Option<String> {
    let cell = row.cell(places.account).trim();
    if cell.is_empty() {
        return match leg {
            Wording::PayIn | Wording::PayOut | Wording::Reversal | Wording::Unknown => {
                details::typed_account(text).map(str::to_owned)
            }
            Wording::Charge
            | Wording::Sweep
            | Wording::ToBank
            | Wording::OwnTransfer
            | Wording::Borrowing => None,
        };
    }
    let kind = row.kind(places.account);
    if was_converted(cell, kind) {
        warnings.push(Warning::AccountConverted);
    }
    // `700110.0` is a number that passed through a spreadsheet (N17).
    let whole = cell
        .strip_suffix(".0")
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    Some(match (whole, kind) {
        (Some(digits), _) => digits.to_owned(),
        (None, Kind::Date) => cell.strip_suffix(" 00:00:00").unwrap_or(cell).to_owned(),
        (None, Kind::Text | Kind::Number | Kind::Error) => cell.to_owned(),
    })
}

/// Whether a spreadsheet may have made this account out of another (N18): a date, `2-Jan`, `3.00E+05`,
/// a number with a fraction.
fn was_converted(cell: &str, kind: Kind) -> bool {
    match kind {
        Kind::Date | Kind::Error => true,
        Kind::Number => cell.contains('.') || cell.len() > 15,
        Kind::Text => {
            let exponent = cell.contains("E+") && cell.starts_with(|c: char| c.is_ascii_digit());
            exponent || is_short_date(cell)
        }
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `2-Jan`, `Jan-26`: how a spreadsheet shows a typed `2-1` or `1-26`.
fn is_short_date(cell: &str) -> bool {
    let Some((head, tail)) = cell.split_once('-') else {
        return false;
    };
    let digits =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let month =
        |part: &str| part.len() == 3 && MONTHS.iter().any(|name| name.eq_ignore_ascii_case(part));
    (digits(head) && month(tail)) || (digits(tail) && month(head))
}
