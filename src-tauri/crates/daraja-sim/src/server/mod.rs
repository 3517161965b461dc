//! The sockets: accepting, reading bounded requests, and answering or not.
//!
//! An accept loop of our own, so that a connection can be reset before a byte of it is read. What is
//! answered is decided in `gateway`.

pub(crate) mod paced;
pub(crate) mod wire;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderName, HeaderValue, USER_AGENT};
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::gateway::call::Received;
use crate::gateway::fault::Act;
use crate::gateway::hand::Hand;
use crate::gateway::log::RequestRecord;
use crate::gateway::pipeline::{self, Exchange};
use crate::runner::Runner;
use crate::world::times;
use paced::Paced;
use wire::{Ending, Wire};

/// Most connections at a time; more are dropped as they come.
const CONNECTIONS_MAX: usize = 2_048;
/// Most bytes of a request's body.
pub(crate) const BODY_BYTES_MAX: usize = 64 * 1024;
/// Most bytes and lines of a request's head.
pub(crate) const HEAD_BYTES_MAX: usize = 32 * 1024;
pub(crate) const HEADERS_MAX: usize = 64;
/// How long a request's head, and its body, may take.
pub(crate) const READ_SECONDS_MAX: u64 = 30;
/// How long a hanging request is held.
const HANG_SECONDS: u64 = 120;

/// Accepts until the task is ended; every connection ends with it.
pub(crate) async fn accept(listener: TcpListener, runner: Arc<Runner>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) if connections.len() < CONNECTIONS_MAX => {
                    connections.spawn(converse(stream, Arc::clone(&runner)));
                }
                Ok(_) => {}
                // Out of descriptors or the like: give the system a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, runner: Arc<Runner>) {
    let (connection, fault) = runner.with(|world| {
        world.requests.connections += 1;
        let now = world.now_ms;
        let at_accept = |act: &Act| matches!(act, Act::ResetOnAccept | Act::CloseOnAccept);
        let fault = world.faults.meet(None, now, at_accept);
        let connection = world.requests.connections;
        if let Some(act) = &fault {
            world.requests.keep(unread(now, connection, 1, act));
        }
        (connection, fault)
    });
    let ending = Ending::default();
    let wire = Wire::new(stream, ending.clone());
    match fault {
        Some(Act::ResetOnAccept) => ending.reset(),
        Some(_) => {}
        None => {
            let count = AtomicU64::new(0);
            let answering = service_fn(move |request: Request<Incoming>| {
                let place = (connection, count.fetch_add(1, Ordering::Relaxed) + 1);
                answer(Arc::clone(&runner), ending.clone(), place, request)
            });
            // An error here is a connection that ended: what we wanted, or the client's choice.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(READ_SECONDS_MAX))
                .max_buf_size(HEAD_BYTES_MAX)
                .max_headers(HEADERS_MAX)
                .serve_connection(TokioIo::new(wire), answering)
                .await;
        }
    }
}

async fn answer(
    runner: Arc<Runner>,
    ending: Ending,
    (connection, on_connection): (u64, u64),
    request: Request<Incoming>,
) -> io::Result<Response<Paced>> {
    let reused = on_connection > 1
        && runner.with(|world| {
            let now = world.now_ms;
            let wanted = |act: &Act| matches!(act, Act::ResetOnReuse);
            let met = world.faults.meet(None, now, wanted);
            if let Some(act) = &met {
                world
                    .requests
                    .keep(unread(now, connection, on_connection, act));
            }
            met.is_some()
        });
    if reused {
        ending.reset();
        return Err(io::Error::other("reset on reuse"));
    }
    let received = match read(request, connection, on_connection).await {
        Ok(received) => received,
        Err(status) => return Ok(bare(status)),
    };
    let (exchange, now) = runner.with(|world| (pipeline::serve(world, &received), world.now_ms));
    if let Some(group) = &exchange.run_first {
        runner.run_held(group).await;
    }
    runner.keep().await;
    hand_over(exchange, now, &ending).await
}

async fn hand_over(
    exchange: Exchange,
    now_ms: u64,
    ending: &Ending,
) -> io::Result<Response<Paced>> {
    match exchange.hand {
        Hand::Answer => Ok(response(&exchange, now_ms, None)),
        Hand::AnswerThenClose => {
            ending.close_after_answer();
            Ok(response(&exchange, now_ms, None))
        }
        Hand::Slow { every_ms } => Ok(response(
            &exchange,
            now_ms,
            Some(Duration::from_millis(every_ms)),
        )),
        Hand::Reset => {
            ending.reset();
            Err(io::Error::other("reset on purpose"))
        }
        Hand::Close => Err(io::Error::other("closed on purpose")),
        Hand::Hang => {
            tokio::time::sleep(Duration::from_secs(HANG_SECONDS)).await;
            Err(io::Error::other("hung on purpose"))
        }
    }
}

async fn read(
    request: Request<Incoming>,
    connection: u64,
    on_connection: u64,
) -> Result<Received, StatusCode> {
    let (head, body) = request.into_parts();
    let reading = Limited::new(body, BODY_BYTES_MAX).collect();
    let body = tokio::time::timeout(Duration::from_secs(READ_SECONDS_MAX), reading)
        .await
        .map_err(|_| StatusCode::REQUEST_TIMEOUT)?
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?
        .to_bytes();
    Ok(Received {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or("").to_owned(),
        authorization: header(&head.headers, &AUTHORIZATION),
        content_type: header(&head.headers, &CONTENT_TYPE),
        has_user_agent: head.headers.contains_key(USER_AGENT),
        body: body.to_vec(),
        connection,
        on_connection,
    })
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn response(exchange: &Exchange, now_ms: u64, every: Option<Duration>) -> Response<Paced> {
    let answer = &exchange.answer;
    let body = answer.body();
    let status = answer.status;
    let mut response = Response::new(match every {
        Some(every) => Paced::slow(&body, every),
        None => Paced::whole(body),
    });
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    set(CONTENT_TYPE, &answer.content_type);
    set(DATE, &times::http_date(now_ms));
    for (name, value) in &answer.headers {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            set(name, value);
        }
    }
    response
}

fn bare(status: StatusCode) -> Response<Paced> {
    let mut response = Response::new(Paced::whole(String::new()));
    *response.status_mut() = status;
    response
}

fn unread(now_ms: u64, connection: u64, on_connection: u64, act: &Act) -> RequestRecord {
    RequestRecord {
        number: 0,
        at_ms: now_ms,
        api: String::new(),
        line: String::new(),
        originator_id: String::new(),
        conversation_id: String::new(),
        status: None,
        error_code: String::new(),
        ended: match act {
            Act::ResetOnAccept => "reset on accept",
            Act::CloseOnAccept => "close on accept",
            _ => "reset on reuse",
        }
        .to_owned(),
        executed: false,
        connection,
        on_connection,
    }
}
