//! Access tokens: one valid at a time, and what each API family says of a bad one.
//!
//! Source: `daraja-api.md` section 2. A new token makes the one before invalid (section 20, row 8).

use super::answer::Answer;
use crate::world::dice::{Dice, MIXED};

/// How long a token lives.
const LIFE_MS: u64 = 3_600_000;

/// Which error a bad token gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// STK push and query, reversal: 404 `404.001.03`.
    Stk,
    /// B2C, Pochi, balance, B2B: 401 `401.002.01`, and the token in the message.
    Initiator,
    /// C2B, transaction status: 400 `400.003.01`.
    C2b,
    /// Pull, name check: 401 `401.001`.
    Pull,
    /// Not attributed to one API: 401 `401.003.01`.
    Other,
}

impl Family {
    /// The refusal. It repeats the token, as the real one may.
    pub(crate) fn refusal(self, request_id: &str, token: &str) -> Answer {
        let echoed = format!("Error Occurred - Invalid Access Token - {token}");
        let (status, code, message) = match self {
            Self::Stk => (404, "404.001.03", "Invalid Access Token"),
            Self::C2b => (400, "400.003.01", "Invalid Access Token"),
            Self::Initiator => (401, "401.002.01", echoed.as_str()),
            Self::Other => (401, "401.003.01", echoed.as_str()),
            Self::Pull => (401, "401.001", "Error Occurred - Invalid Access Token - "),
        };
        Answer::error(status, request_id, code, message)
    }
}

/// The one valid token. Not kept over a restart: callers ask for a new one.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tokens {
    current: Option<(String, u64)>,
}

impl Tokens {
    /// A new token; the one before is worth nothing from now on.
    pub(crate) fn issue(&mut self, dice: &mut Dice, now_ms: u64) -> String {
        let token = dice.text(28, MIXED);
        self.current = Some((token.clone(), now_ms + LIFE_MS));
        token
    }

    /// Whether this is the valid token.
    pub(crate) fn accepts(&self, token: &str, now_ms: u64) -> bool {
        self.current
            .as_ref()
            .is_some_and(|(valid, until)| valid == token && now_ms < *until)
    }

    /// Makes every token invalid.
    pub(crate) fn expire(&mut self) {
        self.current = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_token_ends_the_one_before_and_an_hour_ends_it_too() {
        let mut dice = Dice::of(1, "token");
        let mut tokens = Tokens::default();
        let first = tokens.issue(&mut dice, 0);
        assert!(tokens.accepts(&first, LIFE_MS - 1));
        assert!(!tokens.accepts(&first, LIFE_MS));
        let second = tokens.issue(&mut dice, 0);
        assert!(!tokens.accepts(&first, 1));
        assert!(tokens.accepts(&second, 1));
        tokens.expire();
        assert!(!tokens.accepts(&second, 1));
    }
}
