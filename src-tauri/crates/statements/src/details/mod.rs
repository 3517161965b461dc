//! The details grammar: what a row's wording says of its leg, its wallet, its party and the account
//! the payer typed (`mpesa-statements.md` sections 4.7, 4.8, 5).
//!
//! A text that is not known stays [`Wording::Unknown`]: it is shown, never forced into the nearest
//! bucket.

pub(crate) mod party;
mod phrases;
mod words;

use domain::{SubAccount, Wording};

use crate::layouts::wallet;
use phrases::{Meaning, PHRASES};
use words::{ends_with, find, find_last, starts_with};

pub(crate) use words::tidy;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said<'t> {
    /// The leg.
    pub leg: Wording,
    /// The wallet it is booked in, as far as the wording tells.
    pub home: Option<SubAccount>,
    /// What follows the known words: `{p} - {n} Acc. {a}`.
    pub rest: Option<&'t str>,
}

impl Said<'_> {
    const fn new(leg: Wording, home: Option<SubAccount>) -> Self {
        Self {
            leg,
            home,
            rest: None,
        }
    }
}

/// Reads a text whose blanks are collapsed. `money_in` tells the direction, because the same words
/// stand on both legs of a move, and on a payment and its undoing.
pub(crate) fn read(details: &str, money_in: bool) -> Said<'_> {
    if ends_with(details, " charge") && head_end(details) == details.len() {
        // Half of all rows; nothing but a reversal can make it something else.
        return match undoing_or_charge(details) {
            (true, _) => Said::new(Wording::Reversal, reversed_home(details)),
            (false, _) => Said::new(Wording::Charge, None),
        };
    }
    let phrase = PHRASES
        .iter()
        .find_map(|phrase| Some((phrase, words::strip(details, phrase.words)?)));
    if !phrase.is_some_and(|(_, rest)| begins_with_id(rest)) {
        let head = details.get(..head_end(details)).unwrap_or(details);
        let (reversal, charge) = undoing_or_charge(head);
        if reversal || starts_with(details, "cancelled:") {
            return Said::new(Wording::Reversal, reversed_home(head));
        }
        if charge {
            return Said::new(Wording::Charge, None);
        }
    }
    let Some((phrase, rest)) = phrase else {
        return movement(details, money_in);
    };
    let utility = Some(SubAccount::Utility);
    let merchant = Some(SubAccount::Merchant);
    let (leg, home) = match (phrase.meaning, money_in) {
        (Meaning::PayBill | Meaning::BusinessPayBill, true) => (Wording::PayIn, utility),
        (Meaning::Till | Meaning::BusinessBuyGoods, true) => (Wording::PayIn, merchant),
        (Meaning::Received, true) => (Wording::PayIn, None),
        // Money out under a payer's words is that payment undone (N38).
        (Meaning::PayBill, false) => (Wording::Reversal, utility),
        (Meaning::Till, false) => (Wording::Reversal, merchant),
        (Meaning::Received, false) => (Wording::Reversal, None),
        (Meaning::Payout, false) => (Wording::PayOut, utility),
        (Meaning::Payout, true) => (Wording::Reversal, utility),
        (Meaning::BusinessPayBill | Meaning::BusinessBuyGoods, false) => {
            (Wording::PayOut, Some(SubAccount::Working))
        }
        (Meaning::Borrowing, _) => (Wording::Borrowing, None),
        (Meaning::Settlement, _) => (Wording::Sweep, None),
        (Meaning::MerchantToUtility, true) => (Wording::OwnTransfer, utility),
        (Meaning::MerchantToUtility, false) => (Wording::OwnTransfer, merchant),
        (Meaning::OwnTransfer, _) => (Wording::OwnTransfer, None),
    };
    Said {
        leg,
        home,
        rest: Some(rest),
    }
}

/// Moves between own accounts and to the bank.
fn movement(details: &str, money_in: bool) -> Said<'_> {
    if let Some(at) = find(details, " account to ") {
        let (from, to) = details.split_at_checked(at).unwrap_or((details, ""));
        let to = words::strip(to, " account to ").unwrap_or_default();
        if ends_with(to, " account") {
            let (from, to) = (wallet(from), wallet(to));
            let passes = [from, to].contains(&Some(SubAccount::Settlement));
            let leg = if passes {
                Wording::Sweep
            } else {
                Wording::OwnTransfer
            };
            return Said::new(leg, if money_in { to } else { from });
        }
    }
    if find(details, "withdraw").is_some() && find(details, "to bank").is_some() {
        return Said::new(Wording::ToBank, Some(SubAccount::Working));
    }
    if ends_with(details, " to bank") {
        return Said::new(Wording::ToBank, Some(SubAccount::Working));
    }
    Said::new(Wording::Unknown, None)
}

/// Whether a number and ` - ` follow: then no further words can change what the phrase means.
fn begins_with_id(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_digit)
        && bytes
            .iter()
            .position(|byte| *byte == b' ')
            .is_some_and(|at| bytes.get(at + 1) == Some(&b'-'))
}

/// Where the party's name or the typed account begins, whose words must not be taken for the row's.
fn head_end(details: &str) -> usize {
    let bytes = details.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|b| *b == b' '))
    {
        at += step;
        match bytes.get(at + 1..) {
            Some([b'-', ..] | [0xe2, 0x80, 0x93, ..]) => return at,
            Some([a, c1, c2, b'.', ..])
                if a.eq_ignore_ascii_case(&b'a')
                    && c1.eq_ignore_ascii_case(&b'c')
                    && c2.eq_ignore_ascii_case(&b'c') =>
            {
                return at;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Whether the words hold `reversal`, and whether they hold `charge` as a whole word.
fn undoing_or_charge(head: &str) -> (bool, bool) {
    let bytes = head.as_bytes();
    let (mut reversal, mut charge) = (false, false);
    for (at, byte) in bytes.iter().enumerate() {
        let rest = || head.get(at..).unwrap_or_default();
        match byte {
            b'r' | b'R' => reversal |= starts_with(rest(), "reversal"),
            b'c' | b'C' if starts_with(rest(), "charge") => {
                let next = bytes.get(at + "charge".len());
                charge |= !next.is_some_and(u8::is_ascii_alphabetic);
            }
            _ => {}
        }
    }
    (reversal, charge)
}

fn reversed_home(head: &str) -> Option<SubAccount> {
    let says = |word: &str| find(head, word).is_some();
    if says("utility") || says("pay bill") {
        Some(SubAccount::Utility)
    } else if says("merchant") || says("buy goods") {
        Some(SubAccount::Merchant)
    } else {
        None
    }
}

/// The account typed: after the last `Acc.`, cut before ` via <channel> by …`; `None` when nothing
/// is there (N52, N53, N55).
pub(crate) fn typed_account(details: &str) -> Option<&str> {
    let at = find_last(details, " acc.")?;
    let typed = details.get(at + " acc.".len()..)?.trim();
    let typed = without_channel(typed);
    (!typed.is_empty()).then_some(typed)
}

/// The party part of what follows the known words.
pub(crate) fn party_part(rest: &str) -> &str {
    let end = find_last(rest, " acc.").unwrap_or(rest.len());
    without_channel(rest.get(..end).unwrap_or(rest)).trim()
}

/// Cuts ` via API`, ` via WEB by …`, ` via API. Original conversation ID is …`.
fn without_channel(text: &str) -> &str {
    let Some(at) = find(text, " via ") else {
        return if starts_with(text, "via ") && find(text, " by ").is_some() {
            ""
        } else {
            text
        };
    };
    let channel = text.get(at + " via ".len()..).unwrap_or_default();
    let is_channel = find(channel, " by ").is_some()
        || starts_with(channel, "api")
        || starts_with(channel, "web")
        || starts_with(channel, "stk");
    if is_channel {
        text.get(..at).unwrap_or(text).trim_end()
    } else {
        text
    }
}

#[cfg(test)]
#[path = "details_tests.rs"]
mod tests;
