//! Every magic number over plain HTTP: what is answered, what is posted, what the ledger moved.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

mod support;

use daraja_sim::{Options, Outcome, Script};
use support::{Posted, Stage};

const HOUR: u64 = 3_600_000;

/// What one magic number does.
#[derive(Debug, PartialEq)]
struct Seen {
    /// HTTP status and, for errors, the message; `None` when the connection broke.
    answer: Option<(u16, String)>,
    /// Code and type of each result, and `timeout` for echoes, in order.
    posts: Vec<String>,
    paid: bool,
}

fn answered(status: u16, message: &str) -> Option<(u16, String)> {
    Some((status, message.to_owned()))
}

fn told(posts: &[Posted]) -> Vec<String> {
    posts
        .iter()
        .map(|post| match post.path.as_str() {
            "/result" if post.result_type() == "1" => "waiting".to_owned(),
            "/result" => post.code(),
            _ => "timeout".to_owned(),
        })
        .collect()
}

async fn play(number: u8) -> Seen {
    let stage = Stage::new(u64::from(number) + 100).await;
    let msisdn = format!("25471209{:04}", 9_000 + u32::from(number));
    // A hang is cut off by the caller: that is all it can do.
    let limit = std::time::Duration::from_millis(300);
    let answer = match tokio::time::timeout(limit, stage.pay("RUN-1", 150, &msisdn)).await {
        Ok(Ok(answer)) => Some((answer.status, answer.error().2)),
        Ok(Err(_)) | Err(_) => None,
    };
    stage.control.advance(HOUR).await;
    stage.check();
    let ledger = stage.control.ledger();
    let paid = ledger.cents("600222/utility") == 500_000_000 - 15_000;
    assert_eq!(
        paid,
        stage
            .control
            .transactions()
            .iter()
            .any(|one| one.status == "Completed")
    );
    Seen {
        answer,
        posts: told(&stage.posted()),
        paid,
    }
}

#[tokio::test]
async fn each_number_does_what_the_table_says() {
    let ack = || answered(200, "");
    let plain = || answered(500, "");
    let busy = || answered(500, "System is busy. Please try again in few minutes.");
    let internal = || answered(500, "System internal error.");
    let table = [
        (0, ack(), vec!["0"], true),
        (1, ack(), vec!["2040"], false),
        (2, ack(), vec!["4"], false),
        (3, ack(), vec!["8"], false),
        (4, ack(), vec!["1"], false),
        (5, ack(), vec!["2001"], false),
        (6, ack(), vec!["8006"], false),
        (7, ack(), vec!["timeout", "0"], true),
        (8, ack(), vec!["timeout"], false),
        (9, ack(), vec![], true),
        (10, ack(), vec!["0", "0"], true),
        (11, ack(), vec!["0"], true),
        (12, ack(), vec!["0"], true),
        (13, None, vec!["0"], true),
        (14, None, vec![], false),
        (15, plain(), vec!["0"], true),
        (16, plain(), vec![], false),
        (
            17,
            answered(500, "Error Occurred: Spike Arrest Violation"),
            vec![],
            false,
        ),
        (
            18,
            answered(500, "Error Occurred: Quota Violation"),
            vec![],
            false,
        ),
        (19, None, vec!["0"], true),
        (20, None, vec![], false),
        (21, busy(), vec!["0"], true),
        (22, busy(), vec![], false),
        (23, internal(), vec!["0"], true),
        (24, internal(), vec![], false),
        (25, ack(), vec![], true),
        (26, ack(), vec!["0"], true),
        (27, ack(), vec!["2040", "0"], true),
        (28, ack(), vec!["waiting", "0"], true),
        (29, ack(), vec!["SFC_IC0003"], false),
        (30, ack(), vec!["TP40153"], false),
        (31, ack(), vec!["100000000", "0"], true),
        (32, ack(), vec![], false),
        (33, ack(), vec!["17"], false),
        (34, ack(), vec!["17"], true),
        (35, ack(), vec!["15"], true),
        (36, ack(), vec!["0"], true),
        (37, ack(), vec!["0"], true),
        (38, ack(), vec!["0"], true),
        (39, ack(), vec!["999"], false),
        (40, ack(), vec!["0", "1"], true),
        (41, None, vec!["0"], true),
        (42, ack(), vec!["0"], true),
    ];
    for (number, answer, posts, paid) in table {
        let posts = posts.into_iter().map(str::to_owned).collect();
        assert_eq!(
            play(number).await,
            Seen {
                answer,
                posts,
                paid
            },
            "number {number}"
        );
    }
}

#[tokio::test]
async fn an_amount_chooses_when_the_recipient_does_not() {
    let stage = Stage::new(1).await;
    stage.pay("RUN-1", 199_010, "254712000111").await.unwrap();
    stage.control.advance(HOUR).await;
    assert_eq!(told(&stage.posted()), ["0", "0"]);
}

#[tokio::test]
async fn what_only_the_first_try_meets_lets_the_second_through() {
    for (msisdn, code) in [
        ("254712099017", "500.003.02"),
        ("254712099018", "500.003.03"),
    ] {
        let stage = Stage::new(2).await;
        assert_eq!(
            stage.pay("RUN-1", 150, msisdn).await.unwrap().error().1,
            code
        );
        assert_eq!(stage.pay("RUN-1", 150, msisdn).await.unwrap().status, 200);
        stage.control.advance(HOUR).await;
        assert_eq!(told(&stage.posted()), ["0"]);
        stage.check();
    }
}

#[tokio::test]
async fn the_timeout_echo_is_the_request_as_it_was_sent() {
    let stage = Stage::new(3).await;
    let body = stage.b2c("RUN-1", 150, "254712099008");
    stage
        .post("/mpesa/b2c/v3/paymentrequest", &body)
        .await
        .unwrap();
    stage.control.advance(HOUR).await;
    let posted = stage.posted_to("/timeout");
    assert_eq!(posted[0].json(), body);
}

#[tokio::test]
async fn the_result_may_come_before_the_acknowledgement() {
    let stage = Stage::new(4).await;
    let answer = stage.pay("RUN-1", 150, "254712099011").await.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(
        told(&stage.posted()),
        ["0"],
        "told before the answer was there"
    );
    let same = stage.posted()[0].json()["Result"]["ConversationID"].clone();
    assert_eq!(answer.json()["ConversationID"], same);
}

#[tokio::test]
async fn a_failure_has_no_receipt_that_the_ledger_knows() {
    let stage = Stage::new(5).await;
    let mut shapes = [0; 3];
    for at in 0..60 {
        stage
            .pay(&format!("RUN-{at}"), 150, "254712099001")
            .await
            .unwrap();
        stage.control.advance(10_000).await;
        let posted = stage.posted().pop().unwrap().json();
        match posted["Result"]["TransactionID"].as_str().unwrap() {
            "" => shapes[0] += 1,
            "UCA0000000" => shapes[1] += 1,
            looks_real => {
                assert_eq!(looks_real.len(), 10);
                shapes[2] += 1;
            }
        }
    }
    assert!(shapes.iter().all(|times| *times > 0), "{shapes:?}");
    assert!(
        stage
            .control
            .ledger()
            .entries
            .iter()
            .all(|entry| entry.receipt.is_empty())
    );
}

#[tokio::test]
async fn scripts_come_before_the_scenario_and_that_before_magic_numbers() {
    let mut options = Options::for_tests(6);
    let text = r#"{"outcomes": {"254712099001": "day_limit"}}"#;
    options.scenario = Some(daraja_sim::Scenario::parse(text).unwrap());
    let stage = Stage::with(options).await;
    stage.control.script(Script {
        api: Some("b2c".to_owned()),
        recipient: Some("254712099001".to_owned()),
        outcomes: [Outcome::DuplicateCallback].into(),
    });
    for id in ["RUN-1", "RUN-2"] {
        stage.pay(id, 150, "254712099001").await.unwrap();
        stage.control.advance(60_000).await;
    }
    assert_eq!(told(&stage.posted()), ["0", "0", "4"]);
}

#[tokio::test]
async fn two_results_can_come_in_the_other_order() {
    let stage = Stage::new(7).await;
    stage.control.script(Script {
        api: None,
        recipient: None,
        outcomes: [Outcome::ResultAfterMs(9_000), Outcome::ResultAfterMs(1_000)].into(),
    });
    stage.pay("FIRST", 150, "254712000111").await.unwrap();
    stage.pay("SECOND", 150, "254712000112").await.unwrap();
    stage.control.advance(HOUR).await;
    let ids: Vec<String> = stage
        .posted()
        .iter()
        .map(|one| support::as_text(&one.json()["Result"]["OriginatorConversationID"]))
        .collect();
    assert_eq!(ids, ["SECOND", "FIRST"]);
}
