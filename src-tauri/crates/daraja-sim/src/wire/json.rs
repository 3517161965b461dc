//! JSON as it is written: keys in the order given, numbers as the text given.
//!
//! A number here is its literal (`450120.60`), so that no amount ever passes through a binary float.

use std::fmt;

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    /// `null`
    Null,
    /// A string.
    Text(String),
    /// A number, written as it stands.
    Literal(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in this order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A string.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object.
    pub(crate) fn object<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(
            pairs
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// The text of a field of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        match self {
            Self::Object(pairs) => pairs.iter().find_map(|(name, value)| match value {
                Self::Text(text) if name == key => Some(text.as_str()),
                _ => None,
            }),
            _ => None,
        }
    }

    /// Sets a field of an object, in its place or at the end.
    pub(crate) fn set(&mut self, key: &str, value: Self) {
        if let Self::Object(pairs) = self {
            match pairs.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => *old = value,
                None => pairs.push((key.to_owned(), value)),
            }
        }
    }

    /// Takes a field out of an object.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Self::Object(pairs) = self {
            pairs.retain(|(name, _)| name != key);
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Literal(number) => f.write_str(number),
            Self::List(values) => {
                f.write_str("[")?;
                for (at, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(pairs) => {
                f.write_str("{")?;
                for (at, (key, value)) in pairs.iter().enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(key))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Cents as `12.34`, with the sign in front.
pub(crate) fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let all = cents.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_in_order_with_literal_numbers() {
        let json = Json::object([
            ("b", Json::Literal("450120.60".to_owned())),
            (
                "a",
                Json::List(vec![Json::Null, Json::text("say \"habari\"\n")]),
            ),
        ]);
        assert_eq!(
            json.to_string(),
            r#"{"b":450120.60,"a":[null,"say \"habari\"\n"]}"#
        );
    }

    #[test]
    fn cents_are_written_with_two_decimals() {
        for (cents, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-198_000, "-1980.00"),
            (-7, "-0.07"),
        ] {
            assert_eq!(decimal(cents), text);
        }
    }
}
