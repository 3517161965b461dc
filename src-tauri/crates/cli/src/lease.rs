//! `patanisha lease`: who may send, and claiming it by two.

use domain::Problem;
use engine::Engine;
use engine::api::{LeaseClaim, LeaseInfo, LeaseList, LedgerStanding, Nothing};

use crate::args::LeaseVerb;
use crate::operators::other;
use crate::terminal::object;

/// Lists the leases, or claims one.
///
/// # Errors
/// What the engine says; when no passphrase of the second person was given.
pub async fn run(of: &LeaseVerb, engine: &Engine, as_json: bool) -> Result<(), Problem> {
    let list = match of {
        LeaseVerb::List => engine.lease_list(Nothing {}).await?,
        LeaseVerb::Claim { short_code, second } => {
            let request = LeaseClaim {
                short_code: short_code.clone(),
                second: other(second)?,
            };
            engine.lease_claim(request).await?
        }
    };
    if as_json {
        object(&list);
    } else {
        shown(&list);
    }
    Ok(())
}

fn shown(list: &LeaseList) {
    let standing = match list.standing {
        LedgerStanding::Own => "This ledger is the one that was open on this computer last",
        LedgerStanding::Copied => "This ledger is a copy",
        LedgerStanding::Unproved => "It could not be told whether this ledger is a copy",
    };
    match &list.why {
        Some(why) => println!("{standing}: {}.", why.trim_end_matches('.')),
        None => println!("{standing}."),
    }
    for one in &list.leases {
        let may = if one.may_send {
            "may send"
        } else {
            "may not send"
        };
        println!(
            "{:<8} {may:<13} {} ({})",
            one.short_code,
            claimed(one),
            one.name
        );
        if let Some(problem) = &one.problem {
            println!("         {}", problem.message);
        }
    }
    if list.leases.is_empty() {
        println!("There is no short code yet.");
    }
}

fn claimed(one: &LeaseInfo) -> String {
    match &one.claimed_at {
        Some(at) if one.by.is_empty() => format!("claim {} of {at} does not hold", one.generation),
        Some(at) => format!(
            "claim {} of {at} by {}",
            one.generation,
            one.by.join(" and ")
        ),
        None => "never claimed".to_owned(),
    }
}
