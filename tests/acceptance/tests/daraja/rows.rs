//! Section 6.3 of the API's description, row by row: what each answer proves, what really happened, and
//! that the same payment offered again under its id never moves money twice.

use daraja::{Again, GatewayPage, Proof, Step, Submission, Uncertainty};
use daraja_sim::{Act, Fault, Hand, Reply};

use crate::orders::phone;
use crate::stage::Stage;

/// What the client has to make of it.
#[derive(Debug, Clone)]
enum Expect {
    Taken,
    Refused(Proof),
    Unclear(Uncertainty),
}

use Expect::{Refused, Taken, Unclear};

fn error(status: u16, code: &str, message: &str) -> Reply {
    let body = format!(
        r#"{{"requestId":"7c1e-4f0a-b1d2-90ab34cd56ef1204411","errorCode":"{code}","errorMessage":"{message}"}}"#
    );
    Reply::Raw {
        status,
        body,
        content_type: "application/json".to_owned(),
    }
}

/// Answers of the gateway: turned away before anything is looked at.
fn refusals() -> Vec<(Reply, Expect)> {
    let bad = |code| {
        (
            error(400, code, "Bad Request - Invalid PartyB"),
            Refused(Proof::BadRequest),
        )
    };
    let gone = |code| {
        (
            error(404, code, "Resource not found"),
            Refused(Proof::NoSuchResource),
        )
    };
    vec![
        bad("400.002.02"),
        bad("400.002.05"),
        bad("400.003.02"),
        gone("404.001.01"),
        gone("404.002.01"),
        gone("404.003.01"),
        (
            error(405, "405.001", "Method Not Allowed"),
            Refused(Proof::WrongMethod),
        ),
        (Reply::NotEntitled, Refused(Proof::NotAuthorized)),
        (Reply::Html403, Refused(Proof::EdgeRefused)),
        (
            Reply::TooManyRequests { retry_after_s: 7 },
            Refused(Proof::Throttled),
        ),
        (Reply::SpikeArrest, Refused(Proof::Throttled)),
        (Reply::Quota, Refused(Proof::Quota)),
    ]
}

/// Answers that prove nothing, whether or not the payment was made.
fn uncertainties() -> Vec<(Reply, Expect)> {
    let failed = |status| {
        (
            Reply::ServerError { status },
            Unclear(Uncertainty::ServerError(status)),
        )
    };
    vec![
        (
            Reply::NotZero,
            Unclear(Uncertainty::NotZero("1".to_owned())),
        ),
        (
            Reply::Html200,
            Unclear(Uncertainty::Page(200, GatewayPage::Html)),
        ),
        (
            Reply::NoConversationId,
            Unclear(Uncertainty::NoConversationId),
        ),
        (Reply::SystemBusy, Unclear(Uncertainty::Busy)),
        (Reply::Duplicate, Unclear(Uncertainty::DuplicateId)),
        (Reply::DuplicateUnder200, Unclear(Uncertainty::DuplicateId)),
        (Reply::InternalError, Unclear(Uncertainty::InternalError)),
        (Reply::Maintenance, Unclear(Uncertainty::Maintenance)),
        (Reply::EmptyMessage, Unclear(Uncertainty::ServerError(500))),
        (Reply::Unreachable, Unclear(Uncertainty::ServerError(500))),
        (Reply::GatewayFault, Unclear(Uncertainty::ServerError(500))),
        (Reply::SoapFault, Unclear(Uncertainty::ServerError(500))),
        failed(500),
        failed(502),
        failed(503),
        failed(504),
        (
            Reply::ErrorUnder200,
            Unclear(Uncertainty::Unlisted(200, Some("500.001.1001".to_owned()))),
        ),
    ]
}

/// Pays someone new under a new id with this in the way, then offers the same payment again, as an operator
/// might by mistake.
async fn pay_twice(stage: &Stage, number: usize, act: Act, expect: &Expect, executed: bool) {
    let to = phone(&format!("254712005{number:03}"));
    let id = format!("PAYRUN-6.3-{number}").replace('.', "-");
    let payment = stage.payment(&id, to, 100);
    let before = stage.requests("b2c").len();
    stage.control.fault(Fault::next(act.clone()).on("b2c"));
    let first = stage.client.b2c(&stage.initiator, &payment).await;
    assert_eq!(
        stage.requests("b2c").len(),
        before + 1,
        "sent once: {act:?}"
    );
    match (&first, expect) {
        (Submission::Accepted(_), Taken) => {}
        (Submission::Refused(refusal), Refused(proof)) => {
            assert_eq!(&refusal.proof, proof, "{act:?}");
            assert!(!executed, "a proof that is none: {act:?}");
        }
        (Submission::Unclear(unclear), Unclear(why)) => assert_eq!(&unclear.why, why, "{act:?}"),
        (other, _) => panic!("{act:?}: {other:?} instead of {expect:?}"),
    }
    stage.advance(60).await;
    assert_eq!(
        stage.received(&to.digits()).0,
        usize::from(executed),
        "{act:?}"
    );

    let second = stage.client.b2c(&stage.initiator, &payment).await;
    if executed {
        let known =
            matches!(&second, Submission::Unclear(one) if one.why == Uncertainty::DuplicateId);
        assert!(known, "{act:?}: {second:?}");
    } else {
        assert!(
            matches!(second, Submission::Accepted(_)),
            "{act:?}: {second:?}"
        );
    }
    stage.advance(60).await;
    assert_eq!(stage.received(&to.digits()), (1, 10_000), "{act:?}");
    stage.told();
}

#[tokio::test]
async fn what_the_gateway_refuses_was_not_paid_and_may_be_offered_under_its_id() {
    let stage = Stage::open(100).await;
    for (number, (reply, expect)) in refusals().into_iter().enumerate() {
        pay_twice(&stage, number, Act::Refuse(reply), &expect, false).await;
    }
}

#[tokio::test]
async fn what_proves_nothing_is_unclear_paid_or_not() {
    let stage = Stage::open(101).await;
    for executed in [false, true] {
        for (number, (reply, expect)) in uncertainties().into_iter().enumerate() {
            let number = number + if executed { 100 } else { 0 };
            let act = Act::Answer { executed, reply };
            pay_twice(&stage, number, act, &expect, executed).await;
        }
    }
    // Half an acknowledgement: only of a request that was taken.
    let act = Act::Answer {
        executed: true,
        reply: Reply::Truncated,
    };
    let halved = Unclear(Uncertainty::Page(200, GatewayPage::Other));
    pay_twice(&stage, 300, act, &halved, true).await;
}

#[tokio::test]
async fn a_connection_that_breaks_proves_nothing() {
    let stage = Stage::open(102).await;
    let mut number = 0;
    for executed in [false, true] {
        for hand in [Hand::Reset, Hand::Close] {
            let act = Act::End { executed, hand };
            let lost = Unclear(Uncertainty::ConnectionLost);
            pay_twice(&stage, number, act, &lost, executed).await;
            number += 1;
        }
    }
    // The end of an answer in pieces, or closed after it, is still the answer.
    for hand in [Hand::AnswerThenClose, Hand::Slow { every_ms: 1 }] {
        let act = Act::End {
            executed: true,
            hand,
        };
        pay_twice(&stage, number, act, &Taken, true).await;
        number += 1;
    }
}

#[tokio::test]
async fn a_connection_closed_before_the_request_is_never_called_accepted_nor_sent_again() {
    let stage = Stage::open(103).await;
    stage.client.check_token().await.unwrap();
    for (number, act) in [Act::ResetOnAccept, Act::CloseOnAccept]
        .into_iter()
        .enumerate()
    {
        let to = phone(&format!("25471200600{number}"));
        let payment = stage.payment(&format!("PAYRUN-A-{number}"), to, 100);
        let connections = stage.control.requests().connections;
        stage.control.fault(Fault::next(act.clone()));
        let first = stage.client.b2c(&stage.initiator, &payment).await;
        assert!(
            !matches!(first, Submission::Accepted(_)),
            "{act:?}: {first:?}"
        );
        assert_eq!(
            stage.control.requests().connections,
            connections + 1,
            "{act:?}"
        );
        assert_eq!(stage.received(&to.digits()).0, 0);
        let second = stage.client.b2c(&stage.initiator, &payment).await;
        assert!(second.accepted().is_some());
        stage.advance(60).await;
        assert_eq!(stage.received(&to.digits()), (1, 10_000));
    }
}

#[tokio::test]
async fn no_answer_is_unclear_paid_or_not() {
    let stage = Stage::open(104).await;
    stage.client.check_token().await.unwrap();
    let hasty = stage.hasty();
    for (number, executed) in [false, true].into_iter().enumerate() {
        let to = phone(&format!("25471200700{number}"));
        let payment = stage.payment(&format!("PAYRUN-H-{number}"), to, 100);
        let act = Act::End {
            executed,
            hand: Hand::Hang,
        };
        stage.control.fault(Fault::next(act).on("b2c"));
        match hasty.b2c(&stage.initiator, &payment).await {
            Submission::Unclear(unclear) => assert_eq!(unclear.why, Uncertainty::Timeout),
            other => panic!("{other:?}"),
        }
        assert_eq!(stage.requests("b2c").len(), number + 1, "sent once");
        stage.advance(60).await;
        assert_eq!(stage.received(&to.digits()).0, usize::from(executed));
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_was_sent_nothing() {
    let stage = Stage::open(105).await;
    stage.client.check_token().await.unwrap();
    let payment = stage.payment("PAYRUN-D-1", phone("254712008000"), 100);
    let Stage {
        sim,
        client,
        initiator,
        ..
    } = stage;
    sim.stop().await;
    match client.b2c(&initiator, &payment).await {
        Submission::Refused(refusal) => {
            match &refusal.proof {
                Proof::NotSent(unsent) => assert_eq!(unsent.step, Step::Connect),
                other => panic!("{other:?}"),
            }
            assert!(matches!(refusal.again(), Again::SameIdAfter(None)));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_throttle_says_how_long_to_wait() {
    let stage = Stage::open(106).await;
    let reply = Reply::TooManyRequests { retry_after_s: 7 };
    stage
        .control
        .fault(Fault::next(Act::Refuse(reply)).on("b2c"));
    let payment = stage.payment("PAYRUN-W-1", phone("254712008001"), 100);
    match stage.client.b2c(&stage.initiator, &payment).await {
        Submission::Refused(refusal) => {
            let wait = std::time::Duration::from_secs(7);
            assert_eq!(refusal.again(), Again::SameIdAfter(Some(wait)));
        }
        other => panic!("{other:?}"),
    }
}
