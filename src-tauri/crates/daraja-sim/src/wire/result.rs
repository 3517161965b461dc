//! A result callback before its shape is chosen.
//!
//! Source: `daraja-api.md` sections 6.4, 7, 8, 9 and 10.

/// A parameter's value before it is a number or a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Text, always a string.
    Text(String),
    /// Cents: `1200`, `1200.00`, or either as a string.
    Amount(i64),
    /// Cents with two decimals, as balances have them.
    Balance(i64),
    /// `YYYYMMDDHHmmss`, number or string.
    Stamp(u64),
    /// `dd.MM.yyyy HH:mm:ss`.
    Dotted(u64),
    /// Digits, number or string.
    Digits(String),
    /// A customer's `MSISDN - NAME`, in clear or masked.
    Customer { msisdn: String, name: String },
    /// Cents in the pseudo-struct of B2B results.
    Struct(i64),
    /// No value: the key stands alone, or with an empty string.
    Nothing,
}

/// One key with its value.
pub(crate) type Parameter = (&'static str, Value);

/// The whole result.
#[derive(Debug, Clone)]
pub(crate) struct ResultBody {
    /// 0 final, 1 more to come.
    pub(crate) result_type: u8,
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) originator_id: String,
    pub(crate) conversation_id: String,
    /// A receipt, a placeholder, or empty.
    pub(crate) transaction_id: String,
    /// Empty: the block is left out.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) reference: Vec<Parameter>,
    /// Keys as older documents spell them, with spaces.
    pub(crate) may_space_keys: bool,
}
