//! Pull Transactions: customers' payments of the last 48 hours, asked for instead of told.
//!
//! Source: `daraja-api.md` section 11.

mod page;
mod query;
mod register;

use std::collections::BTreeSet;

pub(crate) use query::QUERY;
pub(crate) use register::REGISTER;

/// Short codes that registered for it.
pub(crate) type Registered = BTreeSet<String>;
