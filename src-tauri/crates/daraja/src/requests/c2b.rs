//! Customer payments: where they are announced, and pretending one in the sandbox (section 5).

use serde::Serialize;

use crate::Api;
use crate::requests::RequestBody;
use crate::values::{BillReference, CallbackUrl, Msisdn, ShortCode, StkAmount};

/// What M-Pesa does with a payment when the validation address does not answer in time (section 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefaultAction {
    /// Takes the payment.
    Completed,
    /// Turns it away.
    Cancelled,
}

impl DefaultAction {
    /// The word on the wire, in exactly this case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
        }
    }
}

/// Registers the addresses that payments to a short code are announced to, C2B v2. In production this
/// works once; a change goes through the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct C2bRegistration {
    /// The short code.
    pub short_code: ShortCode,
    /// What happens without an answer of ours.
    pub default_action: DefaultAction,
    /// Told of every payment made.
    pub confirmation_url: CallbackUrl,
    /// Asked before a payment is made, where validation was switched on.
    pub validation_url: CallbackUrl,
}

/// What a pretended customer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimulatedPayment {
    /// Pays a paybill, with an account number.
    PayBill {
        /// The account number.
        reference: BillReference,
    },
    /// Pays a till, which has none.
    BuyGoods,
}

/// Pretends a customer payment. Sandbox and simulators only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct C2bSimulation {
    /// Who is paid.
    pub short_code: ShortCode,
    /// What the customer does.
    pub payment: SimulatedPayment,
    /// Whole shillings.
    pub amount: StkAmount,
    /// The pretended customer.
    pub payer: Msisdn,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegistrationFields<'a> {
    short_code: &'a str,
    response_type: &'a str,
    #[serde(rename = "ConfirmationURL")]
    confirmation_url: &'a str,
    #[serde(rename = "ValidationURL")]
    validation_url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SimulationFields<'a> {
    short_code: &'a str,
    #[serde(rename = "CommandID")]
    command: &'a str,
    amount: u32,
    msisdn: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bill_ref_number: Option<&'a str>,
}

impl C2bRegistration {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::C2bRegister
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        RequestBody::of(&RegistrationFields {
            short_code: self.short_code.as_str(),
            response_type: self.default_action.as_str(),
            confirmation_url: self.confirmation_url.as_str(),
            validation_url: self.validation_url.as_str(),
        })
    }
}

impl C2bSimulation {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::C2bSimulate
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        let (command, reference) = match &self.payment {
            SimulatedPayment::PayBill { reference } => {
                ("CustomerPayBillOnline", Some(reference.as_str()))
            }
            SimulatedPayment::BuyGoods => ("CustomerBuyGoodsOnline", None),
        };
        RequestBody::of(&SimulationFields {
            short_code: self.short_code.as_str(),
            command,
            amount: self.amount.get(),
            msisdn: &self.payer.digits(),
            bill_ref_number: reference,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    #[test]
    fn a_registration_is_written_as_section_5_1_has_it() {
        let of = C2bRegistration {
            short_code: sample::short_code(),
            default_action: DefaultAction::Completed,
            confirmation_url: sample::url("token-of-confirmation"),
            validation_url: sample::url("token-of-validation"),
        };
        assert_eq!(
            sample::json(&of.body()),
            json!({
                "ShortCode": "600111",
                "ResponseType": "Completed",
                "ConfirmationURL": "https://pay.example.com/token-of-confirmation",
                "ValidationURL": "https://pay.example.com/token-of-validation",
            })
        );
        assert_eq!(DefaultAction::Cancelled.as_str(), "Cancelled");
        sample::tells_nothing(&format!("{of:?}"));
    }

    #[test]
    fn a_pretended_payment_is_written_as_section_5_2_has_it() {
        let mut of = C2bSimulation {
            short_code: sample::short_code(),
            payment: SimulatedPayment::PayBill {
                reference: BillReference::parse("INV-0091").unwrap(),
            },
            amount: StkAmount::new(2_500).unwrap(),
            payer: sample::phone(),
        };
        assert_eq!(
            sample::json(&of.body()),
            json!({
                "ShortCode": "600111",
                "CommandID": "CustomerPayBillOnline",
                "Amount": 2500,
                "Msisdn": "254712000111",
                "BillRefNumber": "INV-0091",
            })
        );
        of.payment = SimulatedPayment::BuyGoods;
        assert_eq!(
            sample::json(&of.body()),
            json!({
                "ShortCode": "600111",
                "CommandID": "CustomerBuyGoodsOnline",
                "Amount": 2500,
                "Msisdn": "254712000111",
            })
        );
        sample::tells_nothing(&format!("{of:?}"));
    }
}
