//! "Taken": the answers to requests whose outcome is called back.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::calls::{reading, unreadable};
use crate::client::Answered;
use crate::outcome::is_zeros;
use crate::reply::Said;
use crate::{
    CallError, CheckoutRequestId, ConversationId, OriginatorId, Reply, Uncertainty, mask_phones,
};

/// M-Pesa's receipt for a request: it is in the queue. It does not say that the operator's password was
/// right (that is found out later, result code 2001), nor that money moved.
#[derive(Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// M-Pesa's id of the request; the result carries it.
    pub conversation_id: ConversationId,
    /// The caller's id where the API takes one, else one that Daraja made.
    pub originator_id: Option<String>,
    /// The code, as sent: zeros.
    pub response_code: String,
    /// The words, as sent.
    pub description: String,
    /// The server's clock.
    pub date: Option<DateTime<Utc>>,
    /// The whole answer.
    pub reply: Reply,
}

/// The answer to an STK push: the prompt is on its way to the phone.
#[derive(Clone, PartialEq, Eq)]
pub struct PromptAcknowledgement {
    /// The id to ask about the prompt with; the callback carries it.
    pub checkout_request_id: CheckoutRequestId,
    /// Daraja's id of the request.
    pub merchant_request_id: Option<String>,
    /// The words, as sent.
    pub description: String,
    /// The server's clock.
    pub date: Option<DateTime<Utc>>,
    /// The whole answer.
    pub reply: Reply,
}

/// The answer to a USSD prompt to a till: it is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UssdAcknowledgement {
    /// The words, as sent.
    pub status: String,
    /// The server's clock.
    pub date: Option<DateTime<Utc>>,
    /// The whole answer.
    pub reply: Reply,
}

impl Acknowledgement {
    /// Reads the answer to a request with, or without, an id of the caller's.
    pub(crate) fn read(answered: Answered, sent: Option<&OriginatorId>) -> Result<Self, CallError> {
        let Said::Daraja(fields) = &answered.said else {
            return Err(unreadable(answered));
        };
        let Some(response_code) = fields.response_code.clone() else {
            return Err(answered.unclear(Uncertainty::Unreadable));
        };
        if !is_zeros(&response_code) {
            return Err(answered.unclear(Uncertainty::NotZero(response_code)));
        }
        let id = fields.conversation_id.as_deref().map(ConversationId::parse);
        let Some(Ok(conversation_id)) = id else {
            return Err(answered.unclear(Uncertainty::NoConversationId));
        };
        let originator_id = fields.originator_id.clone();
        if let (Some(sent), Some(echoed)) = (sent, &originator_id)
            && sent.as_str() != echoed
        {
            return Err(answered.unclear(Uncertainty::OtherId));
        }
        Ok(Self {
            conversation_id,
            originator_id,
            response_code,
            description: answered.said.message().to_owned(),
            date: answered.reply.date,
            reply: answered.reply,
        })
    }
}

impl PromptAcknowledgement {
    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        let code = match &answered.said {
            Said::Daraja(fields) => fields.response_code.clone(),
            Said::Gateway(..) => None,
        };
        match code {
            Some(code) if is_zeros(&code) => {}
            Some(code) => return Err(answered.unclear(Uncertainty::NotZero(code))),
            None => return Err(unreadable(answered)),
        }
        let text = |key| reading(&answered).and_then(|reading| reading.root.text_of(&[key]));
        let id = text("CheckoutRequestID");
        let merchant_request_id = text("MerchantRequestID");
        let Some(Ok(checkout_request_id)) = id.as_deref().map(CheckoutRequestId::parse) else {
            return Err(answered.unclear(Uncertainty::NoConversationId));
        };
        Ok(Self {
            checkout_request_id,
            merchant_request_id,
            description: answered.said.message().to_owned(),
            date: answered.reply.date,
            reply: answered.reply,
        })
    }
}

impl UssdAcknowledgement {
    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        let text = |key| reading(&answered).and_then(|reading| reading.root.text_of(&[key]));
        let status = crate::reply::shown(&text("status").unwrap_or_default());
        match text("code") {
            Some(code) if is_zeros(&code) => Ok(Self {
                status,
                date: answered.reply.date,
                reply: answered.reply,
            }),
            Some(code) => Err(answered.unclear(Uncertainty::NotZero(crate::reply::shown(&code)))),
            None => Err(unreadable(answered)),
        }
    }
}

/// Ids come from outside: one that holds a phone number is printed masked.
impl fmt::Debug for Acknowledgement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Acknowledgement")
            .field("conversation_id", &self.conversation_id)
            .field(
                "originator_id",
                &self.originator_id.as_deref().map(mask_phones),
            )
            .field("response_code", &self.response_code)
            .field("description", &self.description)
            .field("reply", &self.reply)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PromptAcknowledgement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PromptAcknowledgement")
            .field("checkout_request_id", &self.checkout_request_id)
            .field(
                "merchant_request_id",
                &self.merchant_request_id.as_deref().map(mask_phones),
            )
            .field("description", &self.description)
            .field("reply", &self.reply)
            .finish_non_exhaustive()
    }
}
