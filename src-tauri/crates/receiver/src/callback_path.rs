//! The address of a callback: `/<kind token>/<request token>`.
//!
//! Both parts are long random lower-case hex, so that nobody can guess an address, and a result finds
//! its request even where Daraja returns no id of ours (design section 8). The receiver checks the
//! first part; only the console knows which second parts it minted.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Shortest token accepted: 32 hex digits, 128 bits.
pub const TOKEN_LEN_MIN: usize = 32;
/// Longest token accepted.
pub const TOKEN_LEN_MAX: usize = 128;

/// Names a kind of callback (result, queue timeout, confirmation, validation) of one short code.
#[derive(Clone)]
pub struct KindToken(Box<str>);

/// Names one request.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestToken(Box<str>);

/// A callback address taken apart.
#[derive(Debug, Clone)]
pub struct CallbackPath {
    /// Which kind it claims to be; believed only after [`KindToken::is`].
    pub kind: KindToken,
    /// Which request it claims to answer; the receiver keeps any.
    pub request: RequestToken,
}

/// Why a path is not a callback address. The receiver answers all of them with the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackPathError {
    /// Not exactly two parts after a slash.
    #[error("a callback address has two parts")]
    Parts,
    /// A part shorter than [`TOKEN_LEN_MIN`] or longer than [`TOKEN_LEN_MAX`].
    #[error("a part of the address is too short or too long")]
    Length,
    /// Something other than `0-9` and `a-f`.
    #[error("a part of the address is not lower-case hex")]
    NotHex,
}

impl CallbackPath {
    /// Takes a request path apart: no query, no closing slash, no upper case, nothing percent-encoded.
    ///
    /// # Errors
    /// When it is not the path of a callback.
    pub fn parse(path: &str) -> Result<Self, CallbackPathError> {
        let (kind, request) = path
            .strip_prefix('/')
            .and_then(|rest| rest.split_once('/'))
            .ok_or(CallbackPathError::Parts)?;
        if request.contains('/') {
            return Err(CallbackPathError::Parts);
        }
        Ok(Self {
            kind: KindToken::parse(kind)?,
            request: RequestToken(checked(request)?),
        })
    }

    /// The address of a kind's request; `None` when the request's part is no token.
    #[must_use]
    pub fn of(kind: &KindToken, request: &str) -> Option<Self> {
        let request = RequestToken(checked(request).ok()?);
        Some(Self {
            kind: kind.clone(),
            request,
        })
    }

    /// The path as it is given to Safaricom.
    #[must_use]
    pub fn to_path(&self) -> String {
        format!("/{}/{}", self.kind.0, self.request.0)
    }
}

impl KindToken {
    /// Reads a kind token.
    ///
    /// # Errors
    /// When it is not long lower-case hex.
    pub fn parse(text: &str) -> Result<Self, CallbackPathError> {
        checked(text).map(Self)
    }

    /// SHA-256 of the token's text, as it is published ([`wire::KindPublished`](crate::wire::KindPublished)).
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// Whether two tokens are the same, in a time that does not depend on where they differ. Lengths
    /// are no secret.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let (one, two) = (self.0.as_bytes(), other.0.as_bytes());
        let differing = one.iter().zip(two).fold(0, |all, (a, b)| all | (a ^ b));
        one.len() == two.len() && std::hint::black_box(differing) == 0
    }
}

impl RequestToken {
    /// The token's text, for the console to look up.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn checked(text: &str) -> Result<Box<str>, CallbackPathError> {
    if !(TOKEN_LEN_MIN..=TOKEN_LEN_MAX).contains(&text.len()) {
        return Err(CallbackPathError::Length);
    }
    if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(CallbackPathError::NotHex);
    }
    Ok(text.into())
}

/// Never the token: whoever knows it can post.
impl fmt::Debug for KindToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("KindToken(…)")
    }
}

/// Never the token.
impl fmt::Debug for RequestToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RequestToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "00112233445566778899aabbccddeeff";
    const REQUEST: &str = "ffeeddccbbaa99887766554433221100";

    #[test]
    fn an_address_reads_back() {
        let path = format!("/{KIND}/{REQUEST}");
        let read = CallbackPath::parse(&path).unwrap();
        assert_eq!(read.to_path(), path);
        assert_eq!(read.request.as_str(), REQUEST);
        assert!(read.kind.is(&KindToken::parse(KIND).unwrap()));
    }

    #[test]
    fn anything_else_is_no_address() {
        use CallbackPathError::{Length, NotHex, Parts};
        for (path, error) in [
            (String::new(), Parts),
            (format!("{KIND}/{REQUEST}"), Parts),
            (format!("/{KIND}"), Parts),
            (format!("/{KIND}/{REQUEST}/"), Parts),
            (format!("/{KIND}/{REQUEST}/x"), Parts),
            (format!("//{KIND}/{REQUEST}"), Parts),
            (format!("/{KIND}/"), Length),
            (format!("/{KIND}/{}", "a".repeat(31)), Length),
            (format!("/{KIND}/{}", "a".repeat(129)), Length),
            (format!("/{KIND}/{}", REQUEST.to_uppercase()), NotHex),
            (format!("/{KIND}/{REQUEST}?a=b"), NotHex),
            (format!("/{KIND}/%66{}", "a".repeat(30)), NotHex),
            (format!("/{}/{REQUEST}", "é".repeat(16)), NotHex),
        ] {
            assert_eq!(CallbackPath::parse(&path).err(), Some(error), "{path}");
        }
    }

    #[test]
    fn one_wrong_digit_anywhere_is_another_token() {
        let right = KindToken::parse(KIND).unwrap();
        for (at, now) in KIND.char_indices() {
            let mut other = KIND.to_owned();
            let digit = if now == '0' { "1" } else { "0" };
            other.replace_range(at..=at, digit);
            assert!(!right.is(&KindToken::parse(&other).unwrap()), "{at}");
        }
        assert!(!right.is(&KindToken::parse(&format!("{KIND}00")).unwrap()));
    }

    #[test]
    fn tokens_do_not_print() {
        let read = CallbackPath::parse(&format!("/{KIND}/{REQUEST}")).unwrap();
        let shown = format!("{read:?}");
        assert!(
            !shown.contains("0011") && !shown.contains("ffee"),
            "{shown}"
        );
    }
}
