//! Payments to people (B2C, Pochi), what is asked about them afterwards, and the accounts they leave.

use daraja::inbound::{PartyId, TransactionStatus};
use daraja::{
    Api, B2cCommand, Class, ConversationId, NameAnswer, NameCheck, OriginatorId, Receipt,
    StatusSubject, result_code,
};
use rust_decimal::Decimal;

use crate::orders::{anyone, magic};
use crate::stage::Stage;

/// Whole shillings and fee of every band of the tariff, both ends.
const BANDS: [(u32, i64); 10] = [
    (10, 0),
    (100, 0),
    (101, 5),
    (1_500, 5),
    (1_501, 9),
    (5_000, 9),
    (5_001, 11),
    (20_000, 11),
    (20_001, 13),
    (250_000, 13),
];

fn kes(shillings: u32) -> Decimal {
    Decimal::from(shillings)
}

fn cents(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

#[tokio::test]
async fn a_payout_is_the_same_to_the_cent_wherever_it_is_told() {
    let stage = Stage::open(1).await;
    let commands = [
        B2cCommand::SalaryPayment,
        B2cCommand::BusinessPayment,
        B2cCommand::PromotionPayment,
    ];
    let (mut utility, mut charges) = (500_000_000, 0);
    for (number, (amount, fee)) in BANDS.into_iter().enumerate() {
        let id = format!("PAYRUN-0042-{number:06}");
        let to = crate::orders::phone(&format!("2547120001{number:02}"));
        let mut payment = stage.payment(&id, to, amount);
        payment.command = commands[number % 3];
        let taken = stage.client.b2c(&stage.initiator, &payment).await;
        let taken = taken.accepted().expect("taken");
        assert_eq!(taken.originator_id.as_deref(), Some(&*id));
        assert_eq!(stage.told().len(), 0, "the result is not due yet");
        stage.advance(60).await;

        let notice = stage.result();
        assert!(notice.is_success());
        assert_eq!(
            notice.conversation_id.as_ref(),
            Some(&taken.conversation_id)
        );
        assert_eq!(notice.originator_id.as_ref().unwrap().as_str(), id);
        let paid = notice.payment();
        assert_eq!(paid.losses, []);
        assert_eq!(paid.amount, Some(kes(amount)));
        assert_eq!(paid.receipt, notice.transaction_id);
        let receiver = paid.receiver.unwrap();
        assert!(receiver.phone().unwrap().can_be(to));
        assert_eq!(paid.registered, Some(true));

        let receipt = paid.receipt.unwrap();
        let whole = i64::from(amount) * 100;
        let mut expected = vec![("600222/utility".to_owned(), -whole), (to.digits(), whole)];
        if fee > 0 {
            expected.push(("600222/charges".to_owned(), -fee * 100));
            expected.push(("safaricom/fees".to_owned(), fee * 100));
        }
        expected.sort();
        assert_eq!(stage.postings(receipt.as_str()), expected);
        utility -= whole;
        charges -= fee * 100;
        assert_eq!(paid.utility, Some(cents(utility)));
        assert_eq!(paid.charges_paid, Some(cents(charges)));
        assert_eq!(paid.working, Some(cents(100_000_000)));

        let known = stage.transaction(taken.conversation_id.as_str());
        assert_eq!(
            (&*known.receipt, &*known.status),
            (receipt.as_str(), "Completed")
        );
        assert_eq!((known.cents, known.fee_cents), (whole, fee * 100));
        let sent = stage.requests("b2c");
        assert_eq!(sent.len(), number + 1);
        assert_eq!(sent[number].originator_id, id);
        assert_eq!(sent[number].conversation_id, taken.conversation_id.as_str());
        assert_eq!(sent[number].on_connection, 1, "a connection of its own");
    }
    assert_eq!(stage.requests("oauth").len(), 1, "one token for all");
}

#[tokio::test]
async fn status_names_the_same_payment_by_each_of_its_ids() {
    let stage = Stage::open(2).await;
    let payment = stage.payment("PAYRUN-0042-000017", anyone(), 1_200);
    let taken = stage.client.b2c(&stage.initiator, &payment).await;
    let taken = taken.accepted().unwrap();
    stage.advance(60).await;
    let receipt = stage.result().payment().receipt.unwrap();

    let own = OriginatorId::parse("PAYRUN-0042-000017").unwrap();
    for subject in [
        StatusSubject::Receipt(receipt.clone()),
        StatusSubject::Originator(own),
        StatusSubject::Conversation(taken.conversation_id.clone()),
    ] {
        let query = stage.status_of(subject, stage.payout_code());
        let asked = stage.client.status(&stage.initiator, &query).await;
        let asked = asked.accepted().unwrap();
        assert_ne!(asked.conversation_id, taken.conversation_id);
        stage.advance(60).await;
        let notice = stage.result();
        assert_eq!(
            notice.conversation_id.as_ref(),
            Some(&asked.conversation_id)
        );
        assert_eq!(notice.transaction_id, None, "a placeholder is no receipt");
        let status = notice.status();
        assert_eq!(status.losses, []);
        assert_eq!(status.status, Some(TransactionStatus::Completed));
        assert_eq!(status.receipt.as_ref(), Some(&receipt));
        assert_eq!(status.amount, Some(kes(1_200)));
        assert_eq!(
            status.conversation_id.as_ref(),
            Some(&taken.conversation_id)
        );
        assert_eq!(status.originator_id.unwrap().as_str(), "PAYRUN-0042-000017");
        assert_eq!(status.fees.len(), 1);
        assert_eq!(status.fees[0].amount, cents(500));
        let payee = status.credit_party.unwrap();
        assert!(payee.phone().unwrap().can_be(anyone()));
        let payer = status.debit_party.unwrap().id;
        assert_eq!(payer, Some(PartyId::ShortCode(stage.payout_code())));
        assert!(status.initiated.unwrap().at() <= status.finalised.unwrap().at());
    }
}

#[tokio::test]
async fn what_status_does_not_know_is_no_verdict() {
    let stage = Stage::open(3).await;
    let conversation = ConversationId::parse("AG_20260310_010010203zzzz4yyyy5x").unwrap();
    for subject in [
        StatusSubject::Receipt(Receipt::parse("UCA3P0W8RD").unwrap()),
        StatusSubject::Originator(OriginatorId::parse("NEVER-SENT").unwrap()),
        StatusSubject::Conversation(conversation),
    ] {
        let query = stage.status_of(subject, stage.payout_code());
        let asked = stage.client.status(&stage.initiator, &query).await;
        assert!(asked.accepted().is_some());
        stage.advance(60).await;
        let notice = stage.result();
        assert_eq!(notice.code.as_str(), "2032");
        let status = notice.status();
        assert_eq!((status.status, status.receipt), (None, None));
        let meaning = result_code(Api::Status, notice.code.as_str());
        assert_eq!(meaning.class, Class::Unknown, "not proof of failure");
    }
}

#[tokio::test]
async fn pochi_pays_like_b2c() {
    let stage = Stage::open(4).await;
    let payment = stage.pochi("POCHI-1", anyone(), 700);
    let taken = stage.client.pochi(&stage.initiator, &payment).await;
    let taken = taken.accepted().unwrap();
    stage.advance(60).await;
    let notice = stage.result();
    assert_eq!(notice.conversation_id, Some(taken.conversation_id));
    let paid = notice.payment();
    assert_eq!((paid.amount, paid.losses), (Some(kes(700)), vec![]));
    assert_eq!(stage.received(&anyone().digits()), (1, 70_000));
    assert_eq!(stage.cents("600222/charges"), -500);

    let failing = stage.pochi("POCHI-2", magic(1), 700);
    let taken = stage.client.pochi(&stage.initiator, &failing).await;
    assert!(taken.accepted().is_some());
    stage.advance(60).await;
    let notice = stage.result();
    assert_eq!(notice.code.as_str(), "2040");
    // A single object instead of a list, as seen live.
    let receiver = notice.payment().receiver.unwrap();
    assert!(receiver.phone().unwrap().can_be(magic(1)));
    assert_eq!(stage.received(&magic(1).digits()), (0, 0));
}

#[tokio::test]
async fn balances_are_those_of_the_book() {
    let stage = Stage::open(5).await;
    for number in 0..3 {
        let id = format!("PAYRUN-7-{number}");
        let payment = stage.payment(&id, anyone(), 1_000 + number);
        let taken = stage.client.b2c(&stage.initiator, &payment).await;
        assert!(taken.accepted().is_some());
    }
    stage.advance(60).await;
    assert_eq!(stage.results().len(), 3);
    // On its way: held back, not yet gone.
    let late = stage.payment("PAYRUN-7-late", magic(26), 5_000);
    assert!(
        stage
            .client
            .b2c(&stage.initiator, &late)
            .await
            .accepted()
            .is_some()
    );

    for (short_code, accounts) in [
        (
            stage.payout_code(),
            vec![
                ("Working Account", "600222/working", 0),
                ("Float Account", "600222/float", 0),
                ("Utility Account", "600222/utility", 500_000),
                ("Charges Paid Account", "600222/charges", 0),
                ("Organization Settlement Account", "600222/settlement", 0),
            ],
        ),
        (
            stage.till(),
            vec![("Merchant Account", "600333/merchant", 0)],
        ),
    ] {
        let query = stage.balance(short_code);
        let asked = stage.client.balance(&stage.initiator, &query).await;
        let asked = asked.accepted().unwrap();
        stage.advance(60).await;
        let notice = stage.result();
        assert_eq!(notice.conversation_id, Some(asked.conversation_id));
        let balance = notice.balance();
        assert_eq!(balance.losses, []);
        assert!(balance.completed.is_some());
        assert_eq!(balance.accounts.len(), accounts.len());
        for (told, (name, account, held)) in balance.accounts.iter().zip(accounts) {
            let named = (told.name.reveal(), told.currency.reveal());
            assert_eq!(named, (name, "KES"));
            assert_eq!(told.current, cents(stage.cents(account)), "{name}");
            assert_eq!(told.reserved, cents(held), "{name}");
            assert_eq!(
                told.spendable(),
                cents(stage.cents(account) - held),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn a_failed_balance_says_why() {
    let stage = Stage::open(6).await;
    let stranger = daraja::ShortCode::parse("600999").unwrap();
    let query = stage.balance(stranger);
    let asked = stage.client.balance(&stage.initiator, &query).await;
    assert!(asked.accepted().is_some());
    stage.advance(60).await;
    let notice = stage.result();
    assert_eq!(notice.code.as_str(), "21");
    let balance = notice.balance();
    assert!(balance.accounts.is_empty());
    let why = balance.error.unwrap();
    assert!(why.reveal().contains("not allowed"), "{}", why.reveal());
}

#[tokio::test]
async fn a_name_is_told_before_paying() {
    let stage = Stage::open(7).await;
    let check = |phone| NameCheck {
        request_id: OriginatorId::parse("7f3c2f8e-0001").unwrap(),
        short_code: stage.payout_code(),
        phone,
    };
    let known = stage.client.name_check(&check(anyone())).await.unwrap();
    let NameAnswer::Found {
        first,
        middle,
        last,
    } = &known
    else {
        panic!("{known:?}");
    };
    assert!(!first.is_empty() && middle.contains('*') && last.contains('*'));
    let nobody = stage.client.name_check(&check(magic(1))).await.unwrap();
    assert!(
        matches!(nobody, NameAnswer::NotACustomer { .. }),
        "{nobody:?}"
    );
}
