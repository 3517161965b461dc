//! Every magic number: what the client makes of the answer, what results say, what the books say, and that
//! a careful caller, who asks before offering again, ends at the truth and pays nobody twice.

use daraja::inbound::{Body, ResultNotice};
use daraja::{Again, Api, Class, Client, Msisdn, Proof, Submission, Uncertainty, result_code};
use daraja_sim::Scenario;

use crate::orders::magic;
use crate::stage::Stage;

/// What a payment's answer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Taken,
    Refused,
    Unclear,
}

use Kind::{Refused, Taken, Unclear};

/// Number, answer, how often money moves if the payment is offered once, and the codes of the results.
const TABLE: [(u8, Kind, usize, &[&str]); 43] = [
    (0, Taken, 1, &["0"]),
    (1, Taken, 0, &["2040"]),
    (2, Taken, 0, &["4"]),
    (3, Taken, 0, &["8"]),
    (4, Taken, 0, &["1"]),
    (5, Taken, 0, &["2001"]),
    (6, Taken, 0, &["8006"]),
    (7, Taken, 1, &["timeout", "0"]),
    (8, Taken, 0, &["timeout"]),
    (9, Taken, 1, &[]),
    (10, Taken, 1, &["0", "0"]),
    (11, Taken, 1, &["0"]),
    (12, Taken, 1, &["0"]),
    (13, Unclear, 1, &["0"]),
    (14, Unclear, 0, &[]),
    (15, Unclear, 1, &["0"]),
    (16, Unclear, 0, &[]),
    (17, Refused, 0, &[]),
    (18, Refused, 0, &[]),
    (19, Unclear, 1, &["0"]),
    (20, Unclear, 0, &[]),
    (21, Unclear, 1, &["0"]),
    (22, Unclear, 0, &[]),
    (23, Unclear, 1, &["0"]),
    (24, Unclear, 0, &[]),
    (25, Taken, 1, &[]),
    (26, Taken, 1, &["0"]),
    (27, Taken, 1, &["2040", "0"]),
    (28, Taken, 1, &["waiting", "0"]),
    (29, Taken, 0, &["SFC_IC0003"]),
    (30, Taken, 0, &["TP40153"]),
    (31, Taken, 1, &["100000000", "0"]),
    (32, Taken, 0, &[]),
    (33, Taken, 0, &["17"]),
    (34, Taken, 1, &["17"]),
    (35, Taken, 1, &["15"]),
    (36, Unclear, 1, &["0"]),
    (37, Unclear, 1, &["0"]),
    (38, Unclear, 1, &["0"]),
    (39, Taken, 0, &["999"]),
    (40, Taken, 1, &["0", "1"]),
    (41, Unclear, 1, &["0"]),
    (42, Unclear, 1, &["0"]),
];

fn kind<A>(submission: &Submission<A>) -> Kind {
    match submission {
        Submission::Accepted(_) => Taken,
        Submission::Refused(_) => Refused,
        Submission::Unclear(_) => Unclear,
    }
}

/// Codes of the callbacks about payouts since the last call; `timeout` and `waiting` for those two.
fn codes(stage: &Stage, id: &str) -> Vec<(String, Option<ResultNotice>)> {
    let told = stage.told().into_iter();
    told.map(|told| match told.inbound.body {
        Body::QueueTimeout(echo) => {
            assert_eq!(echo.originator_id.unwrap().as_str(), id);
            ("timeout".to_owned(), None)
        }
        Body::Result(notice) => {
            assert_eq!(told.inbound.losses, []);
            assert_eq!(notice.originator_id.as_ref().unwrap().as_str(), id);
            let code = if notice.is_final() {
                notice.code.as_str()
            } else {
                "waiting"
            };
            (code.to_owned(), Some(notice))
        }
        other => panic!("{other:?}"),
    })
    .collect()
}

#[tokio::test]
async fn each_number_plays_what_it_says() {
    let stage = Stage::open(120).await;
    stage.client.check_token().await.unwrap();
    let hasty = stage.hasty();
    for (nn, answer, moves, results) in TABLE {
        let id = format!("PAYRUN-M-{nn:02}");
        let payment = stage.payment(&id, magic(nn), 100);
        let client = if matches!(nn, 19 | 20) {
            &hasty
        } else {
            &stage.client
        };
        let before = stage.requests("b2c").len();
        let first = client.b2c(&stage.initiator, &payment).await;
        assert_eq!(kind(&first), answer, "{nn}: {first:?}");
        assert_eq!(stage.requests("b2c").len(), before + 1, "{nn}: sent once");
        if nn == 11 {
            // The result came while the caller still waited for the acknowledgement.
            assert_eq!(stage.received(&magic(nn).digits()).0, 1);
        }
        stage.advance(1_200).await;
        let told = codes(&stage, &id);
        let said: Vec<_> = told.iter().map(|(code, _)| &**code).collect();
        assert_eq!(said, results, "{nn}");
        assert_eq!(
            stage.received(&magic(nn).digits()),
            (moves, moves * 10_000).map_cents(),
            "{nn}"
        );
        for (code, notice) in told {
            believe(nn, &code, notice, moves);
        }
    }
}

trait MapCents {
    fn map_cents(self) -> (usize, i64);
}

impl MapCents for (usize, usize) {
    fn map_cents(self) -> (usize, i64) {
        (self.0, i64::try_from(self.1).unwrap())
    }
}

/// A code classed as failed belongs to a payment that failed, except where two results contradict one
/// another: those two plays exist because a forged or premature failure looks the same.
fn believe(nn: u8, code: &str, notice: Option<ResultNotice>, moves: usize) {
    let Some(notice) = notice.filter(ResultNotice::is_final) else {
        return;
    };
    let class = result_code(Api::B2c, code).class;
    let contradicts = matches!((nn, code), (27, "2040") | (40, "1"));
    match class {
        Class::Success => {
            assert!(notice.is_success() && moves == 1);
            assert!(notice.payment().receipt.is_some());
        }
        Class::Failed | Class::FailedHold => assert!(moves == 0 || contradicts, "{nn} {code}"),
        Class::Unknown => assert!(matches!(code, "15" | "17" | "999" | "100000000"), "{code}"),
        other => panic!("{nn} {code}: {other:?}"),
    }
}

/// A caller by the rules: a refusal that allows it is offered again under its id; whatever is unclear is
/// asked about, at least two minutes apart, and never offered again.
async fn careful(stage: &Stage, client: &Client, id: &str, to: Msisdn) -> Option<bool> {
    let payment = stage.payment(id, to, 100);
    for _ in 0..3 {
        match client.b2c(&stage.initiator, &payment).await {
            Submission::Refused(refusal) => {
                assert!(matches!(refusal.proof, Proof::Throttled | Proof::Quota));
                assert!(matches!(refusal.again(), Again::SameIdAfter(_)));
                stage.advance(5).await;
            }
            Submission::Accepted(_) | Submission::Unclear(_) => break,
        }
    }
    for _ in 0..8 {
        stage.advance(130).await;
        let query = stage.status_by_id(id);
        let asked = stage.client.status(&stage.initiator, &query).await;
        let asked = asked.accepted().unwrap().conversation_id;
        stage.advance(20).await;
        let answers = stage.results().into_iter();
        let mut about = answers.filter(|one| one.conversation_id.as_ref() == Some(&asked));
        let status = about.next().and_then(|one| one.status().status);
        if let Some(moved) = status.and_then(|status| status.moved()) {
            return Some(moved);
        }
    }
    None
}

#[tokio::test]
async fn a_careful_caller_ends_at_the_truth_and_pays_once() {
    let stage = Stage::with(121, Scenario::default()).await;
    stage.client.check_token().await.unwrap();
    let hasty = stage.hasty();
    for (nn, answer, moves, _) in TABLE {
        let client = if matches!(nn, 19 | 20) {
            &hasty
        } else {
            &stage.client
        };
        let id = format!("PAYRUN-C-{nn:02}");
        let known = careful(&stage, client, &id, magic(nn)).await;
        let moves = if answer == Refused { 1 } else { moves };
        let (times, _) = stage.received(&magic(nn).digits());
        assert_eq!(times, moves, "{nn}");
        match known {
            Some(moved) => assert_eq!(usize::from(moved), moves, "{nn}: told the wrong thing"),
            // Nothing was ever taken: 2032 for ever, which is for a person and a statement to settle.
            None => assert!(matches!(nn, 14 | 16 | 20 | 22 | 24), "{nn}: never known"),
        }
    }
    let sent = stage.requests("b2c");
    assert_eq!(
        sent.len(),
        TABLE.len() + 2,
        "only the two throttled ones were offered again"
    );
    let doubted = |one: &&daraja_sim::RequestRecord| one.executed;
    assert!(sent.iter().filter(doubted).count() <= TABLE.len());
}

#[tokio::test]
async fn a_payment_sent_under_its_id_again_is_known() {
    let stage = Stage::open(122).await;
    for (nn, _, moves, _) in TABLE.into_iter().filter(|(nn, ..)| !matches!(nn, 19 | 20)) {
        let payment = stage.payment(&format!("PAYRUN-X-{nn:02}"), magic(nn), 100);
        let mut known = 0;
        for _ in 0..3 {
            let again = stage.client.b2c(&stage.initiator, &payment).await;
            known += usize::from(matches!(
                again,
                Submission::Unclear(one) if one.why == Uncertainty::DuplicateId
            ));
            stage.advance(400).await;
        }
        stage.advance(1_200).await;
        let (times, _) = stage.received(&magic(nn).digits());
        assert!(times <= 1 && times >= moves, "{nn}: {times}");
        if moves == 1 && nn != 42 {
            assert_eq!(known, 2, "{nn}");
        }
    }
}
