//! One-time codes: with one a person sets a first or new passphrase, so that nobody else ever knows it.
//!
//! A code is the seed of a voucher, an Ed25519 key. Two people sign the voucher's public half into the
//! record that invites the person; the person signs their own new key with the voucher. So anybody can
//! check afterwards that the key came from whoever held the code.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use domain::Problem;
use rand::TryRng;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use super::signing_key::SigningKey;
use super::wrapped_key::{Cost, stretch};
use crate::base32::{character, digit, separates};

/// Characters of a code: 60 random bits.
const CHARS: usize = 12;
/// Days after which a code is not taken any more.
pub const DAYS_MAX: i64 = 7;

/// A one-time code. Prints only through [`OneTimeCode::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(Zeroizing<String>);

impl OneTimeCode {
    /// A new code.
    ///
    /// # Errors
    /// `people.no_randomness` when the system gives no random numbers.
    pub fn random() -> Result<Self, Problem> {
        let mut bytes = Zeroizing::new([0_u8; CHARS]);
        SysRng.try_fill_bytes(&mut *bytes).map_err(|error| {
            Problem::new(
                "people.no_randomness",
                format!("No code was made: the system gave no random numbers ({error})."),
            )
        })?;
        let letters = bytes.iter().filter_map(|byte| character(byte & 31));
        Ok(Self(Zeroizing::new(letters.collect())))
    }

    /// Reads a code as typed: any case, with blanks and hyphens; O is 0, I and L are 1.
    ///
    /// # Errors
    /// `people.code_form` when it has not the form of a code.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let mut read = Zeroizing::new(String::with_capacity(CHARS));
        for c in text.chars().filter(|c| !separates(*c)) {
            match digit(c).and_then(character) {
                Some(c) if read.len() < CHARS => read.push(c),
                Some(_) | None => return Err(no_code()),
            }
        }
        if read.len() == CHARS {
            Ok(Self(read))
        } else {
            Err(no_code())
        }
    }

    /// `7KQ2-M9FD-X0AB`
    #[must_use]
    pub fn reveal(&self) -> String {
        let mut out = String::with_capacity(CHARS + 2);
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// The key that this code stands for in one workspace.
    ///
    /// # Errors
    /// What the cryptographic library says.
    pub fn voucher(&self, workspace: &str, cost: Cost) -> Result<SigningKey, Problem> {
        let salt = digest(
            &SHA256,
            format!("patanisha voucher 1 {workspace}").as_bytes(),
        );
        SigningKey::from_seed(stretch(self.0.as_bytes(), salt.as_ref(), cost)?)
    }
}

fn no_code() -> Problem {
    Problem::new(
        "people.code_form",
        format!("Nothing was changed: a one-time code has {CHARS} letters and digits."),
    )
    .with_field("code")
    .with_remedy("Type it as it was read out, such as 7KQ2-M9FD-X0AB.")
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("OneTimeCode(••••••••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_out_is_read_back() {
        let code = OneTimeCode::random().unwrap();
        let text = code.reveal();
        assert_eq!(OneTimeCode::read(&text.to_lowercase()).unwrap(), code);
        let lenient = OneTimeCode::read("o7kq 2m9f-il00").unwrap();
        assert_eq!(lenient.reveal(), "07KQ-2M9F-1100");
        for wrong in ["", "7KQ2-M9FD-X0A", "7KQ2-M9FD-X0ABC", "7KQ2-M9FD-X0AU"] {
            assert!(OneTimeCode::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_voucher_belongs_to_code_and_workspace() {
        let code = OneTimeCode::read("7KQ2-M9FD-X0AB").unwrap();
        let public =
            |code: &OneTimeCode, of: &str| code.voucher(of, Cost::PRACTICE).unwrap().public();
        assert_eq!(public(&code, "a"), public(&code, "a"));
        assert_ne!(public(&code, "a"), public(&code, "b"));
        assert_ne!(
            public(&code, "a"),
            public(&OneTimeCode::read("7KQ2-M9FD-X0AC").unwrap(), "a")
        );
    }
}
