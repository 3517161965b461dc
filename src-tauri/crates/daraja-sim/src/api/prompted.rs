//! Requests that a person answers on a phone: acknowledged at once, told by a callback of their own shape.
//!
//! Owns the common course of M-Pesa Express and B2B Express. Each adds what it moves and what its callback
//! says. No initiator, no queue-timeout notice: that is [`initiated`](super::initiated).

use serde_json::{Value, json};

use crate::gateway::answer::Answer;
use crate::gateway::pipeline::Exchange;
use crate::outcome::ResultCode;
use crate::outcome::code::DONE;
use crate::outcome::plan::{Plan, What};
use crate::wire::json::Json;
use crate::world::World;
use crate::world::deliveries::Parcel;
use crate::world::operator::Presented;
use crate::world::transaction::{Status, Transaction};

/// What one of these APIs adds.
pub(crate) trait Prompted {
    /// The name of its [`super::Api`].
    fn name(&self) -> &'static str;
    /// Moves the money and sets the receipt.
    ///
    /// # Errors
    /// The result code that says why not; then nothing was moved.
    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode>;
    /// The prompt is over, paid or not.
    fn over(&self, _world: &mut World, _one: &Transaction) {}
    /// The callback that says this. `subject` names it for the seed.
    fn body(&self, world: &World, one: &Transaction, said: &ResultCode, subject: &str) -> Json;
}

/// A request in the words all of them share.
pub(crate) struct Order {
    pub(crate) api: &'static str,
    pub(crate) command: String,
    pub(crate) conversation_id: String,
    pub(crate) originator_id: String,
    pub(crate) shillings: i64,
    pub(crate) debit: String,
    pub(crate) credit: String,
    pub(crate) reason: &'static str,
    pub(crate) callback: String,
    pub(crate) plan: Plan,
    pub(crate) acknowledgement: Answer,
    /// What the API keeps for later.
    pub(crate) details: Value,
}

/// Takes a request in, and schedules its execution and callbacks.
pub(crate) fn accept(world: &mut World, order: Order) -> Exchange {
    let plan = order.plan;
    let answer = match &plan.reply {
        Some(reply) => reply.answer(&order.originator_id, &order.acknowledgement),
        None => order.acknowledgement,
    };
    if !plan.reached {
        return Exchange {
            hand: plan.hand,
            ..Exchange::refused(answer)
        };
    }
    let id = order.conversation_id;
    let hold = plan.before_answer.then_some(id.as_str());
    if let Some(after) = plan.execute_ms {
        let step = json!({ "execute": id });
        world.later(world.now_ms + after, hold, order.api, step);
    }
    for (at, post) in plan.posts.iter().enumerate() {
        let step = json!({ "post": id, "at": at });
        world.later(world.now_ms + post.after_ms, hold, order.api, step);
    }
    let exchange = Exchange {
        hand: plan.hand,
        run_first: hold.map(str::to_owned),
        originator_id: order.originator_id.clone(),
        conversation_id: id.clone(),
        ..Exchange::done(answer)
    };
    world.transactions.keep(Transaction {
        conversation_id: id,
        originator_id: order.originator_id,
        api: order.api.to_owned(),
        command: order.command,
        receipt: String::new(),
        cents: order.shillings * 100,
        debit: order.debit,
        credit: order.credit,
        debit_account: String::new(),
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
        moves_money: true,
        reversed: false,
        presented: Presented::Right,
        plan,
        result: None,
        result_url: order.callback,
        details: order.details,
    });
    exchange
}

/// Does what [`accept`] put into the schedule.
pub(crate) fn step(world: &mut World, api: &dyn Prompted, step: &Value) {
    let named = |key: &str| {
        let id = step.get(key).and_then(Value::as_str)?;
        world.transactions.get(id).cloned()
    };
    if let Some(one) = named("execute") {
        execute(world, api, one);
    } else if let Some(one) = named("post") {
        let at = step.get("at").and_then(Value::as_u64).unwrap_or(0);
        post(world, api, &one, usize::try_from(at).unwrap_or(0));
    }
}

fn execute(world: &mut World, api: &dyn Prompted, mut one: Transaction) {
    if one.status != Status::Initiated {
        return;
    }
    let result = match one.plan.forced.clone() {
        Some(code) => Err(code),
        None => api.settle(world, &mut one),
    };
    one.status = if result.is_ok() {
        Status::Completed
    } else {
        Status::Failed
    };
    one.finalised_ms = Some(world.now_ms);
    one.result = Some(result.err().unwrap_or_else(|| DONE.into()));
    world.transactions.keep(one.clone());
    api.over(world, &one);
}

fn post(world: &mut World, api: &dyn Prompted, one: &Transaction, at: usize) {
    let Some(planned) = one.plan.posts.get(at) else {
        return;
    };
    let said = match (&planned.what, &one.result) {
        (What::Timeout | What::Waiting, _) | (What::Result | What::Lost, None) => return,
        // A claim is made of what isn't known yet or went well: a true failure isn't dressed as another.
        (What::Claim(code), None) => code,
        (What::Claim(code), Some(truth)) if truth.is_done() => code,
        (_, Some(truth)) => truth,
    };
    let subject = format!("{} {at}", one.conversation_id);
    let parcel = Parcel {
        api: api.name(),
        kind: api.name(),
        conversation_id: one.conversation_id.clone(),
        url: one.result_url.clone(),
        body: api.body(world, one, said, &subject).to_string(),
        lost: planned.what == What::Lost,
    };
    let hold = one
        .plan
        .before_answer
        .then_some(one.conversation_id.as_str());
    world.post(world.now_ms, hold, parcel);
}
