//! F2: the newer portal's "Statements for …" export, all wallets of a short code in one file
//! (`mpesa-statements.md` section 3; grade B). No preamble; the header is the first row; every cell
//! is text; the unit in brackets is the only sign of the currency.

use chrono::NaiveDate;
use domain::{Eat, ShortCode};

use super::{Column, NameHint, Rules};
use crate::header::Columns;
use crate::model::Layout;

/// The rules of F2.
pub(super) const RULES: Rules = Rules {
    layout: Layout::F2,
    column,
    recognises,
    name,
    slashes: true,
    all_wallets: true,
};

/// The seven columns; F1's list knows the variants.
fn column(folded: &str) -> Option<Column> {
    Some(match folded {
        "receiptno" => Column::Receipt,
        "completiontime" => Column::Completed,
        "details" => Column::Details,
        "transactionstatus" => Column::Status,
        "paidin" => Column::PaidIn,
        "withdrawn" => Column::Withdrawn,
        "balance" => Column::Balance,
        _ => return None,
    })
}

/// None of the columns that only F1 has, and no preamble.
fn recognises(columns: &Columns<Column>, preamble: bool) -> bool {
    let of_f1 = [
        Column::Initiated,
        Column::BalanceConfirmed,
        Column::Reason,
        Column::Party,
        Column::Linked,
        Column::Account,
        Column::Currency,
    ];
    !preamble && !of_f1.iter().any(|field| columns.has(*field))
}

/// `Statements for <shortcode> from yyyy-mm-dd to yyyy-mm-dd`.
fn name(name: &str) -> NameHint {
    let lower = name.to_lowercase();
    let Some((_, rest)) = lower
        .split_once("statements for ")
        .or_else(|| lower.split_once("statement for "))
    else {
        return NameHint::default();
    };
    let mut words = rest
        .split([' ', '_', '.', '('])
        .filter(|word| !word.is_empty());
    let short_code = words.next().and_then(ShortCode::parse);
    let days: Vec<_> = words
        .filter_map(|word| NaiveDate::parse_from_str(word, "%Y-%m-%d").ok())
        .collect();
    NameHint {
        short_code,
        account: None,
        period: match days.as_slice() {
            [from, to] if from <= to => Some((Eat::start_of(*from), Eat::end_of(*to))),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_carries_code_and_period() {
        let hint = name("Statements for 600111 from 2026-02-06 to 2026-02-07 (1).xlsx");
        assert_eq!(hint.short_code, ShortCode::parse("600111"));
        let (from, to) = hint.period.unwrap();
        assert_eq!(from.to_string(), "2026-02-06T00:00:00+03:00");
        assert_eq!(to.to_string(), "2026-02-07T23:59:59+03:00");
        assert_eq!(name("february.csv"), NameHint::default());
        assert_eq!(name("Statements for March").short_code, None);
    }
}
