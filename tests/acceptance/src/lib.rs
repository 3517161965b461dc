//! Engine, files and window-less hosts together; architecture and wording tests.
//!
//! Owns: what several acceptance tests share. [`checkout`] reads the sources and cargo's own account of
//! the workspace; [`rules`] are the house rules as pure functions over what was read, each with a test
//! that shows it can fail.
//!
//! Stays out: the tests of one crate, which live in that crate.

pub mod checkout;
pub mod rules;
pub mod source;
