//! Who is signed in, and since when they did nothing.

use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use domain::Problem;

use super::lock;
use crate::people::{Person, Roles, SigningKey};

/// How long nobody may act before the window locks itself.
pub(super) const IDLE: Duration = Duration::from_secs(10 * 60);
/// How long a passphrase that was typed again counts.
pub(super) const STEP_UP: Duration = Duration::from_secs(5 * 60);

/// Somebody who is signed in. Ends when the window locks; a command that began goes on under it.
pub(super) struct Session {
    /// The person's number.
    pub(super) id: u32,
    /// The name, as events have it.
    pub(super) name: String,
    /// What they are.
    pub(super) roles: Roles,
    /// Unwrapped by the passphrase; forgotten with the session.
    pub(super) key: SigningKey,
    /// What they are told once, a sentence each.
    pub(super) notices: Vec<String>,
    seen: Mutex<Instant>,
    proved: Mutex<Instant>,
}

impl Session {
    /// A session that begins now; the passphrase was typed just now.
    pub(super) fn new(person: Person, key: SigningKey, notices: Vec<String>) -> Self {
        let now = Instant::now();
        Self {
            id: person.id,
            name: person.name,
            roles: person.roles,
            key,
            notices,
            seen: Mutex::new(now),
            proved: Mutex::new(now),
        }
    }

    /// Tells that the person is there.
    pub(super) fn touch(&self) {
        *lock(&self.seen) = Instant::now();
    }

    /// Tells that the passphrase was typed again.
    pub(super) fn prove(&self) {
        *lock(&self.proved) = Instant::now();
    }

    /// Whether the person did nothing for so long.
    pub(super) fn idle(&self, limit: Duration) -> bool {
        lock(&self.seen).elapsed() >= limit
    }

    /// Whether the passphrase was typed a moment ago.
    pub(super) fn stepped_up(&self, within: Duration) -> bool {
        lock(&self.proved).elapsed() < within
    }
}

/// Why nothing was done while nobody is signed in.
pub(super) fn signed_out() -> Problem {
    Problem::new("session.none", "Nothing was done: nobody is signed in.")
        .with_remedy("Sign in, then try again.")
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
