//! A recipient's name before paying: Hakikisha (section 6.8).

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::Api;
use crate::requests::RequestBody;
use crate::values::{Msisdn, OriginatorId, ShortCode};

/// Asks whose number it is; answered at once. Needs Safaricom's approval, and a contract in production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameCheck {
    /// The caller's id of this request; documented as a UUID.
    pub request_id: OriginatorId,
    /// The short code that asks.
    pub short_code: ShortCode,
    /// The number.
    pub phone: Msisdn,
}

#[derive(Serialize)]
struct Fields<'a> {
    header: Header<'a>,
    body: Body<'a>,
}

#[derive(Serialize)]
struct Header<'a> {
    #[serde(rename = "requestID")]
    request_id: &'a str,
    timestamp: String,
}

#[derive(Serialize)]
struct Body<'a> {
    msisdn: &'a str,
    shortcode: &'a str,
}

impl NameCheck {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::NameCheck
    }

    /// The JSON body, with the time of asking in epoch seconds.
    #[must_use]
    pub fn body(&self, at: DateTime<Utc>) -> RequestBody {
        RequestBody::of(&Fields {
            header: Header {
                request_id: self.request_id.as_str(),
                timestamp: at.timestamp().to_string(),
            },
            body: Body {
                msisdn: &self.phone.digits(),
                shortcode: self.short_code.as_str(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    #[test]
    fn a_name_check_is_written_as_section_6_8_has_it() {
        let of = NameCheck {
            request_id: OriginatorId::parse("0b5d4c6e-7a21-4f53-9d6e-2f3a1b0c9d8e").unwrap(),
            short_code: sample::short_code(),
            phone: sample::phone(),
        };
        assert_eq!(
            sample::json(&of.body(sample::at())),
            json!({
                "header": {
                    "requestID": "0b5d4c6e-7a21-4f53-9d6e-2f3a1b0c9d8e",
                    "timestamp": "1773142212",
                },
                "body": { "msisdn": "254712000111", "shortcode": "600111" },
            })
        );
        sample::tells_nothing(&format!("{of:?}"));
    }
}
