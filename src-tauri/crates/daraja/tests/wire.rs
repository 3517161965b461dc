//! What happens on the wire: what was never sent, what may have been, and what is never sent twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

mod world;

use std::time::{Duration, Instant};

use daraja::{
    Acknowledgement, Again, BaseUrl, CallError, Client, Proof, ProxyUrl, Settings, Step,
    Submission, Timeouts, TokenTrouble, Uncertainty, Use,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use world::{Act, Server, answer, sample};

async fn pay(client: &Client) -> Submission<Acknowledgement> {
    client.b2c(&sample::initiator(), &sample::b2c()).await
}

fn why<A: std::fmt::Debug>(submission: Submission<A>) -> Uncertainty {
    match submission {
        Submission::Unclear(unclear) => unclear.why,
        other => panic!("{other:?}"),
    }
}

/// Where a request for a token stopped.
async fn step(client: &Client) -> Step {
    match pay(client).await {
        Submission::Refused(refusal) => match refusal.proof {
            Proof::NoToken(TokenTrouble::NotSent(unsent)) => unsent.step,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// A server that closes after each answer, and one that keeps idle connections: each payment comes on a
/// connection of its own, so it is never written to one that is about to close.
#[tokio::test]
async fn no_payment_uses_a_connection_twice() {
    for closes in [true, false] {
        let server = Server::start(move |_, _| {
            let body = sample::TAKEN.to_owned();
            if closes {
                Act::AnswerAndClose(200, body)
            } else {
                Act::Answer(200, body)
            }
        })
        .await;
        let client = server.client();
        for _ in 0..5 {
            assert!(pay(&client).await.accepted().is_some());
        }
        let connections: Vec<_> = server.calls().iter().map(|call| call.connection).collect();
        assert_eq!(connections, [2, 3, 4, 5, 6], "the first was for the token");
        assert_eq!(server.connections(), 6);
    }
}

/// Questions may share a connection; one that the server closed meanwhile costs nothing.
#[tokio::test]
async fn questions_share_a_connection() {
    let body = r#"{"ResponseCode":"0","ResultCode":"0","ResultDesc":"ok"}"#;
    let server = Server::start(move |_, _| answer(200, body)).await;
    let client = server.client();
    for _ in 0..5 {
        let asked = client
            .stk_query(&sample::passkey(), &sample::stk_query())
            .await;
        assert!(asked.is_ok());
    }
    assert_eq!(
        server.connections(),
        2,
        "one for the token, one for five questions"
    );
}

/// A server that accepts and closes without a word: the request may have been read.
#[tokio::test]
async fn a_connection_that_closes_or_breaks_leaves_it_unclear() {
    for act in [
        Act::Close,
        Act::Reset,
        Act::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Conv".to_vec()),
        Act::Raw(b"HTTP/1.1 403 Forb".to_vec()),
        Act::Raw(b"HTTP/1.1 401 X\r\nContent-Length: 90\r\n\r\n{".to_vec()),
        Act::Raw(b"\x15\x03\x01 not HTTP at all\r\n\r\n".to_vec()),
    ] {
        let (server, act) = {
            let told = act.clone();
            (Server::start(move |_, _| told.clone()).await, act)
        };
        let client = server.client();
        assert_eq!(
            why(pay(&client).await),
            Uncertainty::ConnectionLost,
            "{act:?}"
        );
        let b2b = client.b2b(&sample::initiator(), &sample::b2b()).await;
        assert_eq!(why(b2b), Uncertainty::ConnectionLost, "{act:?}");
        assert_eq!(server.calls().len(), 2, "each was sent once: {act:?}");
    }
}

/// A server that never answers, and one that stops in the middle.
#[tokio::test]
async fn silence_after_sending_is_unclear() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Conv".to_vec();
    let stops = move |stream_ends: bool| {
        if stream_ends {
            Act::Raw(half.clone())
        } else {
            Act::Hang
        }
    };
    let server = Server::start(move |_, _| stops(false)).await;
    let ms = Duration::from_millis;
    let timeouts = Timeouts::new(ms(100), ms(200), ms(300)).unwrap();
    let client = Client::new(server.settings().timeouts(timeouts)).unwrap();
    let started = Instant::now();
    assert_eq!(why(pay(&client).await), Uncertainty::Timeout);
    assert!(started.elapsed() < ms(3_000));
    assert_eq!(server.calls().len(), 1);
}

/// Drips one byte at a time: each comes in time, the whole does not.
#[tokio::test]
async fn an_answer_that_drips_runs_into_the_total() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            .await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let ms = Duration::from_millis;
    let settings = Settings::new(BaseUrl::parse(&base, Use::Rehearsal).unwrap(), world::app())
        .timeouts(Timeouts::new(ms(100), ms(150), ms(300)).unwrap());
    let error = Client::new(settings)
        .unwrap()
        .check_token()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("no answer came in time"),
        "{error}"
    );
}

/// A port where nobody listens: nothing was sent, the same id may come again.
#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let server = Server::start(|_, _| answer(200, sample::TAKEN)).await;
    let client = server.client();
    client.check_token().await.unwrap();
    let gone = {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
        free.local_addr().unwrap()
    };
    let base = BaseUrl::parse(&format!("http://{gone}"), Use::Rehearsal).unwrap();
    let client = Client::new(Settings::new(base, world::app()).timeouts(world::short())).unwrap();
    assert_eq!(step(&client).await, Step::Connect);
}

/// The same after a token was had: the payment's own connection is refused.
#[tokio::test]
async fn a_payment_whose_connection_is_refused_may_come_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        drop(listener);
        let mut read = [0; 2048];
        let _ = stream.read(&mut read).await;
        let body = r#"{"access_token":"token-1-aaaaaaaa","expires_in":3599}"#;
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + body).as_bytes()).await.unwrap();
    });
    let base = BaseUrl::parse(&format!("http://{address}"), Use::Rehearsal).unwrap();
    let client = Client::new(Settings::new(base, world::app()).timeouts(world::short())).unwrap();
    match pay(&client).await {
        Submission::Refused(refusal) => {
            assert!(
                matches!(&refusal.proof, Proof::NotSent(unsent) if unsent.step == Step::Connect)
            );
            assert_eq!(refusal.again(), Again::SameIdAfter(None));
            assert_eq!(refusal.reply, None);
        }
        other => panic!("{other:?}"),
    }
}

/// A name that no resolver knows (`.invalid` is reserved for this).
#[tokio::test]
async fn an_unknown_name_sent_nothing() {
    let base = BaseUrl::parse("https://daraja.invalid", Use::Production).unwrap();
    let settings = Settings::new(base, world::app()).timeouts(world::short());
    let step = step(&Client::new(settings).unwrap()).await;
    assert!(matches!(step, Step::Name | Step::Slow), "{step:?}");
}

/// An answer longer than any answer is, with and without a length.
#[tokio::test]
async fn a_huge_body_is_unreadable_and_not_read_to_its_end() {
    for head in ["Content-Length: 900000000\r\n", ""] {
        let mut bytes = format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes();
        bytes.extend(std::iter::repeat_n(b' ', 400_000));
        let server = Server::start(move |_, _| Act::Raw(bytes.clone())).await;
        let client = server.client();
        match pay(&client).await {
            Submission::Unclear(unclear) => {
                assert_eq!(unclear.why, Uncertainty::TooLong);
                assert_eq!(unclear.reply.unwrap().body.len(), daraja::ANSWER_LEN_MAX);
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A redirect is an answer from somebody who is not Daraja; it is not followed.
#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 307, 308] {
        let server = Server::start(move |_, _| {
            let headers = vec![("Location", "/elsewhere".to_owned())];
            Act::With(status, headers, String::new())
        })
        .await;
        let why = why(pay(&server.client()).await);
        assert!(
            matches!(why, Uncertainty::Page(found, _) if found == status),
            "{why:?}"
        );
        assert_eq!(server.calls().len(), 1);
    }
}

/// A server that takes the connection and says nothing in the handshake.
#[tokio::test]
async fn a_handshake_that_never_ends_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let base = BaseUrl::parse(&base, Use::Production).unwrap();
    let ms = Duration::from_millis;
    let settings = Settings::new(base, world::app())
        .timeouts(Timeouts::new(ms(150), ms(2_000), ms(3_000)).unwrap());
    assert_eq!(step(&Client::new(settings).unwrap()).await, Step::Slow);
    drop(listener);
}

/// A proxy is asked for a tunnel, with its login; when it says no, nothing was sent.
#[tokio::test]
async fn a_proxy_is_asked_for_a_tunnel_and_may_refuse() {
    for refusal in [
        "407 Proxy Authentication Required",
        "403 Forbidden",
        "502 Bad Gateway",
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = listener.local_addr().unwrap();
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut read = vec![0; 4096];
            let length = stream.read(&mut read).await.unwrap();
            let answer = format!("HTTP/1.1 {refusal}\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8_lossy(&read[..length]).into_owned()
        });
        let settings = Settings::new(BaseUrl::sandbox(), world::app())
            .timeouts(world::short())
            .proxy(ProxyUrl::parse(&format!("http://desk:open-sesame@{proxy}")).unwrap());
        let client = Client::new(settings).unwrap();
        assert_eq!(step(&client).await, Step::Proxy, "{refusal}");
        let asked = asked.await.unwrap();
        assert!(
            asked.starts_with("CONNECT sandbox.safaricom.co.ke:443 HTTP/1.1\r\n"),
            "{asked}"
        );
        assert!(
            asked
                .to_ascii_lowercase()
                .contains("proxy-authorization: basic "),
            "{asked}"
        );
        assert!(!asked.contains("oauth"), "where to, never what: {asked}");
    }
}

/// What cannot be a setting is refused before anything is sent.
#[tokio::test]
async fn settings_are_checked() {
    let of = |agent: &str| {
        let app = world::app();
        Client::new(Settings::new(BaseUrl::sandbox(), app).user_agent(agent)).map(|_| ())
    };
    assert!(of("patient-client/1.0").is_ok());
    for bad in ["", "a\r\nX: y", "é"] {
        assert_eq!(of(bad), Err(daraja::SettingsError::UserAgent), "{bad:?}");
    }
}

/// A question that was lost is a plain error with the same words.
/// Of tokens and payments, answered well or badly; one that has none or an odd one tells nothing.
#[tokio::test]
async fn the_servers_clock_is_told_of_every_answer() {
    let dates = [
        Some("Tue, 10 Mar 2026 12:04:09 GMT"),
        None,
        Some("yesterday"),
        Some("Tue, 10 Mar 2026 12:04:11 GMT"),
    ];
    let server = Server::start(move |_, earlier| {
        let headers = dates[earlier].map(|date| ("Date", date.to_owned()));
        Act::With(500, headers.into_iter().collect(), "{}".to_owned())
    })
    .await;
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let noted = std::sync::Arc::clone(&heard);
    let settings = server
        .settings()
        .on_date(move |date| noted.lock().unwrap().push(date.timestamp()));
    let client = Client::new(settings).unwrap();
    for _ in dates {
        why(pay(&client).await);
    }
    assert_eq!(*heard.lock().unwrap(), [1_773_144_249, 1_773_144_251]);
}

#[tokio::test]
async fn a_lost_question_may_be_asked_again() {
    let server = Server::start(|_, _| Act::Close).await;
    let asked = server.client().pull(&sample::pull()).await;
    match asked {
        Err(error @ CallError::Unclear(_)) => assert_eq!(error.again(), Again::SameIdAfter(None)),
        other => panic!("{other:?}"),
    }
}
