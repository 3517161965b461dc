//! Callbacks about money coming in, or asked for: STK, C2B, B2B Express, Ratiba.

use super::given::{GivenPhone, Personal};
use super::loss::{Loss, Losses};
use super::parameters::Parameters;
use super::reader::{Code, Due, Optional, Reader};
use crate::loose::Node;
use crate::masks::Verbatim;
use crate::{CheckoutRequestId, ConversationId, Receipt, ShortCode, WireTime};
use rust_decimal::Decimal;

/// What became of an STK prompt (`daraja-api.md` section 4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StkNotice {
    /// `MerchantRequestID`.
    pub merchant_request_id: Option<ConversationId>,
    /// `CheckoutRequestID`; holds the payer's number.
    pub checkout_request_id: Option<CheckoutRequestId>,
    /// `ResultCode`, as given.
    pub code: Code,
    /// `ResultDesc`, as given.
    pub description: Verbatim,
    /// What was paid.
    pub amount: Option<Decimal>,
    /// The receipt.
    pub receipt: Option<Receipt>,
    /// When.
    pub completed: Option<WireTime>,
    /// Who paid; may be masked or missing.
    pub payer: Option<GivenPhone>,
    /// `Balance`, which usually has no value.
    pub balance: Option<Decimal>,
    /// `CallbackMetadata`, in order.
    pub parameters: Parameters,
}

/// A customer's payment to a paybill or till, before (validation) or after (confirmation) it is made
/// (section 5.3). A confirmation has no code: receiving it means that the money is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct C2bNotice {
    /// Which of the two it is. Only the address it was sent to tells; the bodies look the same.
    pub stage: C2bStage,
    /// `Pay Bill`, `Buy Goods`, or another word.
    pub kind: Option<Verbatim>,
    /// `TransID`.
    pub receipt: Option<Receipt>,
    /// `TransTime`.
    pub time: Option<WireTime>,
    /// `TransAmount`.
    pub amount: Option<Decimal>,
    /// `BusinessShortCode`.
    pub short_code: Option<ShortCode>,
    /// What the payer typed: untrusted text.
    pub bill_reference: Personal,
    /// `InvoiceNumber`; usually empty.
    pub invoice: Personal,
    /// Utility balance after the payment; none in a validation.
    pub balance: Option<Decimal>,
    /// What our answer to the validation returned.
    pub third_party_id: Personal,
    /// Who paid.
    pub payer: Option<GivenPhone>,
    /// First name; the one that can be expected.
    pub first_name: Personal,
    /// Middle name.
    pub middle_name: Personal,
    /// Last name.
    pub last_name: Personal,
    /// Every member of the message, in order.
    pub parameters: Parameters,
}

/// Whether a C2B message asks or tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum C2bStage {
    /// It asks whether to take the payment. No money has moved.
    Validation,
    /// It tells that the payment was made.
    Confirmation,
    /// The caller of [`super::read`] did not say which address it came to. Not proof of money.
    NotSaid,
}

/// What became of a USSD push to another till (section 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2bExpressNotice {
    /// `resultCode`, as given.
    pub code: Code,
    /// `resultDesc`, as given.
    pub description: Verbatim,
    /// `requestId`.
    pub request_id: Option<ConversationId>,
    /// `conversationID`.
    pub conversation_id: Option<ConversationId>,
    /// `transactionId`.
    pub receipt: Option<Receipt>,
    /// `amount`.
    pub amount: Option<Decimal>,
    /// `paymentReference`.
    pub reference: Personal,
    /// `status`, as given.
    pub status: Option<Verbatim>,
    /// Every member of the message, in order.
    pub parameters: Parameters,
}

/// What became of a standing order or one of its payments (section 12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatibaNotice {
    /// `responseCode` of the header, as given; `0` in callbacks, `200` in answers.
    pub code: Code,
    /// `responseDescription`, as given.
    pub description: Verbatim,
    /// `responseRefID`.
    pub response_id: Option<ConversationId>,
    /// `requestRefID`.
    pub request_id: Option<ConversationId>,
    /// `TransactionID` of the body.
    pub receipt: Option<Receipt>,
    /// Who pays.
    pub payer: Option<GivenPhone>,
    /// `Status` of the body, as given.
    pub status: Option<Verbatim>,
    /// The body's pairs, in order.
    pub parameters: Parameters,
}

impl StkNotice {
    pub(super) fn read(node: &Node<'_>, path: &str, out: &mut Vec<Loss>) -> Self {
        let fields = Parameters::of_members(node.members());
        let mut read = Reader::new(&fields, path);
        let code = read.code(&["ResultCode"]);
        let description = read.text(&["ResultDesc"], Optional).unwrap_or_default();
        let merchant_request_id = read.id(&["MerchantRequestID"], Optional);
        let checkout_request_id = read.checkout_id(&["CheckoutRequestID"], Due);
        out.extend(read.into_losses());
        let path = format!("{path}.CallbackMetadata");
        let mut losses = Losses::default();
        let parameters = node
            .get("CallbackMetadata")
            .map_or_else(Parameters::default, |data| {
                let items = data.get("Item").unwrap_or(data);
                Parameters::of_items(items, &path, &mut losses)
            });
        out.extend(losses.into_vec());
        let need = if code.is_zeros() { Due } else { Optional };
        let mut read = Reader::new(&parameters, &path);
        let notice = Self {
            merchant_request_id,
            checkout_request_id,
            code,
            description,
            amount: read.amount(&["Amount"], need),
            receipt: read.receipt(&["MpesaReceiptNumber"], need),
            completed: read.time(&["TransactionDate"], need),
            payer: read.phone(&["PhoneNumber"], Optional),
            balance: read.amount(&["Balance"], Optional),
            parameters: Parameters::default(),
        };
        out.extend(read.into_losses());
        Self {
            parameters,
            ..notice
        }
    }
}

impl C2bNotice {
    pub(super) fn read(node: &Node<'_>, stage: C2bStage, out: &mut Vec<Loss>) -> Self {
        let parameters = Parameters::of_members(node.members());
        let mut read = Reader::new(&parameters, "");
        let notice = Self {
            stage,
            kind: read.text(&["TransactionType"], Optional),
            receipt: read.receipt(&["TransID"], Due),
            time: read.time(&["TransTime"], Due),
            amount: read.amount(&["TransAmount"], Due),
            short_code: read.short_code(&["BusinessShortCode"], Due),
            bill_reference: read.personal(&["BillRefNumber"]),
            invoice: read.personal(&["InvoiceNumber"]),
            balance: read.amount(&["OrgAccountBalance"], Optional),
            third_party_id: read.personal(&["ThirdPartyTransID"]),
            payer: read.phone(&["MSISDN"], Optional),
            first_name: read.personal(&["FirstName"]),
            middle_name: read.personal(&["MiddleName"]),
            last_name: read.personal(&["LastName"]),
            parameters: Parameters::default(),
        };
        out.extend(read.into_losses());
        Self {
            parameters,
            ..notice
        }
    }
}

impl B2bExpressNotice {
    pub(super) fn read(node: &Node<'_>, out: &mut Vec<Loss>) -> Self {
        let parameters = Parameters::of_members(node.members());
        let mut read = Reader::new(&parameters, "");
        let code = read.code(&["resultCode"]);
        let need = if code.is_zeros() { Due } else { Optional };
        let notice = Self {
            code,
            description: read.text(&["resultDesc"], Optional).unwrap_or_default(),
            request_id: read.id(&["requestId", "RequestRefID"], Due),
            conversation_id: read.id(&["conversationID"], Optional),
            receipt: read.receipt(&["transactionId"], need),
            amount: read.amount(&["amount"], need),
            reference: read.personal(&["paymentReference", "paymentRef"]),
            status: read.text(&["status"], Optional),
            parameters: Parameters::default(),
        };
        out.extend(read.into_losses());
        Self {
            parameters,
            ..notice
        }
    }
}

impl RatibaNotice {
    pub(super) fn read(node: &Node<'_>, out: &mut Vec<Loss>) -> Self {
        let nothing = Parameters::default();
        let header = node
            .get("responseHeader")
            .map(|h| Parameters::of_members(h.members()));
        let mut head = Reader::new(header.as_ref().unwrap_or(&nothing), "responseHeader");
        let code = head.code(&["responseCode"]);
        let description = head.text(&["responseDescription", "ResultDesc"], Optional);
        let response_id = head.id(&["responseRefID"], Optional);
        let request_id = head.id(&["requestRefID"], Optional);
        out.extend(head.into_losses());
        let mut losses = Losses::default();
        let body = node.get("responseBody").map(|body| {
            let data = body.get("responseData").unwrap_or(body);
            Parameters::of_items(data, "responseBody", &mut losses)
        });
        out.extend(losses.into_vec());
        let parameters = body.unwrap_or_default();
        let mut read = Reader::new(&parameters, "responseBody");
        let notice = Self {
            code,
            description: description.unwrap_or_default(),
            response_id,
            request_id,
            receipt: read.receipt(&["TransactionID"], Optional),
            payer: read.phone(&["Msisdn"], Optional),
            status: read.text(&["Status"], Optional),
            parameters: Parameters::default(),
        };
        out.extend(read.into_losses());
        Self {
            parameters,
            ..notice
        }
    }
}
