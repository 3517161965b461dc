//! Why a match was made or is proposed.

use domain::{AccountKey, Direction, Kes};

use super::{entry, key, money, names, receipt};
use crate::certainty;
use crate::column::{EntryAt, LineAt};
use crate::evidence::{Evidence, Id};
use crate::model::Rule;
use crate::run::{Draft, Parts, Run};

/// Why a match was made.
pub(crate) fn explain(run: &Run<'_, '_>, draft: &Draft) -> String {
    match draft.parts {
        Parts::Offered(of, amount) => propose(run, draft, of, amount),
        Parts::Claimed { from, count } => {
            let claims = || run.claims.range(from, count);
            let Some(first) = claims().next() else {
                return String::new();
            };
            let name = entry(run, first.entry);
            if draft.rule == Rule::Receipt {
                let paid = receipt(run, draft.line);
                let amount = money(first.amount);
                return if draft.confidence == certainty::RECEIPT {
                    format!("The ledger holds receipt {paid} for {name}, and {amount} agrees.")
                } else {
                    format!(
                        "The ledger holds receipt {paid} for {name}; {amount} of it fits, and the amounts differ."
                    )
                };
            }
            let reading = reading(run, draft, first.entry);
            let paid = if count > 1 {
                let list = names(run, claims().map(|claim| claim.entry));
                format!("it pays {list}, oldest first")
            } else if first.amount == draft.before {
                format!("{} settles {name}", money(first.amount))
            } else {
                let open = draft.before.checked_sub(first.amount).unwrap_or_default();
                let (amount, open) = (money(first.amount), money(open));
                format!("{amount} pays part of {name}, of which {open} stays open")
            };
            if draft.over.is_positive() {
                let over = money(draft.over);
                format!("{reading}; {paid}, and {over} more than was open is held as credit.")
            } else {
                format!("{reading}; {paid}.")
            }
        }
    }
}

/// How the typed account led to the entry.
fn reading(run: &Run<'_, '_>, draft: &Draft, of: EntryAt) -> String {
    let of = run.book.entry(of);
    let named = match draft.rule {
        Rule::Account => of.account.as_ref(),
        _ => of.reference.as_ref(),
    };
    let named = key(named.map_or("", AccountKey::as_str));
    let what = match (draft.rule, of.direction) {
        (Rule::Account, _) => "customer",
        (_, Direction::Receivable) => "invoice",
        (_, Direction::Payable) => "bill",
    };
    if draft.zeros_lost {
        format!("The account typed is {what} {named} but for leading zeros")
    } else {
        format!("The account typed is {what} {named}")
    }
}

/// Why an entry is proposed.
fn propose(run: &Run<'_, '_>, draft: &Draft, of: EntryAt, amount: Kes) -> String {
    let (name, amount) = (entry(run, of), money(amount));
    match draft.rule {
        Rule::Receipt => format!(
            "The ledger holds receipt {} for {name}, and for other entries too.",
            receipt(run, draft.line)
        ),
        Rule::Payer => {
            let evidence = evidence(run, draft.line, of);
            format!("{name} has exactly {amount} open, and {}.", payer(evidence))
        }
        Rule::Reference | Rule::Account | Rule::Manual => {
            let open = money(draft.before);
            format!(
                "{name} is what was typed and has {open} open; other customers have that reference too."
            )
        }
    }
}

/// How two rows' payers compare.
pub(crate) fn evidence(run: &Run<'_, '_>, line: LineAt, of: EntryAt) -> Evidence {
    let (line, of) = (run.book.line(line), run.book.entry(of));
    Evidence::between(line.party.as_ref(), &line.name, of.party.as_ref(), &of.name)
}

fn payer(evidence: Evidence) -> &'static str {
    match (evidence.id, evidence.names) {
        (Id::Same, 0) => "the payer's number agrees",
        (Id::Same, _) => "the payer's number and name agree",
        (Id::Fits, 0) => "the visible digits of the payer's phone fit",
        (Id::Fits, 1) => "the visible digits of the payer's phone and one name fit",
        (Id::Fits, _) => "the visible digits of the payer's phone and two names fit",
        (Id::Differs, _) => "two of the payer's names agree, but the phone is another",
        (Id::Silent, _) => "two of the payer's names agree",
    }
}
