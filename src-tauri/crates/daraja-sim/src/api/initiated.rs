//! Requests of an initiator: acknowledged at once, carried out later, told by a result.
//!
//! Owns the common course of B2C, Pochi, B2B, tax, status, balance and reversal: duplicate ids, the plan of
//! the chosen outcome, the operator's judgement, results, queue-timeout echo. Each API adds what it moves
//! and what its result carries. Source: `daraja-api.md` sections 1, 6 and 7.

use serde_json::json;

use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::hand::Reply;
use crate::gateway::pipeline::Exchange;
use crate::outcome::code::{self, ResultCode};
use crate::outcome::plan::What;
use crate::wire::json::Json;
use crate::wire::result::{Parameter, ResultBody, Value};
use crate::world::World;
use crate::world::deliveries::Parcel;
use crate::world::ids;
use crate::world::operator::Presented;
use crate::world::transaction::{Status, Transaction};

/// What one of these APIs adds.
pub(crate) trait Initiated {
    /// The name of its [`super::Api`].
    fn name(&self) -> &'static str;
    /// Moves the money, or finds what was asked for. Sets receipt and fee of a movement.
    ///
    /// # Errors
    /// The result code that says why not; then nothing was moved.
    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode>;
    /// What a successful result carries.
    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter>;
    /// What a failed result carries.
    fn failure_parameters(&self, _world: &mut World, _one: &Transaction) -> Vec<Parameter> {
        Vec::new()
    }
    /// The reference items.
    fn reference(&self, _one: &Transaction) -> Vec<Parameter> {
        vec![(
            "QueueTimeoutURL",
            Value::Text(
                "https://internalapi.safaricom.co.ke/mpesa/b2cresults/v1/submit".to_owned(),
            ),
        )]
    }
    /// Whether keys may be spelled with spaces.
    fn may_space_keys(&self) -> bool {
        false
    }
}

/// A request in the words all of them share.
pub(crate) struct Order {
    pub(crate) api: &'static str,
    pub(crate) command: String,
    /// The caller's own id, for the APIs that take one.
    pub(crate) own_id: Option<String>,
    /// The id it is told under, where that isn't a new one of the gateway's.
    pub(crate) told_under: Option<String>,
    pub(crate) shillings: i64,
    /// The caller's short code.
    pub(crate) debit: String,
    /// Who is paid; also what magic numbers and scripts go by.
    pub(crate) credit: String,
    /// The operator's name as sent.
    pub(crate) initiator: String,
    pub(crate) debit_account: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) moves_money: bool,
    /// What the API keeps for later.
    pub(crate) details: serde_json::Value,
}

/// Takes a request in and acknowledges it. The initiator isn't looked at yet.
pub(crate) fn accept(world: &mut World, call: &Call, order: Order) -> Exchange {
    let request_id = world.gateway_id();
    let conversation_id = ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms);
    let originator_id = match order.own_id.as_ref().or(order.told_under.as_ref()) {
        Some(given) => given.clone(),
        None => world.gateway_id(),
    };
    let acknowledgement = Answer::ok(Json::object([
        ("ConversationID", Json::text(&*conversation_id)),
        ("OriginatorConversationID", Json::text(&*originator_id)),
        ("ResponseCode", Json::text("0")),
        (
            "ResponseDescription",
            Json::text("Accept the service request successfully."),
        ),
    ]));
    let refused = |reply: &Reply| Exchange {
        originator_id: order.own_id.clone().unwrap_or_default(),
        ..Exchange::refused(reply.answer(&request_id, &acknowledgement))
    };
    if let Some(own) = &order.own_id
        && world.remembers(&order.debit, own)
    {
        return refused(&Reply::Duplicate);
    }
    let subject = order
        .own_id
        .clone()
        .unwrap_or_else(|| format!("{} {} {}", order.credit, order.shillings, order.details));
    let plan = world.plan(order.api, &order.credit, order.shillings, &subject);
    let answer = match &plan.reply {
        Some(reply) => reply.answer(&request_id, &acknowledgement),
        None => acknowledgement,
    };
    if !plan.reached {
        return Exchange {
            hand: plan.hand,
            originator_id: order.own_id.unwrap_or_default(),
            ..Exchange::refused(answer)
        };
    }
    if let Some(own) = &order.own_id {
        world.remember(&order.debit, own);
    }
    let hold = plan.before_answer.then_some(conversation_id.as_str());
    for post in plan.posts.iter().filter(|post| post.what == What::Timeout) {
        let parcel = Parcel {
            api: order.api,
            kind: "timeout",
            conversation_id: conversation_id.clone(),
            url: call.text("QueueTimeOutURL"),
            // The original request, credential and all (section 6.5).
            body: call.raw.clone(),
            lost: false,
        };
        world.post(world.now_ms + post.after_ms, hold, parcel);
    }
    if let Some(after) = plan.execute_ms {
        let step = json!({ "execute": conversation_id });
        world.later(world.now_ms + after, hold, order.api, step);
    }
    let exchange = Exchange {
        hand: plan.hand,
        run_first: hold.map(str::to_owned),
        originator_id: originator_id.clone(),
        conversation_id: conversation_id.clone(),
        ..Exchange::done(answer)
    };
    world.transactions.keep(Transaction {
        conversation_id,
        originator_id,
        api: order.api.to_owned(),
        command: order.command,
        receipt: String::new(),
        cents: order.shillings * 100,
        debit: order.debit,
        credit: order.credit,
        debit_account: order.debit_account.to_owned(),
        status: if plan.execute_ms.is_some() {
            Status::Initiated
        } else {
            Status::Expired
        },
        accepted_ms: world.now_ms,
        finalised_ms: None,
        fee_cents: 0,
        fee_name: String::new(),
        reason: order.reason.to_owned(),
        moves_money: order.moves_money,
        reversed: false,
        presented: world.presented(&order.initiator, &call.text("SecurityCredential")),
        plan,
        result: None,
        result_url: call.text("ResultURL"),
        details: order.details,
    });
    exchange
}

/// Carries out what [`accept`] put into the schedule, and schedules its results.
pub(crate) fn execute(world: &mut World, api: &dyn Initiated, step: &serde_json::Value) {
    let found = step
        .get("execute")
        .and_then(serde_json::Value::as_str)
        .and_then(|id| world.transactions.get(id));
    let Some(mut one) = found.filter(|one| one.status == Status::Initiated).cloned() else {
        return;
    };
    let judged = world
        .operator
        .judge(one.presented, world.now_ms, world.scenario.lock_ms);
    let result = judged
        .and_then(|()| one.plan.forced.clone().map_or(Ok(()), Err))
        .and_then(|()| api.settle(world, &mut one));
    one.status = if result.is_ok() {
        Status::Completed
    } else {
        Status::Failed
    };
    one.finalised_ms = Some(world.now_ms);
    let said = result.err().unwrap_or_else(|| code::DONE.into());
    one.result = Some(said.clone());
    world.transactions.keep(one.clone());
    let silent = world.scenario.wrong_password_silent && !one.moves_money;
    if silent && one.presented == Presented::WrongPassword {
        return;
    }
    results(world, api, &one, &said);
}

fn results(world: &mut World, api: &dyn Initiated, one: &Transaction, said: &ResultCode) {
    let parameters = if said.is_done() {
        api.parameters(world, one)
    } else {
        api.failure_parameters(world, one)
    };
    let hold = one
        .plan
        .before_answer
        .then_some(one.conversation_id.as_str());
    for post in &one.plan.posts {
        let (result_type, claimed) = match &post.what {
            What::Timeout => continue,
            What::Result | What::Lost => (0, said.clone()),
            What::Waiting => (1, said.clone()),
            // A claim is made of a success only: a true failure isn't dressed as another.
            What::Claim(code) if said.is_done() => (0, code.clone()),
            What::Claim(_) => (0, said.clone()),
        };
        let told = result_type == 0 && claimed.is_done();
        let mut body = ResultBody {
            result_type,
            code: claimed.code,
            text: claimed.text,
            originator_id: one.originator_id.clone(),
            conversation_id: one.conversation_id.clone(),
            transaction_id: one.receipt.clone(),
            parameters: if told || !said.is_done() {
                parameters.clone()
            } else {
                Vec::new()
            },
            reference: api.reference(one),
            may_space_keys: api.may_space_keys(),
        };
        let mut drift = world.drift(&format!("{} {:?}", one.conversation_id, post.what));
        if !told || body.transaction_id.is_empty() {
            body.transaction_id = no_receipt(world, &mut drift, told);
        }
        let parcel = Parcel {
            api: api.name(),
            kind: "result",
            conversation_id: one.conversation_id.clone(),
            url: one.result_url.clone(),
            body: drift.result(&body).to_string(),
            lost: post.what == What::Lost,
        };
        let due = one
            .accepted_ms
            .saturating_add(post.after_ms)
            .max(world.now_ms);
        world.post(due, hold, parcel);
    }
}

/// What stands for a receipt where there is none: the placeholder, at times nothing, and in failures at
/// times something that looks real and isn't.
fn no_receipt(world: &mut World, drift: &mut crate::wire::drift::Drift, told: bool) -> String {
    let unused = world.receipt();
    if !told && drift.one_in(5) {
        unused
    } else if drift.one_in(6) {
        String::new()
    } else {
        ids::placeholder(&unused)
    }
}
