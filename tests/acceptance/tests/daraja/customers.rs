//! Money that customers send: addresses registered, payments announced and pulled, codes to pay by.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{NaiveDateTime, TimeDelta};
use daraja::inbound::{Body, C2bNotice, C2bStage};
use daraja::{
    BillReference, C2bRegistrationState, PullQuery, PullRegistration, PullRegistrationState,
    PullWindow, QrPayee, QrRequest, SimulatedPayment, TradeName,
};
use daraja_sim::{C2bSettings, CustomerPayment, Scenario};
use rust_decimal::Decimal;

use crate::orders::{anyone, phone, shillings};
use crate::stage::Stage;

fn notices(stage: &Stage) -> Vec<C2bNotice> {
    let told = stage.told().into_iter();
    told.map(|told| {
        assert_eq!(told.inbound.losses, []);
        match told.inbound.body {
            Body::C2b(notice) => notice,
            other => panic!("{other:?}"),
        }
    })
    .collect()
}

fn validated() -> Scenario {
    Scenario {
        c2b: C2bSettings {
            validation: true,
            ..C2bSettings::default()
        },
        ..Scenario::default()
    }
}

#[tokio::test]
async fn a_payment_is_asked_about_then_announced() {
    let stage = Stage::with(40, validated()).await;
    for short_code in [stage.paybill(), stage.till()] {
        let registered = stage
            .client
            .c2b_register(&stage.registration(short_code))
            .await;
        assert_eq!(registered.unwrap().state, C2bRegistrationState::Registered);
    }
    for number in 0_u32..6 {
        let payer = phone(&format!("2547120002{number:02}"));
        let amount = 100 + number;
        stage
            .control
            .customer_pays(&CustomerPayment {
                short_code: "600111".to_owned(),
                amount: 1,
                msisdn: Some(payer.digits()),
                bill_ref: String::new(),
                fund: true,
            })
            .unwrap();
        stage.advance(60).await;
        stage.told();
        let mut simulation = stage.simulation(payer, amount);
        let account = if number % 2 == 0 {
            "600111/utility"
        } else {
            simulation.short_code = stage.till();
            simulation.payment = SimulatedPayment::BuyGoods;
            "600333/merchant"
        };
        stage.client.c2b_simulate(&simulation).await.unwrap();
        stage.advance(60).await;
        let told = notices(&stage);
        let [asked, paid] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(asked.stage, C2bStage::Validation);
        assert_eq!(paid.stage, C2bStage::Confirmation);
        assert_eq!(asked.balance, None, "blank before the money is there");
        assert_eq!(asked.receipt, paid.receipt);
        for notice in [asked, paid] {
            assert_eq!(notice.amount, Some(Decimal::from(amount)));
            assert_eq!(notice.short_code.as_ref(), Some(&simulation.short_code));
            assert!(notice.payer.as_ref().unwrap().can_be(payer));
            let reference = if number % 2 == 0 { "INV-0091" } else { "" };
            assert_eq!(notice.bill_reference.reveal(), reference);
        }
        assert_eq!(paid.balance, Some(Decimal::new(stage.cents(account), 2)));
        let whole = i64::from(amount) * 100;
        let mut expected = vec![(payer.digits(), -whole), (account.to_owned(), whole)];
        expected.sort();
        assert_eq!(
            stage.postings(paid.receipt.as_ref().unwrap().as_str()),
            expected
        );
    }
}

#[tokio::test]
async fn production_registers_once() {
    let scenario = Scenario {
        c2b: C2bSettings {
            production: true,
            ..C2bSettings::default()
        },
        ..Scenario::default()
    };
    let stage = Stage::with(41, scenario).await;
    for expected in [
        C2bRegistrationState::Registered,
        C2bRegistrationState::AlreadyRegistered,
        C2bRegistrationState::AlreadyRegistered,
    ] {
        let registration = stage.registration(stage.paybill());
        let answer = stage.client.c2b_register(&registration).await.unwrap();
        assert_eq!(answer.state, expected);
    }
    let refused = stage
        .client
        .c2b_simulate(&stage.simulation(anyone(), 10))
        .await;
    assert!(refused.is_err(), "there is no simulate in production");
}

#[tokio::test]
async fn pull_finds_every_payment_page_by_page() {
    let stage = Stage::open(42).await;
    let register = PullRegistration {
        short_code: stage.paybill(),
        nominated: anyone(),
        callback_url: stage.address(daraja::inbound::Kind::C2bConfirmation, 1),
    };
    for expected in [
        PullRegistrationState::Registered,
        PullRegistrationState::AlreadyRegistered,
    ] {
        let answer = stage.client.pull_register(&register).await.unwrap();
        assert_eq!(answer.state, expected);
    }
    let mut paid = BTreeSet::new();
    for number in 0_i64..230 {
        let state = stage
            .control
            .customer_pays(&CustomerPayment {
                short_code: "600111".to_owned(),
                amount: 100 + number,
                msisdn: Some(format!("254712003{number:03}")),
                bill_ref: format!("INV-{number}"),
                fund: true,
            })
            .unwrap();
        paid.insert((
            state.receipt,
            Decimal::from(100 + number),
            format!("INV-{number}"),
        ));
    }
    stage.advance(120).await;
    let from = NaiveDateTime::parse_from_str("2026-03-10 12:00:00", "%Y-%m-%d %H:%M:%S").unwrap();
    let window = PullWindow::new(from, from + TimeDelta::hours(6)).unwrap();
    let mut query = PullQuery {
        short_code: stage.paybill(),
        window,
        offset: 0,
    };
    let mut found = BTreeSet::new();
    loop {
        let page = stage.client.pull(&query).await.unwrap();
        assert_eq!(page.unread, 0);
        if page.rows.is_empty() {
            break;
        }
        query.offset += u32::try_from(page.rows.len()).unwrap();
        for row in page.rows {
            let reference = row.bill_reference.reveal().to_owned();
            let receipt = row.receipt.expect("a receipt").as_str().to_owned();
            assert!(
                found.insert((receipt, row.amount.unwrap(), reference)),
                "twice"
            );
        }
    }
    assert_eq!(found, paid);
    assert_eq!(query.offset, 230);

    let before = PullWindow::new(from - TimeDelta::hours(8), from - TimeDelta::hours(4)).unwrap();
    query = PullQuery {
        window: before,
        offset: 0,
        ..query
    };
    for _ in 0..12 {
        // Both ways of saying that there is nothing.
        assert!(stage.client.pull(&query).await.unwrap().rows.is_empty());
    }
}

#[tokio::test]
async fn pull_forgets_after_two_days() {
    let stage = Stage::open(44).await;
    let register = PullRegistration {
        short_code: stage.paybill(),
        nominated: anyone(),
        callback_url: stage.address(daraja::inbound::Kind::C2bConfirmation, 1),
    };
    stage.client.pull_register(&register).await.unwrap();
    let payment = CustomerPayment {
        short_code: "600111".to_owned(),
        amount: 100,
        msisdn: Some(anyone().digits()),
        bill_ref: String::new(),
        fund: true,
    };
    stage.control.customer_pays(&payment).unwrap();
    for (hours, found) in [(1, 1), (46, 1), (3, 0)] {
        stage.advance(hours * 3_600).await;
        let now = stage.client_time() + TimeDelta::hours(3);
        let window = PullWindow::new(now - TimeDelta::hours(48), now).unwrap();
        let query = PullQuery {
            short_code: stage.paybill(),
            window,
            offset: 0,
        };
        let page = stage.client.pull(&query).await.unwrap();
        assert_eq!(page.rows.len(), found, "{hours}");
    }
}

#[tokio::test]
async fn a_code_to_pay_by_is_a_picture() {
    let stage = Stage::open(43).await;
    for (number, payee) in [
        QrPayee::PayBill(stage.paybill()),
        QrPayee::BuyGoods(stage.till()),
        QrPayee::SendMoney(anyone()),
        QrPayee::Withdraw(stage.till()),
        QrPayee::SendToBusiness(anyone()),
    ]
    .into_iter()
    .enumerate()
    {
        let request = QrRequest {
            merchant: TradeName::parse("Mfano Stores").unwrap(),
            reference: BillReference::parse(&format!("INV-{number}")).unwrap(),
            amount: shillings(2_500),
            payee,
            size: NonZeroU16::new(300).unwrap(),
        };
        let code = stage.client.qr(&request).await.unwrap();
        assert!(code.png.starts_with(b"\x89PNG\r\n"));
        assert!(code.request_id.is_some());
    }
}
