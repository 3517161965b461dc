//! Pass 4, account: what the payer typed equals a customer's account; the oldest open entry is paid
//! first, then the next, and what is left is credit.
//!
//! A customer with nothing open: an equal payment before makes this one a double payment; otherwise
//! it may be a payment ahead, and it stays unmatched, noted as credit for the customer's latest entry.

use crate::groups::Groups;
use crate::model::{Cancelled, Rule};
use crate::pass::typed::{self, Naming, Paid};
use crate::run::Run;

/// Offers every line to the customer whose account it names, exactly or (`zeros_lost`) as a
/// spreadsheet would have left it.
pub(crate) fn run(
    run: &mut Run<'_, '_>,
    groups: &mut Groups<'_>,
    paid: &mut Paid,
    zeros_lost: bool,
) -> Result<(), Cancelled> {
    for line in run.book.lines() {
        run.step()?;
        if let Some(group) = typed::named(run, groups, line, zeros_lost) {
            let rule = Rule::Account;
            let by = Naming {
                line,
                group,
                rule,
                zeros_lost,
            };
            typed::pay(run, groups, paid, by);
        }
    }
    Ok(())
}
