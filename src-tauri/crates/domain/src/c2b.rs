//! Whether a payment that is about to come in is taken (C2B validation).
//!
//! Owns: the rules of one short code and the verdict they give. Stays out: the body that asks, the time
//! the answer may take, and who published the rules.
//!
//! The payer typed the reference: it is compared folded ([`AccountKey`]), never as it stands.

use std::collections::HashMap;

use crate::{AccountKey, Kes};

/// What decides where the references do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The answer when a body can't be read, and when time runs out.
    pub accept_by_default: bool,
    /// Whether a reference that is not open is taken.
    pub accept_unknown: bool,
    /// Whether more than what is open is taken.
    pub accept_over: bool,
    /// Whether less than what is open is taken.
    pub accept_under: bool,
}

/// The rules of one short code.
#[derive(Debug, Clone)]
pub struct Rules {
    policy: Policy,
    open: HashMap<AccountKey, Open>,
}

/// What is open under one folded reference.
#[derive(Debug, Clone, Default)]
struct Open {
    /// Whether any amount is taken.
    any: bool,
    /// Each amount that is open; two where two references fold to the same.
    amounts: Vec<Kes>,
}

/// The answer to a validation, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// What Safaricom is told.
    pub answer: Answer,
    /// What decided.
    pub why: Why,
}

/// What Safaricom is told (`daraja-api.md` section 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// `0`: take the payment.
    Accept,
    /// `C2B00012`: no such account.
    Account,
    /// `C2B00013`: not this amount.
    Amount,
    /// `C2B00016`: refused for another reason.
    Other,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The reference is open, for this amount or for any.
    OpenReference,
    /// The reference is not open, or nothing of it can be compared.
    UnknownReference,
    /// More than what is open, or anything for what is settled.
    Over,
    /// Less than what is open, or no money at all.
    Under,
    /// Nothing else decided.
    Default,
    /// Time ran out.
    Late,
    /// The body could not be read.
    Unreadable,
}

impl Rules {
    /// Rules from references as the business writes them, with what is open for each; `None` takes any
    /// amount. A reference without a letter or digit is left out. References that fold to the same are
    /// one: each of their amounts is taken, and their sum.
    pub fn new<'a>(
        policy: Policy,
        references: impl IntoIterator<Item = (&'a str, Option<Kes>)>,
    ) -> Self {
        let mut open: HashMap<AccountKey, Open> = HashMap::new();
        for (reference, amount) in references {
            let Some(key) = AccountKey::fold(reference) else {
                continue;
            };
            let held = open.entry(key).or_default();
            match amount {
                Some(amount) => held.amounts.push(amount),
                None => held.any = true,
            }
        }
        Self { policy, open }
    }

    /// Decides about a payment.
    #[must_use]
    pub fn decide(&self, typed: &str, amount: Kes) -> Verdict {
        if !amount.is_positive() {
            return refuse(Answer::Amount, Why::Under);
        }
        let open = AccountKey::fold(typed).and_then(|key| self.open.get(&key));
        let Some(open) = open else {
            return when(
                self.policy.accept_unknown,
                Answer::Account,
                Why::UnknownReference,
            );
        };
        if open.any || open.amounts.contains(&amount) {
            return accept(Why::OpenReference);
        }
        // A sum past the range is larger than any payment.
        let total = Kes::checked_sum(open.amounts.iter().copied()).unwrap_or(Kes::MAX);
        if amount == total {
            accept(Why::OpenReference)
        } else if amount > total {
            when(self.policy.accept_over, Answer::Amount, Why::Over)
        } else {
            when(self.policy.accept_under, Answer::Amount, Why::Under)
        }
    }

    /// What is answered when the references can't decide: [`Why::Unreadable`], [`Why::Late`],
    /// [`Why::Default`].
    #[must_use]
    pub fn by_default(&self, why: Why) -> Verdict {
        when(self.policy.accept_by_default, Answer::Other, why)
    }
}

impl Verdict {
    /// What is answered for a short code without rules. The payment is taken: nobody asked to refuse any.
    #[must_use]
    pub fn without_rules(why: Why) -> Self {
        accept(why)
    }
}

impl Answer {
    /// Its code in the answer.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "0",
            Self::Account => "C2B00012",
            Self::Amount => "C2B00013",
            Self::Other => "C2B00016",
        }
    }
}

impl Why {
    /// Its word, as it is kept and shown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OpenReference => "open_reference",
            Self::UnknownReference => "unknown_reference",
            Self::Over => "over",
            Self::Under => "under",
            Self::Default => "default",
            Self::Late => "late",
            Self::Unreadable => "unreadable",
        }
    }
}

fn accept(why: Why) -> Verdict {
    Verdict {
        answer: Answer::Accept,
        why,
    }
}

fn refuse(answer: Answer, why: Why) -> Verdict {
    Verdict { answer, why }
}

fn when(taken: bool, otherwise: Answer, why: Why) -> Verdict {
    if taken {
        accept(why)
    } else {
        refuse(otherwise, why)
    }
}

#[cfg(test)]
#[path = "c2b_tests.rs"]
mod tests;
