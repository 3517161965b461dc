//! Credentials in a body, overwritten before anything is kept.
//!
//! A queue timeout may echo the whole request, `SecurityCredential` included (`daraja-api.md` section
//! 6.5). The body need not be valid JSON, so none is parsed: the name is looked for at every byte, in any
//! spelling that a JSON reader would take for it (case, `\u` escapes, quotes escaped once more) and in
//! some that it would not (UTF-16, `security_credential`, words before or after it, forms, XML). What stands for its value becomes
//! as many `*`. In doubt more is overwritten than the value, never less.

mod value;

use std::ops::Range;

use value::after_name;

/// The name whose values are overwritten, in lower case.
const NAME: &[u8] = b"securitycredential";
/// What names a pair of the form `{"Key": name, "Value": value}`.
const PAIRED: [&[u8]; 2] = [b"key", b"name"];
/// The other half of such a pair.
const VALUE: &[u8] = b"value";
/// Backslashes before one escape: a body quoted this often within itself is nobody's.
const SLASHES_MAX: usize = 32;
/// How often the body's length is walked through in search of values' ends; what is left after that is
/// overwritten as a whole.
const WALKS_MAX: usize = 16;

/// Overwrites the values of every `SecurityCredential`; answers whether there were any. The length stays.
///
/// A pair of the form `{"Key": "SecurityCredential", "Value": …}`, which nobody has seen, costs every
/// `Value` in the body: which of them is meant can't be told from broken JSON.
pub fn scrub(body: &mut [u8]) -> bool {
    let ranges = secrets(body);
    let mut found = false;
    for range in ranges {
        if let Some(bytes) = body.get_mut(range)
            && !bytes.is_empty()
        {
            bytes.fill(b'*');
            found = true;
        }
    }
    found
}

/// Where values stand. All are found before any is overwritten: in broken JSON a name may stand in what
/// looks like another's value, and its own value after that.
fn secrets(body: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = values(body, NAME);
    let paired = |range: Range<usize>| name_at(body, range.start, NAME) == Some(range.end);
    let is_paired = PAIRED
        .into_iter()
        .any(|key| values(body, key).into_iter().any(paired));
    if is_paired {
        ranges.extend(values(body, VALUE));
    }
    ranges
}

/// The ranges of all values of a name.
fn values(body: &[u8], name: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut walked = 0_usize;
    let mut at = 0;
    while at < body.len() {
        let Some(end) = name_at(body, at, name) else {
            at += 1;
            continue;
        };
        if let Some(range) = after_name(body, end) {
            walked = walked.saturating_add(range.len());
            ranges.push(range);
        }
        if walked > body.len().saturating_mul(WALKS_MAX) {
            ranges.push(end..body.len());
            break;
        }
        at = end;
    }
    ranges
}

/// Where a name ends that begins at `at`; `None` when it does not stand there.
fn name_at(body: &[u8], at: usize, name: &[u8]) -> Option<usize> {
    let mut place = at;
    for (index, wanted) in name.iter().enumerate() {
        if index > 0 {
            while body.get(place).is_some_and(|byte| is_gap(*byte)) {
                place += 1;
            }
        }
        let (letter, end) = letter_at(body, place)?;
        if letter.to_ascii_lowercase() != *wanted {
            return None;
        }
        place = end;
    }
    Some(place)
}

/// What may stand between the letters of the name: the halves of UTF-16, and the ways to write two words.
fn is_gap(byte: u8) -> bool {
    matches!(byte, 0 | b'_' | b'-' | b' ')
}

/// A letter, plain or as `\u00xx` behind one backslash or more, and where it ends.
fn letter_at(body: &[u8], at: usize) -> Option<(u8, usize)> {
    let first = *body.get(at)?;
    if first != b'\\' {
        return Some((first, at + 1));
    }
    let mut place = at;
    while body.get(place) == Some(&b'\\') {
        place += 1;
        if place - at > SLASHES_MAX {
            return None;
        }
    }
    let digits = match body.get(place..place.checked_add(5)?)? {
        [b'u' | b'U', b'0', b'0', digits @ ..] => digits,
        _ => return None,
    };
    let digits = std::str::from_utf8(digits).ok()?;
    let letter = u8::from_str_radix(digits, 16).ok()?;
    Some((letter, place + 5))
}

#[cfg(test)]
#[path = "scrub_tests.rs"]
mod tests;
