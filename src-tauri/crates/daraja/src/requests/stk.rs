//! Prompts to pay on a customer's phone, and what became of them (section 4).

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::requests::RequestBody;
use crate::values::{
    CallbackUrl, CheckoutRequestId, Msisdn, ShortCode, StkAmount, StkReference,
    TransactionDescription,
};
use crate::{Api, Passkey};

/// Who is paid by a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StkPayee {
    /// The paybill itself.
    PayBill,
    /// A till of the head office or store number that the passkey belongs to.
    Till(ShortCode),
}

/// A prompt on a customer's phone (M-Pesa Express). The answer only says that the prompt was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StkPush {
    /// The paybill, or the number used at go-live for tills; the passkey is this one's.
    pub short_code: ShortCode,
    /// Who is paid.
    pub payee: StkPayee,
    /// Whole shillings, 1 to 250,000.
    pub amount: StkAmount,
    /// Who is asked to pay.
    pub payer: Msisdn,
    /// The account number, shown to the payer.
    pub reference: StkReference,
    /// A word about it.
    pub description: Option<TransactionDescription>,
    /// Where the outcome goes.
    pub callback_url: CallbackUrl,
}

/// A question about a prompt, answered at once. The answer has neither receipt nor amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StkQuery {
    /// The short code of the prompt.
    pub short_code: ShortCode,
    /// The id that Daraja gave to the prompt.
    pub checkout_request_id: CheckoutRequestId,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PushFields<'a> {
    business_short_code: &'a str,
    password: &'a str,
    timestamp: &'a str,
    transaction_type: &'a str,
    amount: u32,
    party_a: &'a str,
    party_b: &'a str,
    phone_number: &'a str,
    #[serde(rename = "CallBackURL")]
    callback_url: &'a str,
    account_reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_desc: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct QueryFields<'a> {
    business_short_code: &'a str,
    password: &'a str,
    timestamp: &'a str,
    #[serde(rename = "CheckoutRequestID")]
    checkout_request_id: &'a str,
}

impl StkPush {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::StkPush
    }

    /// The JSON body, with the password of that moment.
    #[must_use]
    pub fn body(&self, passkey: &Passkey, at: DateTime<Utc>) -> RequestBody {
        let (password, timestamp) = passkey.password(&self.short_code, at);
        let (transaction_type, party_b) = match &self.payee {
            StkPayee::PayBill => ("CustomerPayBillOnline", &self.short_code),
            StkPayee::Till(till) => ("CustomerBuyGoodsOnline", till),
        };
        let phone = self.payer.digits();
        RequestBody::of(&PushFields {
            business_short_code: self.short_code.as_str(),
            password: password.expose_secret(),
            timestamp: &timestamp,
            transaction_type,
            amount: self.amount.get(),
            party_a: &phone,
            party_b: party_b.as_str(),
            phone_number: &phone,
            callback_url: self.callback_url.as_str(),
            account_reference: self.reference.as_str(),
            transaction_desc: self
                .description
                .as_ref()
                .map(TransactionDescription::as_str),
        })
    }
}

impl StkQuery {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::StkQuery
    }

    /// The JSON body, with the password of that moment.
    #[must_use]
    pub fn body(&self, passkey: &Passkey, at: DateTime<Utc>) -> RequestBody {
        let (password, timestamp) = passkey.password(&self.short_code, at);
        RequestBody::of(&QueryFields {
            business_short_code: self.short_code.as_str(),
            password: password.expose_secret(),
            timestamp: &timestamp,
            checkout_request_id: self.checkout_request_id.reveal(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;

    fn push() -> StkPush {
        StkPush {
            short_code: sample::short_code(),
            payee: StkPayee::PayBill,
            amount: StkAmount::new(150).unwrap(),
            payer: sample::phone(),
            reference: StkReference::parse("INV-0091").unwrap(),
            description: Some(TransactionDescription::parse("School fees").unwrap()),
            callback_url: sample::url("token-of-result"),
        }
    }

    fn password() -> String {
        STANDARD.encode("600111passkey-of-the-till20260310143012")
    }

    #[test]
    fn a_prompt_is_written_as_section_4_1_has_it() {
        assert_eq!(
            sample::json(&push().body(&sample::passkey(), sample::at())),
            json!({
                "BusinessShortCode": "600111",
                "Password": password(),
                "Timestamp": "20260310143012",
                "TransactionType": "CustomerPayBillOnline",
                "Amount": 150,
                "PartyA": "254712000111",
                "PartyB": "600111",
                "PhoneNumber": "254712000111",
                "CallBackURL": "https://pay.example.com/token-of-result",
                "AccountReference": "INV-0091",
                "TransactionDesc": "School fees",
            })
        );
        sample::tells_nothing(&format!("{:?}", push()));
    }

    #[test]
    fn a_till_is_paid_by_its_own_number() {
        let of = StkPush {
            payee: StkPayee::Till(sample::other_short_code()),
            description: None,
            ..push()
        };
        let body = sample::json(&of.body(&sample::passkey(), sample::at()));
        assert_eq!(body["TransactionType"], "CustomerBuyGoodsOnline");
        assert_eq!(body["PartyB"], "600222");
        assert_eq!(body["BusinessShortCode"], "600111");
        assert!(body.get("TransactionDesc").is_none());
    }

    #[test]
    fn a_query_is_written_as_section_4_4_has_it() {
        let query = StkQuery {
            short_code: sample::short_code(),
            checkout_request_id: CheckoutRequestId::parse("ws_CO_10032026143012345712000111")
                .unwrap(),
        };
        assert_eq!(
            sample::json(&query.body(&sample::passkey(), sample::at())),
            json!({
                "BusinessShortCode": "600111",
                "Password": password(),
                "Timestamp": "20260310143012",
                "CheckoutRequestID": "ws_CO_10032026143012345712000111",
            })
        );
        sample::tells_nothing(&format!("{query:?}"));
    }
}
