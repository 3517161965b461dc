//! Customer payments fetched rather than announced (section 11).

use serde::Serialize;

use crate::Api;
use crate::requests::RequestBody;
use crate::values::{CallbackUrl, Msisdn, PullWindow, ShortCode};

/// Times of a Pull query, East Africa Time.
const TIME_FORMAT: &str = "%Y-%m-%d %H:%M:%S";

/// Entitles a short code to pull its transactions; done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullRegistration {
    /// The short code.
    pub short_code: ShortCode,
    /// The phone number that Safaricom knows the short code by.
    pub nominated: Msisdn,
    /// An address of ours; nothing is documented to be sent to it.
    pub callback_url: CallbackUrl,
}

/// Asks for the customer payments of a span within the last 48 hours; answered at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullQuery {
    /// The short code.
    pub short_code: ShortCode,
    /// The span.
    pub window: PullWindow,
    /// How many rows to pass over.
    pub offset: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegistrationFields<'a> {
    short_code: &'a str,
    request_type: &'a str,
    nominated_number: &'a str,
    #[serde(rename = "CallBackURL")]
    callback_url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct QueryFields<'a> {
    short_code: &'a str,
    start_date: String,
    end_date: String,
    off_set_value: String,
}

impl PullRegistration {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::PullRegister
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        RequestBody::of(&RegistrationFields {
            short_code: self.short_code.as_str(),
            request_type: "Pull",
            nominated_number: &self.nominated.digits(),
            callback_url: self.callback_url.as_str(),
        })
    }
}

impl PullQuery {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::PullQuery
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        RequestBody::of(&QueryFields {
            short_code: self.short_code.as_str(),
            start_date: self.window.from().format(TIME_FORMAT).to_string(),
            end_date: self.window.to().format(TIME_FORMAT).to_string(),
            off_set_value: self.offset.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use chrono::NaiveDate;
    use serde_json::json;

    #[test]
    fn a_registration_is_written_as_section_11_has_it() {
        let of = PullRegistration {
            short_code: sample::short_code(),
            nominated: sample::phone(),
            callback_url: sample::url("token-of-result"),
        };
        assert_eq!(
            sample::json(&of.body()),
            json!({
                "ShortCode": "600111",
                "RequestType": "Pull",
                "NominatedNumber": "254712000111",
                "CallBackURL": "https://pay.example.com/token-of-result",
            })
        );
        sample::tells_nothing(&format!("{of:?}"));
    }

    #[test]
    fn a_query_is_written_as_section_11_has_it() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
        let at = |hour| day.and_hms_opt(hour, 5, 9).unwrap();
        let of = PullQuery {
            short_code: sample::short_code(),
            window: PullWindow::new(at(8), at(11)).unwrap(),
            offset: 100,
        };
        assert_eq!(
            sample::json(&of.body()),
            json!({
                "ShortCode": "600111",
                "StartDate": "2026-03-10 08:05:09",
                "EndDate": "2026-03-10 11:05:09",
                "OffSetValue": "100",
            })
        );
    }
}
