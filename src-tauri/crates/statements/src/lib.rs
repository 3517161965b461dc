//! Bytes to rows: M-Pesa statements and ledgers.
//!
//! Owns: telling what a file is from its bytes, decoding, layouts (one file each), the details
//! grammar, per-row verdicts, and the completeness certificate.
//!
//! Stays out: the database, the disk, the clock, and deciding whether a row is new.

pub mod certificate;
pub mod model;
