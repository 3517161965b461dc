//! What a change is told with: who makes it, and what it comes to.

use domain::Eat;
use serde_json::Value;

/// Who makes a change, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The operator's name in the audit chain.
    pub operator: &'a str,
    /// The host's clock.
    pub at: Eat,
}

/// What a change comes to: its answer, and what the audit event says of it. The event must hold no
/// name, phone number or secret.
#[derive(Debug)]
pub struct Done<T> {
    pub(super) value: T,
    pub(super) subject: String,
    pub(super) before: Value,
    pub(super) after: Value,
}

impl<T> Done<T> {
    /// A change to `subject` (`import 3`), with nothing to say of before and after yet.
    pub fn to(subject: impl Into<String>, value: T) -> Self {
        Self {
            value,
            subject: subject.into(),
            before: Value::Null,
            after: Value::Null,
        }
    }

    /// What was there before. Whole numbers only.
    #[must_use]
    pub fn before(mut self, before: Value) -> Self {
        self.before = before;
        self
    }

    /// What is there now. Whole numbers only.
    #[must_use]
    pub fn after(mut self, after: Value) -> Self {
        self.after = after;
        self
    }
}
