//! Amounts as files write them, read to whole cents (`mpesa-statements.md` 4.4, N28–N31).
//!
//! Owns: separators, signs, brackets, currency words, the lone dash, binary noise. Stays out: which
//! column an amount stood in, and so which way the money went.

use domain::Kes;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Digits before the point that the quick path takes on; longer numbers go the careful way.
const QUICK_DIGITS_MAX: u32 = 15;

/// How a file writes fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mark {
    /// `1,234.50`
    #[default]
    Point,
    /// `1.234,50`, after a re-save in a locale that writes so (N08).
    Comma,
}

/// Why a cell holds no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoAmount {
    /// Something other than a number.
    NotANumber,
    /// Part of a cent is left over, and it is no binary noise.
    FractionOfACent,
    /// Larger than the type holds.
    TooLarge,
    /// Another country's money.
    Currency(String),
}

impl NoAmount {
    /// The reason as a whole sentence.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::NotANumber => "This is not an amount of money.".into(),
            Self::FractionOfACent => "This amount has a part of a cent.".into(),
            Self::TooLarge => "This amount is too large to be one.".into(),
            Self::Currency(word) => format!("This amount is in {word}, not in KES."),
        }
    }

    /// The stable word for it.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotANumber | Self::FractionOfACent | Self::TooLarge => "amount",
            Self::Currency(_) => "currency",
        }
    }
}

/// Reads a cell. `None` is an empty cell or a lone dash; a zero is a zero.
pub(crate) fn read(text: &str, mark: Mark) -> Result<Option<Kes>, NoAmount> {
    if mark == Mark::Point
        && let Some(cents) = quick(text.as_bytes())
    {
        return Ok(Some(Kes::from_cents(cents)));
    }
    careful(text, mark)
}

/// The forms that nearly every cell has: `-4975.5`, `1,500.00`, `0.0`.
fn quick(bytes: &[u8]) -> Option<i64> {
    let (negative, digits) = match bytes.split_first()? {
        (b'-', rest) => (true, rest),
        _ => (false, bytes),
    };
    let mut whole: i64 = 0;
    let mut count: u32 = 0;
    let mut group: u32 = 0;
    let mut grouped = false;
    let mut cents: i64 = 0;
    let mut rest = digits.iter();
    loop {
        match rest.next() {
            Some(digit @ b'0'..=b'9') => {
                whole = whole * 10 + i64::from(digit - b'0');
                count += 1;
                group += 1;
                if count > QUICK_DIGITS_MAX {
                    return None;
                }
            }
            Some(b',') => {
                if group == 0 || group > 3 || (grouped && group != 3) {
                    return None;
                }
                grouped = true;
                group = 0;
            }
            Some(b'.') => {
                cents = match rest.as_slice() {
                    [tens @ b'0'..=b'9'] => i64::from(tens - b'0') * 10,
                    [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                        i64::from(tens - b'0') * 10 + i64::from(ones - b'0')
                    }
                    _ => return None,
                };
                break;
            }
            None => break,
            Some(_) => return None,
        }
    }
    if count == 0 || (grouped && group != 3) {
        return None;
    }
    let cents = whole * 100 + cents;
    Some(if negative { -cents } else { cents })
}

/// Everything else that people and programs write.
fn careful(text: &str, mark: Mark) -> Result<Option<Kes>, NoAmount> {
    let mut rest = text.trim_matches(is_filler);
    if rest.is_empty() || rest.chars().all(is_dash) {
        return Ok(None);
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.trim_matches(is_filler);
    }
    rest = strip_sign(rest, &mut negative);
    rest = strip_words(rest, &mut negative)?;
    rest = strip_sign(rest, &mut negative);
    let plain = without_separators(rest, mark).ok_or(NoAmount::NotANumber)?;
    let cents = to_cents(&plain)?;
    Ok(Some(if negative { cents.negated() } else { cents }))
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || domain::account::is_invisible(c) || c == '\''
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn strip_sign<'t>(text: &'t str, negative: &mut bool) -> &'t str {
    if let Some(rest) = text.strip_prefix(is_dash) {
        *negative = !*negative;
        return rest.trim_start_matches(is_filler);
    }
    text.strip_prefix('+').unwrap_or(text)
}

/// Takes currency words, `/=` and `CR`/`DR` off both ends.
fn strip_words<'t>(text: &'t str, negative: &mut bool) -> Result<&'t str, NoAmount> {
    let is_word = |c: char| c.is_alphabetic();
    let head_end = text
        .find(|c: char| !is_word(c) && c != '.' && !is_filler(c))
        .unwrap_or(text.len());
    let (head, rest) = text.split_at_checked(head_end).unwrap_or(("", text));
    // `.50` is an amount; `KSh.50` loses its point with its word.
    let (head, rest) = if head.chars().any(is_word) {
        (head, rest)
    } else {
        ("", text)
    };
    currency(head)?;
    let rest = rest.trim_end_matches(is_filler);
    let rest = rest
        .strip_suffix("/=")
        .or_else(|| rest.strip_suffix("/-"))
        .unwrap_or(rest)
        .trim_end_matches(is_filler);
    let body = rest.trim_end_matches(is_word);
    let tail = rest.strip_prefix(body).unwrap_or_default();
    match tail.to_ascii_uppercase().as_str() {
        "DR" => *negative = !*negative,
        "CR" => {}
        _ => currency(tail)?,
    }
    Ok(body.trim_end_matches(is_filler))
}

/// Whether a word means Kenyan shillings; no word means the file's currency.
fn currency(word: &str) -> Result<(), NoAmount> {
    let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    match word.to_ascii_uppercase().as_str() {
        "" | "KES" | "KSH" | "KSHS" | "KSHSS" | "SH" | "SHS" => Ok(()),
        "TZS" | "TSH" | "TSHS" | "UGX" | "USH" | "USHS" | "USD" | "EUR" | "GBP" | "GHS" | "RWF"
        | "ETB" | "ZAR" | "MZN" | "CDF" => Err(NoAmount::Currency(word.to_ascii_uppercase())),
        _ => Err(NoAmount::NotANumber),
    }
}

/// Whether a unit in a header or a currency column is the shilling.
pub(crate) fn is_kes(word: &str) -> bool {
    currency(word).is_ok()
}

/// Whether a unit in a header is money of another kind.
pub(crate) fn is_foreign(word: &str) -> bool {
    matches!(currency(word), Err(NoAmount::Currency(_)))
}

/// Digits with one decimal point, or `None` where the separators make no sense.
fn without_separators(text: &str, mark: Mark) -> Option<String> {
    let (point, comma) = match mark {
        Mark::Point => ('.', ','),
        Mark::Comma => (',', '.'),
    };
    let (whole, fraction) = match text.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_separator = |c: char| c == comma || (c.is_whitespace()) || c == '\'';
    let mut plain = String::with_capacity(text.len());
    for (index, group) in whole.split(is_separator).enumerate() {
        let digits = group.bytes().all(|b| b.is_ascii_digit());
        let alone = index == 0 && whole.len() == group.len();
        let fits = alone || (index == 0 && (1..=3).contains(&group.len())) || group.len() == 3;
        if !digits || !fits {
            return None;
        }
        plain.push_str(group);
    }
    if let Some(fraction) = fraction {
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if plain.is_empty() && !fraction.is_empty() {
            plain.push('0');
        }
        if !fraction.is_empty() {
            plain.push('.');
            plain.push_str(fraction);
        }
    }
    (!plain.is_empty()).then_some(plain)
}

/// Exact cents; trailing binary noise within a millionth of a cent's place is rounded away (N31).
fn to_cents(plain: &str) -> Result<Kes, NoAmount> {
    let number = Decimal::from_str_exact(plain)
        .or_else(|_| plain.parse::<Decimal>())
        .map_err(|_| NoAmount::TooLarge)?;
    let near = number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let noise = (number - near).abs();
    if noise >= Decimal::new(1, 6) {
        return Err(NoAmount::FractionOfACent);
    }
    near.checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|cents| cents.to_i64())
        .map(Kes::from_cents)
        .ok_or(NoAmount::TooLarge)
}

/// Whether a money cell can only be read with a decimal comma: `15,0`, `1.234,50`.
pub(crate) fn shows_decimal_comma(text: &str) -> bool {
    let body = text.trim_matches(|c: char| !c.is_ascii_digit());
    match body.rsplit_once(',') {
        Some((_, tail)) => {
            (1..=2).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_digit())
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(text: &str) -> Option<i64> {
        read(text, Mark::Point)
            .unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
            .map(Kes::cents)
    }

    #[test]
    fn reads_what_files_write() {
        for (text, expected) in [
            ("15.0", 1_500),
            ("-4975.5", -497_550),
            ("1,500.00", 150_000),
            ("-3,250.00", -325_000),
            ("12,400", 1_240_000),
            ("0.00", 0),
            ("0", 0),
            ("1500", 150_000),
            (" 1 500.00 ", 150_000),
            ("1\u{a0}500.00", 150_000),
            ("1\u{202f}500", 150_000),
            ("(250.00)", -25_000),
            ("\u{2212}15.00", -1_500),
            ("–15", -1_500),
            ("KES 1,500.00", 150_000),
            ("KSh.1,500", 150_000),
            ("Ksh 20/=", 2_000),
            ("KSHs 20", 2_000),
            ("20.00 DR", -2_000),
            ("20.00CR", 2_000),
            ("99.25000000000001", 9_925),
            ("98.74999999999999", 9_875),
            ("1500.000", 150_000),
            (".5", 50),
            ("+7", 700),
            ("-KES 7", -700),
            ("KES -7", -700),
        ] {
            assert_eq!(cents(text), Some(expected), "{text:?}");
        }
        for empty in ["", " ", "-", "–", "\u{2212}", "\u{a0}", "--"] {
            assert_eq!(cents(empty), None, "{empty:?}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "abc", "1,50", "1,2345", "12e3", "1.2.3", "1-2", "#REF!", "1,,000", ",100", "=1+1",
            "10%", "true", "1'00",
        ] {
            assert_eq!(
                read(text, Mark::Point),
                Err(NoAmount::NotANumber),
                "{text:?}"
            );
        }
        assert_eq!(read("0.005", Mark::Point), Err(NoAmount::FractionOfACent));
        assert_eq!(
            read("99999999999999999999999", Mark::Point),
            Err(NoAmount::TooLarge)
        );
        assert_eq!(
            read("Tsh 500", Mark::Point),
            Err(NoAmount::Currency("TSH".into()))
        );
    }

    #[test]
    fn reads_a_decimal_comma_where_the_file_writes_one() {
        for (text, expected) in [
            ("15,0", 1_500),
            ("1.234,50", 123_450),
            ("-4975,5", -497_550),
        ] {
            assert_eq!(
                read(text, Mark::Comma),
                Ok(Some(Kes::from_cents(expected))),
                "{text}"
            );
            assert!(shows_decimal_comma(text));
        }
        assert!(!shows_decimal_comma("1,500"));
        assert!(!shows_decimal_comma("1,500.00"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = read(&text, Mark::Point);
            let _ = read(&text, Mark::Comma);
        }

        #[test]
        fn both_paths_agree(cents in -99_999_999_999_i64..99_999_999_999) {
            let plain = Kes::from_cents(cents).plain();
            prop_assert_eq!(quick(plain.as_bytes()), Some(cents));
            prop_assert_eq!(careful(&plain, Mark::Point), Ok(Some(Kes::from_cents(cents))));
            let shown = Kes::from_cents(cents).to_string();
            prop_assert_eq!(read(&shown, Mark::Point), Ok(Some(Kes::from_cents(cents))));
        }
    }
}
