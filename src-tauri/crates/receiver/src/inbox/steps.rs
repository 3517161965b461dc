//! Numbered, checksummed steps of a store's schema.
//!
//! A recorded step is never another one: a store whose steps differ from this program's is not touched.

use sha2::{Digest as _, Sha256};

use super::InboxError;

/// A step. Its number is its place in the list, from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// What it makes, as its file is named.
    pub(super) name: &'static str,
    /// The statements.
    pub(super) sql: &'static str,
}

impl Step {
    /// SHA-256 of the statements, in hex.
    pub(super) fn sha256(&self) -> String {
        Sha256::digest(self.sql.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Those of `steps` that are still to be done, with their numbers. `recorded` is what the store says was
/// done: number and checksum, in order.
///
/// # Errors
/// [`InboxError::Newer`] when more was done than is known here; [`InboxError::Damaged`] when something
/// else was done.
pub(super) fn to_do<'a>(
    recorded: &[(i64, String)],
    steps: &'a [Step],
) -> Result<impl Iterator<Item = (i64, &'a Step)> + use<'a>, InboxError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if let Some((found, _)) = recorded.iter().find(|(number, _)| *number > known) {
        return Err(InboxError::Newer {
            found: recorded.last().map_or(*found, |(last, _)| *last),
            known,
        });
    }
    for ((number, sha256), (expected, step)) in recorded.iter().zip((1_i64..).zip(steps)) {
        if *number != expected || *sha256 != step.sha256() {
            return Err(InboxError::Damaged(format!(
                "its schema step {number} ({}) is not the one this receiver was made with",
                step.name
            )));
        }
    }
    Ok((1_i64..).zip(steps).skip(recorded.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[Step] = &[
        Step {
            name: "one",
            sql: "a",
        },
        Step {
            name: "two",
            sql: "b",
        },
    ];

    fn left(recorded: &[(i64, String)]) -> Result<Vec<i64>, InboxError> {
        to_do(recorded, STEPS).map(|left| left.map(|(number, _)| number).collect())
    }

    #[test]
    fn what_is_left_is_what_was_not_done() {
        let done = [(1, STEPS[0].sha256()), (2, STEPS[1].sha256())];
        assert_eq!(left(&[]).unwrap(), [1, 2]);
        assert_eq!(left(&done[..1]).unwrap(), [2]);
        assert!(left(&done).unwrap().is_empty());
    }

    #[test]
    fn more_than_is_known_is_newer_and_something_else_is_damage() {
        let done = [(1, STEPS[0].sha256()), (2, STEPS[1].sha256())];
        let newer = [done[0].clone(), done[1].clone(), (3, "c".into())];
        assert!(matches!(
            left(&newer),
            Err(InboxError::Newer { found: 3, known: 2 })
        ));
        let other = [done[0].clone(), (2, "c".into())];
        assert!(matches!(left(&other), Err(InboxError::Damaged(_))));
        assert!(matches!(
            left(&[done[1].clone()]),
            Err(InboxError::Damaged(_))
        ));
    }
}
