//! The same results in two hundred seeds' shapes: what is read is the same, nothing is lost, the bytes are
//! kept, and no secret is among them.

use std::collections::BTreeSet;

use daraja::StatusSubject;
use daraja::inbound::{Body, TransactionStatus};
use rust_decimal::Decimal;

use crate::orders::{anyone, magic};
use crate::stage::{Stage, Told};

/// What must never be in a body that is kept.
fn secrets(stage: &Stage) -> Vec<String> {
    let setup = stage.sim.setup();
    vec![
        setup.consumer_key.clone(),
        setup.consumer_secret.clone(),
        setup.passkey.clone(),
        setup.initiator_password.clone(),
        stage.initiator.credential().expose().to_owned(),
    ]
}

/// Keeps a body's rules, and hands it on.
fn kept(stage: &Stage, told: Told) -> Body {
    let raw = &told.inbound.raw;
    assert_eq!(told.inbound.losses, []);
    assert_eq!((raw.len(), raw.cut()), (told.body.len(), 0));
    let text = raw.text();
    for secret in secrets(stage) {
        assert!(!text.contains(&secret), "a secret is kept");
    }
    if raw.struck() == 0 {
        assert_eq!(raw.bytes(), told.body);
    } else {
        assert!(matches!(told.inbound.body, Body::QueueTimeout(_)));
    }
    let again = daraja::inbound::read(Some(told.kind), raw.bytes());
    let same = again.body == told.inbound.body && again.raw.bytes() == raw.bytes();
    assert!(same, "what is kept reads the same");
    told.inbound.body
}

fn result(stage: &Stage) -> daraja::inbound::ResultNotice {
    let mut told = stage.told();
    assert_eq!(told.len(), 1);
    match kept(stage, told.remove(0)) {
        Body::Result(notice) => notice,
        other => panic!("{other:?}"),
    }
}

/// One world: a payout, a failure, a queue timeout, its status, the balances, a prompt.
async fn one(seed: u64, shapes: &mut BTreeSet<Vec<u8>>) {
    let stage = Stage::open(seed).await;
    let id = "PAYRUN-0042-000017";
    let payment = stage.payment(id, anyone(), 1_200);
    let taken = stage
        .client
        .b2c(&stage.initiator, &payment)
        .await
        .accepted()
        .unwrap();
    stage.advance(60).await;
    let told = stage.told().remove(0);
    assert_eq!(stage.address(told.kind, told.token), payment.result_url);
    shapes.insert(shape(&told.body));
    let Body::Result(notice) = kept(&stage, told) else {
        panic!("seed {seed}");
    };
    let paid = notice.payment();
    let known = stage.transaction(taken.conversation_id.as_str());
    assert_eq!(paid.losses, [], "seed {seed}");
    assert_eq!(paid.amount, Some(Decimal::from(1_200)));
    assert_eq!(paid.receipt.as_ref().unwrap().as_str(), known.receipt);
    assert_eq!(paid.utility, Some(Decimal::new(499_880_000, 2)));
    assert_eq!(paid.working, Some(Decimal::new(100_000_000, 2)));
    assert_eq!(paid.charges_paid, Some(Decimal::new(-500, 2)));
    assert!(paid.receiver.unwrap().phone().unwrap().can_be(anyone()));

    let query = stage.status_of(
        StatusSubject::Receipt(paid.receipt.unwrap()),
        stage.payout_code(),
    );
    assert!(
        stage
            .client
            .status(&stage.initiator, &query)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let status = result(&stage).status();
    assert_eq!(status.losses, [], "seed {seed}");
    assert_eq!(status.status, Some(TransactionStatus::Completed));
    assert_eq!(status.amount, Some(Decimal::from(1_200)));
    assert_eq!(status.originator_id.unwrap().as_str(), id);
    assert_eq!(status.conversation_id, Some(taken.conversation_id));
    assert_eq!(status.fees[0].amount, Decimal::from(5));
    assert_eq!(status.finalised.unwrap().at(), paid.completed.unwrap().at());
    assert!(status.reason.is_empty());

    let query = stage.balance(stage.payout_code());
    assert!(
        stage
            .client
            .balance(&stage.initiator, &query)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let balance = result(&stage).balance();
    assert_eq!((balance.losses, balance.accounts.len()), (vec![], 5));
    assert_eq!(balance.accounts[2].current, Decimal::new(499_880_000, 2));

    let failing = stage.payment("PAYRUN-0042-000018", magic(1), 700);
    assert!(
        stage
            .client
            .b2c(&stage.initiator, &failing)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let notice = result(&stage);
    assert_eq!(notice.code.as_str(), "2040");
    assert!(notice.is_final() && !notice.is_success());
    assert_eq!(
        (notice.payment().losses, notice.payment().amount),
        (vec![], None)
    );

    let slow = stage.payment("PAYRUN-0042-000019", magic(8), 700);
    assert!(
        stage
            .client
            .b2c(&stage.initiator, &slow)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let Body::QueueTimeout(echo) = kept(&stage, stage.told().remove(0)) else {
        panic!("seed {seed}");
    };
    assert_eq!(echo.amount, Some(Decimal::from(700)));
    let shown = format!("{echo:?} {:?}", echo.parameters);
    assert!(!shown.contains(stage.initiator.credential().expose()));
    for one in echo.parameters.iter() {
        let value = one.value.as_ref().map_or("", |value| value.reveal());
        assert!(!value.contains(stage.initiator.credential().expose()));
    }

    let bill = stage.pay_bill("600777", 900);
    assert!(
        stage
            .client
            .b2b(&stage.initiator, &bill)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let bill = result(&stage).b2b();
    assert_eq!(
        (bill.losses, bill.amount),
        (vec![], Some(Decimal::from(900)))
    );
    assert_eq!(bill.fees[0].amount, Decimal::from(10));
    let reference = bill.bill_reference;
    // Reference data come and go.
    assert!(reference.is_none_or(|text| text.reveal() == "INV-0091"));

    let push = stage.push(anyone(), 150);
    let prompt = stage
        .client
        .stk_push(&stage.passkey, &push)
        .await
        .accepted()
        .unwrap();
    stage.advance(60).await;
    let Body::Stk(notice) = kept(&stage, stage.told().remove(0)) else {
        panic!("seed {seed}");
    };
    assert_eq!(notice.checkout_request_id, Some(prompt.checkout_request_id));
    assert!(notice.code.is_zeros(), "{}", notice.code.as_str());
    assert_eq!(notice.amount, Some(Decimal::from(150)));
    assert!(notice.receipt.is_some() && notice.completed.is_some());
}

/// A body with its digits and names taken out: what is left is its shape.
fn shape(body: &[u8]) -> Vec<u8> {
    let structure = |byte: &&u8| b"{}[]\":,".contains(byte);
    body.iter().filter(structure).copied().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_seeds_say_the_same() {
    let mut shapes = BTreeSet::new();
    for seed in 1_000..1_200 {
        one(seed, &mut shapes).await;
    }
    assert!(shapes.len() > 20, "only {} shapes: no drift", shapes.len());
}
