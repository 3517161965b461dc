//! What a prompt does: one open per phone, then money or not, then what its callback says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::callback::{self, Finished, Paid};
use super::code;
use super::push::{self, StkPush};
use crate::api::c2b;
use crate::api::prompted::Prompted;
use crate::outcome::ResultCode;
use crate::outcome::code::ABOVE_MAXIMUM;
use crate::wire::json::Json;
use crate::world::World;
use crate::world::customers::TRANSACTION_CENTS_MAX;
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

impl Prompted for StkPush {
    fn name(&self) -> &'static str {
        push::NAME
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
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
            return Err(ABOVE_MAXIMUM.into());
        }
        c2b::move_money(world, one, &payee)?;
        world.desks.prompts.paid.insert(key, world.now_ms);
        Ok(())
    }

    fn over(&self, world: &mut World, one: &Transaction) {
        world.desks.prompts.close(one);
        if one.status == Status::Completed && world.scenario.c2b.stk_confirmation {
            c2b::confirm(world, one, world.now_ms, false);
        }
    }

    fn body(&self, world: &World, one: &Transaction, said: &ResultCode, subject: &str) -> Json {
        let masked = people::masked(&mut Dice::of(world.seed, subject), &one.debit);
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
            code: said,
            paid,
        };
        callback::body(&finished, &mut world.drift(subject))
    }
}
