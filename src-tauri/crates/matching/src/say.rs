//! Sentences a cashier understands. They name references, receipts and amounts, never people or
//! phones: a typed account that is a phone number, or holds the payer's name, is not repeated.

use std::borrow::Cow;

use domain::{AccountKey, Direction, Kes, LineClass, Phone};

use crate::certainty;
use crate::claims::Standing;
use crate::column::{EntryAt, LineAt};
use crate::evidence::{Evidence, Id};
use crate::model::{MatchState, Rule};
use crate::pass::near::Near;
use crate::reason::Reason;
use crate::run::{Draft, Parts, Run};

/// Entries named in one sentence; the rest are counted.
const NAMED_MAX: usize = 3;
/// The shortest name part whose presence in a typed account hides it.
const NAME_PART_MIN: usize = 3;

fn money(amount: Kes) -> String {
    format!("KES {amount}")
}

/// A key as it may be shown: a phone number is masked.
fn key(text: &str) -> Cow<'_, str> {
    let digits = (9..=14).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    match Phone::parse(text) {
        Ok(phone) if digits => Cow::Owned(phone.to_string()),
        _ => Cow::Borrowed(text),
    }
}

/// What an entry is called.
fn entry<'a>(run: &Run<'a, '_>, at: EntryAt) -> Cow<'a, str> {
    let of = run.book.entry(at);
    match (&of.reference, &of.account, of.direction) {
        (Some(reference), _, _) => key(reference.as_str()),
        (None, Some(account), Direction::Receivable) => {
            Cow::Owned(format!("an invoice of {}", key(account.as_str())))
        }
        (None, Some(account), Direction::Payable) => {
            Cow::Owned(format!("a bill of {}", key(account.as_str())))
        }
        (None, None, Direction::Receivable) => "an invoice without a reference".into(),
        (None, None, Direction::Payable) => "a bill without a reference".into(),
    }
}

fn receipt<'r>(run: &'r Run<'_, '_>, at: LineAt) -> &'r str {
    run.book.line(at).receipt.as_str()
}

/// What was typed, unless it tells who paid.
fn typed<'r>(run: &'r Run<'_, '_>, at: LineAt) -> Option<&'r str> {
    let line = run.book.line(at);
    let text = line.typed.as_ref().map(AccountKey::as_str)?;
    let is_phone = Phone::parse(text).is_ok();
    let holds = |part: &str| part.len() >= NAME_PART_MIN && text.contains(part);
    let is_name = line.name.iter().any(|part| holds(part));
    (!is_phone && !is_name).then_some(text)
}

/// A payment that was undone, wholly or in part.
pub(crate) fn undone(run: &Run<'_, '_>, original: LineAt, reversal: LineAt) -> String {
    let (paid, by) = (receipt(run, original), receipt(run, reversal));
    let left = run.claims.lines[original].effective;
    let taken = money(run.book.line(reversal).amount.magnitude());
    match run.claims.lines[reversal].reason {
        Reason::UndoingTooMuch => format!("{by} takes back {taken}, more than {paid} had left."),
        _ if left.is_zero() => format!("{paid} was undone by {by}: {taken} went back."),
        _ => format!("{by} took back {taken} of {paid}; {} stays.", money(left)),
    }
}

/// A decision on a payment that was undone or did not complete.
pub(crate) fn decision_undone(
    run: &Run<'_, '_>,
    at: LineAt,
    of: Option<EntryAt>,
    lost: Kes,
) -> String {
    let name = of.map_or("an entry".into(), |of| entry(run, of));
    let paid = receipt(run, at);
    let lost = money(lost);
    match run.claims.lines[at].standing {
        Standing::Apart(LineClass::NotCompleted) => {
            format!("{lost} of {paid} is assigned to {name}, but the payment did not complete.")
        }
        _ => format!("{lost} of {paid} is assigned to {name}, but that money went back."),
    }
}

/// A decision that claims more than there is.
pub(crate) fn decision_misfit(run: &Run<'_, '_>, at: LineAt, of: EntryAt, amount: Kes) -> String {
    format!(
        "An earlier decision gives {} of {} to {}, which is more than the payment has or the entry \
         can take; it was left out, and the payment waits for a person.",
        money(amount),
        receipt(run, at),
        entry(run, of),
    )
}

/// The ledger's amount under a receipt is not the statement's.
pub(crate) fn receipt_differs(
    run: &Run<'_, '_>,
    at: LineAt,
    of: EntryAt,
    paid: Kes,
    expected: Kes,
) -> String {
    format!(
        "The ledger has {} for {} under receipt {}; the statement has {}.",
        money(expected),
        entry(run, of),
        receipt(run, at),
        money(paid),
    )
}

/// One receipt on several entries.
pub(crate) fn receipt_shared(run: &Run<'_, '_>, at: LineAt, of: &[EntryAt]) -> String {
    format!(
        "The ledger uses receipt {} for {}, and their amounts do not add up to the {} it paid.",
        receipt(run, at),
        names(run, of.iter().copied()),
        money(run.claims.lines[at].effective),
    )
}

fn names(run: &Run<'_, '_>, entries: impl Iterator<Item = EntryAt>) -> String {
    let mut out = String::new();
    let mut more = 0_usize;
    let mut entries = entries.enumerate().peekable();
    while let Some((index, at)) = entries.next() {
        if index >= NAMED_MAX {
            more += 1;
            continue;
        }
        match (index, entries.peek().is_some()) {
            (0, _) => {}
            (index, false) if index < NAMED_MAX => out.push_str(" and "),
            _ => out.push_str(", "),
        }
        out.push_str(&entry(run, at));
    }
    if more > 0 {
        out.push_str(&format!(" and {more} more"));
    }
    out
}

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

/// Why a line that needs no ledger is what it is; also the words for a reversal not understood.
pub(crate) fn line(run: &Run<'_, '_>, at: LineAt) -> String {
    let state = &run.claims.lines[at];
    let paid = receipt(run, at);
    let related = state.related.map(|at| receipt(run, at));
    match (state.reason, related) {
        (Reason::NotCompleted, _) => "It was not completed, so no money moved.".into(),
        (Reason::ZeroAmount, _) => "Its amount is zero, so no money moved.".into(),
        (Reason::Charge, Some(_)) => format!("M-Pesa's charge for {paid}."),
        (Reason::Charge, None) => {
            format!("M-Pesa's charge for {paid}, whose payment is not in these statements.")
        }
        (Reason::Sweep, Some(_)) => "Collections moved on; its other leg is here too.".into(),
        (Reason::Sweep, None) => "Collections moved on towards the bank.".into(),
        (Reason::OwnTransfer, Some(_)) => {
            "Moved between own accounts; its other leg is here too.".into()
        }
        (Reason::OwnTransfer, None) => "Moved between own accounts.".into(),
        (Reason::Borrowing, _) => "Overdraft or loan: neither income nor expense.".into(),
        (Reason::Undone, Some(by)) => format!("It was undone by {by}."),
        (Reason::Undoing, Some(of)) => format!("It undoes {of}."),
        (Reason::UndoingTooMuch, Some(of)) => {
            format!("It undoes {of}, and takes back more than that had left.")
        }
        (Reason::UndoingPerhaps, Some(of)) => format!(
            "A reversal that names no payment; {of} has the same party and amount and came before."
        ),
        (Reason::UndoingOneOf, Some(of)) => {
            format!("A reversal that names no payment; several fit, {of} the latest of them.")
        }
        (Reason::UndoingUnseen, _) => {
            let link = run.book.line(at).linked.as_ref();
            let link = link.map_or("a payment", |link| link.as_str());
            format!("It undoes {link}, which is not in these statements.")
        }
        _ => "A reversal that names no payment, and none fits by party and amount.".into(),
    }
}

/// Why a line that was offered to the ledger ended where it did. `draft` is its first match.
pub(crate) fn why(
    run: &Run<'_, '_>,
    near: &Near<'_>,
    at: LineAt,
    explained: Option<(MatchState, &str)>,
) -> String {
    let state = &run.claims.lines[at];
    let left = money(state.left);
    let held = || state.credit_for.map_or("it".into(), |of| entry(run, of));
    match (state.reason, explained) {
        (Reason::AlreadyPaid, _) => {
            let by = state.related.map_or("another", |by| receipt(run, by));
            format!(
                "{} was already paid by {by}; {left} is held as credit.",
                held()
            )
        }
        (Reason::AlreadySettled, _) => format!(
            "{} has nothing open: the ledger already has it as settled; {left} is held as credit.",
            held()
        ),
        (Reason::NothingOpen, _) => format!(
            "The customer has nothing open; {left} is noted as credit on {}.",
            held()
        ),
        (Reason::ReceiptRivals { count, .. }, _) => format!(
            "The ledger uses receipt {} for {count} entries whose amounts do not add up to it.",
            receipt(run, at)
        ),
        (Reason::ReferenceRivals(group), _) => format!(
            "{} is the reference of {} entries of different customers.",
            key(near.references().key(group)),
            near.references().len(group)
        ),
        (Reason::ProposedSeveral, _) => {
            "Several open entries fit the amount and the payer equally well.".into()
        }
        (Reason::Misfit, _) => "An earlier decision no longer fits; it waits for a person.".into(),
        (_, Some((MatchState::Auto, sentence))) => sentence.to_owned(),
        (Reason::Over, _) => {
            format!(
                "{} had less open than was paid; {left} is held as credit.",
                held()
            )
        }
        (Reason::Proposed, Some((_, sentence))) => sentence.to_owned(),
        (Reason::Allocated, _) => {
            let list = names(run, run.claims.of_line(at).map(|claim| claim.entry));
            let amount = money(state.allocated);
            if state.left.is_positive() {
                format!("{amount} was assigned to {list} before; {left} is still open.")
            } else {
                format!("{amount} was assigned to {list} before.")
            }
        }
        _ => unmatched(run, near, at),
    }
}

/// What was tried, and what would have made it match.
fn unmatched(run: &Run<'_, '_>, near: &Near<'_>, at: LineAt) -> String {
    let text = typed(run, at);
    let out = run.book.line(at).amount.is_negative();
    let has_typed = run.book.line(at).typed.is_some();
    let shown = text.unwrap_or("what was typed");
    if has_typed && near.other_direction(run, at) && !near.declined(run, at) {
        return if out {
            format!("{shown} is money to be received, and this was paid out.")
        } else {
            format!("{shown} is money to be paid, and this was received.")
        };
    }
    let tried = match text {
        _ if has_typed && near.declined(run, at) => {
            "What was typed was declined for this payment".to_owned()
        }
        Some(text) if out => format!("No bill or supplier is called {text}"),
        Some(text) => format!("No invoice or customer is called {text}"),
        None if has_typed => "What was typed is neither a reference nor an account".to_owned(),
        None => "No account was typed".to_owned(),
    };
    let same = near.same_amount(run, at);
    match (same.first, same.count) {
        (_, 0) if has_typed => format!("{tried}."),
        (_, 0) => format!("{tried}, and nothing open has this amount."),
        (Some(of), 1) => format!(
            "{tried}; {} has the same amount open, and the payer's phone or name on it would have made it a suggestion.",
            entry(run, of)
        ),
        (_, count) => format!(
            "{tried}; {count} open entries have this amount, and the payer's phone or name would tell which."
        ),
    }
}
