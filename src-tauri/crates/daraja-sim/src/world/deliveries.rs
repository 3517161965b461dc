//! Posts to callback addresses, and how each ended, for `GET /deliveries`.
//!
//! A post is tried once: results are not retried (`daraja-api.md` section 14).

use serde::{Deserialize, Serialize};

use super::kept::Kept;

/// How many are kept; the oldest go first.
const KEPT: usize = 20_000;

/// How a post ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Not due yet.
    Waiting,
    /// Answered by the other side.
    Answered {
        /// HTTP status.
        status: u16,
    },
    /// Tried, and no answer came.
    Failed {
        /// What went wrong.
        why: String,
    },
    /// Lost on purpose.
    Lost,
    /// Not tried.
    NotDelivered {
        /// Why the simulator doesn't post there.
        why: String,
    },
}

/// What is to be posted.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    /// The API it belongs to, which is told of the answer.
    pub(crate) api: &'static str,
    /// `result`, `timeout`, `stk`, `c2b_validation` …
    pub(crate) kind: &'static str,
    /// The conversation it belongs to.
    pub(crate) conversation_id: String,
    pub(crate) url: String,
    pub(crate) body: String,
    /// Made, shown and never sent.
    pub(crate) lost: bool,
}

/// One post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Counted from 1.
    pub id: u64,
    /// The API it belongs to.
    pub api: String,
    /// `result`, `timeout`, `stk`, `c2b_validation` …
    pub kind: String,
    /// The conversation it belongs to.
    pub conversation_id: String,
    /// Where it goes.
    pub url: String,
    /// The body, as sent.
    pub body: String,
    /// When it was made, in virtual Unix milliseconds.
    pub made_ms: u64,
    /// When it is due.
    pub due_ms: u64,
    /// How it ended.
    #[serde(flatten)]
    pub state: DeliveryState,
}

impl Delivery {
    pub(crate) fn new(parcel: Parcel, made_ms: u64, due_ms: u64) -> Self {
        Self {
            id: 0,
            api: parcel.api.to_owned(),
            kind: parcel.kind.to_owned(),
            conversation_id: parcel.conversation_id,
            url: parcel.url,
            body: parcel.body,
            made_ms,
            due_ms,
            state: if parcel.lost {
                DeliveryState::Lost
            } else {
                DeliveryState::Waiting
            },
        }
    }
}

/// All kept posts.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Deliveries {
    #[serde(skip)]
    pub(super) all: Kept<u64, Delivery>,
    count: u64,
}

impl Deliveries {
    /// Keeps one and numbers it.
    pub(crate) fn add(&mut self, mut delivery: Delivery) -> u64 {
        self.count += 1;
        delivery.id = self.count;
        self.all.insert(self.count, delivery);
        while self.all.map().len() > KEPT {
            let done = self
                .all
                .map()
                .iter()
                .find(|(_, one)| one.state != DeliveryState::Waiting)
                .map(|(id, _)| *id);
            let Some(done) = done else { break };
            self.all.remove(&done);
        }
        self.count
    }

    /// One of them, while it waits.
    pub(crate) fn waiting(&self, id: u64) -> Option<Delivery> {
        self.all
            .map()
            .get(&id)
            .filter(|one| one.state == DeliveryState::Waiting)
            .cloned()
    }

    /// Notes how one ended.
    pub(crate) fn ended(&mut self, id: u64, state: DeliveryState) {
        if let Some(one) = self.all.get_mut(&id) {
            one.state = state;
        }
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> Vec<Delivery> {
        self.all.map().values().cloned().collect()
    }
}
