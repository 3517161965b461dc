//! Exact numbers as spreadsheet cells: the one place where money becomes a float, because an XLSX
//! number is one.
//!
//! No arithmetic happens here. The plain text of an amount is parsed to the nearest float, which is
//! the very number a spreadsheet would hold had a person typed that text; a spreadsheet shows at
//! most 15 digits. Amounts past [`CENTS_EXACT_MAX`] do not fit and are written as text instead.

use domain::Kes;

/// 2^53: up to here every whole number of cents has a float of its own.
pub(super) const CENTS_EXACT_MAX: u64 = 9_007_199_254_740_992;

/// An amount in shillings, or `None` where a float would round it to other cents.
pub(super) fn shillings(amount: Kes) -> Option<f64> {
    (amount.cents().unsigned_abs() <= CENTS_EXACT_MAX)
        .then(|| decimal(&amount.plain()))
        .flatten()
}

/// A whole number, or `None` where a float would round it.
pub(super) fn whole(number: i64) -> Option<f64> {
    (number.unsigned_abs() <= CENTS_EXACT_MAX)
        .then(|| decimal(&number.to_string()))
        .flatten()
}

/// A decimal text as the nearest float.
pub(super) fn decimal(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_reads_back_to_its_cents() {
        for cents in [
            0,
            1,
            -1,
            10,
            -123_450,
            999_999_999_999,
            9_007_199_254_740_992,
        ] {
            let shown = format!("{:.2}", shillings(Kes::from_cents(cents)).unwrap());
            assert_eq!(shown, Kes::from_cents(cents).plain());
        }
        assert_eq!(shillings(Kes::from_cents(9_007_199_254_740_993)), None);
        assert_eq!(shillings(Kes::from_cents(i64::MIN)), None);
        assert_eq!(whole(-7), Some(-7.0));
        assert_eq!(whole(i64::MAX), None);
    }
}
