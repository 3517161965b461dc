//! M-Pesa Express: a prompt on the payer's phone, its callback, and the one query that answers at once.
//!
//! Owns: prompts from request to callback. Stays out: what the payment tells a registered short code
//! (`c2b`). Source: `daraja-api.md` section 4.

mod callback;
pub(crate) mod code;
mod merchant;
mod prompt;
mod push;
mod query;

pub(crate) use prompt::Prompts;
pub(crate) use push::{NAME, PUSH};
pub(crate) use query::QUERY;
