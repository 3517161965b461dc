//! A small HTTP server in Safaricom's place. It answers as told, remembers what it was asked, and posts
//! results by handing them to the engine's channel.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use engine::callbacks::Delivery;
use serde_json::{Value, json};
use tokio::sync::mpsc;

/// The id that every question is acknowledged with.
pub const CONVERSATION: &str = "AG_20260310_010010203abcd4efgh5i";
/// The token it gives.
pub const TOKEN: &str = "tokeni-ya-jaribio-9182";

/// How it answers.
#[derive(Clone)]
pub struct Script {
    /// The token call: status and body.
    pub token: (u16, String),
    /// Every other call.
    pub answer: (u16, String),
    /// The result that follows, if one does.
    pub result: Option<String>,
    /// Whether a queue timeout comes before it.
    pub timeout: bool,
    /// The server's clock.
    pub now: i64,
    /// What it says instead of its clock: nothing when it is empty.
    pub date: Option<String>,
}

impl Default for Script {
    fn default() -> Self {
        let token = json!({"access_token": TOKEN, "expires_in": "3599"});
        let answer = json!({
            "ConversationID": CONVERSATION, "OriginatorConversationID": "8423-4a3b-1",
            "ResponseCode": "0", "ResponseDescription": "Accept the service request successfully.",
        });
        Self {
            token: (200, token.to_string()),
            answer: (200, answer.to_string()),
            result: Some(balances()),
            timeout: false,
            now: crate::world::NOW,
            date: None,
        }
    }
}

/// A result with the balances of the reference.
pub fn balances() -> String {
    let accounts = "Working Account|KES|9000.00|8200.00|800.00|0.00&Utility Account|KES|450120.60|450120.60|0.00|0.00\
                    &Charges Paid Account|KES|-1980.00|-1980.00|0.00|0.00";
    json!({"Result": {
        "ResultType": 0, "ResultCode": "0", "ResultDesc": "The service request is processed successfully.",
        "OriginatorConversationID": "8423-4a3b-1", "ConversationID": CONVERSATION, "TransactionID": "UCA0000000",
        "ResultParameters": {"ResultParameter": [
            {"Key": "AccountBalance", "Value": accounts},
            {"Key": "BOCompletedTime", "Value": 20_260_310_150_409_i64},
        ]},
    }})
    .to_string()
}

/// A result that says no.
pub fn refusal(code: &str, text: &str) -> String {
    json!({"Result": {
        "ResultType": 0, "ResultCode": code, "ResultDesc": text,
        "OriginatorConversationID": "8423-4a3b-1", "ConversationID": CONVERSATION, "TransactionID": "UCA0000000",
    }})
    .to_string()
}

/// A request it got.
#[derive(Clone)]
pub struct Asked {
    pub line: String,
    pub body: String,
}

pub struct Safaricom {
    pub base: String,
    script: Arc<Mutex<Script>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Safaricom {
    /// Starts it; results go into `deliveries`.
    pub fn start(deliveries: Option<mpsc::Sender<Delivery>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (script, asked) = (Arc::<Mutex<Script>>::default(), Arc::default());
        let (its_script, its_asked) = (Arc::clone(&script), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let script: Script = its_script.lock().unwrap().clone();
                serve(stream.unwrap(), &script, &its_asked, deliveries.as_ref());
            }
        });
        Self {
            base,
            script,
            asked,
        }
    }

    pub fn told(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Balance questions so far.
    pub fn questions(&self) -> Vec<Value> {
        self.asked()
            .iter()
            .filter(|asked| asked.line.contains("/mpesa/accountbalance/v1/query"))
            .map(|asked| serde_json::from_str(&asked.body).unwrap())
            .collect()
    }
}

fn serve(
    mut stream: TcpStream,
    script: &Script,
    asked: &Mutex<Vec<Asked>>,
    deliveries: Option<&mpsc::Sender<Delivery>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    let line = head.lines().next().unwrap().to_owned();
    asked.lock().unwrap().push(Asked {
        line: line.clone(),
        body: body.clone(),
    });
    let (status, text) = if line.contains("/oauth/") {
        &script.token
    } else {
        &script.answer
    };
    let date = chrono::DateTime::from_timestamp(script.now, 0).unwrap();
    let date = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let date = match script.date.as_ref().unwrap_or(&date) {
        none if none.is_empty() => String::new(),
        date => format!("Date: {date}\r\n"),
    };
    write!(
        stream,
        "HTTP/1.1 {status} X\r\n{date}Content-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    )
    .unwrap();
    if let (Ok(request), Some(deliveries)) = (serde_json::from_str::<Value>(&body), deliveries) {
        post(&request, script, deliveries);
    }
}

fn post(request: &Value, script: &Script, deliveries: &mpsc::Sender<Delivery>) {
    let deliver = |url: &Value, body: &str| {
        let url = url.as_str().unwrap();
        let (_, rest) = url.split_once("://").unwrap();
        let (_, path) = rest.split_once('/').unwrap();
        let delivery = Delivery {
            path: format!("/{path}"),
            body: body.as_bytes().to_vec(),
            source: "196.201.214.200".to_owned(),
            at: script.now * 1_000,
            verified: true,
        };
        deliveries.blocking_send(delivery).unwrap();
    };
    if script.timeout {
        deliver(&request["QueueTimeOutURL"], &request.to_string());
    }
    if let Some(result) = &script.result {
        deliver(&request["ResultURL"], result);
    }
}
