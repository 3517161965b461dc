//! A prompt's life: one open per phone, then money or not, then its callbacks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::callback::{self, Finished, Paid};
use super::{code, push};
use crate::api::c2b;
use crate::outcome::ResultCode;
use crate::outcome::code::DONE;
use crate::outcome::plan::What;
use crate::world::World;
use crate::world::customers::TRANSACTION_CENTS_MAX;
use crate::world::deliveries::Parcel;
use crate::world::dice::Dice;
use crate::world::people;
use crate::world::transaction::{Status, Transaction};

/// The same amount from the same payer is refused for so long: two minutes.
const SAME_AGAIN_MS: u64 = 120_000;

/// Which phones have a prompt open, and who paid what a moment ago.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Prompts {
    open: BTreeMap<String, String>,
    /// Payer, payee and cents, with when.
    paid: BTreeMap<String, u64>,
}

impl Prompts {
    /// Whether the phone shows a prompt.
    pub(super) fn is_open(&self, phone: &str) -> bool {
        self.open.contains_key(phone)
    }

    /// Shows one.
    pub(super) fn open(&mut self, phone: &str, checkout_id: &str) {
        self.open.insert(phone.to_owned(), checkout_id.to_owned());
    }

    fn close(&mut self, one: &Transaction) {
        if self.open.get(&one.debit) == Some(&one.conversation_id) {
            self.open.remove(&one.debit);
        }
    }

    fn paid_just_now(&mut self, key: &str, now_ms: u64) -> bool {
        self.paid
            .retain(|_, at| now_ms < at.saturating_add(SAME_AGAIN_MS));
        self.paid.contains_key(key)
    }
}

/// Does what [`push`] put into the schedule.
pub(super) fn step(world: &mut World, step: &Value) {
    let named = |key: &str| step.get(key).and_then(Value::as_str).map(str::to_owned);
    if let Some(one) = named("execute").and_then(|id| world.transactions.get(&id).cloned()) {
        execute(world, one);
    } else if let Some(one) = named("post").and_then(|id| world.transactions.get(&id).cloned()) {
        let at = step
            .get("at")
            .and_then(Value::as_u64)
            .and_then(|at| usize::try_from(at).ok());
        post(world, &one, at.unwrap_or(0));
    }
}

fn execute(world: &mut World, mut one: Transaction) {
    if one.status != Status::Initiated {
        return;
    }
    world.desks.prompts.close(&one);
    let result = one
        .plan
        .forced
        .clone()
        .map_or(Ok(()), Err)
        .and_then(|()| settle(world, &mut one));
    one.status = if result.is_ok() {
        Status::Completed
    } else {
        Status::Failed
    };
    one.finalised_ms = Some(world.now_ms);
    one.result = Some(result.err().unwrap_or_else(|| DONE.into()));
    world.transactions.keep(one.clone());
    if one.status == Status::Completed && world.scenario.c2b.stk_confirmation {
        c2b::confirm(world, &one, world.now_ms, false);
    }
}

/// Moves the money.
fn settle(world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
    let payee = c2b::payee(world, &one.credit).ok_or(code::NO_OPERATOR)?;
    let buys_goods = one.command == "CustomerBuyGoodsOnline";
    if buys_goods != payee.is_till {
        return Err(code::PRODUCT.into());
    }
    let key = format!("{} {} {}", one.debit, one.credit, one.cents);
    if world.desks.prompts.paid_just_now(&key, world.now_ms) {
        return Err(code::TOO_SOON.into());
    }
    if one.cents > TRANSACTION_CENTS_MAX {
        return Err(crate::outcome::code::ABOVE_MAXIMUM.into());
    }
    c2b::move_money(world, one, &payee)?;
    world.desks.prompts.paid.insert(key, world.now_ms);
    Ok(())
}

fn post(world: &mut World, one: &Transaction, at: usize) {
    let Some(planned) = one.plan.posts.get(at) else {
        return;
    };
    let truth = one.result.clone();
    let said = match (&planned.what, truth) {
        // A claim is made of what isn't known yet or went well: a true failure isn't dressed as another.
        (What::Claim(code), None) => code.clone(),
        (What::Claim(code), Some(truth)) if truth.is_done() => code.clone(),
        (_, Some(truth)) => truth,
        (_, None) => return,
    };
    let subject = format!("{} {at}", one.conversation_id);
    let masked = people::masked(&mut Dice::of(world.seed, &subject), &one.debit);
    let paid = said.is_done().then(|| Paid {
        cents: one.cents,
        receipt: &one.receipt,
        at_ms: one.finalised_ms.unwrap_or(world.now_ms),
        msisdn: &one.debit,
        masked: &masked,
    });
    let finished = Finished {
        merchant_request_id: &one.originator_id,
        checkout_request_id: &one.conversation_id,
        code: &said,
        paid,
    };
    let parcel = Parcel {
        api: push::NAME,
        kind: "stk",
        conversation_id: one.conversation_id.clone(),
        url: one.result_url.clone(),
        body: callback::body(&finished, &mut world.drift(&subject)).to_string(),
        lost: planned.what == What::Lost,
    };
    let hold = one
        .plan
        .before_answer
        .then_some(one.conversation_id.as_str());
    world.post(world.now_ms, hold, parcel);
}
