//! What the second process of `leaks` says: every API, every play, every error, shown in every way.

use std::fmt::{Debug, Display};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use daraja::{
    AppCredentials, B2cAmount, BaseUrl, CallbackUrl, Certificate, CheckoutRequestId, Client,
    ConversationId, Msisdn, NameCheck, OriginatorId, Passkey, ProxyUrl, Receipt,
    SecurityCredential, Settings, ShortCode, StkQuery, StkReference, Submission, Use, ValueError,
};
use daraja_sim::{Act, Fault, Reply};

use crate::orders::{anyone, magic};
use crate::stage::{Stage, impatient, patient, secret};
use crate::tap::Tap;

/// What is shown, in every way a program may show it.
#[derive(Default)]
pub struct Said(pub Vec<String>);

impl Said {
    fn show(&mut self, thing: &impl Debug) {
        self.0.push(format!("{thing:?}"));
        self.0.push(format!("{thing:#?}"));
    }

    fn tell(&mut self, thing: &(impl Debug + Display)) {
        self.show(thing);
        self.0.push(thing.to_string());
    }

    fn submission<A: Debug>(&mut self, submission: &Submission<A>) {
        self.show(submission);
        match submission {
            Submission::Accepted(_) => {}
            Submission::Refused(refusal) => self.tell(refusal),
            Submission::Unclear(unclear) => self.tell(unclear),
        }
    }

    fn answer<A: Debug>(&mut self, answer: Result<A, daraja::CallError>) {
        match answer {
            Ok(answer) => self.show(&answer),
            Err(error) => self.tell(&error),
        }
    }
}

/// Says everything; and names every secret that was used.
pub async fn speak() -> (Said, Vec<String>) {
    let mut stage = Stage::open(170).await;
    let tap = Tap::before(&stage.sim.base_url()).await;
    let setup = stage.sim.setup().clone();
    let app = || {
        AppCredentials::new(
            &secret(&setup.consumer_key),
            &secret(&setup.consumer_secret),
        )
    };
    let to = |base: &str, timeouts| {
        let base = BaseUrl::parse(base, Use::Rehearsal).unwrap();
        let settings = Settings::new(base, app().unwrap()).timeouts(timeouts);
        let proxy = ProxyUrl::parse("http://desk:open-sesame@127.0.0.1:9").unwrap();
        settings.proxy(proxy)
    };
    let mut said = Said::default();
    said.show(&to(&tap.base(), patient()));
    stage.client = Client::new(to(&tap.base(), patient())).unwrap();
    said.show(&stage.client);
    said.show(&(
        &app(),
        &stage.initiator,
        &stage.passkey,
        stage.initiator.credential(),
    ));
    said.answer(stage.client.check_token().await);

    everything(&stage, &mut said).await;
    plays(&stage, &mut said).await;
    errors(&setup, &mut said);
    // TLS that does not come about, through a proxy that is not there and without one.
    for base in [
        "https://127.0.0.1:9",
        &tap.base().replace("http:", "https:"),
    ] {
        let client = Client::new(to(base, impatient())).unwrap();
        said.answer(client.check_token().await);
    }
    crash_in_a_task(&stage).await;

    let mut secrets = tap.secrets();
    secrets.extend([
        setup.consumer_key.clone(),
        setup.consumer_secret.clone(),
        STANDARD.encode(format!("{}:{}", setup.consumer_key, setup.consumer_secret)),
        setup.passkey,
        setup.initiator_password,
        stage.initiator.credential().expose().to_owned(),
        stage.initiator.credential().expose()[..32].to_owned(),
        "open-sesame".to_owned(),
        STANDARD.encode("desk:open-sesame"),
        // The beginning of every request token of these tests: callback addresses are secret too.
        "0".repeat(60),
    ]);
    let phones = (0..75).map(magic).chain([anyone()]);
    secrets.extend(phones.map(|phone| phone.digits()[3..].to_owned()));
    secrets.retain(|secret| !secret.is_empty());
    (said, secrets)
}

/// Every API once, and once more with its token refused.
async fn everything(stage: &Stage, said: &mut Said) {
    let (client, operator) = (&stage.client, &stage.initiator);
    for round in 0..2 {
        let id = format!("PAYRUN-S-{round}");
        let payment = stage.payment(&id, anyone(), 1_200);
        said.show(&(&payment, &payment.body(operator)));
        said.submission(&client.b2c(operator, &payment).await);
        let pochi = stage.pochi(&id, anyone(), 100);
        said.show(&pochi);
        said.submission(&client.pochi(operator, &pochi).await);
        said.submission(&client.b2b(operator, &stage.pay_bill("600777", 100)).await);
        said.submission(&client.tax(operator, &stage.tax(100)).await);
        said.submission(
            &client
                .balance(operator, &stage.balance(stage.payout_code()))
                .await,
        );
        said.submission(&client.status(operator, &stage.status_by_id(&id)).await);
        said.submission(
            &client
                .reversal(operator, &stage.reversal("UCA3P0W8RD", 100))
                .await,
        );
        let push = stage.push(anyone(), 150);
        said.show(&push);
        let prompt = client.stk_push(&stage.passkey, &push).await;
        said.submission(&prompt);
        if let Some(prompt) = prompt.accepted() {
            let query = StkQuery {
                short_code: stage.paybill(),
                checkout_request_id: prompt.checkout_request_id,
            };
            said.show(&query);
            said.answer(client.stk_query(&stage.passkey, &query).await);
        }
        said.answer(
            client
                .c2b_register(&stage.registration(stage.paybill()))
                .await,
        );
        said.answer(client.c2b_simulate(&stage.simulation(anyone(), 10)).await);
        said.submission(
            &client
                .b2b_express(&stage.express(stage.paybill(), stage.till(), 9))
                .await,
        );
        let whose = NameCheck {
            request_id: OriginatorId::parse("7f3c2f8e-0001").unwrap(),
            short_code: stage.payout_code(),
            phone: anyone(),
        };
        said.show(&whose);
        said.answer(client.name_check(&whose).await);
        stage.advance(60).await;
        for told in stage.told() {
            said.show(&told.inbound);
        }
        for api in [
            "b2c",
            "pochi",
            "b2b",
            "balance",
            "status",
            "stk",
            "name_check",
            "b2b_express",
        ] {
            stage
                .control
                .fault(Fault::next(Act::RefuseToken).on(api).times(2));
        }
    }
    stage.control.clear();
}

/// Every magic number of payouts and prompts, and answers that repeat what they were given.
async fn plays(stage: &Stage, said: &mut Said) {
    let (client, operator) = (&stage.client, &stage.initiator);
    let wrong = stage.operator("not-the-password#1");
    for nn in (0..43).filter(|nn| !matches!(nn, 19 | 20)) {
        let payment = stage.payment(&format!("PAYRUN-P-{nn}"), magic(nn), 100);
        said.submission(&client.b2c(operator, &payment).await);
    }
    for nn in 50..75 {
        let push = stage.push(magic(nn), 150);
        said.submission(&client.stk_push(&stage.passkey, &push).await);
    }
    let query = stage.balance(stage.payout_code());
    said.submission(&client.balance(&wrong, &query).await);
    stage.advance(1_200).await;
    let credential = operator.credential().expose();
    let body = format!(
        r#"{{"requestId":"1","errorCode":"400.002.02","errorMessage":"Invalid PartyB {} in {credential}","SecurityCredential":"{credential}"}}"#,
        anyone().digits()
    );
    let content_type = "application/json".to_owned();
    let echo = Reply::Raw {
        status: 400,
        body,
        content_type,
    };
    stage
        .control
        .fault(Fault::next(Act::Refuse(echo)).on("b2c"));
    let payment = stage.payment("PAYRUN-P-echo", anyone(), 100);
    said.submission(&client.b2c(operator, &payment).await);
    for told in stage.told() {
        said.show(&told.inbound);
        if let daraja::inbound::Body::Result(notice) = &told.inbound.body {
            said.show(&(notice.payment(), notice.status(), notice.balance()));
            said.show(&(notice.b2b(), notice.reversal()));
        }
    }
}

/// What is refused before it is sent, with secrets and phones where they do not belong.
fn errors(setup: &daraja_sim::Setup, said: &mut Said) {
    let phone = anyone().digits();
    let values: [Option<ValueError>; 10] = [
        Msisdn::parse(&format!("{phone}9")).err(),
        Msisdn::read(&format!("+{phone}x")).err(),
        ShortCode::parse(&phone).err(),
        Receipt::parse(&phone).err(),
        ConversationId::parse(&format!("{phone} {phone}")).err(),
        CheckoutRequestId::parse(&format!("ws CO {phone}")).err(),
        B2cAmount::parse(&phone).err(),
        StkReference::parse(&format!("{phone}{phone}")).err(),
        Passkey::new(&secret(&format!("{} {}", setup.passkey, setup.passkey))).err(),
        CallbackUrl::parse(&format!("ftp://desk:open-sesame@x/{phone}"), Use::Rehearsal).err(),
    ];
    for error in values {
        said.tell(&error.expect("refused"));
    }
    said.tell(&Certificate::parse(setup.initiator_password.as_bytes()).unwrap_err());
    let not_ready = SecurityCredential::ready(&secret(&setup.initiator_password));
    said.tell(&not_ready.unwrap_err());
    let userinfo = "http://desk:open-sesame@127.0.0.1:1";
    said.tell(&BaseUrl::parse(userinfo, Use::Rehearsal).unwrap_err());
    said.tell(&ProxyUrl::parse("ftp://desk:open-sesame@x").unwrap_err());
}

/// A task that panics with everything it holds in its message.
async fn crash_in_a_task(stage: &Stage) {
    static CRASHES: AtomicUsize = AtomicUsize::new(0);
    let held = Arc::new((
        stage.client.clone(),
        stage.initiator.clone(),
        stage.passkey.clone(),
    ));
    let payment = stage.payment("PAYRUN-K", anyone(), 100);
    let task = tokio::spawn(async move {
        let number = CRASHES.fetch_add(1, Ordering::Relaxed);
        let answer = held.0.b2c(&held.1, &payment).await;
        failed((held, payment, answer, number)).expect("a task crashed");
    });
    assert!(task.await.unwrap_err().is_panic());
}

/// An error that holds everything.
fn failed<E>(held: E) -> Result<(), E> {
    Err(held)
}
