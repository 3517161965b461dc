//! The clock of a printed time: hours, minutes, seconds where they are printed, a half-day mark, a zone.

use chrono::NaiveTime;

use super::Token;
use crate::model::Precision;

/// The clock that these runs of digits and letters print; `None` when it is none.
pub(super) fn read_clock(tokens: &[Token<'_>]) -> Option<(NaiveTime, Precision)> {
    let mut numbers = [0_u32; 3];
    let mut count = 0;
    let mut rest = tokens.iter().peekable();
    for slot in &mut numbers {
        let Some(token) = rest.next_if(|token| token.number.is_some()) else {
            break;
        };
        *slot = token.number?;
        count += 1;
        if token.after != Some(':') {
            break;
        }
    }
    if count < 2 {
        return None;
    }
    // Fractions of a second carry nothing a statement prints; a zone must be Nairobi's.
    let [mut hour, minute, second] = numbers;
    let tail: Vec<_> = rest.map(|token| token.text.to_ascii_lowercase()).collect();
    for (index, word) in tail.iter().enumerate() {
        match word.as_str() {
            "am" | "a" if hour <= 12 => hour %= 12,
            "pm" | "p" if hour < 12 => hour += 12,
            "pm" | "p" if hour == 12 => {}
            "m" if index > 0 => {}
            "eat" | "03" | "00" | "0300" => {}
            digits if index == 0 && count == 3 && digits.bytes().all(|b| b.is_ascii_digit()) => {}
            _ => return None,
        }
    }
    let clock = NaiveTime::from_hms_opt(hour, minute, second)?;
    let precision = if count == 3 {
        Precision::Second
    } else {
        Precision::Minute
    };
    Some((clock, precision))
}
