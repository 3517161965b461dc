//! Payments between businesses, to a short code of one's own, and of tax; and a customer's money given back.

use daraja::inbound::{Body, PartyId};
use daraja::{Api, B2bCommand, Class, ReceiverType, ShortCode, StatusSubject, result_code};
use daraja_sim::{CustomerPayment, Scenario};
use rust_decimal::Decimal;

use crate::orders::anyone;
use crate::stage::Stage;

/// A command, the account it pays into, the amount in shillings and the fee in cents.
fn commands(stage: &Stage) -> Vec<(B2bCommand, &'static str, u32, i64)> {
    let other = ShortCode::parse("600777").unwrap();
    let goods = |receiver_type| B2bCommand::BuyGoods {
        to: stage.till(),
        receiver_type,
    };
    vec![
        (
            B2bCommand::PayBill { to: other },
            "600777/utility",
            900,
            1_000,
        ),
        (
            goods(ReceiverType::ShortCode),
            "600333/merchant",
            5_000,
            2_500,
        ),
        (goods(ReceiverType::Till), "600333/merchant", 50_000, 7_700),
        (
            B2bCommand::TopUp {
                to: stage.paybill(),
            },
            "600111/utility",
            300_000,
            0,
        ),
        (B2bCommand::WorkingToUtility, "600222/utility", 10_000, 0),
    ]
}

#[tokio::test]
async fn each_command_moves_what_it_says_from_working() {
    let stage = Stage::open(20).await;
    let mut working = 100_000_000;
    for (command, account, amount, fee) in commands(&stage) {
        let payment = stage.b2b(command.clone(), amount);
        let taken = stage.client.b2b(&stage.initiator, &payment).await;
        let taken = taken.accepted().expect("taken");
        stage.advance(60).await;
        let notice = stage.result();
        assert!(notice.is_success(), "{command:?}: {}", notice.code.as_str());
        assert_eq!(
            notice.conversation_id.as_ref(),
            Some(&taken.conversation_id)
        );
        let paid = notice.b2b();
        assert_eq!(paid.losses, [], "{command:?}");
        assert_eq!(paid.amount, Some(Decimal::from(amount)));
        assert_eq!(paid.bill_reference.unwrap().reveal(), "INV-0091");
        let told: Decimal = paid.fees.iter().map(|fee| fee.amount).sum();
        assert_eq!(told, Decimal::new(fee, 2), "{command:?}");
        let to = account.split('/').next().unwrap();
        let receiver = paid.receiver.unwrap().id;
        assert_eq!(
            receiver,
            Some(PartyId::ShortCode(ShortCode::parse(to).unwrap()))
        );

        let whole = i64::from(amount) * 100;
        working -= whole;
        let receipt = notice.transaction_id.unwrap();
        let mut expected = vec![
            ("600222/working".to_owned(), -whole),
            (account.to_owned(), whole),
        ];
        if fee > 0 {
            expected.push(("600222/charges".to_owned(), -fee));
            expected.push(("safaricom/fees".to_owned(), fee));
        }
        expected.sort();
        assert_eq!(stage.postings(receipt.as_str()), expected);
        assert_eq!(stage.cents("600222/working"), working);
        let balance = paid.debit_balance.unwrap();
        let left = Decimal::new(working, 2);
        assert!(
            format!("{balance:?}").contains(&left.to_string()),
            "{balance:?}"
        );
        assert!(paid.debit_affected.is_some() && paid.initiator_balance.is_some());

        let subject = StatusSubject::Receipt(receipt);
        let query = stage.status_of(subject, stage.payout_code());
        assert!(
            stage
                .client
                .status(&stage.initiator, &query)
                .await
                .accepted()
                .is_some()
        );
        stage.advance(60).await;
        let status = stage.result().status();
        assert_eq!(status.amount, Some(Decimal::from(amount)));
        assert_eq!(status.conversation_id, Some(taken.conversation_id));
    }
    assert_eq!(stage.requests("b2b").len(), 5);
}

#[tokio::test]
async fn tax_reaches_the_authority_under_its_number() {
    let stage = Stage::open(21).await;
    let taken = stage.client.tax(&stage.initiator, &stage.tax(239)).await;
    assert!(taken.accepted().is_some());
    stage.advance(60).await;
    let notice = stage.result();
    assert!(notice.is_success());
    let paid = notice.b2b();
    assert_eq!(paid.losses, []);
    assert_eq!(paid.bill_reference.unwrap().reveal(), "2020230012345678");
    assert_eq!(stage.received("572572/utility"), (1, 23_900));
    assert_eq!(stage.requests("tax").len(), 1);
}

#[tokio::test]
async fn a_wrong_receiver_type_is_named_and_moves_nothing() {
    let scenario = Scenario {
        tills_need_type_2: true,
        no_role_for: vec!["BusinessPayToBulk".to_owned()],
        ..Scenario::default()
    };
    let stage = Stage::with(22, scenario).await;
    for (command, code, class) in [
        (
            B2bCommand::BuyGoods {
                to: stage.till(),
                receiver_type: ReceiverType::ShortCode,
            },
            "SFC_IC0003",
            Class::Failed,
        ),
        (
            B2bCommand::TopUp {
                to: stage.paybill(),
            },
            "21",
            Class::FailedHold,
        ),
    ] {
        let payment = stage.b2b(command, 500);
        assert!(
            stage
                .client
                .b2b(&stage.initiator, &payment)
                .await
                .accepted()
                .is_some()
        );
        stage.advance(60).await;
        let notice = stage.result();
        assert_eq!(notice.code.as_str(), code);
        assert_eq!(result_code(Api::B2b, code).class, class);
        assert!(notice.b2b().losses.is_empty());
    }
    assert_eq!(stage.cents("600222/working"), 100_000_000);
}

#[tokio::test]
async fn a_reversal_gives_back_once() {
    let stage = Stage::open(23).await;
    let paid = stage
        .control
        .customer_pays(&CustomerPayment {
            short_code: "600111".to_owned(),
            amount: 2_500,
            msisdn: Some(anyone().digits()),
            bill_ref: "INV-0091".to_owned(),
            fund: true,
        })
        .unwrap();
    let before = stage.cents(&anyone().digits());

    let reversal = stage.reversal(&paid.receipt, 2_500);
    let taken = stage.client.reversal(&stage.initiator, &reversal).await;
    let taken = taken.accepted().unwrap();
    stage.advance(60).await;
    let notice = stage.result();
    assert!(notice.is_success());
    assert_eq!(notice.conversation_id, Some(taken.conversation_id));
    let back = notice.reversal();
    assert_eq!(back.losses, []);
    assert_eq!(back.original.unwrap().as_str(), paid.receipt);
    assert_eq!(back.amount, Some(Decimal::from(2_500)));
    assert!(back.credit_party.unwrap().phone().unwrap().can_be(anyone()));
    let receipt = notice.transaction_id.unwrap();
    let expected = [
        (anyone().digits(), 250_000),
        ("600111/utility".to_owned(), -250_000),
    ];
    assert_eq!(stage.postings(receipt.as_str()), expected);

    for (receipt, code, class) in [
        (&*paid.receipt, "R000001", Class::AlreadyDone),
        ("UCA3P0W8RD", "R000002", Class::Failed),
    ] {
        let again = stage.reversal(receipt, 2_500);
        assert!(
            stage
                .client
                .reversal(&stage.initiator, &again)
                .await
                .accepted()
                .is_some()
        );
        stage.advance(60).await;
        let notice = stage.result();
        assert_eq!(notice.code.as_str(), code);
        assert_eq!(result_code(Api::Reversal, code).class, class);
    }
    assert_eq!(stage.cents(&anyone().digits()), before + 250_000);
    assert_eq!(stage.cents("600111/utility"), 500_000_000);
}

#[tokio::test]
async fn a_merchant_pays_by_ussd_or_declines() {
    let stage = Stage::open(24).await;
    let order = stage.express(stage.paybill(), stage.till(), 1_700);
    let taken = stage.client.b2b_express(&order).await.accepted().unwrap();
    assert!(taken.status.contains("USSD"), "{}", taken.status);
    stage.advance(60).await;
    let mut told = stage.told();
    let inbound = told.remove(0).inbound;
    assert!(
        told.is_empty() && inbound.losses.is_empty(),
        "{:?}",
        inbound.losses
    );
    let Body::B2bExpress(notice) = inbound.body else {
        panic!("{:?}", inbound.body);
    };
    assert!(notice.code.is_zeros());
    assert_eq!(notice.amount, Some(Decimal::from(1_700)));
    assert_eq!(
        notice.request_id.unwrap().as_str(),
        order.request_id.as_str()
    );
    let postings = stage.postings(notice.receipt.unwrap().as_str());
    let expected = [
        ("600111/utility".to_owned(), -170_000),
        ("600333/merchant".to_owned(), 170_000),
    ];
    assert_eq!(postings, expected);

    let declined = stage.express(stage.paybill(), stage.till(), 199_001);
    assert!(
        stage
            .client
            .b2b_express(&declined)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    let inbound = stage.told().remove(0).inbound;
    let Body::B2bExpress(notice) = inbound.body else {
        panic!("{:?}", inbound.body);
    };
    assert_eq!((notice.code.as_str(), notice.receipt), ("4001", None));
    assert_eq!(stage.received("600333/merchant"), (1, 170_000));
}
