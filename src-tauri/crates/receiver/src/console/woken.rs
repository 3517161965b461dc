//! Wakes the consoles that wait, when something came for them.

use std::collections::HashMap;

use tokio::sync::Notify;

use super::Keys;

/// One bell per console.
pub struct Woken(HashMap<String, Notify>);

impl Woken {
    /// A bell for each console.
    #[must_use]
    pub fn of(keys: &Keys) -> Self {
        Self(
            keys.names()
                .map(|name| (name.to_owned(), Notify::new()))
                .collect(),
        )
    }

    /// Something is in the store for this console. Rung after [`Inbox::store`](crate::inbox::Inbox::store)
    /// has answered, once per batch and console.
    pub fn ring(&self, console: &str) {
        if let Some(bell) = self.0.get(console) {
            bell.notify_waiters();
        }
    }

    /// The bell of a console.
    pub(super) fn bell(&self, console: &str) -> Option<&Notify> {
        self.0.get(console)
    }
}
