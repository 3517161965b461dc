//! A receiver in memory: the console API as `receiver::wire` words it, and the public addresses.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use engine::audit::hex;
use engine::relay::wire::*;
use serde_json::json;
use sha2::{Digest as _, Sha256};

pub const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// What it holds, and how it is to behave.
#[derive(Default)]
pub struct Inner {
    pub deliveries: Vec<Delivery>,
    pub acknowledged: i64,
    pub published: Option<Publication>,
    pub fences: BTreeMap<(String, String), Fence>,
    /// Answers 503 to consoles.
    pub away: bool,
    /// The same answer to every console's question.
    pub instead: Option<(u16, String)>,
    /// Whether public posts are from a listed address.
    pub listed: bool,
    /// How often deliveries were asked for.
    pub asked: u32,
    /// Publications taken.
    pub publications: u32,
}

#[derive(Clone)]
pub struct Receiver {
    pub inner: Arc<Mutex<Inner>>,
    pub base: String,
    stop: Arc<tokio::task::AbortHandle>,
}

impl Receiver {
    pub async fn start() -> Self {
        Self::serving(Inner {
            listed: true,
            ..Inner::default()
        })
        .await
    }

    pub async fn serving(inner: Inner) -> Self {
        let inner = Arc::new(Mutex::new(inner));
        let app = Router::new()
            .route("/console/v1/status", get(status))
            .route("/console/v1/publication", put(publication))
            .route("/console/v1/deliveries", get(deliveries))
            .route("/console/v1/acknowledge", post(acknowledge))
            .route("/console/v1/fence", post(fence))
            .route("/{kind}/{request}", post(callback))
            .with_state(Arc::clone(&inner));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move {
            axum::serve(listener, app).await.unwrap();
        });
        let stop = Arc::new(task.abort_handle());
        Self { inner, base, stop }
    }

    pub fn stop(&self) {
        self.stop.abort();
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.inner.lock().unwrap())
    }

    /// Takes a post to a public path; one whose kind was not published is dropped.
    pub fn post(&self, path: &str, body: &[u8]) {
        let mut parts = path.trim_end_matches('/').rsplit('/');
        let (request, kind) = (parts.next().unwrap(), parts.next().unwrap());
        self.with(|inner| {
            if let Some(kind) = inner.kind(kind) {
                let listed = inner.listed;
                inner.put(&kind.profile, kind.use_, request, body, listed);
            }
        });
    }

    /// Puts a delivery in, as if it had been posted to an address of this use.
    pub fn deliver(&self, profile: &str, use_: Use, request: &str, body: &[u8]) -> i64 {
        self.with(|inner| {
            let listed = inner.listed;
            inner.put(profile, use_, request, body, listed)
        })
    }
}

impl Inner {
    fn kind(&self, token: &str) -> Option<KindPublished> {
        let token = hex(&Sha256::digest(token.as_bytes()));
        let mut kinds = self.published.iter().flat_map(|of| &of.kinds);
        kinds.find(|of| of.token_sha256 == token).cloned()
    }

    pub fn put(
        &mut self,
        profile: &str,
        use_: Use,
        request: &str,
        body: &[u8],
        verified: bool,
    ) -> i64 {
        let cursor = self.deliveries.last().map_or(0, |last| last.cursor) + 1;
        let sha256 = hex(&Sha256::digest(body));
        let first = self.deliveries.iter().find(|of| {
            (&*of.profile, of.use_, &*of.request, &*of.sha256) == (profile, use_, request, &*sha256)
        });
        let event = first.map_or(cursor, |of| of.event);
        let seal_to = self.published.as_ref().and_then(|of| of.seal_to.clone());
        let kept = match &seal_to {
            None => body.to_vec(),
            Some(key) => {
                let key = engine::audit::unhex::<32>(key).unwrap();
                crypto_box::PublicKey::from_bytes(key)
                    .seal(&mut crypto_box::aead::OsRng, body)
                    .unwrap()
            }
        };
        self.deliveries.push(Delivery {
            cursor,
            event,
            profile: profile.to_owned(),
            use_,
            request: request.to_owned(),
            body: (event == cursor).then(|| BASE64_STANDARD.encode(kept)),
            sha256,
            scrubbed: false,
            sealed: seal_to.is_some(),
            source: "196.201.214.200".to_owned(),
            verified,
            at_ms: 1_793_000_000_000 + cursor,
            decision: None,
        });
        cursor
    }

    fn position(&self) -> Position {
        let waiting = |of: &&Delivery| of.cursor > self.acknowledged;
        Position {
            last: self.deliveries.last().map_or(0, |last| last.cursor),
            acknowledged: self.acknowledged,
            backlog: i64::try_from(self.deliveries.iter().filter(waiting).count()).unwrap(),
            oldest_waiting_ms: self.deliveries.iter().find(waiting).map(|of| of.at_ms),
            last_delivery_ms: self.deliveries.last().map(|of| of.at_ms),
        }
    }
}

type Held = State<Arc<Mutex<Inner>>>;

/// Why a console is not let in, if it is not.
fn hindrance(held: &Mutex<Inner>, headers: &HeaderMap) -> Option<Response> {
    let inner = held.lock().unwrap();
    if let Some((status, text)) = &inner.instead {
        let status = StatusCode::from_u16(*status).unwrap();
        return Some((status, text.clone()).into_response());
    }
    let told = headers.get("authorization").and_then(|of| of.to_str().ok());
    if told != Some(&format!("Bearer {TOKEN}")) {
        return Some(StatusCode::NOT_FOUND.into_response());
    }
    inner
        .away
        .then(|| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

async fn status(State(held): Held, headers: HeaderMap) -> Response {
    if let Some(no) = hindrance(&held, &headers) {
        return no;
    }
    let inner = held.lock().unwrap();
    let status = Status {
        version: "0.1.0".to_owned(),
        console: "office".to_owned(),
        now_ms: 1_793_000_000_000,
        position: inner.position(),
        published: inner.published.as_ref().map_or(0, |of| of.version),
        store: "sqlite".to_owned(),
        sealed: inner
            .published
            .as_ref()
            .is_some_and(|of| of.seal_to.is_some()),
    };
    let date = [("date", "Mon, 26 Oct 2026 07:33:20 GMT")];
    (date, Json(status)).into_response()
}

async fn publication(
    State(held): Held,
    headers: HeaderMap,
    Json(new): Json<Publication>,
) -> Response {
    if let Some(no) = hindrance(&held, &headers) {
        return no;
    }
    let mut inner = held.lock().unwrap();
    let version = inner.published.as_ref().map_or(0, |of| of.version);
    if new.version <= version && inner.published.as_ref() != Some(&new) {
        return (StatusCode::CONFLICT, Json(Published { version })).into_response();
    }
    let version = new.version;
    inner.published = Some(new);
    inner.publications += 1;
    Json(Published { version }).into_response()
}

struct Asked {
    after: i64,
    limit: usize,
    wait_ms: u64,
}

impl Asked {
    fn read(query: &str) -> Self {
        let part = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .filter(|(key, _)| *key == name)
                .map(|(_, value)| value)
                .next_back()
                .unwrap()
                .to_owned()
        };
        Self {
            after: part("after").parse().unwrap(),
            limit: part("limit").parse().unwrap(),
            wait_ms: part("wait_ms").parse().unwrap(),
        }
    }
}

async fn deliveries(State(held): Held, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let (asked, begun) = (Asked::read(&query.unwrap()), std::time::Instant::now());
    held.lock().unwrap().asked += 1;
    loop {
        if let Some(no) = hindrance(&held, &headers) {
            return no;
        }
        {
            let inner = held.lock().unwrap();
            let after: Vec<&Delivery> = inner
                .deliveries
                .iter()
                .filter(|of| of.cursor > asked.after)
                .collect();
            if !after.is_empty() || begun.elapsed() >= Duration::from_millis(asked.wait_ms) {
                let page: Vec<Delivery> = after
                    .iter()
                    .take(asked.limit)
                    .map(|of| (*of).clone())
                    .collect();
                let backlog = i64::try_from(after.len() - page.len()).unwrap();
                let next = page.last().map_or(asked.after, |last| last.cursor);
                return Json(Deliveries {
                    deliveries: page,
                    next,
                    backlog,
                })
                .into_response();
            }
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn acknowledge(
    State(held): Held,
    headers: HeaderMap,
    Json(told): Json<Acknowledge>,
) -> Response {
    if let Some(no) = hindrance(&held, &headers) {
        return no;
    }
    let mut inner = held.lock().unwrap();
    let last = inner.position().last;
    if told.cursor <= last {
        inner.acknowledged = inner.acknowledged.max(told.cursor);
    }
    Json(inner.position()).into_response()
}

async fn fence(State(held): Held, headers: HeaderMap, Json(told): Json<Fence>) -> Response {
    if let Some(no) = hindrance(&held, &headers) {
        return no;
    }
    let mut inner = held.lock().unwrap();
    let key = (told.environment.clone(), told.short_code.clone());
    let known = inner.fences.get(&key).cloned();
    let passed = known
        .as_ref()
        .is_none_or(|known| (told.generation, told.sequence) >= (known.generation, known.sequence));
    if passed {
        inner.fences.insert(key, told.clone());
    }
    let held = known.filter(|_| !passed).unwrap_or(told);
    let status = if passed {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    (status, Json(Fenced { passed, held })).into_response()
}

async fn callback(
    State(held): Held,
    ConnectInfo(_): ConnectInfo<SocketAddr>,
    Path((kind, request)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let mut inner = held.lock().unwrap();
    let found = inner.kind(&kind);
    let Some(kind) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let listed = inner.listed;
    inner.put(&kind.profile, kind.use_, &request, &body, listed);
    Json(json!({ "ResultCode": 0, "ResultDesc": "Accepted" })).into_response()
}
