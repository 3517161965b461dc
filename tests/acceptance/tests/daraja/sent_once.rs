//! What goes out without an id of ours goes out once, whatever comes back; and asks for a token no more than
//! twice.

use daraja::{CallError, Msisdn, Submission};
use daraja_sim::{Act, Fault, Hand, Reply};

use crate::orders::anyone;
use crate::stage::Stage;

/// Every API that takes no id of ours, by the simulator's name.
const APIS: [&str; 9] = [
    "b2b",
    "tax",
    "reversal",
    "status",
    "balance",
    "stk",
    "b2b_express",
    "c2b",
    "c2b_register",
];

/// How a call ended.
#[derive(Debug)]
enum End {
    Taken,
    Refused,
    Unclear,
}

impl<A> From<Submission<A>> for End {
    fn from(submission: Submission<A>) -> Self {
        match submission {
            Submission::Accepted(_) => Self::Taken,
            Submission::Refused(_) => Self::Refused,
            Submission::Unclear(_) => Self::Unclear,
        }
    }
}

impl<A> From<Result<A, CallError>> for End {
    fn from(answer: Result<A, CallError>) -> Self {
        match answer {
            Ok(_) => Self::Taken,
            Err(CallError::Refused(_)) => Self::Refused,
            Err(CallError::Unclear(_)) => Self::Unclear,
        }
    }
}

async fn call(stage: &Stage, api: &str, payer: Msisdn) -> End {
    let (client, operator) = (&stage.client, &stage.initiator);
    match api {
        "b2b" => client
            .b2b(operator, &stage.pay_bill("600777", 100))
            .await
            .into(),
        "tax" => client.tax(operator, &stage.tax(100)).await.into(),
        "reversal" => client
            .reversal(operator, &stage.reversal("UCA3P0W8RD", 100))
            .await
            .into(),
        "status" => client
            .status(operator, &stage.status_by_id("NEVER-SENT"))
            .await
            .into(),
        "balance" => {
            let query = stage.balance(stage.payout_code());
            client.balance(operator, &query).await.into()
        }
        "stk" => client
            .stk_push(&stage.passkey, &stage.push(payer, 100))
            .await
            .into(),
        "b2b_express" => {
            let order = stage.express(stage.paybill(), stage.till(), 100);
            client.b2b_express(&order).await.into()
        }
        "c2b" => client
            .c2b_simulate(&stage.simulation(payer, 100))
            .await
            .into(),
        "c2b_register" => client
            .c2b_register(&stage.registration(stage.paybill()))
            .await
            .into(),
        other => panic!("{other}"),
    }
}

/// Everything that may come back, and whether it is a proof.
fn faults() -> Vec<(Act, bool)> {
    let mut all: Vec<(Act, bool)> = [
        Reply::Html403,
        Reply::SpikeArrest,
        Reply::Quota,
        Reply::NotEntitled,
    ]
    .map(|reply| (Act::Refuse(reply), true))
    .to_vec();
    let unclear = [
        Reply::SystemBusy,
        Reply::InternalError,
        Reply::Maintenance,
        Reply::ServerError { status: 500 },
        Reply::ServerError { status: 502 },
        Reply::Unreachable,
        Reply::Html200,
        Reply::NotZero,
        Reply::SoapFault,
    ];
    for executed in [false, true] {
        all.extend(unclear.iter().map(|reply| {
            let act = Act::Answer {
                executed,
                reply: reply.clone(),
            };
            (act, false)
        }));
        for hand in [Hand::Reset, Hand::Close] {
            all.push((Act::End { executed, hand }, false));
        }
    }
    all
}

#[tokio::test]
async fn whatever_comes_back_it_was_sent_once() {
    let stage = Stage::open(160).await;
    let mut number = 0;
    for api in APIS {
        for (act, proof) in faults() {
            // What has no ResponseCode has nothing to change in it.
            let codeless = matches!(api, "b2b_express");
            if codeless
                && matches!(
                    &act,
                    Act::Answer {
                        reply: Reply::NotZero,
                        ..
                    }
                )
            {
                continue;
            }
            number += 1;
            let payer = crate::orders::phone(&format!("254712010{number:03}"));
            let before = stage.requests(api).len();
            stage.control.fault(Fault::next(act.clone()).on(api));
            let end = call(&stage, api, payer).await;
            assert_eq!(stage.requests(api).len(), before + 1, "{api} {act:?}");
            match (&end, proof) {
                (End::Refused, true) | (End::Unclear, false) => {}
                _ => panic!("{api} {act:?}: {end:?}"),
            }
            stage.advance(60).await;
            stage.told();
        }
    }
    let executed: Vec<_> = stage.control.requests().requests;
    let sent = executed.iter().filter(|one| one.api != "oauth").count();
    assert_eq!(sent, number);
    assert_eq!(stage.control.ledger().check, "balanced");
}

/// Money that moves without an id of ours: each accepted request is one movement, no more.
#[tokio::test]
async fn each_request_that_was_taken_moved_money_once() {
    let stage = Stage::open(161).await;
    for executed in [true, false, true] {
        let act = Act::End {
            executed,
            hand: Hand::Reset,
        };
        stage.control.fault(Fault::next(act).on("b2b"));
        let end = call(&stage, "b2b", anyone()).await;
        assert!(matches!(end, End::Unclear), "{end:?}");
        stage.advance(60).await;
    }
    assert_eq!(stage.received("600777/utility"), (2, 20_000));
    assert_eq!(stage.requests("b2b").len(), 3);
}

#[tokio::test]
async fn nothing_that_moves_money_shares_a_connection() {
    let stage = Stage::open(162).await;
    // A second request on one connection would find it reset.
    stage
        .control
        .fault(Fault::next(Act::ResetOnReuse).times(100));
    for number in 0..3 {
        for api in APIS {
            let payer = crate::orders::phone(&format!("25471201100{number}"));
            let end = call(&stage, api, payer).await;
            assert!(matches!(end, End::Taken), "{api}: {end:?}");
        }
        stage.advance(200).await;
    }
    let sent = stage.control.requests();
    assert!(sent.requests.iter().all(|one| one.on_connection == 1));
    assert_eq!(
        sent.connections,
        1 + 27,
        "one for the token, one for each call"
    );
}
