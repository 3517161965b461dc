//! Invented requests.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use daraja::{
    B2bCommand, B2bPayment, B2bReference, B2cAmount, B2cCommand, B2cPayment, BalanceQuery,
    CallbackUrl, CheckoutRequestId, IdentifierType, Initiator, Msisdn, OriginatorId, Passkey,
    PullQuery, PullWindow, Receipt, Remarks, Reversal, SecretString, SecurityCredential, Shillings,
    ShortCode, StatusQuery, StatusSubject, StkAmount, StkPayee, StkPush, StkQuery, StkReference,
    Use,
};

pub const PHONE: &str = "254712000111";
pub const CHECKOUT: &str = "ws_CO_10032026143012345712000111";
pub const PASSKEY: &str = "passkey-of-the-tests";
/// What an initiator API answers when it takes a request.
pub const TAKEN: &str = r#"{"ConversationID":"AG_20260310_010010203abcd4efgh5i","OriginatorConversationID":"PAYRUN-0042-000017","ResponseCode":"0","ResponseDescription":"Accept the service request successfully."}"#;
/// The same where the id is Daraja's own.
pub const TAKEN_WITHOUT_ID: &str = r#"{"ConversationID":"AG_20260310_010010203abcd4efgh5i","OriginatorConversationID":"8423-4a3b-87d8-1d91aabbccdd243712","ResponseCode":"0","ResponseDescription":"Accept the service request successfully."}"#;

pub fn credential() -> String {
    STANDARD.encode([7_u8; 256])
}

pub fn initiator() -> Initiator {
    let credential = SecurityCredential::ready(&SecretString::from(credential())).unwrap();
    Initiator::new("testapi", credential).unwrap()
}

pub fn passkey() -> Passkey {
    Passkey::new(&SecretString::from(PASSKEY)).unwrap()
}

pub fn url(path: &str) -> CallbackUrl {
    CallbackUrl::parse(&format!("https://pay.example.com/{path}"), Use::Production).unwrap()
}

pub fn short_code() -> ShortCode {
    ShortCode::parse("600111").unwrap()
}

pub fn phone() -> Msisdn {
    Msisdn::parse(PHONE).unwrap()
}

pub fn remarks() -> Remarks {
    Remarks::parse("Wages of week 10").unwrap()
}

pub fn b2c() -> B2cPayment {
    B2cPayment {
        originator_id: OriginatorId::parse("PAYRUN-0042-000017").unwrap(),
        command: B2cCommand::BusinessPayment,
        amount: B2cAmount::new(1_200).unwrap(),
        from: short_code(),
        to: phone(),
        remarks: remarks(),
        occasion: None,
        result_url: url("token-of-result"),
        timeout_url: url("token-of-timeout"),
    }
}

pub fn b2b() -> B2bPayment {
    B2bPayment {
        command: B2bCommand::PayBill {
            to: ShortCode::parse("600222").unwrap(),
        },
        amount: Shillings::new(5_000).unwrap(),
        from: short_code(),
        reference: B2bReference::parse("INV-0091").unwrap(),
        requester: None,
        remarks: remarks(),
        occasion: None,
        result_url: url("token-of-result"),
        timeout_url: url("token-of-timeout"),
    }
}

pub fn balance() -> BalanceQuery {
    BalanceQuery {
        short_code: short_code(),
        identifier_type: IdentifierType::ShortCode,
        remarks: remarks(),
        result_url: url("token-of-result"),
        timeout_url: url("token-of-timeout"),
    }
}

pub fn status() -> StatusQuery {
    StatusQuery {
        subject: StatusSubject::Receipt(Receipt::parse("UCA3P0W8RD").unwrap()),
        short_code: short_code(),
        identifier_type: IdentifierType::ShortCode,
        remarks: remarks(),
        occasion: None,
        result_url: url("token-of-result"),
        timeout_url: url("token-of-timeout"),
    }
}

pub fn reversal() -> Reversal {
    Reversal {
        receipt: Receipt::parse("UCA3P0W8RD").unwrap(),
        amount: Shillings::new(150).unwrap(),
        receiver: short_code(),
        remarks: remarks(),
        occasion: None,
        result_url: url("token-of-result"),
        timeout_url: url("token-of-timeout"),
    }
}

pub fn stk_push() -> StkPush {
    StkPush {
        short_code: short_code(),
        payee: StkPayee::PayBill,
        amount: StkAmount::new(150).unwrap(),
        payer: phone(),
        reference: StkReference::parse("INV-0091").unwrap(),
        description: None,
        callback_url: url("token-of-prompt"),
    }
}

pub fn stk_query() -> StkQuery {
    StkQuery {
        short_code: short_code(),
        checkout_request_id: CheckoutRequestId::parse(CHECKOUT).unwrap(),
    }
}

pub fn pull() -> PullQuery {
    let at = |hour| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
        day.and_hms_opt(hour, 0, 0).unwrap()
    };
    PullQuery {
        short_code: short_code(),
        window: PullWindow::new(at(6), at(9)).unwrap(),
        offset: 0,
    }
}
