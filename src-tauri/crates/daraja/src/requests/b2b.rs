//! Payments to other businesses: B2B and top-up, tax, and the USSD prompt to a till (section 7).

use serde::Serialize;

use crate::requests::RequestBody;
use crate::values::{
    B2bReference, BillReference, CallbackUrl, Msisdn, Occasion, OriginatorId, Prn, Remarks,
    Shillings, ShortCode, TradeName,
};
use crate::{Api, Initiator};

/// The revenue authority's short code, the only receiver of tax (section 7).
pub const TAX_SHORT_CODE: &str = "572572";

/// What a B2B payment moves, and to where. What differs between them is part of the command, so no
/// payment has a receiver it cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum B2bCommand {
    /// Our Working account to another paybill's Utility account.
    PayBill {
        /// The paybill.
        to: ShortCode,
    },
    /// Our Working account to a till's Merchant account.
    BuyGoods {
        /// The till.
        to: ShortCode,
        /// How the till is named to M-Pesa; try the other one on `SFC_IC0003`.
        receiver_type: ReceiverType,
    },
    /// B2C Top Up: our Working account to a B2C short code's Utility account.
    TopUp {
        /// The B2C short code.
        to: ShortCode,
    },
    /// Working to Utility of the paying short code itself. Safaricom must allow it first; the way
    /// back does not exist here, only in the portal.
    WorkingToUtility,
}

/// The receiver's identifier type. Documentation says 4 for tills too; a client in production sends 2
/// (section 7, unsettled).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReceiverType {
    /// 4, as documented.
    #[default]
    ShortCode,
    /// 2.
    Till,
}

impl ReceiverType {
    fn as_str(self) -> &'static str {
        match self {
            Self::ShortCode => "4",
            Self::Till => "2",
        }
    }
}

impl B2bCommand {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::PayBill { .. } => "BusinessPayBill",
            Self::BuyGoods { .. } => "BusinessBuyGoods",
            Self::TopUp { .. } => "BusinessPayToBulk",
            Self::WorkingToUtility => "BusinessTransferFromMMFToUtility",
        }
    }
}

/// A payment from one business to another. Daraja takes no id of ours here, so nothing guards against
/// a repeat: never send one again whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2bPayment {
    /// What is moved, and to whom.
    pub command: B2bCommand,
    /// Whole shillings.
    pub amount: Shillings,
    /// The short code that pays.
    pub from: ShortCode,
    /// Our account number with the receiver.
    pub reference: B2bReference,
    /// The customer on whose behalf this is paid.
    pub requester: Option<Msisdn>,
    /// What for.
    pub remarks: Remarks,
    /// More about it.
    pub occasion: Option<Occasion>,
    /// Where the result goes.
    pub result_url: CallbackUrl,
    /// Where the notice goes that the request waited too long.
    pub timeout_url: CallbackUrl,
}

/// Tax, paid to the revenue authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRemittance {
    /// Whole shillings.
    pub amount: Shillings,
    /// The short code that pays.
    pub from: ShortCode,
    /// The payment registration number of the tax.
    pub prn: Prn,
    /// What for.
    pub remarks: Remarks,
    /// More about it.
    pub occasion: Option<Occasion>,
    /// Where the result goes.
    pub result_url: CallbackUrl,
    /// Where the notice goes that the request waited too long.
    pub timeout_url: CallbackUrl,
}

/// A prompt on another business's phone to pay us from its till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2bExpress {
    /// The till that is asked to pay.
    pub payer: ShortCode,
    /// The paybill or till that is paid.
    pub receiver: ShortCode,
    /// Whole shillings.
    pub amount: Shillings,
    /// What the payment is for.
    pub reference: BillReference,
    /// The name the prompt shows.
    pub partner: TradeName,
    /// The caller's id of this request.
    pub request_id: OriginatorId,
    /// Where the outcome goes.
    pub callback_url: CallbackUrl,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Fields<'a> {
    initiator: &'a str,
    security_credential: &'a str,
    #[serde(rename = "CommandID")]
    command: &'a str,
    sender_identifier_type: &'a str,
    reciever_identifier_type: &'a str,
    amount: String,
    party_a: &'a str,
    party_b: &'a str,
    account_reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    requester: Option<String>,
    remarks: &'a str,
    #[serde(rename = "QueueTimeOutURL")]
    timeout_url: &'a str,
    #[serde(rename = "ResultURL")]
    result_url: &'a str,
    #[serde(rename = "Occassion", skip_serializing_if = "Option::is_none")]
    occasion: Option<&'a str>,
}

impl B2bPayment {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::B2b
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        let (to, receiver_type) = match &self.command {
            B2bCommand::PayBill { to } | B2bCommand::TopUp { to } => (to, ReceiverType::ShortCode),
            B2bCommand::BuyGoods { to, receiver_type } => (to, *receiver_type),
            B2bCommand::WorkingToUtility => (&self.from, ReceiverType::ShortCode),
        };
        RequestBody::of(&Fields {
            initiator: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: self.command.as_str(),
            sender_identifier_type: "4",
            reciever_identifier_type: receiver_type.as_str(),
            amount: self.amount.get().to_string(),
            party_a: self.from.as_str(),
            party_b: to.as_str(),
            account_reference: self.reference.as_str(),
            requester: self.requester.map(Msisdn::digits),
            remarks: self.remarks.as_str(),
            timeout_url: self.timeout_url.as_str(),
            result_url: self.result_url.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

impl TaxRemittance {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Tax
    }

    /// The JSON body, with the operator's name and credential.
    #[must_use]
    pub fn body(&self, initiator: &Initiator) -> RequestBody {
        RequestBody::of(&Fields {
            initiator: initiator.name(),
            security_credential: initiator.credential().expose(),
            command: "PayTaxToKRA",
            sender_identifier_type: "4",
            reciever_identifier_type: "4",
            amount: self.amount.get().to_string(),
            party_a: self.from.as_str(),
            party_b: TAX_SHORT_CODE,
            account_reference: self.prn.as_str(),
            requester: None,
            remarks: self.remarks.as_str(),
            timeout_url: self.timeout_url.as_str(),
            result_url: self.result_url.as_str(),
            occasion: self.occasion.as_ref().map(Occasion::as_str),
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExpressFields<'a> {
    primary_short_code: &'a str,
    receiver_short_code: &'a str,
    amount: String,
    payment_ref: &'a str,
    callback_url: &'a str,
    partner_name: &'a str,
    #[serde(rename = "RequestRefID")]
    request_id: &'a str,
}

impl B2bExpress {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::B2bExpress
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        RequestBody::of(&ExpressFields {
            primary_short_code: self.payer.as_str(),
            receiver_short_code: self.receiver.as_str(),
            amount: self.amount.get().to_string(),
            payment_ref: self.reference.as_str(),
            callback_url: self.callback_url.as_str(),
            partner_name: self.partner.as_str(),
            request_id: self.request_id.as_str(),
        })
    }
}

#[cfg(test)]
#[path = "b2b_tests.rs"]
mod tests;
