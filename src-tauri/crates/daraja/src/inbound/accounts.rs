//! Balances and fees inside texts: pipes and braces (`daraja-api.md` sections 7 and 9).

use super::loss::{Loss, Losses};
use crate::loose::{decimal, same_key};
use crate::masks::Verbatim;
use rust_decimal::Decimal;

/// Accounts read from one text. Up to ten are reported to exist.
const ACCOUNTS_MAX: usize = 64;

/// One account of a short code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountBalance {
    /// Name as given: `Utility Account`, `Working Account`, or one not seen before.
    pub name: Verbatim,
    /// Currency as given, `KES`.
    pub currency: Verbatim,
    /// Book balance.
    pub current: Decimal,
    /// Free to spend, by M-Pesa's reckoning.
    pub available: Decimal,
    /// Held back.
    pub reserved: Decimal,
    /// Not yet cleared.
    pub uncleared: Decimal,
}

impl AccountBalance {
    /// What can be counted on: the lesser of current and available. Which of the two columns is which
    /// rests on one official sample (`daraja-api.md` section 9), and the lesser is right either way.
    #[must_use]
    pub fn spendable(&self) -> Decimal {
        self.current.min(self.available)
    }
}

/// An amount written as `{Amount={CurrencyCode=KES, MinimumAmount=618683, BasicAmount=6186.83}}`, its
/// parts in any order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BracedAmount {
    /// Currency as given.
    pub currency: Verbatim,
    /// The amount.
    pub amount: Decimal,
}

/// A balance in whichever of the two notations it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BalanceText {
    /// Accounts joined by `&`, fields by `|`.
    Accounts(Vec<AccountBalance>),
    /// One amount in braces.
    Amount(BracedAmount),
}

/// A fee: `Fee For B2C Payment|KES|22.40`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fee {
    /// Name as given; empty when the fee was a bare number.
    pub name: Verbatim,
    /// Currency as given; empty when the fee was a bare number.
    pub currency: Verbatim,
    /// How much.
    pub amount: Decimal,
}

/// The parts between `&`; a part without `|` belongs to the name after it (`Mfano & Co|KES|…`).
fn parts(text: &str) -> Vec<String> {
    let mut whole = Vec::new();
    let mut held = String::new();
    for part in text.split('&') {
        held.push_str(part);
        if part.contains('|') {
            whole.push(std::mem::take(&mut held));
        } else {
            held.push('&');
        }
    }
    let rest = held.trim_end_matches('&').trim();
    if !rest.is_empty() {
        whole.push(rest.to_owned());
    }
    whole
}

pub(super) fn accounts(text: &str, path: &str, losses: &mut Losses) -> Vec<AccountBalance> {
    let mut found = Vec::new();
    for (at, part) in parts(text).iter().enumerate() {
        let fields: Vec<&str> = part.split('|').map(str::trim).collect();
        match account(&fields) {
            Some(account) if found.len() < ACCOUNTS_MAX => found.push(account),
            _ => losses.add(Loss::new(
                format!("{path}[{at}]"),
                part,
                "Name|Currency|current|available|reserved|uncleared",
            )),
        }
    }
    found
}

fn account(fields: &[&str]) -> Option<AccountBalance> {
    let [name, currency, current, available, reserved, uncleared] = fields else {
        return None;
    };
    Some(AccountBalance {
        name: Verbatim::new(*name),
        currency: Verbatim::new(*currency),
        current: decimal(current)?,
        available: decimal(available)?,
        reserved: decimal(reserved)?,
        uncleared: decimal(uncleared)?,
    })
}

pub(super) fn fees(text: &str, path: &str, losses: &mut Losses) -> Vec<Fee> {
    let mut found = Vec::new();
    for part in parts(text) {
        let fields: Vec<&str> = part.split('|').map(str::trim).collect();
        let fee = match fields.as_slice() {
            [amount] => decimal(amount).map(|amount| ("", "", amount)),
            [name, currency, amount] => decimal(amount).map(|amount| (*name, *currency, amount)),
            _ => None,
        };
        match fee {
            Some((name, currency, amount)) if found.len() < ACCOUNTS_MAX => found.push(Fee {
                name: Verbatim::new(name),
                currency: Verbatim::new(currency),
                amount,
            }),
            _ => losses.add(Loss::new(path, &part, "Fee name|Currency|amount")),
        }
    }
    found
}

pub(super) fn balance(text: &str, path: &str, losses: &mut Losses) -> Option<BalanceText> {
    if !text.trim_start().starts_with('{') {
        let found = accounts(text, path, losses);
        return (!found.is_empty()).then_some(BalanceText::Accounts(found));
    }
    let amount = braced(text);
    if amount.is_none() {
        losses.add(Loss::new(path, text, "an amount in braces"));
    }
    amount.map(BalanceText::Amount)
}

/// Braces only group: every `name=value` in the text is looked at, wherever it stands. A name given
/// twice, or a minimum (in cents) that contradicts the amount, is no amount.
fn braced(text: &str) -> Option<BracedAmount> {
    let opened = text.matches('{').count();
    if opened == 0 || opened != text.matches('}').count() {
        return None;
    }
    let pairs: Vec<(&str, &str)> = text
        .split(['{', '}', ','])
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    let sole = |name: &str| {
        let mut values = pairs.iter().filter(|(key, _)| same_key(key, name));
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(*value),
            _ => None,
        }
    };
    let amount = decimal(sole("BasicAmount")?)?;
    if let Some(cents) = sole("MinimumAmount").and_then(decimal) {
        let agrees = amount.checked_mul(Decimal::ONE_HUNDRED)? == cents;
        if !agrees {
            return None;
        }
    }
    Some(BracedAmount {
        currency: Verbatim::new(sole("CurrencyCode").unwrap_or_default()),
        amount,
    })
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
