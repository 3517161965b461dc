//! Pass 3, reference: what the payer typed equals an entry's reference.
//!
//! In the order of time each line pays what is open: in full, in part (an instalment), or with a
//! rest that stays credit. A line for an entry that has nothing open is a double payment. One
//! reference on entries of several customers is for a person to decide.

use crate::groups::Groups;
use crate::model::{Cancelled, Rule};
use crate::pass::typed::{self, Naming, Paid};
use crate::reason::Reason;
use crate::run::Run;

/// Offers every line to the entries whose reference it names, exactly or (`zeros_lost`) as a
/// spreadsheet would have left it.
pub(crate) fn run(
    run: &mut Run<'_, '_>,
    groups: &mut Groups<'_>,
    paid: &mut Paid,
    zeros_lost: bool,
) -> Result<(), Cancelled> {
    for line in run.book.lines() {
        run.step()?;
        let Some(group) = typed::named(run, groups, line, zeros_lost) else {
            continue;
        };
        if groups.one_customer(&run.book, group) {
            let rule = Rule::Reference;
            let by = Naming {
                line,
                group,
                rule,
                zeros_lost,
            };
            typed::pay(run, groups, paid, by);
        } else if run.claims.lines[line].is_free()
            && groups
                .members(group)
                .any(|entry| !run.declined.has(line, entry))
        {
            run.claims.lines[line].reason = Reason::ReferenceRivals(group);
        }
    }
    Ok(())
}
