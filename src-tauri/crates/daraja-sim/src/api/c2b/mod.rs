//! Customers' payments: registered addresses, validation, confirmation, and the sandbox's simulate.
//!
//! A payment is begun by [`simulate`], by the control API, or by a paid prompt (`stk`). Source:
//! `daraja-api.md` section 5.

mod confirmation;
mod notice;
mod payment;
mod register;
mod settings;
mod simulate;
mod validation;

use serde::{Deserialize, Serialize};

use crate::world::World;
use crate::world::ledger::Account;

pub(crate) use confirmation::confirm;
pub use payment::CustomerPayment;
pub(crate) use payment::{begin, move_money};
pub(crate) use register::{REGISTER, REGISTER_V1, Registrations};
pub use settings::{C2bSettings, NumberForm};
pub(crate) use simulate::SIMULATE;

/// The name under which steps and posts of payments come back.
pub(crate) const NAME: &str = "c2b";

/// Who is paid by customers.
#[derive(Debug, Clone)]
pub(crate) struct Payee {
    pub(crate) account: Account,
    pub(crate) is_till: bool,
}

/// The account that customers' payments to this short code reach.
pub(crate) fn payee(world: &World, short_code: &str) -> Option<Payee> {
    let utility = Account::utility(short_code);
    if short_code == world.setup.till {
        Some(Payee {
            account: Account::merchant(short_code),
            is_till: true,
        })
    } else if world.ledger.knows(&utility) {
        Some(Payee {
            account: utility,
            is_till: false,
        })
    } else {
        None
    }
}

/// What Daraja's answer says of a customer's payment, for the control API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentState {
    /// `AG_…`; asks for it again.
    pub conversation_id: String,
    /// The receipt the payer is shown; empty when it was refused.
    pub receipt: String,
    /// `initiated` while it is validated, `completed`, or `failed`.
    pub status: String,
    /// Why it failed; empty otherwise.
    pub reason: String,
}
