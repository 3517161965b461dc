//! Nothing secret is said: not in logs at trace level, not in `Debug`, not in an error.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

mod world;

use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use daraja::{
    B2bExpress, BillReference, C2bRegistration, C2bSimulation, Client, DefaultAction, NameCheck,
    OriginatorId, PochiPayment, Prn, ProxyUrl, PullRegistration, QrPayee, QrRequest, Shillings,
    ShortCode, SimulatedPayment, StkAmount, Submission, TaxRemittance, TradeName,
};
use std::num::NonZeroU16;
use tracing_subscriber::fmt::MakeWriter;
use world::{Act, Server, answer, sample};

/// All that was logged.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl io::Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Heard {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What must never be said.
fn secrets() -> Vec<String> {
    let stk = STANDARD.encode(format!("600111{}", sample::PASSKEY));
    vec![
        "consumer-key-of-the-tests".to_owned(),
        "consumer-secret-of-the-tests".to_owned(),
        STANDARD.encode("consumer-key-of-the-tests:consumer-secret-of-the-tests"),
        "-aaaaaaaa".to_owned(),
        sample::credential(),
        sample::credential()[..40].to_owned(),
        sample::PASSKEY.to_owned(),
        stk[..stk.len() - 6].to_owned(),
        "open-sesame".to_owned(),
        STANDARD.encode("desk:open-sesame"),
        "token-of-".to_owned(),
        "712000111".to_owned(),
        "708374149".to_owned(),
        "AMANI".to_owned(),
    ]
}

/// Everything a program would print of what it holds.
struct Said(Vec<String>);

impl Said {
    fn shown(&mut self, thing: &impl Debug) {
        self.0.push(format!("{thing:?}"));
        self.0.push(format!("{thing:#?}"));
    }

    fn submission<A: Debug>(&mut self, submission: Submission<A>) {
        self.shown(&submission);
        match submission {
            Submission::Accepted(_) => {}
            Submission::Refused(refusal) => self.0.push(refusal.to_string()),
            Submission::Unclear(unclear) => self.0.push(unclear.to_string()),
        }
    }

    fn answer<A: Debug>(&mut self, answer: Result<A, daraja::CallError>) {
        self.shown(&answer);
        if let Err(error) = answer {
            self.0
                .push(format!("{error} {} {:?}", error.message(), error.reply()));
        }
    }
}

/// Calls every method once.
async fn call_everything(client: &Client, said: &mut Said) {
    let (initiator, passkey) = (sample::initiator(), sample::passkey());
    let of = sample::b2c();
    said.shown(&(&initiator, &passkey, &of));
    said.submission(client.b2c(&initiator, &of).await);
    let pochi = PochiPayment {
        originator_id: of.originator_id,
        amount: of.amount,
        from: of.from,
        to: of.to,
        remarks: of.remarks,
        occasion: of.occasion,
        result_url: of.result_url,
        timeout_url: of.timeout_url,
    };
    said.shown(&pochi);
    said.submission(client.pochi(&initiator, &pochi).await);
    said.submission(client.b2b(&initiator, &sample::b2b()).await);
    let tax = TaxRemittance {
        amount: Shillings::new(900).unwrap(),
        from: sample::short_code(),
        prn: Prn::parse("2026030012345678").unwrap(),
        remarks: sample::remarks(),
        occasion: None,
        result_url: sample::url("token-of-result"),
        timeout_url: sample::url("token-of-timeout"),
    };
    said.submission(client.tax(&initiator, &tax).await);
    said.submission(client.reversal(&initiator, &sample::reversal()).await);
    said.submission(client.status(&initiator, &sample::status()).await);
    said.submission(client.balance(&initiator, &sample::balance()).await);
    said.shown(&(
        sample::stk_push(),
        sample::stk_query(),
        sample::b2b(),
        sample::pull(),
    ));
    said.submission(client.stk_push(&passkey, &sample::stk_push()).await);
    said.answer(client.stk_query(&passkey, &sample::stk_query()).await);
    let express = B2bExpress {
        payer: sample::short_code(),
        receiver: ShortCode::parse("600222").unwrap(),
        amount: Shillings::new(10).unwrap(),
        reference: BillReference::parse("INV-0091").unwrap(),
        partner: TradeName::parse("Mfano").unwrap(),
        request_id: OriginatorId::parse("EXPRESS-1").unwrap(),
        callback_url: sample::url("token-of-express"),
    };
    said.shown(&express);
    said.submission(client.b2b_express(&express).await);
    let registration = C2bRegistration {
        short_code: sample::short_code(),
        default_action: DefaultAction::Completed,
        confirmation_url: sample::url("token-of-confirm"),
        validation_url: sample::url("token-of-validate"),
    };
    said.shown(&registration);
    said.answer(client.c2b_register(&registration).await);
    let simulation = C2bSimulation {
        short_code: sample::short_code(),
        payment: SimulatedPayment::BuyGoods,
        amount: StkAmount::new(10).unwrap(),
        payer: sample::phone(),
    };
    said.shown(&simulation);
    said.answer(client.c2b_simulate(&simulation).await);
    let registration = PullRegistration {
        short_code: sample::short_code(),
        nominated: sample::phone(),
        callback_url: sample::url("token-of-pull"),
    };
    said.shown(&registration);
    said.answer(client.pull_register(&registration).await);
    said.answer(client.pull(&sample::pull()).await);
    let qr = QrRequest {
        merchant: TradeName::parse("Mfano").unwrap(),
        reference: BillReference::parse("INV-0091").unwrap(),
        amount: Shillings::new(150).unwrap(),
        payee: QrPayee::SendMoney(sample::phone()),
        size: NonZeroU16::new(300).unwrap(),
    };
    said.shown(&qr);
    said.answer(client.qr(&qr).await);
    let check = NameCheck {
        request_id: OriginatorId::parse("CHECK-1").unwrap(),
        short_code: sample::short_code(),
        phone: sample::phone(),
    };
    said.shown(&check);
    said.answer(client.name_check(&check).await);
    said.answer(client.check_token().await);
}

/// Answers that repeat everything they were given, in every kind of error and success.
fn tactless(kind: usize, bearer: &str) -> Act {
    let told = format!(
        "Invalid Access Token - {bearer} for 254712000111, 0708374149, {}, {}",
        sample::credential(),
        sample::CHECKOUT
    );
    let error = |status: u16, code: &str| {
        let body = format!(
            r#"{{"requestId":"1","errorCode":"{code}","errorMessage":"{told}","SecurityCredential":"{}","access_token":"{bearer}"}}"#,
            sample::credential()
        );
        Act::Answer(status, body)
    };
    match kind {
        0 => error(401, "401.002.01"),
        1 => error(400, "400.002.02"),
        2 => error(500, "500.002.1001"),
        3 => error(429, "x"),
        4 => Act::Answer(403, format!("<html><title>{told}</title>")),
        5 => Act::Answer(500, format!(r#"{{"fault":{{"faultstring":"{told}"}}}}"#)),
        6 => Act::Close,
        7 => Act::Answer(
            200,
            format!(
                r#"{{"ConversationID":"AG_1","OriginatorConversationID":"PAYRUN-0042-000017","CheckoutRequestID":"{}","ResponseCode":"0","code":"0","status":"{told}","ResponseDescription":"{told}","ResultCode":"0","ResultDesc":"{told}","body":{{"firstName":"AMANI"}}}}"#,
                sample::CHECKOUT
            ),
        ),
        _ => Act::Answer(
            200,
            format!(
                r#"{{"ResponseCode":"1000","ResponseStatus":"1000","ResponseMessage":"{told}","Response":[[{{"transactionId":"UCA5H8T1ZP","msisdn":712000111,"sender":"AMANI - 254712000111","amount":"1.00","billreference":"0712000111"}}]]}}"#
            ),
        ),
    }
}

#[tokio::test]
async fn nothing_secret_is_ever_said() {
    let heard = Heard::default();
    // Takes what libraries say through `log` as well.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(heard.clone())
        .init();
    let mut said = Said(Vec::new());
    for kind in 0..9 {
        let server = Server::start(move |seen, _| tactless(kind, seen.bearer())).await;
        let proxy = ProxyUrl::parse("http://desk:open-sesame@127.0.0.1:9").unwrap();
        let settings = server.settings().proxy(proxy.clone());
        said.shown(&(&settings, &proxy, world::app()));
        let client = Client::new(settings).unwrap();
        said.shown(&client);
        call_everything(&client, &mut said).await;
        assert!(server.calls().len() >= 16, "kind {kind}");
    }
    for body in [
        r#"{"errorCode":"400.008.01","errorMessage":"key consumer-key-of-the-tests and consumer-secret-of-the-tests are wrong"}"#,
        "<html>",
    ] {
        let server = Server::start_all(move |_, _| answer(400, body)).await;
        call_everything(&server.client(), &mut said).await;
    }
    let logged = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("answered api=\"b2c\" status=401"),
        "{logged}"
    );
    assert!(logged.contains("TRACE"), "libraries were heard too");
    for secret in secrets() {
        assert!(!logged.contains(&secret), "a log says {secret}");
        for text in &said.0 {
            assert!(!text.contains(&secret), "{secret} is said in {text}");
        }
    }
}
