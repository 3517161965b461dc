//! A balance check whose result comes through the receiver.

use domain::Environment;
use engine::api::*;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use tokio::sync::mpsc;

use crate::safaricom::Safaricom;
use crate::standin::Receiver;
use crate::world::Desk;

fn certificate() -> String {
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let params = CertificateParams::new(vec!["apicrypt.safaricom.co.ke".to_owned()]).unwrap();
    params.self_signed(&key).unwrap().pem()
}

/// A Safaricom whose results are posted to the receiver.
fn safaricom(receiver: &Receiver) -> Safaricom {
    let (sender, mut deliveries) = mpsc::channel::<engine::callbacks::Delivery>(16);
    let receiver = receiver.clone();
    tokio::spawn(async move {
        while let Some(delivery) = deliveries.recv().await {
            receiver.post(&delivery.path, &delivery.body);
        }
    });
    Safaricom::start(Some(sender))
}

async fn balance(desk: &Desk, safaricom: &Safaricom) -> ProfileCheckInfo {
    let profile = desk
        .engine
        .profiles_list(Nothing {})
        .await
        .unwrap()
        .profiles[0]
        .id;
    for (item, value) in [
        (ProfileItem::ConsumerKey, "ufunguo-wa-mteja-4711"),
        (ProfileItem::ConsumerSecret, "siri-ya-mteja-0815"),
        (ProfileItem::InitiatorName, "jaribio.api"),
        (ProfileItem::InitiatorPassword, "Nenosiri#2026&Jaribio"),
        (ProfileItem::Certificate, &certificate()),
        (ProfileItem::CallbackBase, "https://pay.mfano.example"),
        (ProfileItem::BaseUrl, &safaricom.base),
    ] {
        let value = value.to_owned();
        let request = ProfileItemSet {
            profile,
            item,
            value,
        };
        desk.engine.profile_item_set(request).await.unwrap();
    }
    let request = ProfileTest {
        job: "test".into(),
        profile,
        check: Some(ProfileCheck::Balance),
    };
    let info = desk.engine.profile_test(request).await.unwrap();
    let found = info
        .checks
        .into_iter()
        .find(|run| run.check == ProfileCheck::Balance);
    found.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_through_the_receiver_is_the_verdict() {
    let receiver = Receiver::start().await;
    let safaricom = safaricom(&receiver);
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    let run = balance(&desk, &safaricom).await;
    assert_eq!(run.outcome, CheckOutcome::Passed, "{}", run.text);
    let row = desk.callbacks(CallbackFilter::All).await.rows.remove(0);
    assert_eq!(
        (row.standing, row.verified),
        (CallbackStanding::Expected, true)
    );
    assert_eq!(row.linked.unwrap().kind, "check");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_from_an_address_that_is_not_listed_proves_nothing() {
    let receiver = Receiver::start().await;
    receiver.with(|inner| inner.listed = false);
    let safaricom = safaricom(&receiver);
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    let run = balance(&desk, &safaricom).await;
    assert_eq!(run.outcome, CheckOutcome::Unclear, "{}", run.text);
    assert!(
        run.text.contains("not on the receiver's list"),
        "{}",
        run.text
    );
    assert_eq!(
        desk.callbacks(CallbackFilter::Unverified).await.rows.len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_when_the_receiver_does_not_know_the_address() {
    let receiver = Receiver::start().await;
    let safaricom = safaricom(&receiver);
    let desk = Desk::new(Environment::Sandbox).await;
    desk.connect(&receiver).await;
    desk.until("published", |info| info.published.is_some())
        .await;
    balance(&desk, &safaricom).await;
    let asked = safaricom.questions().len();
    receiver.with(|inner| inner.away = true);
    // Another address is due, and can't be published.
    desk.add("600333").await;
    let list = desk
        .engine
        .profiles_list(Nothing {})
        .await
        .unwrap()
        .profiles;
    let request = ProfileTest {
        job: "again".into(),
        profile: list[0].id,
        check: Some(ProfileCheck::Balance),
    };
    let told = desk.engine.profile_test(request).await.unwrap_err();
    assert_eq!(told.code.0, "receiver.busy");
    assert_eq!(safaricom.questions().len(), asked, "nothing went out");
}
