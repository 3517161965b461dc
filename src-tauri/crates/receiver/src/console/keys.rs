//! Who may ask: bearer tokens, known by their hashes.

use std::collections::HashSet;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};
use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};

use crate::config::ConsoleKey;
use crate::hex::{self, Bytes32};

/// Longest token looked at, in bytes. `init` makes them 64 long.
const TOKEN_LEN_MAX: usize = 256;
/// Longest name of a console.
const NAME_LEN_MAX: usize = 64;

/// The consoles of a receiver.
pub struct Keys(Vec<(Arc<str>, Bytes32)>);

/// The console that asks.
#[derive(Debug, Clone)]
pub struct Caller(pub Arc<str>);

/// What is wrong with the consoles in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, long, or with more than letters, digits, `-`, `_` and `.`.
    #[error("console {0:?}: a name is 1 to 64 letters, digits, dots, dashes or underscores")]
    Name(String),
    /// Not 64 hex digits.
    #[error("console {0}: token_sha256 is not 64 lower-case hex digits")]
    Hash(String),
    /// A name or a token stands there twice.
    #[error("console {0}: its name or its token stands there twice")]
    Twice(String),
}

impl Keys {
    /// Checks the consoles of a configuration.
    ///
    /// # Errors
    /// [`KeyError`] names the console at fault.
    pub fn of(consoles: &[ConsoleKey]) -> Result<Self, KeyError> {
        let (mut names, mut hashes) = (HashSet::new(), HashSet::new());
        let read = consoles.iter().map(|console| {
            let name = &console.name;
            if !is_name(name) {
                return Err(KeyError::Name(name.clone()));
            }
            let hash =
                hex::read32(&console.token_sha256).ok_or_else(|| KeyError::Hash(name.clone()))?;
            if !names.insert(name) || !hashes.insert(hash) {
                return Err(KeyError::Twice(name.clone()));
            }
            Ok((Arc::from(name.as_str()), hash))
        });
        read.collect::<Result<_, _>>().map(Self)
    }

    /// The console whose token a request carries. Every hash is compared, to its last byte.
    pub(super) fn caller(&self, headers: &HeaderMap) -> Option<Caller> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        let (one, None) = (given.next()?, given.next()) else {
            return None;
        };
        let (scheme, token) = one.to_str().ok()?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") || token.len() > TOKEN_LEN_MAX {
            return None;
        }
        let asked: Bytes32 = Sha256::digest(token.as_bytes()).into();
        let mut found = u64::MAX;
        for (at, (_, hash)) in (0_u64..).zip(&self.0) {
            found.conditional_assign(&at, asked.ct_eq(hash));
        }
        let (name, _) = self.0.get(usize::try_from(found).ok()?)?;
        Some(Caller(Arc::clone(name)))
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }
}

/// Whether a text may be a console's name.
#[must_use]
pub fn is_name(text: &str) -> bool {
    (1..=NAME_LEN_MAX).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, token: &str) -> ConsoleKey {
        ConsoleKey {
            name: name.into(),
            token_sha256: hex::write(&Sha256::digest(token.as_bytes())),
        }
    }

    #[test]
    fn a_token_names_its_console_and_nothing_else_does() {
        let keys = Keys::of(&[key("till", "one"), key("office", "two")]).unwrap();
        let who = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().unwrap());
            }
            keys.caller(&headers).map(|Caller(name)| name.to_string())
        };
        assert_eq!(who(&["Bearer one"]).as_deref(), Some("till"));
        assert_eq!(who(&["bearer two"]).as_deref(), Some("office"));
        for wrong in [
            &[][..],
            &[""],
            &["one"],
            &["Basic one"],
            &["Bearer"],
            &["Bearer "],
            &["Bearer  one"],
            &["Bearer one "],
            &["Bearer ONE"],
            &["Bearer one", "Bearer one"],
        ] {
            assert_eq!(who(wrong), None, "{wrong:?}");
        }
        let long = format!("Bearer {}", "a".repeat(TOKEN_LEN_MAX + 1));
        assert_eq!(who(&[&long]), None);
        assert!(Keys::of(&[]).unwrap().caller(&HeaderMap::new()).is_none());
    }

    #[test]
    fn consoles_that_cannot_be_told_apart_are_refused() {
        let said = |keys: &[ConsoleKey]| Keys::of(keys).err().unwrap();
        assert_eq!(said(&[key("a b", "x")]), KeyError::Name("a b".into()));
        assert_eq!(said(&[key("", "x")]), KeyError::Name(String::new()));
        let twice = [key("a", "x"), key("a", "y")];
        assert_eq!(said(&twice), KeyError::Twice("a".into()));
        let same = [key("a", "x"), key("b", "x")];
        assert_eq!(said(&same), KeyError::Twice("b".into()));
        let mut bad = key("a", "x");
        bad.token_sha256.pop();
        assert_eq!(said(&[bad]), KeyError::Hash("a".into()));
    }
}
