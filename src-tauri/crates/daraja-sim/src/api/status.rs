//! Transaction Status: what became of a payment, by receipt or by either id of its conversation.
//!
//! Source: `daraja-api.md` section 8. What is not found says 2032; a payment's plan may hide it for a while
//! or show it as `Initiated` longer than it is.

use serde_json::json;

use super::initiated::{self, Initiated, Order};
use super::{Api, accounts};
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, may, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::outcome::code::{self, ResultCode};
use crate::wire::result::{Parameter, Value};
use crate::world::World;
use crate::world::transaction::{Status, Transaction};

/// The API.
pub(crate) struct TransactionStatus;

const NAME: &str = "status";

static FIELDS: [Field; 11] = [
    must("Initiator", Check::Text { min: 1, max: 50 }),
    must("SecurityCredential", Check::Credential),
    must("CommandID", Check::OneOf(&["TransactionStatusQuery"])),
    // An empty string isn't the same as nothing: it is refused.
    may("TransactionID", Check::Text { min: 10, max: 10 }),
    may("OriginalConversationID", Check::Text { min: 1, max: 64 }),
    must("PartyA", Check::Text { min: 5, max: 12 }),
    must("IdentifierType", Check::OneOf(&["1", "2", "4"])),
    must("ResultURL", Check::Url),
    must("QueueTimeOutURL", Check::Url),
    must("Remarks", Check::Text { min: 2, max: 100 }),
    may("Occasion", Check::Text { min: 0, max: 100 }),
];

impl Api for TransactionStatus {
    fn name(&self) -> &'static str {
        NAME
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/mpesa/transactionstatus/v1/query"]
    }
    fn family(&self) -> Family {
        Family::C2b
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let (receipt, id) = (
            call.text("TransactionID"),
            call.text("OriginalConversationID"),
        );
        if receipt.is_empty() && id.is_empty() {
            let request_id = world.gateway_id();
            return Exchange::refused(crate::gateway::answer::Answer::error(
                400,
                &request_id,
                "400.002.02",
                "Bad Request - Invalid TransactionID",
            ));
        }
        let told_under = told_under(world, &id);
        let order = Order {
            api: NAME,
            command: call.text("CommandID"),
            own_id: None,
            told_under,
            shillings: 0,
            debit: call.text("PartyA"),
            credit: call.text("PartyA"),
            initiator: call.text("Initiator"),
            debit_account: "",
            reason: "",
            moves_money: false,
            details: json!({ "receipt": receipt, "id": id }),
        };
        initiated::accept(world, call, order)
    }

    fn step(&self, world: &mut World, step: &serde_json::Value) {
        initiated::execute(world, self, step);
    }
}

/// Asked by conversation, acknowledgement and result may carry the payment's own id (section 8).
fn told_under(world: &mut World, id: &str) -> Option<String> {
    let own = world
        .transactions
        .by_any_id(id)
        .map(|one| one.originator_id.clone())?;
    let mut dice = world.fresh_dice("told under");
    (!world.scenario.tidy && dice.one_in(3)).then_some(own)
}

impl Initiated for TransactionStatus {
    fn name(&self) -> &'static str {
        NAME
    }

    fn settle(&self, world: &mut World, one: &mut Transaction) -> Result<(), ResultCode> {
        if world.scenario.no_role_for.contains(&one.command) {
            return Err(code::NO_PERMISSION.into());
        }
        let asked = |key: &str| {
            let text = one.details.get(key).and_then(serde_json::Value::as_str);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let found = match (asked("receipt"), asked("id")) {
            (Some(receipt), _) => world.transactions.by_receipt(&receipt),
            (None, Some(id)) => world.transactions.by_any_id(&id),
            (None, None) => None,
        };
        let id = found
            .filter(|found| found.moves_money)
            .filter(|found| found.debit == one.debit || found.credit == one.debit)
            .map(|found| found.conversation_id.clone());
        let shown = id.as_deref().and_then(|id| show(world, id));
        let (Some(id), Some(shown)) = (id, shown) else {
            return Err(code::NO_SUCH_RECEIPT.into());
        };
        one.details = json!({ "of": id, "shown": shown });
        Ok(())
    }

    fn parameters(&self, world: &mut World, one: &Transaction) -> Vec<Parameter> {
        let detail = |key: &str| one.details.get(key).and_then(serde_json::Value::as_str);
        let Some(of) = detail("of")
            .and_then(|id| world.transactions.get(id))
            .cloned()
        else {
            return Vec::new();
        };
        let shown = detail("shown").unwrap_or("").to_owned();
        let completed = shown == Status::Completed.word();
        let text = |text: &str| Value::Text(text.to_owned());
        let or_nothing = |known: &str| {
            if known.is_empty() {
                Value::Nothing
            } else {
                text(known)
            }
        };
        let receipt = if completed { of.receipt.as_str() } else { "" };
        let fee = if completed {
            accounts::charge(&of.fee_name, of.fee_cents)
        } else {
            String::new()
        };
        let mut all = vec![
            ("DebitPartyName", accounts::party(world, &of.debit)),
            ("CreditPartyName", accounts::party(world, &of.credit)),
            ("OriginatorConversationID", text(&of.originator_id)),
            ("ConversationID", text(&of.conversation_id)),
            ("InitiatedTime", Value::Stamp(of.accepted_ms)),
            ("DebitAccountType", or_nothing(&of.debit_account)),
            ("DebitPartyCharges", Value::Text(fee)),
            ("TransactionReason", Value::Nothing),
            ("ReasonType", text(&of.reason)),
            ("TransactionStatus", Value::Text(shown.clone())),
            ("Amount", Value::Amount(of.cents)),
            ("ReceiptNo", or_nothing(receipt)),
        ];
        if shown != Status::Initiated.word()
            && let Some(done) = of.finalised_ms
        {
            all.push(("FinalisedTime", Value::Stamp(done)));
        }
        all
    }

    fn reference(&self, _one: &Transaction) -> Vec<Parameter> {
        vec![("Occasion", Value::Nothing)]
    }

    fn may_space_keys(&self) -> bool {
        true
    }
}

/// What a query is told of this payment, and counts that it was told.
fn show(world: &mut World, id: &str) -> Option<&'static str> {
    let of = world.transactions.get_mut(id)?;
    let executed = of.status != Status::Initiated;
    if of.plan.status.hidden_until_executed && !executed {
        return None;
    }
    if of.plan.status.hidden > 0 {
        of.plan.status.hidden -= 1;
        return None;
    }
    if of.plan.status.pending > 0 {
        of.plan.status.pending -= 1;
        return Some(Status::Initiated.word());
    }
    Some(of.status.word())
}
