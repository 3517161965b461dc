//! The receiver of the open workspace: drained for as long as the workspace is open, told what it is to
//! take, and asked whether another console sends.
//!
//! Practice and production go one path: practice's receiver runs in this program and is lent by the host,
//! others are connected by an administrator. What is drained is in the ledger before it is acknowledged,
//! and before anybody who waits hears of it. The loop goes on while the window is locked and ends with its
//! world (law 10).

mod drain;
mod expect;
mod fence;
mod listen;
mod publication;
mod publish;
mod reach;

use std::sync::{Arc, Mutex};

use domain::Problem;
use tokio::task::AbortHandle;

use super::{Core, lock};
use crate::api::ReceiverState;
use crate::relay::wire;
use crate::store::Ledger;

pub(super) use publication::Rules;
pub(super) use reach::{builtin_refused, none_connected, seal_name, token_name};

/// What a world knows of its receiver.
pub(super) struct ReceiverDesk {
    seen: Mutex<Seen>,
    /// Where its public addresses begin; none while none is connected.
    base: Mutex<Option<String>>,
    /// One publication at a time.
    publishing: Arc<tokio::sync::Mutex<()>>,
    /// The last event, and the minute, that were looked at and had nothing to publish.
    looked: Mutex<Option<Looked>>,
    running: Mutex<Option<Running>>,
}

/// An event's number and a minute.
type Looked = (Option<i64>, i64);

/// What the window is shown of it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// How it goes.
    pub(super) state: ReceiverState,
    /// What keeps it from working.
    pub(super) problem: Option<Problem>,
    /// What the receiver told last.
    pub(super) status: Option<wire::Status>,
    /// Deliveries that wait there.
    pub(super) backlog: i64,
    /// Its clock before ours, in seconds.
    pub(super) ahead: Option<i64>,
    /// When the last delivery came to it, in milliseconds since 1970 in UTC.
    pub(super) last_delivery_ms: Option<i64>,
    /// Open references that were published.
    pub(super) references: usize,
    /// What is to be known of what was published.
    pub(super) notice: Option<Problem>,
}

/// The loop. Dropping it ends it.
struct Running(AbortHandle);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Default for ReceiverDesk {
    fn default() -> Self {
        Self {
            seen: Mutex::new(Seen::off()),
            base: Mutex::default(),
            publishing: Arc::default(),
            looked: Mutex::default(),
            running: Mutex::default(),
        }
    }
}

impl Seen {
    fn off() -> Self {
        Self {
            state: ReceiverState::Off,
            problem: None,
            status: None,
            backlog: 0,
            ahead: None,
            last_delivery_ms: None,
            references: 0,
            notice: None,
        }
    }
}

impl ReceiverDesk {
    /// How it goes now.
    pub(super) fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut lock(&self.seen));
    }

    fn looked(&self, at: Looked) -> bool {
        *lock(&self.looked) == Some(at)
    }

    fn note_looked(&self, at: Looked) {
        *lock(&self.looked) = Some(at);
    }

    /// Where public addresses begin; none while none is connected.
    pub(super) fn base(&self) -> Option<String> {
        lock(&self.base).clone()
    }
}

impl Core {
    /// Begins to drain the receiver of a ledger that was opened just now.
    pub(super) async fn start_receiver(self: &Arc<Self>, ledger: &Arc<Ledger>) {
        let ledger = Arc::clone(ledger);
        let base = self.blocking(move |core| core.receiver_base(&ledger)).await;
        self.begin_receiver(base.unwrap_or_default());
    }

    /// Begins anew with what ledger and keyring hold now: with a loop where public addresses begin with
    /// `base`, and with none where nothing is connected.
    pub(super) fn begin_receiver(&self, base: Option<String>) {
        let desk = &self.receiver;
        let connected = base.is_some();
        *lock(&desk.running) = None;
        *lock(&desk.base) = base;
        *lock(&desk.looked) = None;
        desk.note(|seen| *seen = Seen::off());
        if connected {
            desk.note(|seen| seen.state = ReceiverState::Connecting);
            let task = tokio::spawn(listen::run(Arc::downgrade(&self.world)));
            *lock(&desk.running) = Some(Running(task.abort_handle()));
        }
    }
}
