//! Telling the registered address that a payment is settled. Posted once: a missed one isn't repeated, and
//! Pull is the way to find it (`daraja-api.md` section 5.3).

use serde_json::Value;

use super::notice::{self, Notice};
use super::register::Registration;
use super::{NAME, payee};
use crate::outcome::plan::What;
use crate::world::World;
use crate::world::deliveries::Parcel;
use crate::world::dice::Dice;
use crate::world::people;
use crate::world::transaction::{Status, Transaction};

/// Confirms a settled payment as its plan says: once, twice, late, or lost.
pub(super) fn by_plan(world: &mut World, one: &Transaction) {
    if one.status != Status::Completed {
        return;
    }
    for post in one.plan.posts.clone() {
        // A confirmation only ever says that money is settled; the plays of results that say something
        // else come down to one that is there or isn't.
        if matches!(post.what, What::Timeout | What::Waiting) {
            continue;
        }
        let due = one
            .accepted_ms
            .saturating_add(post.after_ms)
            .max(world.now_ms);
        confirm(world, one, due, post.what == What::Lost);
    }
}

/// Puts one confirmation into the schedule, if an address is registered.
pub(crate) fn confirm(world: &mut World, one: &Transaction, due_ms: u64, lost: bool) {
    let Some(registration) = world.desks.registrations.get(&one.credit).cloned() else {
        return;
    };
    let Some(payee) = payee(world, &one.credit) else {
        return;
    };
    let balance = world.ledger.balance(&payee.account);
    let parcel = Parcel {
        api: NAME,
        kind: "c2b_confirmation",
        conversation_id: one.conversation_id.clone(),
        url: registration.confirmation.clone(),
        body: body(world, one, &registration, Some(balance)),
        lost,
    };
    world.post(due_ms, None, parcel);
}

/// The body of a notice about this payment.
pub(super) fn body(
    world: &World,
    one: &Transaction,
    registration: &Registration,
    balance_cents: Option<i64>,
) -> String {
    let detail = |key: &str| {
        one.details
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let subject = format!("notice {}", one.conversation_id);
    let mut drift = world.drift(&subject);
    let form = world.scenario.c2b.numbers;
    let mut dice = Dice::of(world.seed, &subject);
    let number = notice::number(
        &one.debit,
        form,
        registration.version,
        &mut drift,
        &mut dice,
    );
    let receipt = if one.receipt.is_empty() {
        detail("receipt")
    } else {
        one.receipt.clone()
    };
    let (first_name, ..) = people::customer(world.seed, &one.debit);
    let notice = Notice {
        is_till: payee(world, &one.credit).is_some_and(|payee| payee.is_till),
        receipt: &receipt,
        at_ms: one.finalised_ms.unwrap_or(world.now_ms),
        cents: one.cents,
        short_code: &one.credit,
        bill_ref: &detail("bill_ref"),
        balance_cents,
        third_party: &detail("third_party"),
        number,
        first_name: &first_name,
    };
    notice::body(&notice, &mut drift).to_string()
}
