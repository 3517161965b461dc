//! Required fields, by name: the first that isn't right is named in `400.002.02`.

use super::call::Call;
use crate::world::people;

/// Words that may stand nowhere in an address Safaricom posts to (`daraja-api.md` section 14).
const BANNED: [&str; 7] = ["m-pesa", "mpesa", "safaricom", "exe", "cmd", "sql", "query"];

/// What a field has to be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// So many characters.
    Text { min: usize, max: usize },
    /// Letters, digits, `-` and `_`, up to so many.
    Id { max: usize },
    /// Whole shillings above nothing.
    Shillings,
    /// `2547…` or `2541…`.
    Msisdn,
    /// Five to seven digits.
    ShortCode,
    /// Exactly one of these.
    OneOf(&'static [&'static str]),
    /// An address to post to.
    Url,
    /// Base64 of 256 or 512 bytes, by length.
    Credential,
    /// Fourteen digits.
    Stamp,
}

/// One field of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    required: bool,
    check: Check,
}

/// A field that has to be there.
pub(crate) const fn must(name: &'static str, check: Check) -> Field {
    Field {
        name,
        required: true,
        check,
    }
}

/// A field that is checked when it is there.
pub(crate) const fn may(name: &'static str, check: Check) -> Field {
    Field {
        name,
        required: false,
        check,
    }
}

/// The name of the first field that isn't right.
pub(crate) fn first_wrong(call: &Call, fields: &[Field]) -> Option<&'static str> {
    fields
        .iter()
        .find(|field| {
            if !field.required && !call.has(field.name) {
                return false;
            }
            !field.check.passes(call, field.name)
        })
        .map(|field| field.name)
}

impl Check {
    fn passes(self, call: &Call, name: &str) -> bool {
        let text = call.text(name);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Text { min, max } => (min..=max).contains(&text.chars().count()),
            Self::Id { max } => {
                (1..=max).contains(&text.len())
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            }
            Self::Shillings => call.shillings(name).is_some_and(|amount| amount > 0),
            Self::Msisdn => people::is_msisdn(&text),
            Self::ShortCode => people::is_short_code(&text),
            Self::OneOf(allowed) => allowed.contains(&text.as_str()),
            Self::Url => is_callback_address(&text),
            Self::Credential => text.len() == 344 || text.len() == 684,
            Self::Stamp => text.len() == 14 && digits(&text),
        }
    }
}

/// Whether Safaricom would take this as an address: http(s), a host, none of the banned words.
pub(crate) fn is_callback_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or("");
    !host.is_empty()
        && !host.contains('@')
        && text.len() <= 512
        && !text.contains(char::is_whitespace)
        && !BANNED.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(body: &str, fields: &[Field]) -> Option<&'static str> {
        first_wrong(&Call::read(body.as_bytes()).unwrap(), fields)
    }

    #[test]
    fn the_first_wrong_field_is_named() {
        let fields = [
            must("Amount", Check::Shillings),
            must("PartyB", Check::Msisdn),
            may("Occassion", Check::Text { min: 1, max: 3 }),
        ];
        assert_eq!(
            wrong(r#"{"Amount":10,"PartyB":254712000111}"#, &fields),
            None
        );
        assert_eq!(
            wrong(r#"{"Amount":"10","PartyB":"254712000111"}"#, &fields),
            None
        );
        for amount in ["0", "-1", "10.50", "\"1e3\"", "null", "\"\"", "1e3"] {
            let body = format!(r#"{{"Amount":{amount},"PartyB":"x"}}"#);
            assert_eq!(wrong(&body, &fields), Some("Amount"), "{amount}");
        }
        assert_eq!(
            wrong(r#"{"Amount":10,"PartyB":"0712000111"}"#, &fields),
            Some("PartyB")
        );
        let long = r#"{"Amount":10,"PartyB":"254712000111","Occassion":"long"}"#;
        assert_eq!(wrong(long, &fields), Some("Occassion"));
    }

    #[test]
    fn addresses_with_banned_words_are_refused() {
        for good in ["http://127.0.0.1:4000/b/abc", "https://pay.mfano.co.ke/in"] {
            assert!(is_callback_address(good), "{good}");
        }
        for bad in [
            "",
            "ftp://mfano.co.ke",
            "https://",
            "https://MPESA.mfano.co.ke/",
            "https://mfano.co.ke/execute",
            "https://mfano.co.ke/?Query=1",
            "http://a b/",
            "https://user:word@mfano.co.ke/",
        ] {
            assert!(!is_callback_address(bad), "{bad}");
        }
    }
}
