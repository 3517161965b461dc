//! The audit pack: one zip that proves itself to somebody without the ledger.
//!
//! Owns: what is in a pack, its one form to the last byte, making it from a view of the ledger, and
//! checking it offline. Stays out: asking for a reason, writing the file (`app::commands::audit_pack`).

mod chain;
mod check;
pub(crate) mod form;
mod make;
mod manifest;
mod people;
mod registers;
mod table;
mod totals;

pub use check::{PackReport, verify, verify_bytes};
pub use make::{Made, Order, make};

/// What the manifest calls itself.
const FORMAT: &str = "patanisha audit pack 1";

/// The members that every pack has beside its source files.
mod name {
    pub const README: &str = "README.txt";
    pub const CHAIN: &str = "chain.jsonl";
    pub const CHECKPOINTS: &str = "checkpoints.csv";
    pub const PEOPLE: &str = "people.jsonl";
    pub const KEYS: &str = "public_keys.csv";
    pub const IMPORTS: &str = "registers/imports.csv";
    pub const LINES: &str = "registers/lines.csv";
    pub const ENTRIES: &str = "registers/entries.csv";
    pub const ALLOCATIONS: &str = "registers/allocations.csv";
    pub const DECISIONS: &str = "registers/decisions.csv";
    pub const SOURCES: &str = "sources/";
    pub const MANIFEST: &str = "manifest.json";
    pub const SIGNATURE: &str = "manifest.sig";
}

/// A file in the pack.
struct Member {
    name: String,
    bytes: Vec<u8>,
}
