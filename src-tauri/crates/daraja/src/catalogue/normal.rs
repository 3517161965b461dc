//! One spelling per code, however it was written.

use crate::values::masked;

/// Longest code that is looked up, in characters; the longest known has ten.
const CODE_LEN_MAX: usize = 20;

/// The code as the tables have it: without spaces, leading zeros and an idle `.0`, letters in upper
/// case. What cannot be a code is cut and masked, because anybody may have written it.
pub(super) fn normal(code: &str) -> String {
    let code = code.trim_matches(|c: char| c == '"' || c.is_whitespace());
    if code.len() > CODE_LEN_MAX || !code.bytes().all(|b| b.is_ascii_graphic()) {
        return masked(code);
    }
    let whole = match code.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|b| b == b'0') => whole,
        _ => code,
    };
    if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) {
        let digits = whole.trim_start_matches('0');
        return if digits.is_empty() { "0" } else { digits }.to_owned();
    }
    code.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_per_code() {
        for (written, code) in [
            ("0", "0"),
            ("00", "0"),
            ("00000000", "0"),
            (" 2001 ", "2001"),
            ("2001.0", "2001"),
            ("\"2001\"", "2001"),
            ("sfc_ic0003", "SFC_IC0003"),
            ("R000002", "R000002"),
            ("tp40153", "TP40153"),
            ("100000000", "100000000"),
            ("-1", "-1"),
            ("1.5", "1.5"),
            ("", ""),
        ] {
            assert_eq!(normal(written), code, "{written}");
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_not_repeated_whole() {
        let shown = normal("paid to 254712000111 by mistake");
        assert!(!shown.contains("12000111"), "{shown}");
        assert!(normal(&"9".repeat(400)).chars().count() < 40);
    }

    proptest! {
        #[test]
        fn spelling_is_settled_at_once(code in ".{0,30}") {
            let once = normal(&code);
            if once.len() <= CODE_LEN_MAX {
                prop_assert_eq!(normal(&once), once);
            }
        }

        #[test]
        fn zeros_before_a_number_mean_nothing(number in 0_u32..2_000_000_000, zeros in 0_usize..6) {
            let written = format!("{}{number}", "0".repeat(zeros));
            prop_assert_eq!(normal(&written), number.to_string());
        }
    }
}
