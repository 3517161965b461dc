//! A body as the characters it spells, through any depth of JSON escaping.
//!
//! JSON inside a JSON string has `\"` for its quotes, and inside another one `\\\"`. Striking out must
//! see through that without parsing, in bodies that may be broken. A run of backslashes and what follows
//! it is one unit: a quote with its depth, a character written as `\u0053`, a space, or the character.

use crate::loose::hex4;

/// One character as spelled, and the bytes that spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// The character in lower case; bytes outside ASCII are `\u{80}`, escaped white space is a space.
    pub(super) c: char,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// How many backslashes stood before it.
    pub(super) depth: usize,
}

/// The units of `bytes`; places are counted from `offset`.
pub(super) fn units(bytes: &[u8], offset: usize) -> Vec<Unit> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let depth = rest.iter().take_while(|&&byte| byte == b'\\').count();
        let tail = rest.get(depth..).unwrap_or_default();
        let (c, taken) = match tail.first() {
            None => ('\\', 0),
            Some(b'u') if depth > 0 => match tail.get(1..).and_then(hex4) {
                Some((code, _)) => (char::from_u32(code).unwrap_or('\u{80}'), 5),
                None => ('u', 1),
            },
            Some(b'n' | b'r' | b't' | b'b' | b'f') if depth % 2 == 1 => (' ', 1),
            Some(&byte) if byte.is_ascii() => (char::from(byte), 1),
            Some(_) => ('\u{80}', 1),
        };
        let end = at + depth + taken;
        out.push(Unit {
            c: c.to_ascii_lowercase(),
            start: offset + at,
            end: offset + end,
            depth,
        });
        at = end;
    }
    out
}
