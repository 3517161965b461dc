//! The use cases, the one command table that hosts call, and the adapters to the outside.
//!
//! Owns: [`api`] (what the window and the terminal may ask), [`reconcile`] (files in, a reconciliation
//! out), [`intake`] (which row is new, known, changed), [`practice`] (the sample business), the ledger
//! file ([`store`]) and the keyring ([`vault`]).
//!
//! Stays out: windows, terminals, provider JSON. A host passes in its data folder and its clock.

pub mod api;
mod app;
pub mod audit;
pub mod audit_check;
mod audit_leases;
mod audit_people;
mod base32;
pub mod callbacks;
pub mod files;
pub mod intake;
mod live;
pub mod pack;
pub mod people;
pub mod practice;
pub mod reconcile;
pub mod relay;
pub mod store;
pub mod vault;
pub mod words;

pub use app::{Engine, LentReceiver, Options, PracticeWorld, default_data_folder};
