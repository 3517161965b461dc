//! Registration of C2B addresses, and pretended payments (`daraja-api.md` sections 5.1 and 5.2).

use std::fmt;

use crate::client::{Answered, judged};
use crate::outcome::is_zeros;
use crate::reply::Said;
use crate::{Api, CallError, Reply, Uncertainty, mask_phones};

/// The answer to a registration.
#[derive(Clone, PartialEq, Eq)]
pub struct C2bRegistered {
    /// What is registered now.
    pub state: C2bRegistrationState,
    /// Daraja's id of the request (`OriginatorCoversationID`, spelt so or correctly).
    pub originator_id: Option<String>,
    /// The words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

/// What is registered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum C2bRegistrationState {
    /// The addresses just given.
    Registered,
    /// Addresses registered before; these were not taken. Portal, Self Services, URL Management takes
    /// them away, by two people.
    AlreadyRegistered,
    /// Addresses on the older aggregator platform; these were not taken. Safaricom moves them.
    OnOlderPlatform,
}

/// The answer to a pretended payment: its announcement is on its way, or so the sandbox says.
#[derive(Clone, PartialEq, Eq)]
pub struct C2bSimulated {
    /// Daraja's id of the request.
    pub originator_id: Option<String>,
    /// The words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

impl C2bRegistered {
    pub(crate) fn read(api: Api, answered: Answered) -> Result<Self, CallError> {
        let message = answered.said.message().to_ascii_lowercase();
        let before = if message.contains("already registered") {
            Some(C2bRegistrationState::AlreadyRegistered)
        } else if message.contains("duplicate notification info") {
            Some(C2bRegistrationState::OnOlderPlatform)
        } else {
            None
        };
        let (state, answered) = match before {
            Some(state) => (state, answered),
            None => (
                C2bRegistrationState::Registered,
                taken(judged(api, answered)?)?,
            ),
        };
        Ok(Self {
            state,
            originator_id: originator_id(&answered),
            description: answered.said.message().to_owned(),
            reply: answered.reply,
        })
    }
}

impl C2bSimulated {
    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        let answered = taken(answered)?;
        Ok(Self {
            originator_id: originator_id(&answered),
            description: answered.said.message().to_owned(),
            reply: answered.reply,
        })
    }
}

/// Ids come from outside: one that holds a phone number is printed masked.
impl fmt::Debug for C2bRegistered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("C2bRegistered")
            .field("state", &self.state)
            .field(
                "originator_id",
                &self.originator_id.as_deref().map(mask_phones),
            )
            .field("description", &self.description)
            .field("reply", &self.reply)
            .finish()
    }
}

impl fmt::Debug for C2bSimulated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("C2bSimulated")
            .field(
                "originator_id",
                &self.originator_id.as_deref().map(mask_phones),
            )
            .field("description", &self.description)
            .field("reply", &self.reply)
            .finish()
    }
}

fn originator_id(answered: &Answered) -> Option<String> {
    match &answered.said {
        Said::Daraja(fields) => fields.originator_id.clone(),
        Said::Gateway(..) => None,
    }
}

/// An answer with a code of zeros; newer accounts leave the code out and only say so in words.
fn taken(answered: Answered) -> Result<Answered, CallError> {
    let (code, words) = match &answered.said {
        Said::Daraja(fields) => (
            fields.response_code.clone(),
            fields.response_description.is_some(),
        ),
        Said::Gateway(..) => (None, false),
    };
    match code {
        Some(code) if is_zeros(&code) => Ok(answered),
        Some(code) => Err(answered.unclear(Uncertainty::NotZero(code))),
        None if words => Ok(answered),
        None => Err(answered.unclear(Uncertainty::Unreadable)),
    }
}
