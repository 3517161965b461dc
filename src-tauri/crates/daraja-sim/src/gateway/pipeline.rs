//! The order in which a request is judged: edge, token, throttle, body, fields, entitlement, then its API.
//!
//! Source: `daraja-api.md` sections 1, 2, 6.3 and 13.

use super::answer::Answer;
use super::call::{Call, Received};
use super::fault::Act;
use super::fields;
use super::hand::{Hand, Reply};
use super::log::RequestRecord;
use crate::api::{self, Api};
use crate::wire::json::Json;
use crate::world::{World, ids};

/// An answer and how it goes out.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) answer: Answer,
    pub(crate) hand: Hand,
    /// What is held under this name is carried out before the answer leaves.
    pub(crate) run_first: Option<String>,
    pub(crate) originator_id: String,
    pub(crate) conversation_id: String,
    /// Whether it got past the gateway.
    pub(crate) executed: bool,
}

impl Exchange {
    /// Turned away by the gateway.
    pub(crate) fn refused(answer: Answer) -> Self {
        Self {
            answer,
            hand: Hand::Answer,
            run_first: None,
            originator_id: String::new(),
            conversation_id: String::new(),
            executed: false,
        }
    }

    /// Done, with this answer.
    pub(crate) fn done(answer: Answer) -> Self {
        Self {
            executed: true,
            ..Self::refused(answer)
        }
    }
}

/// Judges a request, carries it out, and notes it.
pub(crate) fn serve(world: &mut World, received: &Received) -> Exchange {
    let (name, exchange) = route(world, received);
    let answered = matches!(
        exchange.hand,
        Hand::Answer | Hand::AnswerThenClose | Hand::Slow { .. }
    );
    world.requests.keep(RequestRecord {
        number: 0,
        at_ms: world.now_ms,
        api: name.to_owned(),
        line: format!("{} {}", received.method, received.path),
        originator_id: exchange.originator_id.clone(),
        conversation_id: exchange.conversation_id.clone(),
        status: answered.then_some(exchange.answer.status),
        error_code: exchange.answer.field("errorCode").unwrap_or("").to_owned(),
        ended: match exchange.hand {
            Hand::Answer | Hand::AnswerThenClose => "answer",
            Hand::Reset => "reset",
            Hand::Close => "close",
            Hand::Hang => "hang",
            Hand::Slow { .. } => "slow",
        }
        .to_owned(),
        executed: exchange.executed,
        connection: received.connection,
        on_connection: received.on_connection,
    });
    exchange
}

fn route(world: &mut World, received: &Received) -> (&'static str, Exchange) {
    let oauth = received.path == api::oauth::PATH;
    let api = api::by_path(&received.path);
    let name = if oauth {
        api::oauth::NAME
    } else {
        api.map_or("", Api::name)
    };
    let request_id = world.gateway_id();
    if let Some(refused) = edge(world, received, name, &request_id) {
        return (name, refused);
    }
    let now = world.now_ms;
    let after = |act: &Act| matches!(act, Act::Answer { .. } | Act::End { .. });
    let fault = world.faults.meet(Some(name), now, after);
    let not_executed = match &fault {
        Some(Act::Answer { executed, .. } | Act::End { executed, .. }) => !executed,
        _ => false,
    };
    let mut exchange = if not_executed {
        Exchange::refused(hollow(world))
    } else if oauth {
        api::oauth::issue(world, received, &request_id)
    } else {
        match api {
            Some(api) => called(world, received, api, &request_id),
            None => Exchange::refused(Answer::error(
                404,
                &request_id,
                "404.001.01",
                "Resource not found",
            )),
        }
    };
    match fault {
        Some(Act::Answer { reply, .. }) => {
            exchange.answer = reply.answer(&request_id, &exchange.answer);
        }
        Some(Act::End { hand, .. }) => exchange.hand = hand,
        _ => {}
    }
    (name, exchange)
}

/// An acknowledgement of nothing, for answers that look as if something had been done.
fn hollow(world: &mut World) -> Answer {
    let id = ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms);
    Answer::ok(Json::object([
        ("ConversationID", Json::text(id)),
        ("OriginatorConversationID", Json::text(world.gateway_id())),
        ("ResponseCode", Json::text("0")),
        (
            "ResponseDescription",
            Json::text("Accept the service request successfully."),
        ),
    ]))
}

/// What the firewall and the gateway's policies say before anyone looks inside.
fn edge(world: &mut World, received: &Received, name: &str, request_id: &str) -> Option<Exchange> {
    let nothing = Answer::plain(500, "text/plain", "");
    let refuse = |reply: &Reply| Some(Exchange::refused(reply.answer(request_id, &nothing)));
    if !received.has_user_agent {
        return refuse(&Reply::Html403);
    }
    let now = world.now_ms;
    if let Some(Act::Refuse(reply)) = world
        .faults
        .meet(Some(name), now, |act| matches!(act, Act::Refuse(_)))
    {
        return refuse(&reply);
    }
    let expire = |act: &Act| matches!(act, Act::ExpireTokens);
    if name != api::oauth::NAME && world.faults.meet(Some(name), now, expire).is_some() {
        world.tokens.expire();
    }
    None
}

fn called(
    world: &mut World,
    received: &Received,
    api: &'static dyn Api,
    request_id: &str,
) -> Exchange {
    judged(world, received, api, request_id)
        .map_or_else(Exchange::refused, |call| api.handle(world, &call))
}

/// Everything up to the API's own business.
fn judged(
    world: &mut World,
    received: &Received,
    api: &'static dyn Api,
    request_id: &str,
) -> Result<Call, Answer> {
    let error = |status, code: &str, text: &str| Answer::error(status, request_id, code, text);
    if received.method != "POST" {
        return Err(error(405, "405.001", "Method Not Allowed"));
    }
    token(world, received, api, request_id)?;
    throttle(world, request_id)?;
    let invalid = |field: &str| error(400, "400.002.02", &format!("Bad Request - Invalid {field}"));
    let is_json = received
        .content_type
        .as_deref()
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    if !is_json {
        // Not a 415: the first field is said to be wrong.
        let first = api.fields().first().map_or("Body", |field| field.name);
        return Err(invalid(first));
    }
    let call = Call::read(&received.body)
        .ok_or_else(|| error(400, "400.002.05", "Invalid Request Payload"))?;
    if let Some(field) = fields::first_wrong(&call, api.fields()) {
        return Err(invalid(field));
    }
    if world
        .scenario
        .not_entitled
        .iter()
        .any(|name| name == api.name())
        || api.never_entitled()
    {
        return Err(Reply::NotEntitled.answer(request_id, &error(403, "", "")));
    }
    Ok(call)
}

fn token(
    world: &mut World,
    received: &Received,
    api: &'static dyn Api,
    request_id: &str,
) -> Result<(), Answer> {
    let token = received
        .authorization
        .as_deref()
        .and_then(|header| header.strip_prefix("Bearer "))
        .unwrap_or("");
    let now = world.now_ms;
    let refuse = |act: &Act| matches!(act, Act::RefuseToken);
    let refused = world.faults.meet(Some(api.name()), now, refuse).is_some();
    // Without the product on the app, these answer like a bad token (`daraja-api.md` section 2).
    let absent = api.refuses_token_without_product()
        && (api.never_entitled()
            || world
                .scenario
                .not_entitled
                .iter()
                .any(|name| name == api.name()));
    if refused || absent || !world.tokens.accepts(token, now) {
        return Err(api.family().refusal(request_id, token));
    }
    Ok(())
}

fn throttle(world: &mut World, request_id: &str) -> Result<(), Answer> {
    let Some(limit) = world.scenario.per_second else {
        return Ok(());
    };
    let second = world.now_ms / 1_000;
    if world.pace.0 != second {
        world.pace = (second, 0);
    }
    world.pace.1 = world.pace.1.saturating_add(1);
    if world.pace.1 > limit {
        let nothing = Answer::plain(500, "text/plain", "");
        return Err(Reply::SpikeArrest.answer(request_id, &nothing));
    }
    Ok(())
}
