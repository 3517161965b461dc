//! The fault cases (a) to (g) of section 18 that must never pay twice, each by name.

use std::time::Duration;

use daraja::inbound::{Body, TransactionStatus};
use daraja::{Submission, Uncertainty};
use daraja_sim::{Options, Outcome, Script, Simulator};

use crate::orders::{anyone, magic};
use crate::stage::Stage;

fn script(stage: &Stage, outcome: Outcome) {
    stage.control.script(Script {
        api: Some("b2c".to_owned()),
        recipient: None,
        outcomes: [outcome].into(),
    });
}

fn why<A: std::fmt::Debug>(submission: Submission<A>) -> Uncertainty {
    match submission {
        Submission::Unclear(unclear) => unclear.why,
        other => panic!("{other:?}"),
    }
}

async fn offer(stage: &Stage, id: &str) -> Submission<daraja::Acknowledgement> {
    let payment = stage.payment(id, anyone(), 100);
    stage.client.b2c(&stage.initiator, &payment).await
}

/// What status says of a payment now.
async fn status(stage: &Stage, id: &str) -> (String, Option<TransactionStatus>) {
    let query = stage.status_by_id(id);
    let asked = stage.client.status(&stage.initiator, &query).await;
    let asked = asked.accepted().unwrap().conversation_id;
    stage.advance(20).await;
    let mut results = stage.results().into_iter();
    let answer = results
        .find(|one| one.conversation_id.as_ref() == Some(&asked))
        .unwrap();
    (answer.code.as_str().to_owned(), answer.status().status)
}

fn paid(stage: &Stage) -> (usize, i64) {
    stage.received(&anyone().digits())
}

/// (a), (b), (d): paid, and the answer lost or wrong; offered again under its id.
#[tokio::test]
async fn a_reset_or_an_error_after_the_payment_then_a_repeat() {
    let stage = Stage::open(140).await;
    let faults = [
        (Outcome::ResetAfterExecution, Uncertainty::ConnectionLost),
        (Outcome::ErrorAfterExecution, Uncertainty::ServerError(500)),
        (Outcome::DuplicateUnder200, Uncertainty::DuplicateId),
    ];
    for (number, (outcome, expected)) in faults.into_iter().enumerate() {
        let id = format!("PAYRUN-ABD-{number}");
        script(&stage, outcome);
        assert_eq!(why(offer(&stage, &id).await), expected);
        for _ in 0..3 {
            assert_eq!(why(offer(&stage, &id).await), Uncertainty::DuplicateId);
        }
        stage.advance(130).await;
        assert_eq!(paid(&stage).0, number + 1);
        // The result of the first one says what became of it.
        let notice = stage.result();
        assert_eq!(notice.originator_id.as_ref().unwrap().as_str(), id);
        assert!(notice.is_success());
        assert_eq!(
            status(&stage, &id).await.1,
            Some(TransactionStatus::Completed)
        );
    }
}

/// (c): the queue-timeout notice is the request itself, and proves nothing.
#[tokio::test]
async fn a_queue_timeout_then_success() {
    let stage = Stage::open(141).await;
    script(&stage, Outcome::TimeoutThenPaid);
    assert!(offer(&stage, "PAYRUN-C").await.accepted().is_some());
    stage.advance(20).await;
    let told = stage.told().remove(0);
    let Body::QueueTimeout(echo) = &told.inbound.body else {
        panic!("{:?}", told.inbound.body);
    };
    assert_eq!(echo.originator_id.as_ref().unwrap().as_str(), "PAYRUN-C");
    assert_eq!(echo.amount.unwrap().to_string(), "100");
    assert!(echo.notice.is_none() && told.inbound.losses.is_empty());
    let credential = stage.initiator.credential().expose().to_owned();
    assert!(
        String::from_utf8_lossy(&told.body).contains(&credential),
        "it did come"
    );
    assert!(!told.inbound.raw.text().contains(&credential));
    assert_eq!(
        told.inbound.raw.len(),
        told.body.len(),
        "struck out at equal length"
    );
    assert_eq!(told.inbound.raw.struck(), credential.len());
    assert_eq!(paid(&stage).0, 0);

    assert_eq!(
        status(&stage, "PAYRUN-C").await.1,
        Some(TransactionStatus::Initiated)
    );
    assert_eq!(
        why(offer(&stage, "PAYRUN-C").await),
        Uncertainty::DuplicateId
    );
    stage.advance(120).await;
    assert!(stage.result().is_success());
    assert_eq!(paid(&stage), (1, 10_000));
}

/// (e): the result is lost, status is pending three times and then Completed.
#[tokio::test]
async fn a_lost_result_and_a_status_that_takes_its_time() {
    let stage = Stage::open(142).await;
    script(&stage, Outcome::PendingThriceThenCompleted);
    assert!(offer(&stage, "PAYRUN-E").await.accepted().is_some());
    let mut seen = Vec::new();
    for _ in 0..5 {
        stage.advance(130).await;
        seen.push(status(&stage, "PAYRUN-E").await.1.unwrap());
        assert_eq!(
            why(offer(&stage, "PAYRUN-E").await),
            Uncertainty::DuplicateId
        );
    }
    use TransactionStatus::{Completed, Initiated};
    assert_eq!(
        seen,
        [Initiated, Initiated, Initiated, Completed, Completed]
    );
    assert_eq!(Initiated.moved(), None);
    assert_eq!(paid(&stage), (1, 10_000));
}

/// (f): status does not know it, and then it is paid.
#[tokio::test]
async fn unknown_to_status_then_paid() {
    let stage = Stage::open(143).await;
    script(&stage, Outcome::UnknownThenCompleted);
    assert!(offer(&stage, "PAYRUN-F").await.accepted().is_some());
    for _ in 0..3 {
        stage.advance(130).await;
        assert_eq!(status(&stage, "PAYRUN-F").await, ("2032".to_owned(), None));
        assert_eq!(
            why(offer(&stage, "PAYRUN-F").await),
            Uncertainty::DuplicateId
        );
    }
    stage.advance(600).await;
    assert!(stage.result().is_success());
    assert_eq!(
        status(&stage, "PAYRUN-F").await.1,
        Some(TransactionStatus::Completed)
    );
    assert_eq!(paid(&stage), (1, 10_000));
}

/// (g): the caller stops before it reads the acknowledgement, at every moment of the exchange; a new
/// client, which knows only the id it wrote down first, offers the payment again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_before_the_acknowledgement_is_read() {
    let stage = Stage::open(144).await;
    stage.client.check_token().await.unwrap();
    for number in 0..40_u64 {
        let id = format!("PAYRUN-G-{number:02}");
        let to = crate::orders::phone(&format!("2547120090{number:02}"));
        let payment = stage.payment(&id, to, 100);
        let (client, initiator, copy) = (
            stage.client.clone(),
            stage.initiator.clone(),
            payment.clone(),
        );
        let call = tokio::spawn(async move { client.b2c(&initiator, &copy).await });
        // Where it is stopped is left to chance: the pause is the whole of it.
        tokio::time::sleep(Duration::from_micros(number * 150)).await;
        call.abort();
        let _ = call.await;
        let again = crate::stage::client(&stage.sim, crate::stage::patient());
        match again.b2c(&stage.initiator, &payment).await {
            Submission::Accepted(_) => {}
            other => assert_eq!(why(other), Uncertainty::DuplicateId),
        }
        stage.advance(130).await;
        assert_eq!(stage.received(&to.digits()), (1, 10_000), "{number}");
        stage.told();
        assert_eq!(
            status(&stage, &id).await.1,
            Some(TransactionStatus::Completed)
        );
    }
}

/// (g), the other side: M-Pesa goes down and comes up again, and still knows the id.
#[tokio::test]
async fn a_restart_of_the_other_side_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        state_file: Some(folder.path().join("world.json")),
        ..Options::for_tests(145)
    };
    let stage = Stage::of(Simulator::start(options.clone()).unwrap()).await;
    script(&stage, Outcome::ResetAfterExecution);
    let payment = stage.payment("PAYRUN-R", magic(0), 100);
    let first = stage.client.b2c(&stage.initiator, &payment).await;
    assert_eq!(why(first), Uncertainty::ConnectionLost);
    let Stage { sim, .. } = stage;
    sim.stop().await;

    let stage = Stage::of(Simulator::start(options).unwrap()).await;
    let second = stage.client.b2c(&stage.initiator, &payment).await;
    assert_eq!(why(second), Uncertainty::DuplicateId);
    stage.advance(130).await;
    assert_eq!(stage.received(&magic(0).digits()), (1, 10_000));
    assert_eq!(
        status(&stage, "PAYRUN-R").await.1,
        Some(TransactionStatus::Completed)
    );
}

/// A payment that failed for certain may be made again, as a new one with an id of its own.
#[tokio::test]
async fn a_failed_payment_is_made_again_under_another_id() {
    let stage = Stage::open(146).await;
    script(&stage, Outcome::DayLimit);
    assert!(offer(&stage, "PAYRUN-H").await.accepted().is_some());
    stage.advance(130).await;
    let notice = stage.result();
    let meaning = daraja::result_code(daraja::Api::B2c, notice.code.as_str());
    assert_eq!(meaning.class, daraja::Class::Failed);
    let (_, status) = status(&stage, "PAYRUN-H").await;
    assert_eq!(status.and_then(|one| one.moved()), Some(false));
    assert_eq!(
        why(offer(&stage, "PAYRUN-H").await),
        Uncertainty::DuplicateId,
        "the id is used up"
    );
    assert!(offer(&stage, "PAYRUN-H-2").await.accepted().is_some());
    stage.advance(130).await;
    assert_eq!(paid(&stage), (1, 10_000));
}

/// Results come in any order: each finds its payment by the conversation, and by the address.
#[tokio::test]
async fn results_that_overtake_one_another() {
    let stage = Stage::open(147).await;
    let mut taken = Vec::new();
    for (number, after_ms) in [40_000, 3_000, 20_000].into_iter().enumerate() {
        script(&stage, Outcome::ResultAfterMs(after_ms));
        let ack = offer(&stage, &format!("PAYRUN-O-{number}")).await;
        taken.push(ack.accepted().unwrap().conversation_id);
    }
    stage.advance(60).await;
    let told: Vec<_> = stage
        .results()
        .into_iter()
        .map(|one| one.conversation_id)
        .collect();
    let expected = [1, 2, 0].map(|number: usize| Some(taken[number].clone()));
    assert_eq!(told, expected);
    assert_eq!(paid(&stage), (3, 30_000));
}

/// Too many in a second: each is refused with proof, waits, is offered again and paid once.
#[tokio::test]
async fn a_throttled_run_pays_everyone_once() {
    let scenario = daraja_sim::Scenario {
        per_second: Some(3),
        ..daraja_sim::Scenario::default()
    };
    let stage = Stage::with(148, scenario).await;
    let mut waiting: Vec<_> = (0..20)
        .map(|number| {
            let to = crate::orders::phone(&format!("2547120120{number:02}"));
            stage.payment(&format!("PAYRUN-Q-{number:02}"), to, 100)
        })
        .collect();
    let payees: Vec<_> = waiting.iter().map(|one| one.to.digits()).collect();
    for _ in 0..7 {
        let mut refused = Vec::new();
        for payment in waiting {
            match stage.client.b2c(&stage.initiator, &payment).await {
                Submission::Accepted(_) => {}
                Submission::Refused(why) => {
                    assert_eq!(why.proof, daraja::Proof::Throttled);
                    refused.push(payment);
                }
                other => panic!("{other:?}"),
            }
        }
        waiting = refused;
        stage.advance(1).await;
    }
    assert_eq!(waiting, []);
    stage.advance(60).await;
    for payee in payees {
        assert_eq!(stage.received(&payee), (1, 10_000));
    }
}
