//! Every request that was received and how it ended, for `GET /requests`.

use serde::{Deserialize, Serialize};

use crate::world::kept::Kept;

/// How many requests are kept; the oldest go first.
const KEPT: usize = 20_000;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecord {
    /// Counted from 1 over the simulator's life.
    pub number: u64,
    /// Virtual Unix milliseconds.
    pub at_ms: u64,
    /// Name of the API; empty when no API has that path, or nothing was read.
    pub api: String,
    /// `POST /mpesa/b2c/v3/paymentrequest`.
    pub line: String,
    /// The caller's id, or the one the gateway gave.
    pub originator_id: String,
    /// Given with the acknowledgement.
    pub conversation_id: String,
    /// HTTP status that was answered; absent when nothing was.
    pub status: Option<u16>,
    /// `errorCode` of the answer.
    pub error_code: String,
    /// `answer`, `reset`, `close`, `hang`, `slow`, or what happened to the connection.
    pub ended: String,
    /// Whether it got past the gateway.
    pub executed: bool,
    /// Which connection brought it, counted from 1.
    pub connection: u64,
    /// Which request of that connection it was, counted from 1.
    pub on_connection: u64,
}

/// The kept requests and how many there were of everything.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct RequestLog {
    #[serde(skip)]
    pub(crate) records: Kept<u64, RequestRecord>,
    count: u64,
    /// Connections accepted.
    pub(crate) connections: u64,
}

impl RequestLog {
    /// Keeps one and numbers it.
    pub(crate) fn keep(&mut self, mut record: RequestRecord) {
        self.count += 1;
        record.number = self.count;
        self.records.insert(record.number, record);
        if self.records.map().len() > KEPT
            && let Some(oldest) = self.records.map().keys().next().copied()
        {
            self.records.remove(&oldest);
        }
    }

    /// The kept ones, oldest first.
    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        self.records.map().values().cloned().collect()
    }
}
