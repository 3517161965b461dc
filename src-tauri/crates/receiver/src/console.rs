//! The consoles' side: an axum router that speaks [`wire`](crate::wire) over an [`Inbox`].
//!
//! Owns: who may ask, what each request does and how a refusal reads. Stays out: sockets, TLS, rates and
//! counting (the listener), keeping things ([`Inbox`]).
//!
//! A console sees its own deliveries only. Letters are sealed for one desktop and lie open to every console
//! of the receiver, as fences do: they are of one business.

mod deliveries;
mod fence;
mod keys;
mod mail;
mod publication;
mod refusal;
mod ringing;
mod status;
mod take;
mod woken;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};

use crate::config::Limits;
use crate::inbox::Inbox;
use crate::published::Published;
use crate::wire::PREFIX;

pub use keys::{Caller, KeyError, Keys, is_name};
pub use ringing::Ringing;
pub use woken::Woken;

/// The receiver's clock, in milliseconds since 1970, UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How long a waiting console is left without a look into the store: what another receiver on the same
/// store took in wakes nobody here.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What the console's pages stand on.
#[derive(Clone)]
pub struct Console {
    /// Where everything lies.
    pub inbox: Arc<dyn Inbox>,
    /// What was published, refreshed when a console publishes.
    pub published: Arc<Published>,
    /// Who may ask.
    pub keys: Arc<Keys>,
    /// What wakes those who wait.
    pub woken: Arc<Woken>,
    /// The bounds.
    pub limits: Arc<Limits>,
    /// The clock.
    pub now_ms: Clock,
    /// `sqlite` or `postgres`.
    pub store: &'static str,
}

/// The pages under [`PREFIX`]. Who has no right there is answered as for an unknown path: 404 without a word,
/// which the listener counts and bounds per address.
pub fn router(console: Console) -> Router {
    let pages = Router::new()
        .route("/status", get(status::read))
        .route("/publication", put(publication::replace))
        .route("/deliveries", get(deliveries::drain))
        .route("/acknowledge", post(deliveries::acknowledge))
        .route("/fence", post(fence::pass))
        .route("/fences", get(fence::all))
        .route("/mail", post(mail::put_in).get(mail::read))
        .route("/mail/{id}", delete(mail::take_out))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(middleware::from_fn_with_state(console.clone(), let_in));
    Router::new()
        .nest(PREFIX, pages.with_state(console))
        .layer(middleware::map_response(never_kept))
}

/// Lets a console in, and no one else.
async fn let_in(State(console): State<Console>, mut request: Request, next: Next) -> Response {
    let Some(caller) = console.keys.caller(request.headers()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// No proxy on the way keeps an answer.
async fn never_kept(mut answer: Response) -> Response {
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
#[path = "console_tests/mod.rs"]
mod tests;
