//! What became of a prompt (`daraja-api.md` section 4.4).

use crate::calls::reading;
use crate::client::{Answered, judged};
use crate::outcome::is_zeros;
use crate::reply::{Said, shown};
use crate::{Api, CallError, Reply, Uncertainty};

/// The answer about one prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StkStatus {
    /// What became of it.
    pub state: StkState,
    /// `ResultCode` as sent, when there was one.
    pub result_code: Option<String>,
    /// `ResultDesc` or the error's words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

/// What became of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StkState {
    /// Paid. The receipt comes by other ways.
    Paid,
    /// Not decided yet: result code 4999, or "The transaction is being processed".
    Pending,
    /// "The transaction does not Exist": an unknown id, or one asked about within half a minute of the
    /// push. Ask again later before believing it.
    NotFound,
    /// `500.001.1001` without words: seen between good answers. Ask again.
    NoAnswer,
    /// Ended without a payment; the result code says why. A success that is called back late is
    /// conceivable after 1037.
    Failed,
}

impl StkStatus {
    pub(crate) fn read(api: Api, answered: Answered) -> Result<Self, CallError> {
        if let Some(state) = from_error(&answered.said) {
            return Ok(Self {
                state,
                result_code: None,
                description: answered.said.message().to_owned(),
                reply: answered.reply,
            });
        }
        let answered = judged(api, answered)?;
        let text = |key| {
            let text = reading(&answered)?.root.text_of(&[key])?;
            (!text.is_empty()).then(|| shown(&text))
        };
        if let Some(code) = text("ResponseCode").filter(|code| !is_zeros(code)) {
            return Err(answered.unclear(Uncertainty::NotZero(code)));
        }
        let Some(code) = text("ResultCode") else {
            return Err(answered.unclear(Uncertainty::Unreadable));
        };
        let description = text("ResultDesc").unwrap_or_default();
        let pending = code == "4999" || says(&description, "under processing");
        let state = match code.as_str() {
            "0" => StkState::Paid,
            _ if pending => StkState::Pending,
            _ => StkState::Failed,
        };
        Ok(Self {
            state,
            result_code: Some(code),
            description,
            reply: answered.reply,
        })
    }
}

/// The three texts under `500.001.1001` that are answers.
fn from_error(said: &Said) -> Option<StkState> {
    if said.error_code() != Some("500.001.1001") {
        return None;
    }
    let message = said.message();
    if message.is_empty() {
        Some(StkState::NoAnswer)
    } else if says(message, "being processed") {
        Some(StkState::Pending)
    } else if says(message, "does not exist") && says(message, "transaction") {
        Some(StkState::NotFound)
    } else {
        None
    }
}

fn says(text: &str, words: &str) -> bool {
    text.to_ascii_lowercase().contains(words)
}
