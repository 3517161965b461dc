//! The scanner: bytes to [`Node`]s in one pass.
//!
//! More than the standard is accepted where nothing can be misread by it: a byte-order mark, control
//! characters inside strings, bare words, text after the end. Structure is strict: a body that ends
//! early or has a stray bracket is [`Broken`], because half a message about money is not a message.

use super::text::resolve;
use super::{BODY_LEN_MAX, Broken, DEPTH_MAX, Member, Node, Reading, Value};
use std::borrow::Cow;

/// Reads the first value of `bytes`.
///
/// # Errors
/// [`Broken`] when there is none, it is not JSON, or it passes a bound.
pub fn scan(bytes: &[u8]) -> Result<Reading<'_>, Broken> {
    if bytes.len() > BODY_LEN_MAX {
        return Err(Broken::TooLong);
    }
    let mut scanner = Scanner {
        bytes,
        at: 0,
        replaced: false,
    };
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        scanner.at = 3;
    }
    scanner.space();
    if scanner.peek().is_none() {
        return Err(Broken::Empty);
    }
    let root = scanner.value(0)?;
    scanner.space();
    Ok(Reading {
        root,
        trailing_from: scanner.peek().map(|_| scanner.at),
        replaced: scanner.replaced,
    })
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    replaced: bool,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn here(&self) -> Broken {
        match self.peek() {
            Some(_) => Broken::NotJson { at: self.at },
            None => Broken::EndsEarly,
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        if self.peek() != Some(byte) {
            return Err(self.here());
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Node<'a>, Broken> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= DEPTH_MAX => return Err(Broken::TooDeep { at: start }),
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(byte) if is_word(byte) => self.word()?,
            _ => return Err(self.here()),
        };
        Ok(Node {
            value,
            span: start..self.at,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Broken> {
        let mut members = Vec::new();
        self.expect(b'{')?;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let key_start = self.at;
            let key = self.string()?;
            let key_span = key_start..self.at;
            self.space();
            self.expect(b':')?;
            self.space();
            members.push(Member {
                key,
                key_span,
                node: self.value(depth + 1)?,
            });
            if self.closed_by(b'}')? {
                return Ok(Value::Object(members));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Broken> {
        let mut items = Vec::new();
        self.expect(b'[')?;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            if self.closed_by(b']')? {
                return Ok(Value::List(items));
            }
        }
    }

    /// After an item: `true` at the closing bracket, `false` at a comma.
    fn closed_by(&mut self, bracket: u8) -> Result<bool, Broken> {
        self.space();
        let closed = self.peek() == Some(bracket);
        if !closed && self.peek() != Some(b',') {
            return Err(self.here());
        }
        self.at += 1;
        Ok(closed)
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
        self.expect(b'"')?;
        let start = self.at;
        loop {
            match self.peek() {
                None => return Err(Broken::EndsEarly),
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
        let inside = self.bytes.get(start..self.at).unwrap_or_default();
        self.at += 1;
        let (text, replaced) = resolve(inside);
        self.replaced |= replaced;
        Ok(text)
    }

    fn word(&mut self) -> Result<Value<'a>, Broken> {
        let start = self.at;
        while self.peek().is_some_and(is_word) {
            self.at += 1;
        }
        // A number cut off by the end of the body may be another number.
        if self.peek().is_none() && start > 0 {
            return Err(Broken::EndsEarly);
        }
        let word = self
            .bytes
            .get(start..self.at)
            .and_then(|word| str::from_utf8(word).ok())
            .unwrap_or_default();
        Ok(match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ if word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => {
                Value::Number(word)
            }
            _ => Value::Bare(word),
        })
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_')
}
