//! What follows a name: its value, however it is written.

use std::ops::Range;

/// Letters that may follow the name and belong to it: `SecurityCredentials`, `SecurityCredentialB2C`.
const SUFFIX_MAX: usize = 32;

/// The value of a name that ends at `end`; `None` where the name has none, as in a sentence.
pub(super) fn after_name(body: &[u8], end: usize) -> Option<Range<usize>> {
    let suffix = body.get(end..).unwrap_or_default().iter().take(SUFFIX_MAX);
    let end = end
        + suffix
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | 0))
            .count();
    let closed = quotes(body, blanks(body, end));
    let quoted = closed > end && body.get(closed - 1).is_some_and(is_quote);
    let place = blanks(body, closed);
    match body.get(place) {
        Some(b'=' | b':') => Some(value(body, blanks(body, separators(body, place)), quoted)),
        Some(b'>') => Some(place + 1..find(body, place + 1, |byte| byte == b'<')),
        Some(b'"' | b'\'' | b'\\') if quoted => Some(value(body, place, quoted)),
        _ => None,
    }
}

/// The range of a value that begins at `at`: between a string's quotes, all of an array or object, a bare
/// word up to what ends one. A bare word after a bare name ends at a quote too: both may stand in a string.
fn value(body: &[u8], at: usize, quoted: bool) -> Range<usize> {
    let slashes = run(body, at, |byte| matches!(byte, b'\\' | 0));
    match body.get(slashes) {
        Some(quote @ (b'"' | b'\'')) => {
            let depth = count(body, at, slashes);
            slashes + 1..string_end(body, slashes + 1, *quote, depth)
        }
        Some(b'[' | b'{') => slashes..nested_end(body, slashes),
        _ => {
            let ends = |byte| {
                matches!(byte, b',' | b'}' | b']' | b'&' | b'<' | b'\n' | b'\r')
                    || (!quoted && is_quote(&byte))
            };
            at..find(body, at, ends)
        }
    }
}

/// Where a string ends that was opened by a quote behind `depth` backslashes: at the next such quote, or
/// one behind fewer, or the body's end. Plain strings may have quotes behind an odd number.
fn string_end(body: &[u8], from: usize, quote: u8, depth: usize) -> usize {
    let mut slashes = 0_usize;
    for (at, byte) in body.iter().enumerate().skip(from) {
        match *byte {
            b'\\' => slashes += 1,
            0 => {}
            byte if byte == quote => {
                let ends = if depth == 0 {
                    slashes.is_multiple_of(2)
                } else {
                    slashes <= depth
                };
                if ends {
                    return at;
                }
                slashes = 0;
            }
            _ => slashes = 0,
        }
    }
    body.len()
}

/// Where an array or object ends, past its closing bracket; brackets in strings don't count.
fn nested_end(body: &[u8], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while let Some(byte) = body.get(at) {
        match *byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' => at = string_end(body, at + 1, b'"', 0),
            _ => {}
        }
        at += 1;
    }
    body.len()
}

fn is_quote(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

fn blanks(body: &[u8], at: usize) -> usize {
    run(body, at, |byte| byte.is_ascii_whitespace() || byte == 0)
}

fn quotes(body: &[u8], at: usize) -> usize {
    let quote = run(body, at, |byte| matches!(byte, b'\\' | 0));
    match body.get(quote) {
        Some(b'"' | b'\'') => quote + 1,
        _ => at,
    }
}

fn separators(body: &[u8], at: usize) -> usize {
    run(body, at, |byte| {
        matches!(byte, b':' | b'=' | b'>' | 0) || byte.is_ascii_whitespace()
    })
}

fn count(body: &[u8], from: usize, to: usize) -> usize {
    body.get(from..to)
        .unwrap_or_default()
        .iter()
        .filter(|byte| **byte == b'\\')
        .count()
}

/// The first place from `at` on whose byte is not in a run.
fn run(body: &[u8], at: usize, mut within: impl FnMut(u8) -> bool) -> usize {
    find(body, at, |byte| !within(byte))
}

/// The first place from `at` on whose byte is asked for; the body's end when none is.
fn find(body: &[u8], at: usize, wanted: impl FnMut(u8) -> bool) -> usize {
    body.get(at..)
        .and_then(|rest| rest.iter().copied().position(wanted))
        .map_or(body.len(), |past| at + past)
}
