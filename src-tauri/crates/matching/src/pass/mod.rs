//! The passes, most certain first. Each is handed what the ones before it left.

pub(crate) mod account;
pub(crate) mod decided;
pub(crate) mod inside;
pub(crate) mod near;
pub(crate) mod payer;
pub(crate) mod receipt;
pub(crate) mod reference;
pub(crate) mod reversals;
pub(crate) mod rivals;
pub(crate) mod typed;
