//! Questions an operator asks: the status of a transaction, the balances (sections 8, 9). The answer
//! comes to the result address.

use serde::Serialize;

use crate::requests::RequestBody;
use crate::values::{
    CallbackUrl, ConversationId, Occasion, OriginatorId, Receipt, Remarks, ShortCode,
};
use crate::{Api, Initiator};

/// What kind of number the asking party has (section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IdentifierType {
    /// 4: a paybill or B2C short code.
    #[default]
    ShortCode,
    /// 2: a till.
    Till,
}

impl IdentifierType {
    fn as_str(self) -> &'static str {
        match self {
            Self::ShortCode => "4",
            Self::Till => "2",
        }
    }
}

/// Which transaction is asked about. Only the identifier that is known is sent (section 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusSubject {
    /// By its receipt.
    Receipt(Receipt),
    /// By the originator id: the caller's own of a v3 payment, or the one Daraja assigned.
    Originator(OriginatorId),
    /// By the `ConversationID` of the acknowledgement.
    Conversation(ConversationId),
}

/// Asks what became of a transaction of one's own short code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusQuery {
    /// Which transaction.
    pub subject: StatusSubject,
    /// The short code that asks.
    pub short_code: ShortCode,
    /// What kind of number that is.
    pub identifier_type: IdentifierType,
    /// Why it is asked.
    pub remarks: Remarks,
    /// More about it.
    pub occasion: Option<Occasion>,
    /// Where the answer goes.
    pub result_url: CallbackUrl,
    /// Where the notice goes that the request waited too long.
    pub timeout_url: CallbackUrl,
}

/// Asks for the balances of one's own short code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceQuery {
    /// The short code.
    pub short_code: ShortCode,
    /// What kind of number that is; 4 is documented.
    pub identifier_type: IdentifierType,
    /// Why it is asked.
    pub remarks: Remarks,
    /// Where the answer goes.
    pub result_url: CallbackUrl,
    /// Where the notice goes that the request waited too long.
    pub timeout_url: CallbackUrl,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Fields<'a> {
    initiator: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'a str,
    #[serde(rename = "TransactionID", skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a str>,
    #[serde(
        rename = "OriginalConversationID",
        skip_serializing_if = "Option::is_none"
    )]
    conversation: Option<&'a str>,
    party_a: &'a str,
    identifier_type: &'a str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    remarks: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    occasion: Option<&'a str>,
}

impl StatusQuery {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Status
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        let (receipt, conversation) = match &self.subject {
            StatusSubject::Receipt(receipt) => (Some(receipt.as_str()), None),
            StatusSubject::Originator(id) => (None, Some(id.as_str())),
            StatusSubject::Conversation(id) => (None, Some(id.as_str())),
        };
        RequestBody::of(&Fields {
            initiator: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: "TransactionStatusQuery",
            receipt,
            conversation,
            party_a: self.short_code.as_str(),
            identifier_type: self.identifier_type.as_str(),
            result_url: self.result_url.as_str(),
            timeout_url: self.timeout_url.as_str(),
            remarks: self.remarks.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

impl BalanceQuery {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Balance
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        RequestBody::of(&Fields {
            initiator: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: "AccountBalance",
            receipt: None,
            conversation: None,
            party_a: self.short_code.as_str(),
            identifier_type: self.identifier_type.as_str(),
            result_url: self.result_url.as_str(),
            timeout_url: self.timeout_url.as_str(),
            remarks: self.remarks.as_str(),
            occasion: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    fn status(subject: StatusSubject) -> StatusQuery {
        StatusQuery {
            subject,
            short_code: sample::short_code(),
            identifier_type: IdentifierType::default(),
            remarks: sample::remarks(),
            occasion: Some(Occasion::parse("March 2026").unwrap()),
            result_url: sample::url("token-of-result"),
            timeout_url: sample::url("token-of-timeout"),
        }
    }

    #[test]
    fn a_status_query_is_written_as_section_8_has_it() {
        let of = status(StatusSubject::Receipt(sample::receipt()));
        assert_eq!(
            sample::json(&of.body(&sample::initiator())),
            json!({
                "Initiator": "testapi",
                "SecurityCredential": sample::credential(),
                "CommandID": "TransactionStatusQuery",
                "TransactionID": "UCA3P0W8RD",
                "PartyA": "600111",
                "IdentifierType": "4",
                "ResultURL": "https://pay.example.com/token-of-result",
                "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
                "Remarks": "Wages of week 10",
                "Occasion": "March 2026",
            })
        );
        sample::tells_nothing(&format!("{of:?}"));
    }

    #[test]
    fn only_the_identifier_that_is_known_is_sent() {
        let ours = StatusSubject::Originator(OriginatorId::parse("PAYRUN-0042-000017").unwrap());
        let theirs = StatusSubject::Conversation(
            ConversationId::parse("AG_20260310_010010203abcd4efgh5i").unwrap(),
        );
        for (subject, id) in [
            (ours, "PAYRUN-0042-000017"),
            (theirs, "AG_20260310_010010203abcd4efgh5i"),
        ] {
            let of = StatusQuery {
                occasion: None,
                identifier_type: IdentifierType::Till,
                ..status(subject)
            };
            let body = sample::json(&of.body(&sample::initiator()));
            assert_eq!(body["OriginalConversationID"], id);
            assert_eq!(body["IdentifierType"], "2");
            assert!(body.get("TransactionID").is_none() && body.get("Occasion").is_none());
        }
    }

    #[test]
    fn a_balance_query_is_written_as_section_9_has_it() {
        let of = BalanceQuery {
            short_code: sample::short_code(),
            identifier_type: IdentifierType::ShortCode,
            remarks: sample::remarks(),
            result_url: sample::url("token-of-result"),
            timeout_url: sample::url("token-of-timeout"),
        };
        assert_eq!(
            sample::json(&of.body(&sample::initiator())),
            json!({
                "Initiator": "testapi",
                "SecurityCredential": sample::credential(),
                "CommandID": "AccountBalance",
                "PartyA": "600111",
                "IdentifierType": "4",
                "Remarks": "Wages of week 10",
                "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
                "ResultURL": "https://pay.example.com/token-of-result",
            })
        );
        assert_eq!(of.api(), Api::Balance);
    }
}
