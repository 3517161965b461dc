//! A plain HTTP client and a callback address, for tests of the simulator only.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use daraja_sim::{Control, Options, Simulator};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

/// One post that the callback address received.
#[derive(Debug, Clone)]
pub struct Posted {
    pub path: String,
    pub text: String,
}

impl Posted {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
    /// `ResultCode` as text, however it was written.
    pub fn code(&self) -> String {
        as_text(&self.json()["Result"]["ResultCode"])
    }
    pub fn result_type(&self) -> String {
        as_text(&self.json()["Result"]["ResultType"])
    }
    /// A parameter's value as text; spaces in keys don't matter.
    pub fn parameter(&self, key: &str) -> Option<String> {
        let found = self.json()["Result"]["ResultParameters"]["ResultParameter"].clone();
        let items = match found {
            Value::Array(items) => items,
            Value::Null => return None,
            one => vec![one],
        };
        items
            .iter()
            .find(|item| item["Key"].as_str().unwrap().replace(' ', "") == key)
            .map(|item| as_text(&item["Value"]))
    }
}

pub fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What answered a request.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub headers: hyper::HeaderMap,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
    pub fn error(&self) -> (u16, String, String) {
        let json = self.json();
        (
            self.status,
            as_text(&json["errorCode"]),
            as_text(&json["errorMessage"]),
        )
    }
}

/// A simulator under manual time, with a token and a callback address.
pub struct Stage {
    pub sim: Simulator,
    pub control: Control,
    pub callbacks: String,
    posted: Arc<Mutex<Vec<Posted>>>,
    /// What the callback address answers.
    pub reply: Arc<Mutex<String>>,
    pub token: String,
}

impl Stage {
    pub async fn new(seed: u64) -> Self {
        Self::with(Options::for_tests(seed)).await
    }

    pub async fn with(options: Options) -> Self {
        let sim = Simulator::start(options).unwrap();
        let (callbacks, posted, reply) = listen().await;
        let control = sim.control();
        let mut stage = Self {
            sim,
            control,
            callbacks,
            posted,
            reply,
            token: String::new(),
        };
        stage.token = stage.fresh_token().await;
        stage
    }

    pub async fn fresh_token(&self) -> String {
        let answer = self.ask_token().await.unwrap();
        as_text(&answer.json()["access_token"])
    }

    pub async fn ask_token(&self) -> Result<Answer, String> {
        let setup = self.sim.setup();
        let basic = STANDARD.encode(format!("{}:{}", setup.consumer_key, setup.consumer_secret));
        let path = "/oauth/v1/generate?grant_type=client_credentials";
        self.send(
            "GET",
            path,
            &[("authorization", &format!("Basic {basic}"))],
            "",
        )
        .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Answer, String> {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
        ];
        self.send("POST", path, &headers, &body.to_string()).await
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, String> {
        let mut all = vec![("user-agent", "test")];
        all.extend_from_slice(headers);
        send(&self.sim.base_url(), method, path, &all, body).await
    }

    /// All posts so far.
    pub fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap().clone()
    }

    pub fn posted_to(&self, path: &str) -> Vec<Posted> {
        self.posted()
            .into_iter()
            .filter(|one| one.path == path)
            .collect()
    }

    pub fn credential(&self) -> String {
        credential(self.sim.setup(), &self.sim.setup().initiator_password)
    }

    pub fn wrong_credential(&self) -> String {
        credential(self.sim.setup(), "not-the-password")
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.callbacks)
    }

    /// A B2C request of v3.
    pub fn b2c(&self, id: &str, shillings: u32, msisdn: &str) -> Value {
        json!({
            "OriginatorConversationID": id,
            "InitiatorName": self.sim.setup().initiator_name,
            "SecurityCredential": self.credential(),
            "CommandID": "BusinessPayment",
            "Amount": shillings,
            "PartyA": self.sim.setup().payout_short_code,
            "PartyB": msisdn,
            "Remarks": "Pay of March",
            "QueueTimeOutURL": self.url("/timeout"),
            "ResultURL": self.url("/result"),
        })
    }

    pub async fn pay(&self, id: &str, shillings: u32, msisdn: &str) -> Result<Answer, String> {
        self.post(
            "/mpesa/b2c/v3/paymentrequest",
            &self.b2c(id, shillings, msisdn),
        )
        .await
    }

    /// Everything adds up.
    pub fn check(&self) {
        assert_eq!(self.control.check(), Ok(()));
    }
}

/// Encrypts a password to the simulator's certificate.
pub fn credential(setup: &daraja_sim::Setup, password: &str) -> String {
    let key = PublicEncryptingKey::from_der(&public_key(&setup.certificate_pem)).unwrap();
    let key = Pkcs1PublicEncryptingKey::new(key).unwrap();
    let mut sealed = vec![0; key.ciphertext_size()];
    let sealed = key.encrypt(password.as_bytes(), &mut sealed).unwrap();
    STANDARD.encode(sealed)
}

/// The subject's public key: the sequence that begins with the RSA algorithm's id, found by its bytes.
fn public_key(pem: &str) -> Vec<u8> {
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = STANDARD.decode(body).unwrap();
    // SEQUENCE (4 bytes of head) { SEQUENCE { OID rsaEncryption, NULL } BIT STRING … }
    let rsa = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
    ];
    let at = der
        .windows(rsa.len())
        .position(|window| window == rsa)
        .unwrap()
        - 4;
    let length = usize::from(der[at + 2]) * 256 + usize::from(der[at + 3]);
    der[at..at + 4 + length].to_vec()
}

pub async fn send(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer, String> {
    let host = base.strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(host)
        .await
        .map_err(|error| error.to_string())?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    let driver = tokio::spawn(connection);
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request
        .body(Full::new(Bytes::from(body.to_owned())))
        .unwrap();
    let response = match sender.send_request(request).await {
        Ok(response) => response,
        Err(error) => {
            let why = driver
                .await
                .map(|ended| format!("{ended:?}"))
                .unwrap_or_default();
            return Err(format!("{error:?} {why}"));
        }
    };
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = response
        .into_body()
        .collect()
        .await
        .map_err(|error| format!("{error:?}"))?;
    Ok(Answer {
        status,
        text: String::from_utf8(body.to_bytes().to_vec()).unwrap(),
        headers,
    })
}

/// One connection that is kept open between requests.
pub struct Line {
    host: String,
    sender: hyper::client::conn::http1::SendRequest<Full<Bytes>>,
}

impl Line {
    pub async fn to(base: &str) -> Self {
        let host = base.strip_prefix("http://").unwrap().to_owned();
        let stream = TcpStream::connect(&host).await.unwrap();
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        tokio::spawn(connection);
        Self { host, sender }
    }

    /// Status of an answer, and whether it said that the connection ends.
    pub async fn get(&mut self, path: &str) -> Result<(u16, bool), String> {
        self.sender
            .ready()
            .await
            .map_err(|error| format!("{error:?}"))?;
        let request = Request::builder()
            .uri(path)
            .header("host", &self.host)
            .header("user-agent", "test")
            .body(Full::new(Bytes::new()))
            .unwrap();
        let sent = self.sender.send_request(request).await;
        let response = sent.map_err(|error| format!("{error:?}"))?;
        let said = response.headers().contains_key("connection");
        let status = response.status().as_u16();
        response
            .into_body()
            .collect()
            .await
            .map_err(|error| format!("{error:?}"))?;
        Ok((status, said))
    }
}

type Heard = (String, Arc<Mutex<Vec<Posted>>>, Arc<Mutex<String>>);

async fn listen() -> Heard {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
        .await
        .unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let posted = Arc::new(Mutex::new(Vec::new()));
    let reply = Arc::new(Mutex::new(
        r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#.to_owned(),
    ));
    let (heard, answer) = (Arc::clone(&posted), Arc::clone(&reply));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (heard, answer) = (Arc::clone(&heard), Arc::clone(&answer));
            let service = service_fn(move |request: Request<Incoming>| {
                let (heard, answer) = (Arc::clone(&heard), Arc::clone(&answer));
                async move {
                    let path = request.uri().path().to_owned();
                    let body = request.into_body().collect().await.unwrap().to_bytes();
                    let text = String::from_utf8(body.to_vec()).unwrap();
                    heard.lock().unwrap().push(Posted { path, text });
                    let body = Bytes::from(answer.lock().unwrap().clone());
                    Ok::<_, std::convert::Infallible>(Response::new(Full::new(body)))
                }
            });
            tokio::spawn(
                hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service),
            );
        }
    });
    (base, posted, reply)
}
