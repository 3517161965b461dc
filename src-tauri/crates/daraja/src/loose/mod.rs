//! JSON as Daraja really sends it, read without losing anything.
//!
//! Owns: a scanner that keeps the literal text of every number, every duplicate key and the place of
//! every part; lookup that does not mind case, spaces or underscores; one thing where a list was
//! promised and the other way round; exact decimal reading. Every function here is total: any bytes in,
//! an answer out, in time linear in the bytes.
//!
//! Stays out: what the fields mean ([`crate::inbound`], and the answers to calls).
//!
//! Why not a deserialiser: numbers must never pass through binary floating point, a key given twice must
//! be seen twice, the place of a secret must be known to strike it out at equal length, and one lone
//! surrogate or line break in a payer's text must not cost the whole message.

mod lookup;
mod number;
mod scan;
mod text;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use lookup::letters;
pub use lookup::{Scalar, same_key};
pub use number::{decimal, whole_digits};
pub use scan::scan;
pub(crate) use text::hex4;

/// Longest body read, in bytes. Real ones are below 10 KB.
pub const BODY_LEN_MAX: usize = 256 * 1024;

/// Deepest nesting read. Real bodies have seven levels.
pub const DEPTH_MAX: usize = 32;

/// One value and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// What it is.
    pub value: Value<'a>,
    /// Its bytes in the text that was read, quotes and brackets included.
    pub span: Range<usize>,
}

/// What a value is. Numbers stay the text they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A bare word that begins like a number, as written: `22.40` stays `22.40`.
    Number(&'a str),
    /// A bare word that is nothing JSON knows, such as `None` or `NaN`.
    Bare(&'a str),
    /// A string, its escapes resolved.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// An object: its members in order, duplicates kept.
    Object(Vec<Member<'a>>),
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    /// The key, its escapes resolved.
    pub key: Cow<'a, str>,
    /// The key's bytes, quotes included.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node<'a>,
}

/// A body that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The outermost value.
    pub root: Node<'a>,
    /// Where the value ended, when something other than space followed it.
    pub trailing_from: Option<usize>,
    /// Whether a string held bytes that are not UTF-8 or half a surrogate pair; they read as U+FFFD.
    pub replaced: bool,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// No bytes, or only space.
    #[error("the body is empty")]
    Empty,
    /// Longer than [`BODY_LEN_MAX`].
    #[error("the body is longer than {BODY_LEN_MAX} bytes")]
    TooLong,
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("the body is nested deeper than {DEPTH_MAX} levels (at byte {at})")]
    TooDeep {
        /// The byte where it became too deep.
        at: usize,
    },
    /// It ends inside a value.
    #[error("the body ends in the middle of a value")]
    EndsEarly,
    /// It is not JSON here.
    #[error("the body is not JSON (at byte {at})")]
    NotJson {
        /// The byte that fits nowhere.
        at: usize,
    },
}

#[cfg(test)]
#[path = "loose_tests.rs"]
mod tests;
