//! Payments to customers: B2C v3, and Business to Pochi, which has the same fields (sections 6.2, 7).

use serde::Serialize;

use crate::requests::RequestBody;
use crate::values::{B2cAmount, CallbackUrl, Msisdn, Occasion, OriginatorId, Remarks, ShortCode};
use crate::{Api, Initiator};

/// What kind of payment a customer gets (section 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum B2cCommand {
    /// An ordinary payment.
    BusinessPayment,
    /// Wages.
    SalaryPayment,
    /// With a message that congratulates.
    PromotionPayment,
}

impl B2cCommand {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BusinessPayment => "BusinessPayment",
            Self::SalaryPayment => "SalaryPayment",
            Self::PromotionPayment => "PromotionPayment",
        }
    }
}

/// A payment to a customer's M-Pesa wallet, B2C v3. It spends the short code's Utility account.
///
/// The originator id is the only guard against paying twice: give one payment one id for life, and
/// keep it before sending.
///
/// ```
/// use daraja::*;
///
/// let payment = B2cPayment {
///     originator_id: OriginatorId::parse("PAYRUN-0042-000017")?,
///     command: B2cCommand::SalaryPayment,
///     amount: Shillings::parse("1200")?,
///     from: ShortCode::parse("600111")?,
///     to: Msisdn::read("0712 000 111")?,
///     remarks: Remarks::parse("Wages of week 10")?,
///     occasion: None,
///     result_url: CallbackUrl::parse("https://pay.example.com/5f2c/91ab", Use::Production)?,
///     timeout_url: CallbackUrl::parse("https://pay.example.com/77d0/91ab", Use::Production)?,
/// };
/// assert_eq!(payment.api(), Api::B2c);
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2cPayment {
    /// The caller's id, echoed in the answer and the result.
    pub originator_id: OriginatorId,
    /// What kind of payment.
    pub command: B2cCommand,
    /// Whole shillings, 10 to 250,000.
    pub amount: B2cAmount,
    /// The short code that pays.
    pub from: ShortCode,
    /// Who is paid.
    pub to: Msisdn,
    /// What for.
    pub remarks: Remarks,
    /// More about it.
    pub occasion: Option<Occasion>,
    /// Where the result goes.
    pub result_url: CallbackUrl,
    /// Where the notice goes that the request waited too long.
    pub timeout_url: CallbackUrl,
}

/// A payment to a customer's Pochi la Biashara. Field for field a B2C payment (section 7); the command
/// is always `BusinessPayToPochi`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PochiPayment {
    /// The caller's id, echoed in the answer and the result.
    pub originator_id: OriginatorId,
    /// Whole shillings, 10 to 250,000.
    pub amount: B2cAmount,
    /// The short code that pays.
    pub from: ShortCode,
    /// Who is paid.
    pub to: Msisdn,
    /// What for.
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
    #[serde(rename = "OriginatorConversationID")]
    originator_id: &'a str,
    initiator_name: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'a str,
    amount: u32,
    party_a: &'a str,
    party_b: &'a str,
    remarks: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "Occassion", skip_serializing_if = "Option::is_none")]
    occasion: Option<&'a str>,
}

impl B2cPayment {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::B2c
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        RequestBody::of(&Fields {
            originator_id: self.originator_id.as_str(),
            initiator_name: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: self.command.as_str(),
            amount: self.amount.get(),
            party_a: self.from.as_str(),
            party_b: &self.to.digits(),
            remarks: self.remarks.as_str(),
            timeout_url: self.timeout_url.as_str(),
            result_url: self.result_url.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

impl PochiPayment {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Pochi
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        RequestBody::of(&Fields {
            originator_id: self.originator_id.as_str(),
            initiator_name: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: "BusinessPayToPochi",
            amount: self.amount.get(),
            party_a: self.from.as_str(),
            party_b: &self.to.digits(),
            remarks: self.remarks.as_str(),
            timeout_url: self.timeout_url.as_str(),
            result_url: self.result_url.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    fn payment() -> B2cPayment {
        B2cPayment {
            originator_id: OriginatorId::parse("PAYRUN-0042-000017").unwrap(),
            command: B2cCommand::SalaryPayment,
            amount: B2cAmount::new(1_200).unwrap(),
            from: sample::short_code(),
            to: sample::phone(),
            remarks: sample::remarks(),
            occasion: Some(Occasion::parse("March 2026").unwrap()),
            result_url: sample::url("token-of-result"),
            timeout_url: sample::url("token-of-timeout"),
        }
    }

    #[test]
    fn b2c_is_written_as_section_6_2_has_it() {
        assert_eq!(
            sample::json(&payment().body(&sample::initiator())),
            json!({
                "OriginatorConversationID": "PAYRUN-0042-000017",
                "InitiatorName": "testapi",
                "SecurityCredential": sample::credential(),
                "CommandID": "SalaryPayment",
                "Amount": 1200,
                "PartyA": "600111",
                "PartyB": "254712000111",
                "Remarks": "Wages of week 10",
                "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
                "ResultURL": "https://pay.example.com/token-of-result",
                "Occassion": "March 2026",
            })
        );
    }

    #[test]
    fn an_absent_occasion_is_left_out() {
        let plain = B2cPayment {
            occasion: None,
            command: B2cCommand::PromotionPayment,
            ..payment()
        };
        let body = sample::json(&plain.body(&sample::initiator()));
        assert!(body.get("Occassion").is_none());
        assert_eq!(body["CommandID"], "PromotionPayment");
    }

    #[test]
    fn pochi_is_b2c_with_a_command_of_its_own() {
        let of = payment();
        let pochi = PochiPayment {
            originator_id: of.originator_id.clone(),
            amount: of.amount,
            from: of.from.clone(),
            to: of.to,
            remarks: of.remarks.clone(),
            occasion: of.occasion.clone(),
            result_url: of.result_url.clone(),
            timeout_url: of.timeout_url.clone(),
        };
        let mut expected = sample::json(&of.body(&sample::initiator()));
        expected["CommandID"] = json!("BusinessPayToPochi");
        assert_eq!(sample::json(&pochi.body(&sample::initiator())), expected);
        assert_eq!(pochi.api(), Api::Pochi);
        sample::tells_nothing(&format!("{pochi:?}"));
    }

    #[test]
    fn what_is_printed_is_masked() {
        let body = payment().body(&sample::initiator());
        sample::tells_nothing(&format!("{:?} {body:?}", payment()));
        assert!(body.as_bytes().len() < 2_000, "the room is enough");
    }
}
