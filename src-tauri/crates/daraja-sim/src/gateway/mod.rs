//! What stands in front of M-Pesa: tokens, throttles, field checks, faults, and the order of them.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod fault;
pub(crate) mod fields;
pub(crate) mod hand;
pub(crate) mod log;
pub(crate) mod pipeline;
pub(crate) mod token;
