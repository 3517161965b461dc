//! The matching engine: statement lines to ledger entries, from certain to less certain.
//!
//! Owns: the order of passes, the rules, claim-once, the sentence of explanation.
//!
//! Stays out: files, the database, the clock. The same input gives the same answer, whatever the
//! order of its rows.
//!
//! Inside, rows are addressed by their *place* in an order that depends on content alone
//! ([`book`]); every pass walks that order, so no answer can depend on how a file was sorted.
//! No answer is read off by walking a map.

mod answer;
mod blocks;
mod book;
mod certainty;
mod claims;
mod column;
mod evidence;
mod findings;
mod groups;
pub mod model;
mod order;
mod pass;
mod progress;
mod reason;
mod run;
mod say;
mod solve;

pub use model::{
    Agreement, Allocation, Cancelled, Confidence, Decided, Entry, EntryNo, EntryOutcome, Feature,
    FeatureKind, Finding, FindingKind, Line, LineNo, LineOutcome, Match, MatchState, Rule,
    Solution,
};
pub use solve::{Options, solve};
