//! What is kept of an import as JSON beside its rows: facts for the screen, and what a statement
//! declared of itself, so that certificates over several files can be worked out again.

use domain::{Eat, Kes, ShortCode, SubAccount};
use serde::{Deserialize, Serialize};
use statements::model::Preamble;

use crate::api::Fact;

/// A statement's own words, in cents and Unix seconds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct KeptStatement {
    /// Facts as the screen shows them.
    pub facts: Vec<Fact>,
    /// The business.
    pub holder: Option<String>,
    short_code: Option<String>,
    account: Option<String>,
    period: Option<(i64, i64)>,
    opening: Option<i64>,
    closing: Option<i64>,
    paid_in: Option<i64>,
    withdrawn: Option<i64>,
}

impl KeptStatement {
    /// What is kept of a preamble.
    #[must_use]
    pub fn of(preamble: &Preamble, short_code: &ShortCode, facts: Vec<Fact>) -> Self {
        let cents = |kes: Option<Kes>| kes.map(Kes::cents);
        Self {
            facts,
            holder: preamble.holder.clone(),
            short_code: Some(short_code.to_string()),
            account: preamble.account.map(|of| of.word().to_owned()),
            period: preamble.period.map(|(from, to)| (from.unix(), to.unix())),
            opening: cents(preamble.opening),
            closing: cents(preamble.closing),
            paid_in: cents(preamble.paid_in),
            withdrawn: cents(preamble.withdrawn),
        }
    }

    /// From the text that was kept; `None` when it is none of ours.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The text to keep.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers are JSON")
    }

    /// The short code.
    #[must_use]
    pub fn short_code(&self) -> Option<ShortCode> {
        self.short_code.as_deref().and_then(ShortCode::parse)
    }

    /// The preamble again, as far as certifying needs it.
    #[must_use]
    pub fn preamble(&self) -> Preamble {
        let kes = |cents: Option<i64>| cents.map(Kes::from_cents);
        Preamble {
            holder: self.holder.clone(),
            short_code: self.short_code(),
            account: self.account.as_deref().and_then(SubAccount::from_word),
            period: self
                .period
                .and_then(|(from, to)| Some((Eat::from_unix(from)?, Eat::from_unix(to)?))),
            reported: None,
            opening: kes(self.opening),
            closing: kes(self.closing),
            paid_in: kes(self.paid_in),
            withdrawn: kes(self.withdrawn),
        }
    }
}
