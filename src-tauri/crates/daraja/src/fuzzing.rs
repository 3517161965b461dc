//! Doors to the readers of answers, for the fuzz targets in `fuzz/`. Compiled only for them.
//!
//! Owns: what must hold for every answer, asserted on each. Stays out: everything else; nothing here is
//! part of the crate's interface.

#![allow(missing_docs, clippy::missing_panics_doc)]

use crate::calls::{
    Acknowledgement, C2bRegistered, C2bSimulated, NameAnswer, PromptAcknowledgement, PullPage,
    PullRegistered, QrCode, StkStatus, UssdAcknowledgement,
};
use crate::client::{Answered, judged};
use crate::outcome::{Verdict, judge};
use crate::reply::Said;
use crate::transport::Received;
use crate::{Api, GatewayPage, Proof, RawBody, Reply};

/// Statuses that mean different things to the table of section 6.3.
const STATUSES: [u16; 14] = [
    200, 201, 302, 400, 401, 403, 404, 405, 429, 500, 502, 503, 504, 999,
];

/// Every API once.
const APIS: [Api; 8] = [
    Api::B2c,
    Api::B2b,
    Api::StkPush,
    Api::StkQuery,
    Api::C2bRegister,
    Api::Status,
    Api::PullQuery,
    Api::NameCheck,
];

fn received(status: u16, bytes: &[u8]) -> Received {
    Received {
        status,
        date: None,
        retry_after: None,
        bytes: bytes.to_vec(),
        cut: false,
    }
}

/// Reads a body as an error under some status, and judges it for some API.
pub fn error_body(bytes: &[u8]) -> RawBody {
    let status = pick(&STATUSES, bytes.len());
    let reply = Reply::keep(&received(status, bytes), &[]);
    let said = Said::read(&reply.body);
    assert_eq!(said, Said::read(&RawBody::keep(reply.body.bytes())));
    let message = said.message();
    no_phone(message);
    assert!(message.chars().count() <= 400 && !message.contains('\n'));
    for api in APIS {
        let verdict = judge(api, &reply, &said);
        match (&verdict, &said) {
            (Verdict::Answer, Said::Daraja(_)) => assert!((200..300).contains(&status)),
            (Verdict::Answer, Said::Gateway(..)) => panic!("a page is no answer"),
            (Verdict::Refused(proof), Said::Gateway(page, _)) => {
                let edge = *proof == Proof::EdgeRefused && *page == GatewayPage::Html;
                assert!(status < 500, "a page under 5xx proves nothing: {proof:?}");
                assert!(
                    edge || status != 200,
                    "a page under 200 proves nothing: {proof:?}"
                );
            }
            (Verdict::Refused(_), Said::Daraja(_)) => {
                assert!(
                    !says_duplicate(api, &said),
                    "a duplicate is never a refusal"
                );
            }
            (Verdict::Unclear(why), _) => assert!(!why.to_string().is_empty()),
        }
    }
    reply.body
}

/// What no verdict may take for a refusal: an earlier attempt arrived.
fn says_duplicate(api: Api, said: &Said) -> bool {
    let text = said.message().to_ascii_lowercase();
    api == Api::B2c && text.contains("duplicate originatorconversationid")
}

/// Reads a body as the answer of every call.
pub fn answers(bytes: &[u8]) -> RawBody {
    let granted = crate::tokens::fuzzing_token(bytes);
    if let Some(token) = granted.filter(|token| token.len() >= 8 && token.contains(|c| c != '*')) {
        let kept = RawBody::keep_without(bytes, &[&token]);
        assert!(!kept.text().contains(&token) || token.bytes().all(|b| b == b'1'));
    }
    let status = if bytes.len() % 4 == 0 { 500 } else { 200 };
    let reply = Reply::keep(&received(status, bytes), &[]);
    let said = Said::read(&reply.body);
    let answered = |status| {
        let mut reply = reply.clone();
        reply.status = status;
        Answered {
            reply,
            said: said.clone(),
            bytes: bytes.to_vec(),
        }
    };
    if let Ok(answered) = judged(Api::B2c, answered(200)) {
        let sent = crate::OriginatorId::parse("PAYRUN-0042-000017").ok();
        if let Ok(taken) = Acknowledgement::read(answered, sent.as_ref()) {
            assert!(!taken.response_code.is_empty());
            assert!(taken.response_code.bytes().all(|b| b == b'0'));
            let id = taken.originator_id.as_deref();
            assert!(id.is_none_or(|id| id == "PAYRUN-0042-000017"));
            printed(&taken);
        }
    }
    if let Ok(prompt) = PromptAcknowledgement::read(answered(200)) {
        printed(&prompt);
    }
    if let Ok(taken) = UssdAcknowledgement::read(answered(200)) {
        printed(&taken);
    }
    match StkStatus::read(Api::StkQuery, answered(status)) {
        Ok(status) => printed(&status),
        Err(error) => printed(&error),
    }
    if let Some(page) = PullPage::empty(&answered(status)) {
        assert!(page.rows.is_empty());
    }
    match PullPage::read(answered(200)) {
        Ok(page) => {
            printed(&page);
            for row in &page.rows {
                assert!(
                    row.amount
                        .is_none_or(|amount| !amount.is_zero() || row.amount_text.contains('0'))
                );
            }
        }
        Err(error) => printed(&error),
    }
    match C2bRegistered::read(Api::C2bRegister, answered(status)) {
        Ok(registered) => printed(&registered),
        Err(error) => printed(&error),
    }
    let _ = (
        C2bSimulated::read(answered(200)),
        PullRegistered::read(answered(200)),
        QrCode::read(answered(200)),
        NameAnswer::read(Api::NameCheck, answered(status)),
    );
    reply.body
}

/// What is printed has no whole phone number.
fn printed(answer: &impl std::fmt::Debug) {
    no_phone(&format!("{answer:?}"));
}

/// No run of digits holds `254`, 7 or 1, and eight more.
fn no_phone(text: &str) {
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        for at in 0..run.len() {
            let tail = run.get(at..).unwrap_or_default();
            let phone = tail.len() >= 12 && (tail.starts_with("2547") || tail.starts_with("2541"));
            assert!(!phone, "a whole phone number in {text}");
        }
    }
}

fn pick<T: Copy>(of: &[T], at: usize) -> T {
    of[at % of.len()]
}
