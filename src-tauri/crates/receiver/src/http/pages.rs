//! One request on the public address: who asks, which side answers, and what every answer carries.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;

use super::callback;
use super::metrics::Metrics;
use super::publications::Publications;
use super::rates::{Rates, TooOften};
use super::sources::Sources;
use crate::commit::Queue;
use crate::config::Limits;
use crate::wire;

/// What every answer carries: it is data for a program, never a page, never cached.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// What the receiver answers with.
pub(crate) struct Pages {
    pub(crate) published: Arc<dyn Publications>,
    pub(crate) queue: Queue,
    pub(crate) rates: Rates,
    pub(crate) sources: Sources,
    pub(crate) limits: Limits,
    pub(crate) metrics: Arc<Metrics>,
    /// Whether connections are TLS.
    pub(crate) tls: bool,
    /// What answers consoles.
    pub(crate) console: Option<Router>,
}

impl Pages {
    /// Answers a request of a peer.
    pub(crate) async fn answer(&self, peer: IpAddr, mut request: Request<Body>) -> Response {
        let source = self.sources.source(peer, request.headers());
        request.extensions_mut().insert(source);
        let mut response = match &self.console {
            Some(console) if is_console(request.uri().path()) => {
                let Ok(response) = console.clone().oneshot(request).await;
                response
            }
            _ => callback::take(self, source, request).await,
        };
        // Guesses are counted on both sides: a console's wrong token is answered like an unknown path.
        if response.status() == StatusCode::NOT_FOUND {
            response = match self.rates.unknown(source.address) {
                Ok(()) => StatusCode::NOT_FOUND.into_response(),
                Err(past) => too_often(past),
            };
        }
        let status = response.status();
        self.metrics.answered(status.as_u16());
        let headers = response.headers_mut();
        if matches!(
            status,
            StatusCode::NOT_FOUND | StatusCode::TOO_MANY_REQUESTS
        ) {
            // Who guesses does not hold a connection between two guesses.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if self.tls {
            let year = HeaderValue::from_static("max-age=31536000");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
        }
        response
    }
}

/// Past a rate: 429, and when to try again.
pub(super) fn too_often(past: TooOften) -> Response {
    let again = HeaderValue::from(past.retry_after_s);
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(header::RETRY_AFTER, again)],
    )
        .into_response()
}

fn is_console(path: &str) -> bool {
    path.strip_prefix(wire::PREFIX)
        .is_some_and(|rest| rest.starts_with('/'))
}
