//! Exact numbers from literal text. No binary floating point: `22.40` is 22.40.

use rust_decimal::Decimal;

/// Largest power of ten read in `1.2E+5`; the decimal type ends at 28 digits.
const EXPONENT_MAX: i32 = 28;

/// The number a text spells: sign, digits, thousands commas in their places, fraction, power of ten.
/// `None` when it spells none, or more digits than can be kept exactly.
///
/// ```
/// use daraja::loose::decimal;
///
/// assert_eq!(decimal(" 450,120.60 ").unwrap().to_string(), "450120.60");
/// assert_eq!(decimal("1.2E+3"), decimal("1200"));
/// assert_eq!(decimal("4,50"), None);
/// ```
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, small_exponent(exponent)?),
        None => (text, 0),
    };
    let (sign, unsigned) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = without_commas(whole)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let (whole, fraction) = shifted(&whole, fraction, exponent)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let plain = if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    };
    Decimal::from_str_exact(&plain).ok()
}

/// The digits of a whole number that may have been written as `254712000111`, `254712000111.0` or
/// `2.54712000111E11` (a serialiser that went through floating point writes the last two). A text of
/// digits keeps its leading zeros. `None` for anything else.
#[must_use]
pub fn whole_digits(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    if !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) || text.contains(',') {
        return None;
    }
    let number = decimal(text)?;
    (number.is_integer() && !number.is_sign_negative())
        .then(|| number.trunc().normalize().to_string())
}

fn small_exponent(text: &str) -> Option<i32> {
    let exponent: i32 = text.parse().ok()?;
    (-EXPONENT_MAX..=EXPONENT_MAX)
        .contains(&exponent)
        .then_some(exponent)
}

/// The digits without thousands commas; `None` when the commas are not every three digits.
fn without_commas(whole: &str) -> Option<String> {
    let Some((first, rest)) = whole.split_once(',') else {
        return Some(whole.to_owned());
    };
    let in_place = (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3);
    in_place.then(|| whole.replace(',', ""))
}

/// Moves the decimal point by `exponent` places.
fn shifted(whole: &str, fraction: &str, exponent: i32) -> Option<(String, String)> {
    let places = usize::try_from(exponent.unsigned_abs()).ok()?;
    if exponent >= 0 {
        let moved: String = fraction.chars().take(places).collect();
        let zeros = "0".repeat(places.saturating_sub(moved.len()));
        let left: String = fraction.chars().skip(places).collect();
        return Some((format!("{whole}{moved}{zeros}"), left));
    }
    let padded = format!("{}{whole}", "0".repeat(places.saturating_sub(whole.len())));
    let (left, moved) = padded.split_at_checked(padded.len().checked_sub(places)?)?;
    Some((left.to_owned(), format!("{moved}{fraction}")))
}
