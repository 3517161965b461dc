//! The control API over HTTP. The crate's README lists it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::Control;
use crate::api::c2b::{C2bSettings, CustomerPayment};
use crate::gateway::fault::Fault;
use crate::outcome::Script;
use crate::runner::Runner;
use crate::server::paced::Paced;
use crate::server::{HEAD_BYTES_MAX, HEADERS_MAX, READ_SECONDS_MAX};

/// Most bytes of a request's body.
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// Most connections at a time.
const CONNECTIONS_MAX: usize = 64;

/// Accepts until the task is ended.
pub(crate) async fn accept(listener: TcpListener, runner: Arc<Runner>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) if connections.len() < CONNECTIONS_MAX => {
                    connections.spawn(converse(stream, Control::new(Arc::clone(&runner))));
                }
                Ok(_) => {}
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, control: Control) {
    let answering = service_fn(move |request: Request<Incoming>| {
        let control = control.clone();
        async move { Ok::<_, Infallible>(answer(&control, request).await) }
    });
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(READ_SECONDS_MAX))
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(stream), answering)
        .await;
}

async fn answer(control: &Control, request: Request<Incoming>) -> Response<Paced> {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let body = match Limited::new(request.into_body(), BODY_BYTES_MAX)
        .collect()
        .await
    {
        Ok(body) => body.to_bytes(),
        Err(_) => {
            return said(
                StatusCode::PAYLOAD_TOO_LARGE,
                &Said::wrong("the body is too long"),
            );
        }
    };
    match act(control, &method, &path, &body).await {
        Ok(response) => response,
        Err(why) => said(StatusCode::BAD_REQUEST, &Said::wrong(&why)),
    }
}

async fn act(
    control: &Control,
    method: &Method,
    path: &str,
    body: &[u8],
) -> Result<Response<Paced>, String> {
    let done = || {
        said(
            StatusCode::OK,
            &Said {
                ok: true,
                error: None,
            },
        )
    };
    Ok(match (method.as_str(), path) {
        ("GET", "/manual") => manual(),
        ("GET", "/setup") => said(StatusCode::OK, &control.setup()),
        ("GET", "/ledger") => said(StatusCode::OK, &control.ledger()),
        ("GET", "/requests") => said(StatusCode::OK, &control.requests()),
        ("GET", "/deliveries") => said(StatusCode::OK, &control.deliveries()),
        ("GET", "/transactions") => said(StatusCode::OK, &control.transactions()),
        ("GET", "/time") => said(
            StatusCode::OK,
            &Clock {
                now_ms: control.now_ms(),
            },
        ),
        ("POST", "/time/advance") => {
            control.advance(read::<Advance>(body)?.ms).await;
            said(
                StatusCode::OK,
                &Clock {
                    now_ms: control.now_ms(),
                },
            )
        }
        ("POST", "/c2b/pay") => {
            let state = control.customer_pays(&read::<CustomerPayment>(body)?)?;
            kept(control, said(StatusCode::OK, &state)).await
        }
        ("POST", "/c2b/settings") => {
            control.set_c2b(read::<C2bSettings>(body)?);
            kept(control, done()).await
        }
        ("POST", "/outcomes") => {
            for script in read::<OneOrMany<Script>>(body)?.all() {
                control.script(script);
            }
            kept(control, done()).await
        }
        ("POST", "/faults") => {
            for fault in read::<OneOrMany<Fault>>(body)?.all() {
                control.fault(fault);
            }
            kept(control, done()).await
        }
        ("POST", "/clear") => {
            control.clear();
            kept(control, done()).await
        }
        ("POST", "/operator") => {
            control.lock_operator(read::<Lock>(body)?.lock_ms);
            kept(control, done()).await
        }
        ("POST", "/reset") => {
            control.reset();
            kept(control, done()).await
        }
        _ => said(
            StatusCode::NOT_FOUND,
            &Said::wrong("there is nothing at this path"),
        ),
    })
}

fn manual() -> Response<Paced> {
    let mut response = Response::new(Paced::whole(crate::MANUAL.to_owned()));
    let markdown = HeaderValue::from_static("text/markdown; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, markdown);
    response
}

async fn kept(control: &Control, response: Response<Paced>) -> Response<Paced> {
    control.runner().keep().await;
    response
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn said(status: StatusCode, what: &impl Serialize) -> Response<Paced> {
    let text = serde_json::to_string(what).unwrap_or_else(|_| "{}".to_owned());
    let mut response = Response::new(Paced::whole(text));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

#[derive(Serialize)]
struct Said {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Said {
    fn wrong(why: &str) -> Self {
        Self {
            ok: false,
            error: Some(why.to_owned()),
        }
    }
}

#[derive(Serialize)]
struct Clock {
    now_ms: u64,
}

#[derive(Deserialize)]
struct Advance {
    ms: u64,
}

#[derive(Deserialize)]
struct Lock {
    /// Locks for so long; `null` or nothing unlocks.
    lock_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    fn all(self) -> Vec<T> {
        match self {
            Self::Many(all) => all,
            Self::One(one) => vec![one],
        }
    }
}
