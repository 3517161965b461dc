//! `GET /oauth/v1/generate`: a token for a key and its secret.
//!
//! Source: `daraja-api.md` section 2.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::gateway::answer::Answer;
use crate::gateway::call::Received;
use crate::gateway::pipeline::Exchange;
use crate::wire::json::Json;
use crate::world::World;

/// Its name in faults and records.
pub(crate) const NAME: &str = "oauth";
/// Where it is called.
pub(crate) const PATH: &str = "/oauth/v1/generate";

/// Judges the key and gives a token.
pub(crate) fn issue(world: &mut World, received: &Received, request_id: &str) -> Exchange {
    let error = |status, code: &str, text: &str| {
        Exchange::refused(Answer::error(status, request_id, code, text))
    };
    if received.method != "GET" {
        return error(405, "405.001", "Method Not Allowed");
    }
    if !received
        .query
        .split('&')
        .any(|pair| pair == "grant_type=client_credentials")
    {
        return error(400, "400.008.02", "Invalid grant type passed");
    }
    let expected = format!(
        "{}:{}",
        world.setup.consumer_key, world.setup.consumer_secret
    );
    let given = received
        .authorization
        .as_deref()
        .and_then(|header| header.strip_prefix("Basic "))
        .and_then(|encoded| STANDARD.decode(encoded).ok());
    if given.as_deref() != Some(expected.as_bytes()) {
        return error(400, "400.008.01", "Invalid Authentication passed");
    }
    let mut dice = world.fresh_dice("token");
    let token = world.tokens.issue(&mut dice, world.now_ms);
    // A string, as the live gateway sends it; the documents show a number.
    Exchange::done(Answer::ok(Json::object([
        ("access_token", Json::text(token)),
        ("expires_in", Json::text("3599")),
    ])))
}
