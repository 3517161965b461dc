//! STK push: prompts on phones, what is called back, and what a query says meanwhile.

use daraja::inbound::{Body, StkNotice};
use daraja::{
    Api, CheckoutRequestId, Class, Passkey, PromptRefusal, Proof, StkPayee, StkQuery, StkState,
    Submission, result_code,
};
use rust_decimal::Decimal;

use crate::orders::{anyone, magic, phone};
use crate::stage::{Stage, secret};

/// Magic number, code, class: section 4.5 of the API's description.
const CODES: [(u8, &str, Class); 21] = [
    (50, "1", Class::Failed),
    (51, "2", Class::Failed),
    (52, "3", Class::Failed),
    (53, "4", Class::Failed),
    (54, "8", Class::Failed),
    (55, "17", Class::Failed),
    (56, "26", Class::Unknown),
    (57, "1001", Class::Failed),
    (58, "1019", Class::Failed),
    (59, "1025", Class::Failed),
    (60, "9999", Class::Failed),
    (61, "1031", Class::Failed),
    (62, "1032", Class::Failed),
    (63, "1032", Class::Failed),
    (64, "1032", Class::Failed),
    (65, "1037", Class::Failed),
    (66, "1037", Class::Failed),
    (67, "2001", Class::Failed),
    (68, "2028", Class::FailedHold),
    (69, "8006", Class::Failed),
    (70, "SFC_IC0003", Class::FailedHold),
];

fn notices(stage: &Stage) -> Vec<StkNotice> {
    let told = stage.told().into_iter();
    told.filter_map(|told| match told.inbound.body {
        Body::Stk(notice) => {
            assert_eq!(told.inbound.losses, []);
            Some(notice)
        }
        _ => None,
    })
    .collect()
}

fn query(stage: &Stage, id: &CheckoutRequestId) -> StkQuery {
    StkQuery {
        short_code: stage.paybill(),
        checkout_request_id: id.clone(),
    }
}

/// A wallet with enough in it, by a payment of one shilling.
async fn fund(stage: &Stage, payer: daraja::Msisdn, amount: i64) {
    let payment = daraja_sim::CustomerPayment {
        short_code: "600111".to_owned(),
        amount,
        msisdn: Some(payer.digits()),
        bill_ref: String::new(),
        fund: true,
    };
    let paid = stage.control.customer_pays(&payment).unwrap();
    let back = stage.reversal(&paid.receipt, amount.try_into().unwrap());
    let taken = stage.client.reversal(&stage.initiator, &back).await;
    assert!(taken.accepted().is_some());
    stage.advance(200).await;
    stage.told();
}

#[tokio::test]
async fn a_prompt_that_is_paid_is_told_and_answered() {
    let stage = Stage::open(60).await;
    let payers = ["254712000111", "254708374149", "254110000222"];
    for (number, payer) in payers.into_iter().enumerate() {
        let payer = phone(payer);
        fund(&stage, payer, 5_000).await;
        let before = stage.cents("600111/utility");
        let push = stage.push(payer, 150);
        let taken = stage.client.stk_push(&stage.passkey, &push).await;
        let taken = taken.accepted().expect("taken");
        let id = &taken.checkout_request_id;
        assert!(id.reveal().ends_with(&payer.digits()[3..]));
        let early = stage
            .client
            .stk_query(&stage.passkey, &query(&stage, id))
            .await
            .unwrap();
        assert!(
            matches!(early.state, StkState::Pending | StkState::NotFound),
            "{early:?}"
        );
        stage.advance(60).await;

        let [notice]: [StkNotice; 1] = notices(&stage).try_into().unwrap();
        assert!(notice.code.is_zeros());
        assert_eq!(notice.checkout_request_id.as_ref(), Some(id));
        let merchant = notice.merchant_request_id.unwrap();
        assert_eq!(
            Some(merchant.as_str()),
            taken.merchant_request_id.as_deref()
        );
        assert_eq!(notice.amount, Some(Decimal::from(150)));
        assert_eq!(notice.balance, None, "Balance has no value");
        assert!(notice.payer.is_none_or(|told| told.can_be(payer)));
        let receipt = notice.receipt.unwrap();
        let mut expected = vec![
            (payer.digits(), -15_000),
            ("600111/utility".to_owned(), 15_000),
        ];
        expected.sort();
        assert_eq!(stage.postings(receipt.as_str()), expected);
        assert_eq!(stage.cents("600111/utility"), before + 15_000);
        let late = stage
            .client
            .stk_query(&stage.passkey, &query(&stage, id))
            .await
            .unwrap();
        assert_eq!(
            (late.state, late.result_code.as_deref()),
            (StkState::Paid, Some("0"))
        );
        let sent = stage.requests("stk");
        assert_eq!(sent.len(), number + 1);
        assert_eq!(sent[number].conversation_id, id.reveal());
    }
}

#[tokio::test]
async fn every_way_a_prompt_ends_is_told_and_classed() {
    let stage = Stage::open(61).await;
    for (nn, code, class) in CODES {
        let push = stage.push(magic(nn), 150);
        let taken = stage.client.stk_push(&stage.passkey, &push).await;
        let id = taken.accepted().expect("taken").checkout_request_id;
        stage.advance(180).await;
        let [notice]: [StkNotice; 1] = notices(&stage).try_into().unwrap();
        assert_eq!((notice.code.as_str(), notice.receipt), (code, None), "{nn}");
        let answer = stage
            .client
            .stk_query(&stage.passkey, &query(&stage, &id))
            .await
            .unwrap();
        assert_eq!(
            (answer.state, answer.result_code.as_deref()),
            (StkState::Failed, Some(code))
        );
        for api in [Api::StkPush, Api::StkQuery] {
            assert_eq!(result_code(api, code).class, class, "{code}");
        }
        assert_eq!(stage.cents("600111/utility"), 500_000_000, "{nn}");
    }
}

#[tokio::test]
async fn a_prompt_that_hangs_is_pending_until_it_is_over() {
    let stage = Stage::open(62).await;
    for (nn, over_after, code) in [(71, 300, "1032"), (32, 600, "1019")] {
        let push = stage.push(magic(nn), 150);
        let taken = stage.client.stk_push(&stage.passkey, &push).await;
        let id = taken.accepted().unwrap().checkout_request_id;
        let mut waited = 0;
        loop {
            stage.advance(20).await;
            waited += 20;
            let answer = stage
                .client
                .stk_query(&stage.passkey, &query(&stage, &id))
                .await
                .unwrap();
            if answer.state == StkState::Failed {
                assert_eq!(answer.result_code.as_deref(), Some(code));
                break;
            }
            let open = [StkState::Pending, StkState::NotFound, StkState::NoAnswer];
            assert!(open.contains(&answer.state), "{answer:?}");
            assert!(waited < 1_000, "never over");
        }
        assert!(waited >= over_after, "{waited}");
        stage.told();
    }
    assert_eq!(stage.cents("600111/utility"), 500_000_000);
}

#[tokio::test]
async fn queries_survive_their_texts_and_a_late_success_is_seen() {
    let stage = Stage::open(63).await;
    for nn in [72, 73, 74, 9, 10, 12] {
        fund(&stage, magic(nn), 1_000).await;
        let before = stage.cents("600111/utility");
        let push = stage.push(magic(nn), 150);
        let taken = stage.client.stk_push(&stage.passkey, &push).await;
        let id = taken.accepted().unwrap().checkout_request_id;
        let mut told = Vec::new();
        for _ in 0..40 {
            stage.advance(20).await;
            told.extend(
                notices(&stage)
                    .into_iter()
                    .map(|one| one.code.as_str().to_owned()),
            );
            stage
                .client
                .stk_query(&stage.passkey, &query(&stage, &id))
                .await
                .unwrap();
        }
        let expected: &[&str] = match nn {
            74 => &["1037", "0"],
            9 => &[],
            10 => &["0", "0"],
            _ => &["0"],
        };
        assert_eq!(told, expected, "{nn}");
        assert_eq!(stage.cents("600111/utility"), before + 15_000, "{nn}");
    }
}

#[tokio::test]
async fn a_prompt_turned_away_by_name_was_not_sent() {
    let stage = Stage::open(64).await;
    let why = |submission| match submission {
        Submission::Refused(refusal) => refusal.proof,
        other => panic!("{other:?}"),
    };
    let wrong = Passkey::new(&secret("0123456789abcdef0123456789abcdef")).unwrap();
    let push = stage.push(anyone(), 150);
    let refused = why(stage.client.stk_push(&wrong, &push).await);
    assert_eq!(refused, Proof::Prompt(PromptRefusal::WrongPasskey));

    let mut stranger = stage.push(anyone(), 150);
    stranger.short_code = daraja::ShortCode::parse("600999").unwrap();
    let refused = why(stage.client.stk_push(&stage.passkey, &stranger).await);
    assert_eq!(refused, Proof::Prompt(PromptRefusal::UnknownMerchant));

    let open = stage.client.stk_push(&stage.passkey, &push).await;
    assert!(open.accepted().is_some());
    let second = stage.push(anyone(), 175);
    let refused = why(stage.client.stk_push(&stage.passkey, &second).await);
    assert_eq!(refused, Proof::Prompt(PromptRefusal::SubscriberBusy));
    stage.advance(60).await;
    assert_eq!(notices(&stage).len(), 1);

    let mut till = stage.push(phone("254712000222"), 150);
    till.payee = StkPayee::Till(stage.till());
    let taken = stage.client.stk_push(&stage.passkey, &till).await;
    assert!(
        taken.accepted().is_some(),
        "a till is prompted for by its head office"
    );
    assert!(matches!(
        stage
            .client
            .stk_query(
                &wrong,
                &query(
                    &stage,
                    &CheckoutRequestId::parse("ws_CO_10032026143012345712000111").unwrap()
                )
            )
            .await,
        Err(daraja::CallError::Unclear(_) | daraja::CallError::Refused(_))
    ));
}
