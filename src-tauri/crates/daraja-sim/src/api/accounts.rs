//! What the APIs share about an organisation's accounts: who may pay, and the balances as they are written.
//!
//! Source: `daraja-api.md` sections 7, 9 and 16.

use crate::outcome::code::{self, ResultCode};
use crate::wire::json::decimal;
use crate::wire::result::Value;
use crate::world::World;
use crate::world::ledger::Account;
use crate::world::people;
use crate::world::transaction::Status;

/// Whether this short code pays out: ours, and not a till.
///
/// # Errors
/// 2028 for the till, 11 for a short code that isn't ours.
pub(crate) fn may_pay(world: &World, short_code: &str) -> Result<(), ResultCode> {
    if short_code == world.setup.payout_short_code || short_code == world.setup.paybill {
        Ok(())
    } else if short_code == world.setup.till {
        Err(code::PRODUCT.into())
    } else {
        Err(code::INVALID_DEBIT.into())
    }
}

/// Whether it is one of the setup's short codes.
pub(crate) fn is_ours(world: &World, short_code: &str) -> bool {
    let setup = &world.setup;
    [&setup.payout_short_code, &setup.paybill, &setup.till]
        .into_iter()
        .any(|ours| ours == short_code)
}

/// The account that customers' payments reach: a till's Merchant Account, else Utility.
pub(crate) fn receiving(world: &World, short_code: &str) -> Account {
    if short_code == world.setup.till {
        Account::merchant(short_code)
    } else {
        Account::utility(short_code)
    }
}

/// One account as `Name|KES|current|available|reserved|uncleared`: current is available and reserved.
pub(crate) fn pipe(name: &str, current: i64, reserved: i64) -> String {
    let parts = [current, current - reserved, reserved, 0].map(decimal);
    format!("{name}|KES|{}", parts.join("|"))
}

/// All accounts of a short code, joined by `&`.
pub(crate) fn all(world: &World, short_code: &str) -> String {
    let holds = |account: Account| world.ledger.balance(&account);
    if short_code == world.setup.till {
        return pipe("Merchant Account", holds(Account::merchant(short_code)), 0);
    }
    [
        pipe(
            "Working Account",
            holds(Account::working(short_code)),
            reserved(world, short_code, "MMF Account"),
        ),
        pipe("Float Account", 0, 0),
        pipe(
            "Utility Account",
            holds(Account::utility(short_code)),
            reserved(world, short_code, "Utility Account"),
        ),
        pipe(
            "Charges Paid Account",
            holds(Account::charges(short_code)),
            0,
        ),
        pipe(
            "Organization Settlement Account",
            holds(Account::settlement(short_code)),
            0,
        ),
    ]
    .join("&")
}

/// What payments on their way hold back of an account.
fn reserved(world: &World, short_code: &str, account: &str) -> i64 {
    world
        .transactions
        .iter()
        .filter(|one| one.moves_money && one.status == Status::Initiated)
        .filter(|one| one.debit == short_code && one.debit_account == account)
        .map(|one| one.cents)
        .sum()
}

/// A party as results name it: `254712000111 - AMINA W OTIENO`, `600222 - AMANI STORES LTD`.
pub(crate) fn party(world: &World, id: &str) -> Value {
    if people::is_msisdn(id) {
        return Value::Customer {
            msisdn: id.to_owned(),
            name: people::customer_name(world.seed, id),
        };
    }
    Value::Text(format!("{id} - {}", people::organisation(world.seed, id)))
}

/// `Fee For B2C Payment|KES|5.00`, or nothing.
pub(crate) fn charge(name: &str, cents: i64) -> String {
    if cents == 0 {
        return String::new();
    }
    format!("{name}|KES|{}", decimal(cents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn current_is_available_and_reserved() {
        let text = pipe("Working Account", 34_656_883, 34_038_200);
        assert_eq!(text, "Working Account|KES|346568.83|6186.83|340382.00|0.00");
        assert_eq!(
            pipe("Charges Paid Account", -198_000, 0),
            "Charges Paid Account|KES|-1980.00|-1980.00|0.00|0.00"
        );
    }
}
