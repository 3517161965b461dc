//! The API operator: its name, its password, and the lock after too many wrong ones.
//!
//! The acknowledgement never looks here: a wrong password is found when the request is carried out, and
//! said by callback (`daraja-api.md` section 3).

use serde::{Deserialize, Serialize};

use crate::outcome::code::{self, ResultCode};

/// How many wrong passwords lock the operator.
pub(crate) const TRIES: u32 = 5;

/// What a request brought to prove who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Presented {
    /// The operator's name and password.
    Right,
    /// A name nobody has.
    WrongName,
    /// A password that isn't the operator's, or not encrypted to the simulator's certificate.
    WrongPassword,
}

/// Wrong tries so far, and until when the operator is locked.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Operator {
    wrong: u32,
    locked_until_ms: Option<u64>,
}

impl Operator {
    /// Judges what was presented and counts the wrong ones.
    ///
    /// # Errors
    /// 2001 for a wrong name or password, 8006 while locked (and for the try that locks).
    pub(crate) fn judge(
        &mut self,
        presented: Presented,
        now_ms: u64,
        lock_ms: u64,
    ) -> Result<(), ResultCode> {
        if self.locked(now_ms) {
            return Err(code::OPERATOR_LOCKED.into());
        }
        match presented {
            Presented::Right => {
                self.wrong = 0;
                Ok(())
            }
            Presented::WrongName => Err(code::WRONG_INITIATOR.into()),
            Presented::WrongPassword => {
                self.wrong += 1;
                if self.wrong >= TRIES {
                    self.locked_until_ms = Some(now_ms.saturating_add(lock_ms));
                }
                Err(code::WRONG_INITIATOR.into())
            }
        }
    }

    /// Whether the operator is locked; a lock whose time is over is taken off.
    pub(crate) fn locked(&mut self, now_ms: u64) -> bool {
        match self.locked_until_ms {
            Some(until) if now_ms < until => true,
            Some(_) => {
                self.unlock();
                false
            }
            None => false,
        }
    }

    /// What the Business Administrator does in the portal.
    pub(crate) fn unlock(&mut self) {
        *self = Self::default();
    }

    /// Locks at once.
    pub(crate) fn lock(&mut self, until_ms: u64) {
        self.locked_until_ms = Some(until_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_password_locks_until_the_time_is_over() {
        let mut operator = Operator::default();
        for _ in 0..TRIES {
            let said = operator.judge(Presented::WrongPassword, 1_000, 500);
            assert_eq!(said.unwrap_err().code, "2001");
        }
        let said = operator.judge(Presented::Right, 1_499, 500);
        assert_eq!(said.unwrap_err().code, "8006");
        assert!(operator.judge(Presented::Right, 1_500, 500).is_ok());
    }

    #[test]
    fn a_right_password_forgets_the_wrong_ones_and_a_wrong_name_counts_for_nothing() {
        let mut operator = Operator::default();
        for _ in 0..TRIES - 1 {
            assert!(operator.judge(Presented::WrongPassword, 1, 500).is_err());
        }
        assert!(operator.judge(Presented::WrongName, 1, 500).is_err());
        assert!(operator.judge(Presented::Right, 1, 500).is_ok());
        assert!(operator.judge(Presented::WrongPassword, 1, 500).is_err());
        assert!(!operator.locked(1));
        operator.lock(10);
        assert!(operator.locked(9));
        operator.unlock();
        assert!(!operator.locked(9));
    }
}
