//! Operator stories in the real window.
