//! What each answer to a B2C payment proves: `daraja-api.md` section 6.3, row by row, over a socket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

mod world;

use std::time::Duration;

use daraja::{
    Acknowledgement, Again, GatewayPage, PromptRefusal, Proof, Refusal, Submission, Uncertainty,
    Unclear,
};
use world::{Act, Server, answer, sample};

async fn pay(act: Act) -> (Submission<Acknowledgement>, Server) {
    let server = Server::start(move |_, _| act.clone()).await;
    let submission = server
        .client()
        .b2c(&sample::initiator(), &sample::b2c())
        .await;
    (submission, server)
}

async fn refused(act: Act) -> Refusal {
    let (submission, server) = pay(act.clone()).await;
    assert_eq!(server.calls().len(), 1, "sent once: {act:?}");
    match submission {
        Submission::Refused(refusal) => refusal,
        other => panic!("{act:?}: {other:?}"),
    }
}

async fn unclear(act: Act) -> Unclear {
    let (submission, server) = pay(act.clone()).await;
    assert_eq!(server.calls().len(), 1, "sent once: {act:?}");
    match submission {
        Submission::Unclear(unclear) => unclear,
        other => panic!("{act:?}: {other:?}"),
    }
}

fn error(status: u16, code: &str, message: &str) -> Act {
    let body = format!(
        r#"{{"requestId":"7c1e-4f0a-b1d2-90ab34cd56ef1204411","errorCode":"{code}","errorMessage":"{message}"}}"#
    );
    Act::Answer(status, body)
}

/// Row: "200 and ResponseCode all zeros | yes | state SENT; store ConversationID".
#[tokio::test]
async fn zeros_and_an_id_are_taken() {
    for zeros in ["0", "00", "00000000"] {
        let body = sample::TAKEN.replace(r#""0""#, &format!("\"{zeros}\""));
        let (submission, server) = pay(answer(200, &body)).await;
        let taken = submission.accepted().expect("taken");
        assert_eq!(
            taken.conversation_id.as_str(),
            "AG_20260310_010010203abcd4efgh5i"
        );
        assert_eq!(taken.originator_id.as_deref(), Some("PAYRUN-0042-000017"));
        assert_eq!(taken.response_code, zeros);
        assert_eq!(taken.reply.body.bytes(), body.as_bytes());
        let call = &server.calls()[0];
        assert!(
            call.line
                .starts_with("POST /mpesa/b2c/v3/paymentrequest HTTP/1.1")
        );
        assert_eq!(call.headers["content-type"], "application/json");
        assert_eq!(call.bearer(), "token-1-aaaaaaaa");
        assert!(call.headers["user-agent"].starts_with("daraja-rust/"));
        assert!(
            call.body
                .contains(r#""OriginatorConversationID":"PAYRUN-0042-000017""#)
        );
    }
    let (submission, _) = pay(answer(200, &sample::TAKEN.replace(r#""0""#, "0"))).await;
    assert!(submission.accepted().is_some(), "a number will do");
}

/// Row: "200, other ResponseCode | probably not | UNKNOWN".
#[tokio::test]
async fn another_code_proves_nothing() {
    for code in ["1", "26", "1000", "0x0"] {
        let body = sample::TAKEN.replace(r#""0""#, &format!("\"{code}\""));
        assert_eq!(
            unclear(answer(200, &body)).await.why,
            Uncertainty::NotZero(code.to_owned())
        );
    }
}

/// Row: "200 but body not JSON / missing ConversationID | maybe | UNKNOWN".
#[tokio::test]
async fn a_body_without_an_id_proves_nothing() {
    use GatewayPage::{Empty, Fault, Html, Other};
    for (body, page) in [
        ("", Empty),
        ("<html><body>Welcome</body></html>", Html),
        (r#"{"ResponseCode":"0","Conver"#, Other),
        (r#"{"fault":{"faultstring":"x"}}"#, Fault),
    ] {
        assert_eq!(
            unclear(answer(200, body)).await.why,
            Uncertainty::Page(200, page),
            "{body}"
        );
    }
    let without = sample::TAKEN.replace("ConversationID\":\"AG", "Conversation\":\"AG");
    assert_eq!(
        unclear(answer(200, &without)).await.why,
        Uncertainty::NoConversationId
    );
    assert_eq!(
        unclear(answer(200, "{}")).await.why,
        Uncertainty::Unreadable
    );
    let other = sample::TAKEN.replace("000017", "000018");
    assert_eq!(unclear(answer(200, &other)).await.why, Uncertainty::OtherId);
}

/// Row: "400 `400.002.02`, `400.002.05`, `400.003.02`, 404 `404.00x.01`, 405 | no | NOT_SENT, fix the
/// request".
#[tokio::test]
async fn a_bad_request_was_not_queued() {
    for code in ["400.002.02", "400.002.05", "400.003.02"] {
        for status in [400, 200] {
            let refusal = refused(error(status, code, "Bad Request - Invalid PartyB")).await;
            assert_eq!(refusal.proof, Proof::BadRequest);
            assert_eq!(refusal.again(), Again::NewIdAfterFixing);
            assert_eq!(refusal.message, "Bad Request - Invalid PartyB");
        }
    }
    for code in ["404.001.01", "404.002.01", "404.003.01"] {
        let refusal = refused(error(404, code, "Resource not found")).await;
        assert_eq!(refusal.proof, Proof::NoSuchResource);
        assert_eq!(refusal.again(), Again::AfterFixing);
    }
    for act in [
        error(405, "405.001", "Method Not Allowed"),
        answer(405, "<html>"),
    ] {
        assert_eq!(refused(act).await.proof, Proof::WrongMethod);
    }
}

/// Row: "403 `403.002.1001` | no | NOT_SENT, configuration"; both causes are named.
#[tokio::test]
async fn not_authorized_names_both_causes() {
    let text = "You are not authorized to initiate this transaction";
    let refusal = refused(error(403, "403.002.1001", text)).await;
    assert_eq!(refusal.proof, Proof::NotAuthorized);
    assert_eq!(refusal.again(), Again::AfterFixing);
    assert!(refusal.explanation().contains("entitled"));
    assert!(refusal.explanation().contains("whitelisted"));
}

/// Row: "403 HTML | no | NOT_SENT, network/edge".
#[tokio::test]
async fn a_firewalls_page_is_not_daraja() {
    let body = "<!DOCTYPE html><html><title>Access Denied</title></html>";
    let refusal = refused(answer(403, body)).await;
    assert_eq!(refusal.proof, Proof::EdgeRefused);
    let page = refused(answer(403, "<html><title>Access Denied</title>")).await;
    assert_eq!(page.message, "Access Denied");
}

/// Row: "429; `500.003.02` with "Spike Arrest"; `500.003.03` quota | no | back off, resend same
/// OriginatorConversationID".
#[tokio::test]
async fn a_throttle_lets_the_same_id_come_again() {
    let wait = |header: &str| {
        let headers = vec![("Retry-After", header.to_owned())];
        Act::With(429, headers, "<html>".to_owned())
    };
    let spike = "Error Occurred: Spike Arrest Violation";
    for (act, proof, again) in [
        (answer(429, ""), Proof::Throttled, None),
        (wait("30"), Proof::Throttled, Some(Duration::from_secs(30))),
        (
            wait("86400"),
            Proof::Throttled,
            Some(Duration::from_secs(3_600)),
        ),
        (error(500, "500.003.02", spike), Proof::Throttled, None),
        (
            error(429, "500.003.02", "System is busy."),
            Proof::Throttled,
            None,
        ),
        (
            error(500, "500.003.03", "Error Occurred: Quota Violation"),
            Proof::Quota,
            None,
        ),
    ] {
        let refusal = refused(act).await;
        assert_eq!(refusal.proof, proof);
        assert_eq!(refusal.again(), Again::SameIdAfter(again));
    }
}

/// Row: "`500.003.02` "System is busy…" | unclear | UNKNOWN".
#[tokio::test]
async fn busy_proves_nothing() {
    let act = error(
        500,
        "500.003.02",
        "System is busy. Please try again in few minutes.",
    );
    assert_eq!(unclear(act).await.why, Uncertainty::Busy);
}

/// Row: "`500.002.1001` "Duplicate OriginatorConversationID." | an earlier attempt reached them | never a
/// failure"; and the paragraph below the table: "match on the text, whatever the status".
#[tokio::test]
async fn a_known_id_is_never_a_failure() {
    let text = "Duplicate OriginatorConversationID.";
    let flat = format!(
        r#"{{"OriginatorConversationID":"PAYRUN-0042-000017","ResponseCode":"1","ResponseDescription":"{text}"}}"#
    );
    for act in [
        error(500, "500.002.1001", text),
        error(400, "400.002.02", text),
        error(200, "500.002.1001", text),
        error(401, "401.002.01", text),
        error(429, "x", "DUPLICATE originator conversation id"),
        error(403, "403.002.1001", "duplicate request"),
        answer(200, &flat),
        answer(500, text),
        answer(403, text),
    ] {
        let unclear = unclear(act.clone()).await;
        assert_eq!(unclear.why, Uncertainty::DuplicateId, "{act:?}");
    }
}

/// Row: "`500.002.1001` "System internal error." and any other text, `00.002.1001` maintenance | unclear |
/// UNKNOWN".
#[tokio::test]
async fn an_internal_error_proves_nothing() {
    for text in ["System internal error.", "", "anything else"] {
        let why = unclear(error(500, "500.002.1001", text)).await.why;
        assert_eq!(why, Uncertainty::InternalError);
    }
    let why = unclear(error(503, "00.002.1001", "Under maintenance"))
        .await
        .why;
    assert_eq!(why, Uncertainty::Maintenance);
}

/// Row: "`500.001.1001`, `500.003.1001`, any other 5xx, 502/503/504 | unclear | UNKNOWN".
#[tokio::test]
async fn a_failing_server_proves_nothing() {
    for code in [
        "500.001.1001",
        "500.003.1001",
        "400.002.02",
        "403.002.1001",
        "405.001",
    ] {
        let why = unclear(error(500, code, "Wrong credentials")).await.why;
        assert_eq!(why, Uncertainty::ServerError(500), "{code}");
    }
    for status in [500, 502, 503, 504, 599] {
        for body in ["", "<html>", "Service is currently unreachable", "{}"] {
            let why = unclear(answer(status, body)).await.why;
            assert_eq!(why, Uncertainty::ServerError(status), "{status} {body}");
        }
    }
}

/// What no row names: nobody knows.
#[tokio::test]
async fn an_answer_no_row_knows_proves_nothing() {
    for (act, why) in [
        (
            error(400, "400.999.99", "?"),
            Uncertainty::Unlisted(400, Some("400.999.99".to_owned())),
        ),
        (
            error(403, "403.001", "?"),
            Uncertainty::Unlisted(403, Some("403.001".to_owned())),
        ),
        (answer(404, "{}"), Uncertainty::Unlisted(404, None)),
        (
            answer(404, "<html>"),
            Uncertainty::Page(404, GatewayPage::Html),
        ),
        (answer(400, sample::TAKEN), Uncertainty::Unlisted(400, None)),
        (answer(204, ""), Uncertainty::Page(204, GatewayPage::Empty)),
    ] {
        assert_eq!(unclear(act.clone()).await.why, why, "{act:?}");
    }
}

/// Section 4.2: a prompt is turned away by three texts under a code that proves nothing elsewhere.
#[tokio::test]
async fn a_prompt_is_turned_away_by_name() {
    let push = async |act: Act| {
        let server = Server::start(move |_, _| act.clone()).await;
        server
            .client()
            .stk_push(&sample::passkey(), &sample::stk_push())
            .await
    };
    for (text, why) in [
        ("Merchant does not exist", PromptRefusal::UnknownMerchant),
        (
            "[MerchantValidate] - Wrong credentials",
            PromptRefusal::WrongPasskey,
        ),
        (
            "Unable to lock subscriber, a transaction is already in process for the current subscriber",
            PromptRefusal::SubscriberBusy,
        ),
    ] {
        match push(error(500, "500.001.1001", text)).await {
            Submission::Refused(refusal) => assert_eq!(refusal.proof, Proof::Prompt(why)),
            other => panic!("{other:?}"),
        }
    }
    match push(error(500, "500.001.1001", "")).await {
        Submission::Unclear(unclear) => assert_eq!(unclear.why, Uncertainty::InternalError),
        other => panic!("{other:?}"),
    }
}

/// The server's clock and wish to wait come back with the answer.
#[tokio::test]
async fn the_servers_clock_is_kept() {
    let headers = vec![("Date", "Tue, 10 Mar 2026 12:04:09 GMT".to_owned())];
    let (submission, _) = pay(Act::With(200, headers, sample::TAKEN.to_owned())).await;
    let date = submission.accepted().unwrap().date.unwrap();
    assert_eq!(date.to_rfc3339(), "2026-03-10T12:04:09+00:00");
}
