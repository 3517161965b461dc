//! Giving a customer's payment back (section 10). B2C payments cannot be reversed here.

use serde::Serialize;

use crate::requests::RequestBody;
use crate::values::{CallbackUrl, Occasion, Receipt, Remarks, Shillings, ShortCode};
use crate::{Api, Initiator};

/// Takes back a payment that a customer made to our short code. Daraja takes no id of ours here; a
/// second reversal of one receipt is refused with `R000001`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The receipt of the payment.
    pub receipt: Receipt,
    /// Whole shillings; the whole payment, as a rule.
    pub amount: Shillings,
    /// Our short code, which received the payment.
    pub receiver: ShortCode,
    /// Why.
    pub remarks: Remarks,
    /// More about it.
    pub occasion: Option<Occasion>,
    /// Where the result goes.
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
    #[serde(rename = "TransactionID")]
    receipt: &'a str,
    amount: String,
    receiver_party: &'a str,
    reciever_identifier_type: &'a str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    remarks: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    occasion: Option<&'a str>,
}

impl Reversal {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Reversal
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        RequestBody::of(&Fields {
            initiator: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: "TransactionReversal",
            receipt: self.receipt.as_str(),
            amount: self.amount.get().to_string(),
            receiver_party: self.receiver.as_str(),
            reciever_identifier_type: "11",
            result_url: self.result_url.as_str(),
            timeout_url: self.timeout_url.as_str(),
            remarks: self.remarks.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    #[test]
    fn a_reversal_is_written_as_section_10_has_it() {
        let mut of = Reversal {
            receipt: sample::receipt(),
            amount: Shillings::new(2_500).unwrap(),
            receiver: sample::short_code(),
            remarks: sample::remarks(),
            occasion: Some(Occasion::parse("Paid twice").unwrap()),
            result_url: sample::url("token-of-result"),
            timeout_url: sample::url("token-of-timeout"),
        };
        assert_eq!(
            sample::json(&of.body(&sample::initiator())),
            json!({
                "Initiator": "testapi",
                "SecurityCredential": sample::credential(),
                "CommandID": "TransactionReversal",
                "TransactionID": "UCA3P0W8RD",
                "Amount": "2500",
                "ReceiverParty": "600111",
                "RecieverIdentifierType": "11",
                "ResultURL": "https://pay.example.com/token-of-result",
                "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
                "Remarks": "Wages of week 10",
                "Occasion": "Paid twice",
            })
        );
        of.occasion = None;
        assert!(
            sample::json(&of.body(&sample::initiator()))
                .get("Occasion")
                .is_none()
        );
        sample::tells_nothing(&format!("{of:?}"));
    }
}
