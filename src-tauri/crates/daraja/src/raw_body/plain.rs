//! Secrets in plain characters: after their names, after "access token" and "bearer", and by shape.

use super::names::{TOKEN_LEN_MIN, WORD_LEN_MAX, is_credential, secret_names};
use super::strike::Mark;
use super::units::{Unit, units};
use std::ops::Range;

/// Shortest text looked at: the shortest name is longer than this with any value.
const TEXT_LEN_MIN: usize = 8;

/// Letters that may follow a secret's name and still belong to it (`passwords`, `password_2`).
const NAME_TAIL_MAX: usize = 8;

/// Characters between a name and its value: `\\\" : \\\"`.
const GAP_MAX: usize = 8;

/// Marks the secrets within `span` of `bytes`. Marks never leave the span and never split an escape.
pub(super) fn in_text(bytes: &[u8], span: Range<usize>, marks: &mut Vec<Mark>) {
    let offset = span.start;
    let Some(part) = bytes.get(span).filter(|part| part.len() >= TEXT_LEN_MIN) else {
        return;
    };
    let units = units(part, offset);
    by_shape(&units, marks);
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        let struck = secret_names()
            .chain(["bearer", "basic"])
            .find_map(|name| value_after(after_name(rest, name)?, name))
            .filter(|value| push(value, marks))
            .map_or(0, <[Unit]>::len);
        // A long value is stepped over, so that its own text is not searched again. A short one may be
        // `Bearer`, whose value is still to come.
        at += if struck > GAP_MAX { struck } else { 1 };
    }
}

/// What follows `name` when `units` begin with it, in any case, with at most two signs or spaces between
/// its letters.
fn after_name<'u>(units: &'u [Unit], name: &str) -> Option<&'u [Unit]> {
    let mut rest = units;
    for (index, letter) in name.chars().enumerate() {
        let reach = if index == 0 { 1 } else { 3 };
        let gap = rest.iter().take(reach).position(|unit| unit.c == letter)?;
        if rest.iter().take(gap).any(|unit| unit.c.is_alphanumeric()) {
            return None;
        }
        rest = rest.get(gap + 1..)?;
    }
    Some(rest)
}

/// The value that follows a secret's name, if one does: after `:`, `=` or `>`, quoted or not; after
/// "access token", "bearer" and "basic" also without a sign, when it looks like a token.
fn value_after<'u>(after: &'u [Unit], name: &str) -> Option<&'u [Unit]> {
    let scheme = matches!(name, "bearer" | "basic");
    let worded = scheme || name == "accesstoken";
    let tail = after
        .iter()
        .take(if scheme { 0 } else { NAME_TAIL_MAX })
        .take_while(|unit| unit.c.is_alphanumeric() || matches!(unit.c, '_' | '-'))
        .count();
    let after = after.get(tail..)?;
    let mut assigned = false;
    let mut quote = None;
    let mut gap = 0;
    for unit in after.iter().take(GAP_MAX) {
        let sign = matches!(unit.c, ':' | '=' | '>');
        if unit.c.is_alphanumeric() || unit.c == '*' || unit.c == ',' {
            break;
        }
        gap += 1;
        assigned |= sign;
        if assigned && unit.c == '"' {
            quote = Some(unit.depth);
            break;
        }
    }
    if !assigned && !worded {
        return None;
    }
    let value = after.get(gap..)?;
    let length = match quote {
        Some(depth) => value
            .iter()
            .take_while(|unit| !(unit.c == '"' && unit.depth <= depth))
            .count(),
        None => value.iter().take_while(|unit| is_token(unit)).count(),
    };
    let value = value.get(..length)?;
    // `BasicAmount=6186.83` is no scheme, and "basic registration" no token.
    let apart = gap > 0 || tail > 0;
    let plain_name = assigned && !scheme;
    (plain_name || (apart && looks_random(value))).then_some(value)
}

/// Whether a run of token characters is more likely a token than a word of a sentence.
fn looks_random(value: &[Unit]) -> bool {
    let digits = value
        .iter()
        .any(|unit| unit.c.is_ascii_digit() || unit.c == '*');
    value.len() >= TOKEN_LEN_MIN && (digits || value.len() >= WORD_LEN_MAX)
}

/// Runs of Base64 that have the length and end of an RSA ciphertext.
fn by_shape(units: &[Unit], marks: &mut Vec<Mark>) {
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        let body = rest.iter().take_while(|unit| is_base64(unit)).count();
        let padding = rest
            .iter()
            .skip(body)
            .take_while(|unit| unit.c == '=')
            .count();
        if is_credential(body + padding, padding > 0) {
            push(rest.get(..body + padding).unwrap_or_default(), marks);
        }
        at += (body + padding).max(1);
    }
}

/// Marks a run; `false` when it is empty.
fn push(run: &[Unit], marks: &mut Vec<Mark>) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return false;
    };
    marks.push(Mark {
        span: first.start..last.end,
        fill: b'*',
    });
    true
}

fn is_base64(unit: &Unit) -> bool {
    unit.c.is_ascii_alphanumeric() || matches!(unit.c, '+' | '/')
}

fn is_token(unit: &Unit) -> bool {
    is_base64(unit)
        || !unit.c.is_ascii()
        || matches!(
            unit.c,
            '=' | '-' | '_' | '.' | '~' | '*' | '%' | '$' | '!' | '#' | '@' | '^' | '?' | '\u{80}'
        )
}
