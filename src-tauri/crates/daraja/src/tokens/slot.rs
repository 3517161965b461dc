//! The place of one app's token: who holds it, who fetches the next, who waits.
//!
//! The fetch runs as a task of its own. Whoever waits for it may go away; the fetch goes on for the
//! others. When it fails, all who waited hear the same error, and the next call begins anew.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::tokens::Token;
use crate::tokens::grant::Grant;
use crate::{CallError, Clock, Proof, Refusal, TokenTrouble};

/// Fetches begun for one call when the task of an earlier one vanished with its runtime.
const ATTEMPTS_MAX: usize = 3;

type Outcome = Result<Arc<Token>, CallError>;
type Flight = watch::Receiver<Option<Outcome>>;

#[derive(Default)]
pub(super) struct Slot {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Arc<Token>>,
    /// Tokens ever held.
    generations: u64,
    /// The fetch that is under way.
    flight: Option<Flight>,
}

/// The guard, also of a lock whose holder panicked: every change made under these locks is one step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Slot {
    /// The token that is held and fresh; or the one that a fetch, begun here if nobody has, brings.
    pub(super) async fn get<F, Fetch>(self: &Arc<Self>, clock: &dyn Clock, fetch: F) -> Outcome
    where
        F: Fn() -> Fetch,
        Fetch: Future<Output = Result<Grant, CallError>> + Send + 'static,
    {
        for _ in 0..ATTEMPTS_MAX {
            let flight = {
                let mut state = lock(&self.state);
                if let Some(token) = state.held.as_ref().filter(|held| held.is_fresh(clock)) {
                    return Ok(Arc::clone(token));
                }
                match &state.flight {
                    Some(flight) => flight.clone(),
                    None => self.start(&mut state, fetch()),
                }
            };
            if let Some(outcome) = self.land(flight).await {
                return outcome;
            }
        }
        Err(vanished())
    }

    /// Fetches, whatever is held. Waits for a fetch under way first: two at once would put one another's
    /// token out of use.
    pub(super) async fn renew<Fetch>(self: &Arc<Self>, fetch: Fetch) -> Outcome
    where
        Fetch: Future<Output = Result<Grant, CallError>> + Send + 'static,
    {
        let ours = loop {
            let other = {
                let mut state = lock(&self.state);
                match &state.flight {
                    Some(flight) => flight.clone(),
                    None => break self.start(&mut state, fetch),
                }
            };
            self.land(other).await;
        };
        self.land(ours).await.unwrap_or_else(|| Err(vanished()))
    }

    /// Forgets the token of this generation, if it is still the one that is held.
    pub(super) fn drop_generation(&self, generation: u64) {
        let mut state = lock(&self.state);
        if state
            .held
            .as_ref()
            .is_some_and(|held| held.generation == generation)
        {
            state.held = None;
        }
    }

    /// Begins a fetch.
    fn start<Fetch>(self: &Arc<Self>, state: &mut State, fetch: Fetch) -> Flight
    where
        Fetch: Future<Output = Result<Grant, CallError>> + Send + 'static,
    {
        let (sender, flight) = watch::channel(None);
        state.flight = Some(flight.clone());
        let slot = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = slot.end(fetch.await);
            sender.send_replace(Some(outcome));
        });
        flight
    }

    /// Ends a fetch: puts the new token in place, if there is one, in the same step.
    fn end(&self, outcome: Result<Grant, CallError>) -> Outcome {
        let mut state = lock(&self.state);
        state.flight = None;
        let grant = outcome?;
        state.generations += 1;
        let token = Arc::new(Token {
            text: grant.token,
            generation: state.generations,
            asked_at: grant.asked_at,
            usable: grant.usable,
        });
        state.held = Some(Arc::clone(&token));
        Ok(token)
    }

    /// Waits for a fetch. `None` when its task is gone, with the runtime it ran on.
    async fn land(&self, mut flight: Flight) -> Option<Outcome> {
        if let Ok(outcome) = flight.wait_for(Option::is_some).await {
            return outcome.clone();
        }
        let mut state = lock(&self.state);
        if state
            .flight
            .as_ref()
            .is_some_and(|other| other.same_channel(&flight))
        {
            state.flight = None;
        }
        None
    }
}

fn vanished() -> CallError {
    CallError::Refused(Refusal {
        proof: Proof::NoToken(TokenTrouble::NoAnswer),
        message: "the task that fetched it was stopped".to_owned(),
        reply: None,
    })
}

#[cfg(test)]
#[path = "slot_tests.rs"]
mod tests;
