//! Reading typed fields out of [`Parameters`], saying everything that could not be read.
//!
//! One rule for all: a field that is there and cannot be read is a loss; a field that is due and is not
//! there is a loss; a field given twice with two values is a loss and has none, because for money a
//! guess is worse than nothing.

use super::accounts::{self, AccountBalance, BalanceText, Fee};
use super::given::{GivenPhone, Party, Personal};
use super::loss::{Loss, Losses};
use super::parameters::{Form, Parameter, Parameters, label};
use crate::loose::{decimal, same_key, whole_digits};
use crate::masks::{Verbatim, mask_phones};
use crate::{CheckoutRequestId, ConversationId, Receipt, ShortCode, WireTime};
use rust_decimal::Decimal;

/// Whether a field's absence is worth saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A complete message of this kind has it.
    Due,
    /// It comes and goes.
    Optional,
}

pub(super) use Need::{Due, Optional};

/// Reads one set of parameters.
pub(super) struct Reader<'p> {
    fields: &'p Parameters,
    path: &'p str,
    losses: Losses,
}

impl<'p> Reader<'p> {
    pub(super) fn new(fields: &'p Parameters, path: &'p str) -> Self {
        Self {
            fields,
            path,
            losses: Losses::default(),
        }
    }

    pub(super) fn into_losses(self) -> Vec<Loss> {
        self.losses.into_vec()
    }

    pub(super) fn lose(&mut self, key: &str, read: &str, expected: &'static str) {
        let path = self.path_of(key);
        self.losses.add(Loss::new(path, read, expected));
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            label(key)
        } else {
            format!("{}.{}", self.path, label(key))
        }
    }

    /// The one text under the first of these names that has any. Blank counts as absent; beside a value
    /// of the same name it is a second value, and the field has none.
    fn sole(&mut self, keys: &[&str], need: Need, expected: &'static str) -> Option<&'p str> {
        let first = keys.first().copied().unwrap_or_default();
        let fields = self.fields;
        let named = |key: &&str| -> Vec<&'p Parameter> {
            fields
                .iter()
                .filter(|one| same_key(&one.key, key))
                .collect()
        };
        let filled = |one: &&Parameter| one.value.as_ref().is_some_and(|text| !text.is_blank());
        let given = keys
            .iter()
            .map(named)
            .find(|given| given.iter().any(filled));
        let given = given.unwrap_or_default();
        let Some((one, others)) = given.split_first() else {
            if need == Due {
                self.lose(first, "", expected);
            }
            return None;
        };
        let text = trimmed(one);
        let differs = |other: &&Parameter| trimmed(other) != text;
        if others.iter().any(differs) {
            self.lose(&one.key, "two values", expected);
            return None;
        }
        if one.form == Form::Nested {
            self.lose(&one.key, text, expected);
            return None;
        }
        Some(text)
    }

    fn typed<T>(
        &mut self,
        keys: &[&str],
        need: Need,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.sole(keys, need, expected)?;
        let value = read(text);
        if value.is_none() {
            self.lose(keys.first().copied().unwrap_or_default(), text, expected);
        }
        value
    }

    pub(super) fn text(&mut self, keys: &[&str], need: Need) -> Option<Verbatim> {
        self.typed(keys, need, "a text", |text| Some(Verbatim::new(text)))
    }

    pub(super) fn personal(&mut self, keys: &[&str]) -> Personal {
        self.typed(keys, Optional, "a text", |text| Some(Personal::new(text)))
            .unwrap_or_default()
    }

    pub(super) fn amount(&mut self, keys: &[&str], need: Need) -> Option<Decimal> {
        self.typed(keys, need, "an amount", decimal)
    }

    pub(super) fn time(&mut self, keys: &[&str], need: Need) -> Option<WireTime> {
        self.typed(keys, need, "a date and time", WireTime::read)
    }

    /// A receipt. A placeholder is none, and no loss: it is known to stand for nothing.
    pub(super) fn receipt(&mut self, keys: &[&str], need: Need) -> Option<Receipt> {
        let expected = "a receipt of ten characters";
        let text = self.sole(keys, need, expected)?;
        if Receipt::is_placeholder(text) {
            return None;
        }
        let receipt = Receipt::parse(text).ok();
        if receipt.is_none() {
            self.lose(keys.first().copied().unwrap_or_default(), text, expected);
        }
        receipt
    }

    pub(super) fn id(&mut self, keys: &[&str], need: Need) -> Option<ConversationId> {
        self.typed(keys, need, "an identifier", |text| {
            ConversationId::parse(text).ok()
        })
    }

    pub(super) fn checkout_id(&mut self, keys: &[&str], need: Need) -> Option<CheckoutRequestId> {
        self.typed(keys, need, "a checkout identifier", |text| {
            CheckoutRequestId::parse(text).ok()
        })
    }

    pub(super) fn short_code(&mut self, keys: &[&str], need: Need) -> Option<ShortCode> {
        self.typed(keys, need, "a short code", |text| {
            ShortCode::parse(&whole_digits(text)?).ok()
        })
    }

    pub(super) fn phone(&mut self, keys: &[&str], need: Need) -> Option<GivenPhone> {
        self.typed(
            keys,
            need,
            "a phone number, clear, masked or hashed",
            GivenPhone::read,
        )
    }

    /// A party. A text without a number before a hyphen is a name, and said.
    pub(super) fn party(&mut self, keys: &[&str], need: Need) -> Option<Party> {
        let text = self.sole(keys, need, PARTY)?;
        let party = Party::read(text);
        if party.id.is_none() {
            self.lose(keys.first().copied().unwrap_or_default(), text, PARTY);
        }
        Some(party)
    }

    pub(super) fn yes_or_no(&mut self, keys: &[&str]) -> Option<bool> {
        self.typed(keys, Optional, "Y or N", |text| {
            match text.to_ascii_lowercase().as_str() {
                "y" | "yes" | "true" => Some(true),
                "n" | "no" | "false" => Some(false),
                _ => None,
            }
        })
    }

    pub(super) fn accounts(&mut self, keys: &[&str], need: Need) -> Vec<AccountBalance> {
        let Some(text) = self.sole(keys, need, "balances of accounts") else {
            return Vec::new();
        };
        let path = self.path_of(keys.first().copied().unwrap_or_default());
        accounts::accounts(text, &path, &mut self.losses)
    }

    pub(super) fn balance(&mut self, keys: &[&str]) -> Option<BalanceText> {
        let text = self.sole(keys, Optional, "a balance")?;
        let path = self.path_of(keys.first().copied().unwrap_or_default());
        accounts::balance(text, &path, &mut self.losses)
    }

    pub(super) fn fees(&mut self, keys: &[&str]) -> Vec<Fee> {
        let Some(text) = self.sole(keys, Optional, "a fee") else {
            return Vec::new();
        };
        let path = self.path_of(keys.first().copied().unwrap_or_default());
        accounts::fees(text, &path, &mut self.losses)
    }

    /// A code, exactly as given; empty and said when there is none.
    pub(super) fn code(&mut self, keys: &[&str]) -> Code {
        Code(
            self.sole(keys, Due, "a code")
                .unwrap_or_default()
                .to_owned(),
        )
    }
}

/// A parameter's text; empty when it has none.
fn trimmed(one: &Parameter) -> &str {
    one.value.as_ref().map_or("", |text| text.reveal().trim())
}

const PARTY: &str = "a number, a hyphen and a name";

/// A result or response code: digits, or letters and digits (`SFC_IC0003`, `TP40153`).
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Code(String);

impl std::fmt::Debug for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&mask_phones(&self.0))
    }
}

impl Code {
    /// As given; empty when there was none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a number, when it is digits only.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        let digits = self.0.bytes().all(|byte| byte.is_ascii_digit());
        self.0.parse().ok().filter(|_| digits)
    }

    /// Whether it says success: zeros only (`0`, `00000000`).
    #[must_use]
    pub fn is_zeros(&self) -> bool {
        !self.0.is_empty() && self.0.bytes().all(|byte| byte == b'0')
    }
}
