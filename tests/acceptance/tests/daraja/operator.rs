//! The API operator's password: found wrong only by callback, and locked after five tries.

use daraja::{Api, Class, Proof, Submission, result_code};
use daraja_sim::Scenario;

use crate::orders::anyone;
use crate::stage::Stage;

#[tokio::test]
async fn five_wrong_passwords_lock_and_each_answer_says_stop() {
    let stage = Stage::open(80).await;
    let wrong = stage.operator("not-the-password#1");
    for number in 0..7 {
        let payment = stage.payment(&format!("PAYRUN-L-{number}"), anyone(), 100);
        let taken = stage.client.b2c(&wrong, &payment).await;
        assert!(
            taken.accepted().is_some(),
            "the acknowledgement does not look"
        );
        stage.advance(60).await;
        let notice = stage.result();
        let code = if number < 5 { "2001" } else { "8006" };
        assert_eq!(notice.code.as_str(), code, "try {number}");
        assert_eq!(result_code(Api::B2c, code).class, Class::FailedHold);
        assert_eq!(notice.payment().amount, None);
    }
    // The right password is locked out too.
    let payment = stage.payment("PAYRUN-L-right", anyone(), 100);
    assert!(
        stage
            .client
            .b2c(&stage.initiator, &payment)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    assert_eq!(stage.result().code.as_str(), "8006");
    assert_eq!(stage.received(&anyone().digits()), (0, 0));

    // Half an hour later, or by the Business Administrator.
    stage.advance(1_800).await;
    let payment = stage.payment("PAYRUN-L-later", anyone(), 100);
    assert!(
        stage
            .client
            .b2c(&stage.initiator, &payment)
            .await
            .accepted()
            .is_some()
    );
    stage.advance(60).await;
    assert!(stage.result().is_success());
    assert_eq!(stage.received(&anyone().digits()), (1, 10_000));
}

#[tokio::test]
async fn every_api_of_an_operator_stops_on_the_same_codes() {
    let stage = Stage::open(81).await;
    let wrong = stage.operator("not-the-password#1");
    let taken = |submission: Submission<_>| assert!(submission.accepted().is_some());
    taken(
        stage
            .client
            .balance(&wrong, &stage.balance(stage.payout_code()))
            .await,
    );
    taken(
        stage
            .client
            .status(&wrong, &stage.status_by_id("NEVER-SENT"))
            .await,
    );
    taken(
        stage
            .client
            .b2b(&wrong, &stage.pay_bill("600777", 100))
            .await,
    );
    taken(
        stage
            .client
            .reversal(&wrong, &stage.reversal("UCA3P0W8RD", 100))
            .await,
    );
    stage.advance(60).await;
    let codes: Vec<_> = stage
        .results()
        .iter()
        .map(|one| one.code.as_str().to_owned())
        .collect();
    assert_eq!(codes, ["2001"; 4]);
    for api in [
        Api::Balance,
        Api::Status,
        Api::B2b,
        Api::Reversal,
        Api::Tax,
        Api::Pochi,
    ] {
        for code in ["2001", "8006", "TP40153"] {
            assert_eq!(
                result_code(api, code).class,
                Class::FailedHold,
                "{api} {code}"
            );
        }
    }
    assert_eq!(stage.cents("600222/working"), 100_000_000);
}

#[tokio::test]
async fn silence_after_a_wrong_password_is_possible_and_counts_all_the_same() {
    let scenario = Scenario {
        wrong_password_silent: true,
        ..Scenario::default()
    };
    let stage = Stage::with(82, scenario).await;
    let wrong = stage.operator("not-the-password#1");
    for _ in 0..5 {
        let query = stage.balance(stage.payout_code());
        assert!(
            stage
                .client
                .balance(&wrong, &query)
                .await
                .accepted()
                .is_some()
        );
        stage.advance(1_500).await;
        assert_eq!(stage.results().len(), 0, "no callback at all");
    }
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
    assert_eq!(stage.result().code.as_str(), "8006");
}

#[tokio::test]
async fn what_the_app_may_not_do_is_refused_at_the_gate() {
    let scenario = Scenario {
        not_entitled: ["b2c", "b2b", "pochi", "pull"].map(str::to_owned).to_vec(),
        ..Scenario::default()
    };
    let stage = Stage::with(83, scenario).await;
    let proof = |submission| match submission {
        Submission::Refused(daraja::Refusal { proof, .. }) => proof,
        other => panic!("{other:?}"),
    };
    let payment = stage.payment("PAYRUN-N-1", anyone(), 100);
    let b2c = proof(stage.client.b2c(&stage.initiator, &payment).await);
    assert_eq!(b2c, Proof::NotAuthorized);
    assert!(b2c.explanation().contains("entitled") && b2c.explanation().contains("whitelisted"));
    let b2b = stage
        .client
        .b2b(&stage.initiator, &stage.pay_bill("600777", 100))
        .await;
    assert_eq!(proof(b2b), Proof::NotAuthorized);
    // Without the product, Pochi answers as to a bad token: once more with a new one, then it is proof.
    let pochi = stage.pochi("POCHI-N-1", anyone(), 100);
    let pochi = proof(stage.client.pochi(&stage.initiator, &pochi).await);
    assert_eq!(pochi, Proof::TokenRefused);
    assert_eq!(stage.requests("pochi").len(), 2);
    assert_eq!(stage.requests("b2c").len(), 1, "never version 1 instead");
    assert_eq!(stage.requests("b2c_v1").len(), 0);
}
