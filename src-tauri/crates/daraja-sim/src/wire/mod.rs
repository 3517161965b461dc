//! What the simulator writes: JSON, results, and the drift of their shapes.

pub(crate) mod drift;
pub(crate) mod json;
pub(crate) mod result;
