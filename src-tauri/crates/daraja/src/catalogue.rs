//! What the codes of Daraja mean: result codes of callbacks and queries, and error codes of answers.
//!
//! Owns: for each code and API its text, meaning, class, remedy and the evidence for all that
//! (`daraja-api.md` sections 2 to 11). A code that is not listed is [`Class::Unknown`], never a failure.
//! Stays out: deciding what happens to a payment. A callback is unsigned; a class is only as good as
//! the proof of where it came from (section 6.6, forgery warning).

mod collect;
mod core_codes;
mod errors;
mod normal;
mod other;
mod platform_codes;

use crate::Api;
use normal::normal;

pub use errors::{ErrorKind, ErrorMeaning, Queued, error_code};

/// What a result code says about the request it answers (section 6.6).
///
/// For a query it is the query that succeeded or failed: the transaction asked about is in the
/// result's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Done.
    Success,
    /// F: certainly failed, no money moved. It may be asked for again, as a new request with a new id,
    /// once its cause is gone.
    Failed,
    /// F-hold: certainly failed, and what is wrong is wrong for every request: stop the batch.
    FailedHold,
    /// U: whether money moved is not known. Never repeat it before a status answer or a look into the
    /// portal.
    Unknown,
    /// Not over yet; ask later.
    Pending,
    /// Refused because an earlier request did the same; check that one.
    AlreadyDone,
}

impl Class {
    /// Whether the code says that no money moved.
    #[must_use]
    pub fn is_failure(self) -> bool {
        match self {
            Self::Failed | Self::FailedHold => true,
            Self::Success | Self::Unknown | Self::Pending | Self::AlreadyDone => false,
        }
    }

    /// Whether the requests after this one would fail as well, or lock the operator.
    #[must_use]
    pub fn stops_a_batch(self) -> bool {
        self == Self::FailedHold
    }
}

/// How well a row of the catalogue is known; the better the later (tags of section 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Conflicting, or nothing found.
    Nothing,
    /// Blogs, wrappers, old lists: plausible, not proven.
    Secondary,
    /// Seen in a live answer of the sandbox.
    Live,
    /// Official documentation.
    Official,
    /// Relied on by a project in production.
    Production,
}

impl Grade {
    /// Whether a failure of this grade may count as evidence: better than secondary.
    #[must_use]
    pub fn is_better_than_hearsay(self) -> bool {
        self > Self::Secondary
    }
}

/// One code of one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The code in its usual form: `0` for `00000000`, letters in upper case.
    pub code: String,
    /// Safaricom's own words, where they are known. What a callback said may differ: keep that too.
    pub text: Option<&'static str>,
    /// What it means, in plain words.
    pub meaning: &'static str,
    /// What it says about the request.
    pub class: Class,
    /// What to do.
    pub remedy: &'static str,
    /// How well this is known.
    pub evidence: Grade,
    /// Whether the catalogue has this code at all.
    pub listed: bool,
}

/// One row of a table; a text of `""` is not known.
struct Row {
    code: &'static str,
    class: Class,
    evidence: Grade,
    text: &'static str,
    meaning: &'static str,
    remedy: &'static str,
}

impl Row {
    fn meaning(&self) -> Meaning {
        Meaning {
            code: self.code.to_owned(),
            text: (!self.text.is_empty()).then_some(self.text),
            meaning: self.meaning,
            class: self.class,
            remedy: self.remedy,
            evidence: self.evidence,
            listed: true,
        }
    }
}

/// Rows as they read: codes, class, grade, text; then meaning and remedy.
macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident = {
        $($($code:literal)|+, $class:ident, $grade:ident, $text:literal, $meaning:literal, $remedy:literal;)*
    })+) => {
        $($(#[$doc])* pub(super) const $name: &[crate::catalogue::Row] = &[$($(
            crate::catalogue::Row {
                code: $code,
                class: crate::catalogue::Class::$class,
                evidence: crate::catalogue::Grade::$grade,
                text: $text,
                meaning: $meaning,
                remedy: $remedy,
            },
        )+)*];)+
    };
}
use rows;

/// The tables of an API, the more particular one first.
fn tables(api: Api) -> &'static [&'static [Row]] {
    use {collect::*, core_codes::*, other::*, platform_codes::*};
    match api {
        Api::StkPush | Api::StkQuery => &[STK],
        Api::C2bRegister | Api::C2bSimulate => &[C2B],
        Api::B2c | Api::Pochi => &[B2C, CORE, PLATFORM],
        Api::B2b | Api::Tax => &[B2B, CORE, PLATFORM],
        Api::Status => &[STATUS, CORE, PLATFORM],
        Api::Reversal => &[REVERSAL, CORE, PLATFORM],
        Api::Balance => &[CORE, PLATFORM],
        Api::PullRegister => &[PULL_REGISTER],
        Api::PullQuery => &[PULL_QUERY],
        Api::Qr => &[QR],
        Api::NameCheck => &[NAME_CHECK],
        Api::B2bExpress => &[B2B_EXPRESS],
        Api::Token => &[],
    }
}

/// What a result code of an API means. The code may be written as a number, a text of digits (`"0"`,
/// `"00000000"`) or letters in any case.
///
/// ```
/// use daraja::{Api, Class, result_code};
///
/// let locked = result_code(Api::B2c, "8006");
/// assert_eq!(locked.class, Class::FailedHold);
/// assert_eq!(result_code(Api::B2c, "987654").class, Class::Unknown);
/// ```
#[must_use]
pub fn result_code(api: Api, code: &str) -> Meaning {
    let code = normal(code);
    let row = tables(api)
        .iter()
        .flat_map(|table| table.iter())
        .find(|row| row.code == code);
    row.map_or_else(|| unlisted(code), Row::meaning)
}

/// Every code that the catalogue has for an API, once each.
#[must_use]
pub fn result_codes(api: Api) -> Vec<Meaning> {
    let mut all: Vec<Meaning> = Vec::new();
    for row in tables(api).iter().flat_map(|table| table.iter()) {
        if all.iter().all(|known| known.code != row.code) {
            all.push(row.meaning());
        }
    }
    all
}

fn unlisted(code: String) -> Meaning {
    Meaning {
        code,
        text: None,
        meaning: "This code is in no list known to this client.",
        class: Class::Unknown,
        remedy: "Take the outcome as unknown: ask for the status, or look into the M-Pesa portal, before anything is repeated.",
        evidence: Grade::Nothing,
        listed: false,
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
