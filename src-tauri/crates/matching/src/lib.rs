//! The matching engine: statement lines to ledger entries, from certain to less certain.
//!
//! Owns: the order of passes, the rules, claim-once, the sentence of explanation.
//!
//! Stays out: files, the database, the clock. The same input gives the same answer, whatever the
//! order of its rows.

pub mod model;
