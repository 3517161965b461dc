//! Sentences a cashier understands. They name references, receipts and amounts, never people or
//! phones: a typed account that is a phone number, or holds the payer's name, is not repeated.
//!
//! Here: what things are called. The sentences: [`findings`], [`lines`], [`matches`].

mod findings;
mod lines;
mod matches;

pub(crate) use findings::{
    decision_misfit, decision_undone, receipt_differs, receipt_shared, undone,
};
pub(crate) use lines::{line, why};
pub(crate) use matches::{evidence, explain};

use std::borrow::Cow;

use domain::{AccountKey, Direction, Kes, Phone};

use crate::column::{EntryAt, LineAt};
use crate::run::Run;

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
