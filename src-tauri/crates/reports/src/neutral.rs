//! Text cells that a spreadsheet would run as a formula are made harmless.
//!
//! A payer may type `=HYPERLINK(…)` as the account. Opened in a spreadsheet, a CSV cell that begins
//! so is run, not shown. Amounts and numbers that this crate writes itself do not come through here.

use std::borrow::Cow;

/// The same text, with an apostrophe before it where a spreadsheet would take it for a formula.
///
/// The apostrophe is part of the cell: a program that reads the CSV back removes one leading
/// apostrophe where [`is_formula_like`] holds for the rest. A phone number written `+254…` gets one
/// too, since a spreadsheet would otherwise turn it into a number and drop the plus.
#[must_use]
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    if is_formula_like(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Whether a spreadsheet may run the text: its first character that is not a blank is `=`, `+`, `-`
/// or `@` (also in their full-width forms), or the text begins with a tab, a carriage return or a
/// line feed, which some programs skip before they look.
#[must_use]
pub fn is_formula_like(cell: &str) -> bool {
    cell.starts_with(['\t', '\r', '\n'])
        || cell
            .trim_start_matches(|c: char| c.is_whitespace() || domain::account::is_invisible(c))
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe() {
        for cell in [
            "=1+1",
            "=HYPERLINK(\"http://example.invalid\")",
            "+254700000001",
            "-",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\rx",
            "\nx",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
        ] {
            assert_eq!(neutralise(cell), format!("'{cell}"), "{cell:?}");
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for cell in [
            "",
            " ",
            "INV-20433",
            "UB3K0001AA",
            "0042",
            "254700000001",
            "'quoted",
            "A=B",
            "−5",
            "Ng'ang'a",
            "1+1",
        ] {
            assert!(
                matches!(neutralise(cell), Cow::Borrowed(same) if same == cell),
                "{cell:?}"
            );
        }
    }
}
