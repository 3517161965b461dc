use super::*;
use ErrorKind::*;
use Queued::{Earlier, No, Perhaps};

/// Every error code of sections 2 to 11, with each message that changes its meaning.
#[test]
fn every_error_code_has_its_meaning() {
    for (api, code, message, kind, queued) in [
        (
            Api::Token,
            "400.008.01",
            "Invalid Authentication passed",
            WrongAppCredentials,
            No,
        ),
        (
            Api::Token,
            "400.008.02",
            "Invalid grant type passed",
            WrongAppCredentials,
            No,
        ),
        (
            Api::StkPush,
            "404.001.03",
            "Invalid Access Token",
            TokenRefused,
            No,
        ),
        (
            Api::Reversal,
            "404.001.03",
            "Invalid Access Token",
            TokenRefused,
            No,
        ),
        (
            Api::B2c,
            "401.002.01",
            "Error Occurred - Invalid Access Token - ",
            TokenRefused,
            No,
        ),
        (
            Api::Status,
            "400.003.01",
            "Invalid Access Token",
            TokenRefused,
            No,
        ),
        (
            Api::PullQuery,
            "401.001",
            "Error Occurred - Invalid Access Token - ",
            TokenRefused,
            No,
        ),
        (
            Api::B2c,
            "401.003.01",
            "Error Occurred - Invalid Access Token - ",
            TokenRefused,
            No,
        ),
        (
            Api::B2c,
            "400.002.02",
            "Bad Request - Invalid PartyB",
            BadRequest,
            No,
        ),
        (
            Api::C2bRegister,
            "400.002.05",
            "Invalid payload",
            BadRequest,
            No,
        ),
        (
            Api::C2bRegister,
            "400.003.02",
            "Bad Request",
            BadRequest,
            No,
        ),
        (
            Api::PullQuery,
            "400.001",
            "Invalid ShortCode",
            BadRequest,
            No,
        ),
        (
            Api::B2c,
            "403.002.1001",
            "You are not authorized to initiate this transaction",
            NotEntitled,
            No,
        ),
        (
            Api::StkPush,
            "404.001.01",
            "Resource not found",
            NoSuchResource,
            No,
        ),
        (
            Api::Balance,
            "404.002.01",
            "Resource not found",
            NoSuchResource,
            No,
        ),
        (
            Api::Status,
            "404.003.01",
            "Resource not found",
            NoSuchResource,
            No,
        ),
        (
            Api::Status,
            "404.001.04",
            "Invalid Authentication Header",
            BadRequest,
            No,
        ),
        (
            Api::StkPush,
            "405.001",
            "Method Not Allowed",
            WrongMethod,
            No,
        ),
        (
            Api::B2c,
            "500.003.02",
            "Error Occurred: Spike Arrest Violation",
            SpikeArrest,
            No,
        ),
        (
            Api::B2c,
            "500.003.02",
            "System is busy. Please try again in few minutes.",
            Busy,
            Perhaps,
        ),
        (Api::B2c, "500.003.02", "", Busy, Perhaps),
        (
            Api::B2c,
            "500.003.03",
            "Error Occurred: Quota Violation",
            Quota,
            No,
        ),
        (
            Api::B2c,
            "500.002.1001",
            "Duplicate OriginatorConversationID.",
            DuplicateId,
            Earlier,
        ),
        (
            Api::Pochi,
            "1",
            "duplicate originatorconversationid",
            DuplicateId,
            Earlier,
        ),
        (
            Api::B2c,
            "500.002.1001",
            "System internal error.",
            InternalError,
            Perhaps,
        ),
        (Api::B2c, "00.002.1001", "Maintenance", Maintenance, Perhaps),
        (
            Api::B2c,
            "500.001.1001",
            "Merchant does not exist",
            InternalError,
            Perhaps,
        ),
        (
            Api::B2c,
            "500.003.1001",
            "Internal Server Error",
            InternalError,
            Perhaps,
        ),
        (
            Api::C2bRegister,
            "500.003.1001",
            "Urls are already registered.",
            AlreadyRegistered,
            No,
        ),
        (
            Api::C2bRegister,
            "500.003.1001",
            "Duplicate notification info, SP ID is 1, correlator is 2",
            AlreadyRegistered,
            No,
        ),
        (
            Api::C2bRegister,
            "500.003.1001",
            "Service is currently unreachable. Please try again later.",
            InternalError,
            Perhaps,
        ),
        (
            Api::StkPush,
            "500.001.1001",
            "Merchant does not exist",
            NoSuchShortCode,
            No,
        ),
        (
            Api::StkPush,
            "500.001.1001",
            "Wrong credentials",
            WrongPasskey,
            No,
        ),
        (
            Api::StkPush,
            "500.001.1001",
            "[MerchantValidate] - Wrong credentials",
            WrongPasskey,
            No,
        ),
        (
            Api::StkPush,
            "500.001.1001",
            "Unable to lock subscriber, a transaction is already in process for the current subscriber",
            SubscriberBusy,
            No,
        ),
        (
            Api::StkQuery,
            "500.001.1001",
            "The transaction is being processed",
            StillPending,
            Perhaps,
        ),
        (
            Api::StkQuery,
            "500.001.1001",
            "The transaction does not Exist",
            NoSuchPrompt,
            Perhaps,
        ),
        (Api::StkQuery, "500.001.1001", "", InternalError, Perhaps),
        (Api::B2c, "999.999", "What?", Unknown, Perhaps),
        (Api::B2c, "", "", Unknown, Perhaps),
    ] {
        let is = error_code(api, code, message);
        assert_eq!(
            (is.kind, is.queued),
            (kind, queued),
            "{api} {code} {message}"
        );
        assert!(
            is.meaning.ends_with('.') && is.remedy.ends_with('.'),
            "{code}"
        );
    }
}

#[test]
fn a_refused_call_names_both_of_its_causes() {
    let is = error_code(Api::B2c, "403.002.1001", "");
    assert!(is.meaning.contains("B2C v3") && is.meaning.contains("address"));
    assert!(is.remedy.contains("proxy"));
}

#[test]
fn a_missing_product_is_told_from_a_stale_token() {
    let message = "Invalid API call as no apiproduct match found";
    let is = error_code(Api::Pochi, "401.002.01", message);
    assert_eq!(is.kind, TokenRefused);
    assert!(is.remedy.contains("product"));
}

#[test]
fn only_a_known_refusal_is_proof() {
    for api in Api::ALL {
        for code in ["500.000.01", "502", "503.001", "504", "500", "200"] {
            assert_eq!(
                error_code(api, code, "any text").queued,
                Perhaps,
                "{api} {code}"
            );
        }
    }
}
