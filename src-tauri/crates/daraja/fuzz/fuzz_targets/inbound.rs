//! Callbacks and results: [`daraja::inbound::read`] and every typed view.
#![no_main]

use daraja::inbound::{Body, Kind, read};
use libfuzzer_sys::fuzz_target;

const KINDS: [Option<Kind>; 8] = [
    None,
    Some(Kind::Result),
    Some(Kind::QueueTimeout),
    Some(Kind::Stk),
    Some(Kind::C2bValidation),
    Some(Kind::C2bConfirmation),
    Some(Kind::B2bExpress),
    Some(Kind::Ratiba),
];

fuzz_target!(|bytes: &[u8]| {
    // The length chooses the address, so that a seed is a plain message.
    let kind = KINDS[bytes.len() % KINDS.len()];
    let inbound = read(kind, bytes);
    held::raw_body_holds(bytes, &inbound.raw);
    let again = read(kind, inbound.raw.bytes());
    assert!(again.body == inbound.body && again.losses == inbound.losses);
    let notice = match &inbound.body {
        Body::Result(notice) => Some(notice),
        Body::QueueTimeout(echo) => echo.notice.as_deref(),
        _ => None,
    };
    if let Some(notice) = notice {
        let payment = notice.payment();
        let _ = (notice.b2b(), notice.balance(), notice.reversal());
        let status = notice.status();
        // A success says what moved, or says that it cannot.
        if notice.is_success() {
            assert!(payment.amount.is_some() || !payment.losses.is_empty());
            assert!(status.status.is_some() || !status.losses.is_empty());
            assert!(!notice.code.as_str().is_empty());
        }
    }
});
