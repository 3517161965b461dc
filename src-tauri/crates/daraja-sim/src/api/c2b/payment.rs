//! A customer's payment: begun, perhaps validated, then settled or refused.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{NAME, Payee, PaymentState, confirmation, payee, validation};
use crate::outcome::ResultCode;
use crate::outcome::code::{self, DONE};
use crate::world::World;
use crate::world::customers::{DAY_CENTS_MAX, TRANSACTION_CENTS_MAX};
use crate::world::ids;
use crate::world::ledger::{Account, Entry};
use crate::world::operator::Presented;
use crate::world::people;
use crate::world::transaction::{Status, Transaction};

/// What a customer types into the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerPayment {
    /// A paybill or a till.
    pub short_code: String,
    /// Whole shillings.
    pub amount: i64,
    /// Who pays; the test number if not given.
    #[serde(default)]
    pub msisdn: Option<String>,
    /// The account the payer types; up to 20 characters, whatever they are. None for a till.
    #[serde(default)]
    pub bill_ref: String,
    /// The payer's wallet is filled up first, so that it can pay.
    #[serde(default)]
    pub fund: bool,
}

/// Longest account a payer can type.
const BILL_REF_MAX: usize = 20;

/// Begins a payment. It is over at once, or waits for its validation.
///
/// # Errors
/// What is wrong with it; then it never was.
pub(crate) fn begin(world: &mut World, asked: &CustomerPayment) -> Result<PaymentState, String> {
    let msisdn = asked
        .msisdn
        .clone()
        .unwrap_or_else(|| world.setup.test_msisdn.clone());
    if !people::is_msisdn(&msisdn) {
        return Err("msisdn has to be 2547… or 2541… with twelve digits".to_owned());
    }
    if asked.amount < 1 || asked.amount > TRANSACTION_CENTS_MAX / 100 {
        return Err(format!(
            "amount has to be 1 to {} shillings",
            TRANSACTION_CENTS_MAX / 100
        ));
    }
    if asked.bill_ref.chars().count() > BILL_REF_MAX {
        return Err(format!(
            "bill_ref has to be {BILL_REF_MAX} characters or fewer"
        ));
    }
    let Some(payee) = payee(world, &asked.short_code) else {
        return Err(format!(
            "{} is no paybill and no till here",
            asked.short_code
        ));
    };
    if asked.fund {
        fund(world, &msisdn, asked.amount * 100);
    }
    let one = transaction(world, asked, &msisdn, &payee);
    let id = one.conversation_id.clone();
    world.transactions.keep(one);
    if !validation::ask(world, &id) {
        settle(world, &id, "");
    }
    Ok(state(world, &id))
}

fn fund(world: &mut World, msisdn: &str, cents: i64) {
    let wallet = world.wallet(msisdn);
    let missing = cents - world.ledger.balance(&wallet);
    if missing > 0 {
        let moved = (Account::outside(), wallet, missing);
        world.ledger.transfer(world.now_ms, "", "deposit", moved);
    }
}

fn transaction(
    world: &mut World,
    asked: &CustomerPayment,
    msisdn: &str,
    payee: &Payee,
) -> Transaction {
    let conversation_id = ids::conversation(&mut world.fresh_dice("conversation"), world.now_ms);
    let plan = world.plan(NAME, msisdn, asked.amount, &conversation_id);
    Transaction {
        originator_id: world.gateway_id(),
        api: NAME.to_owned(),
        command: if payee.is_till {
            "CustomerBuyGoodsOnline"
        } else {
            "CustomerPayBillOnline"
        }
        .to_owned(),
        receipt: String::new(),
        cents: asked.amount * 100,
        debit: msisdn.to_owned(),
        credit: asked.short_code.clone(),
        debit_account: String::new(),
        status: Status::Initiated,
        accepted_ms: world.now_ms,
        finalised_ms: None,
        fee_cents: 0,
        fee_name: String::new(),
        reason: if payee.is_till {
            "Buy Goods"
        } else {
            "Pay Bill"
        }
        .to_owned(),
        moves_money: true,
        reversed: false,
        presented: Presented::Right,
        plan,
        result: None,
        result_url: String::new(),
        // The receipt is known before the money moves: a validation names it.
        details: json!({ "bill_ref": asked.bill_ref, "receipt": world.receipt(), "third_party": "" }),
        conversation_id,
    }
}

/// Moves the money of an accepted payment and confirms it.
pub(super) fn settle(world: &mut World, id: &str, third_party: &str) {
    let Some(mut one) = waiting(world, id) else {
        return;
    };
    if let Some(kept) = one.details.get_mut("third_party") {
        *kept = third_party.into();
    }
    let result = match (&one.plan.forced, payee(world, &one.credit)) {
        (Some(code), _) => Err(code.clone()),
        (None, None) => Err(code::INVALID_RECEIVER.into()),
        (None, Some(payee)) => move_money(world, &mut one, &payee),
    };
    finish(world, one, result);
    if let Some(one) = world.transactions.get(id).cloned() {
        confirmation::by_plan(world, &one);
    }
}

/// Ends a payment without money.
pub(super) fn refuse(world: &mut World, id: &str, code: ResultCode) {
    if let Some(one) = waiting(world, id) {
        finish(world, one, Err(code));
    }
}

/// The payment, while it isn't over.
pub(super) fn waiting(world: &World, id: &str) -> Option<Transaction> {
    let one = world.transactions.get(id)?;
    (one.api == NAME && one.status == Status::Initiated).then(|| one.clone())
}

fn finish(world: &mut World, mut one: Transaction, result: Result<(), ResultCode>) {
    one.status = if result.is_ok() {
        Status::Completed
    } else {
        Status::Failed
    };
    one.finalised_ms = Some(world.now_ms);
    one.result = Some(result.err().unwrap_or_else(|| DONE.into()));
    world.transactions.keep(one);
}

/// Takes the money from the payer's wallet and gives it to the payee, under a receipt.
///
/// # Errors
/// 1 or 4, when the wallet or the payer's day hasn't room for it; then nothing moved.
pub(crate) fn move_money(
    world: &mut World,
    one: &mut Transaction,
    payee: &Payee,
) -> Result<(), ResultCode> {
    let wallet = world.wallet(&one.debit);
    if world.moved_today(&one.debit) + one.cents > DAY_CENTS_MAX {
        return Err(code::DAY_LIMIT.into());
    }
    if world.ledger.balance(&wallet) < one.cents {
        return Err(code::INSUFFICIENT.into());
    }
    let known = one
        .details
        .get("receipt")
        .and_then(serde_json::Value::as_str);
    one.receipt = known.map_or_else(|| world.receipt(), str::to_owned);
    let entry = Entry {
        at_ms: world.now_ms,
        receipt: one.receipt.clone(),
        what: format!("{} {}", one.api, one.conversation_id),
        postings: vec![(wallet, -one.cents), (payee.account.clone(), one.cents)],
    };
    world
        .ledger
        .book(entry)
        .expect("a payment gives what it takes");
    world.count_for_day(&one.debit, one.cents);
    Ok(())
}

/// Where a payment stands.
pub(crate) fn state(world: &World, id: &str) -> PaymentState {
    let one = world.transactions.get(id);
    let status = match one.map(|one| one.status) {
        Some(Status::Completed) => "completed",
        Some(Status::Initiated) => "initiated",
        Some(Status::Failed | Status::Expired) | None => "failed",
    };
    let failed = one
        .and_then(|one| one.result.clone())
        .filter(|code| !code.is_done());
    PaymentState {
        conversation_id: id.to_owned(),
        receipt: one.map(|one| one.receipt.clone()).unwrap_or_default(),
        status: status.to_owned(),
        reason: failed
            .map(|code| format!("{} {}", code.code, code.text))
            .unwrap_or_default(),
    }
}
