use super::*;
use crate::{Queued, RawBody, error_code};

/// Codes of every section, and some of none.
const CODES: [&str; 22] = [
    "00.002.1001",
    "400.001",
    "400.002.02",
    "400.002.05",
    "400.003.01",
    "400.003.02",
    "400.008.01",
    "401.001",
    "401.002.01",
    "401.003.01",
    "403.002.1001",
    "404.001.01",
    "404.001.03",
    "404.001.04",
    "404.003.01",
    "405.001",
    "500.001.1001",
    "500.002.1001",
    "500.003.02",
    "500.003.03",
    "500.003.1001",
    "999.999",
];

const MESSAGES: [&str; 10] = [
    "",
    "Duplicate OriginatorConversationID.",
    "System internal error.",
    "Error Occurred: Spike Arrest Violation",
    "System is busy. Please try again in few minutes.",
    "Merchant does not exist",
    "[MerchantValidate] - Wrong credentials",
    "Unable to lock subscriber, a transaction is already in process",
    "Service is currently unreachable. Please try again later.",
    "Bad Request - Invalid PartyB",
];

fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status,
        date: None,
        retry_after: None,
        body: RawBody::keep(body.as_bytes()),
    }
}

/// The table and the catalogue are written apart; where one says "not queued", so does the other.
#[test]
fn a_refusal_is_one_in_the_catalogue_too() {
    for api in Api::ALL {
        for status in [200, 400, 401, 403, 404, 405, 500, 503] {
            for code in CODES {
                for message in MESSAGES {
                    let body = format!(r#"{{"errorCode":"{code}","errorMessage":"{message}"}}"#);
                    let reply = reply(status, &body);
                    let said = Said::read(&reply.body);
                    let meaning = error_code(api, code, message);
                    let by_status = matches!(status, 401 | 405);
                    match judge(api, &reply, &said) {
                        Verdict::Refused(_) => assert!(
                            by_status || meaning.queued == Queued::No,
                            "{api} {status} {body}"
                        ),
                        Verdict::Unclear(_) => {}
                        Verdict::Answer => panic!("an error is no answer: {api} {status} {body}"),
                    }
                    if meaning.queued == Queued::Earlier {
                        assert_eq!(
                            judge(api, &reply, &said),
                            Verdict::Unclear(Uncertainty::DuplicateId)
                        );
                    }
                }
            }
        }
    }
}

/// No answer under 5xx proves anything, but for the gateway's own limits and the refusals of a prompt.
#[test]
fn a_failing_server_proves_its_limits_only() {
    for api in Api::ALL {
        for code in CODES {
            for message in MESSAGES {
                let body = format!(r#"{{"errorCode":"{code}","errorMessage":"{message}"}}"#);
                let reply = reply(500, &body);
                let verdict = judge(api, &reply, &Said::read(&reply.body));
                match verdict {
                    Verdict::Refused(Proof::Throttled | Proof::Quota) => {
                        assert!(code.starts_with("500.003.0"), "{api} {body}");
                    }
                    Verdict::Refused(Proof::Prompt(_)) => assert_eq!(api, Api::StkPush),
                    Verdict::Refused(Proof::TokenRefused) => panic!("{api} {body}"),
                    Verdict::Refused(other) => panic!("{api} {body} {other:?}"),
                    Verdict::Unclear(_) => {}
                    Verdict::Answer => panic!("{api} {body}"),
                }
            }
        }
    }
}

#[test]
fn a_success_code_is_zeros_and_nothing_else() {
    for zeros in ["0", "00", "00000000"] {
        assert!(is_zeros(zeros));
    }
    for other in ["", "1", "01", " 0", "-0", "0.0", "1000"] {
        assert!(!is_zeros(other), "{other}");
    }
}
