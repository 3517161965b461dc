//! What a validation is answered, where the answer can't wait for the disk: what is answered is what is kept.
//!
//! A decision is fixed once, by whoever comes first: the writer when it hands the delivery to the store, or
//! the handler at the deadline. Before the writer, the deadline makes it `late`, and the delivery is stored
//! so when its turn comes. After the writer, the handler answers what the store was handed. Where the store
//! then fails, the writer owes the delivery and tries again until it is stored or the receiver goes down.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::NotStored;
use crate::inbox::{Decision, Incoming};

/// One validation's decision.
pub(super) struct Ruling(Mutex<State>);

struct State {
    decision: Option<Decision>,
    /// The store was handed it.
    fixed: bool,
    /// Safaricom was told it.
    answered: bool,
    /// The store failed before that.
    failed: Option<NotStored>,
}

impl Ruling {
    pub(super) fn new(decision: Option<Decision>) -> Self {
        Self(Mutex::new(State {
            decision,
            fixed: false,
            answered: false,
            failed: None,
        }))
    }

    /// The handler's: its time is over. Answers what Safaricom is told; an error when nothing is kept.
    pub(super) fn answer_now(&self, late: Decision) -> Result<Option<Decision>, NotStored> {
        let mut state = self.state();
        if let Some(failed) = state.failed {
            return Err(failed);
        }
        if !state.fixed {
            state.fixed = true;
            state.decision = Some(late);
        }
        state.answered = true;
        Ok(state.decision.clone())
    }

    /// The writer's: the delivery goes to the store, with the decision that holds.
    pub(super) fn fix(&self, incoming: &mut Incoming) {
        let mut state = self.state();
        state.fixed = true;
        incoming.decision.clone_from(&state.decision);
    }

    /// The writer's: the store failed. Answers whether the delivery is owed: Safaricom was told already.
    pub(super) fn fail(&self, why: NotStored) -> bool {
        let mut state = self.state();
        if !state.answered {
            state.failed = Some(why);
        }
        state.answered
    }

    /// The decision as it stands.
    pub(super) fn decision(&self) -> Option<Decision> {
        self.state().decision.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
