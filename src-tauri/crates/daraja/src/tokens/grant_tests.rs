use super::*;
use crate::{NotSent, Step, SystemClock};
use secrecy::ExposeSecret;

fn received(status: u16, body: &str) -> Received {
    Received {
        status,
        date: None,
        retry_after: Some(Duration::from_secs(7)),
        bytes: body.as_bytes().to_vec(),
        cut: false,
    }
}

fn of(answer: Result<Received, Failure>) -> Result<Grant, CallError> {
    read(answer, Moment::now(&SystemClock::new()), &[])
}

fn granted(body: &str) -> (String, u64) {
    let grant = of(Ok(received(200, body))).unwrap_or_else(|error| panic!("{body}: {error}"));
    (
        grant.token.expose_secret().to_owned(),
        grant.usable.as_secs(),
    )
}

fn refused(answer: Result<Received, Failure>) -> (TokenTrouble, CallError) {
    let error = of(answer).err().expect("no token in it");
    match &error {
        CallError::Refused(Refusal {
            proof: Proof::NoToken(trouble),
            ..
        }) => (trouble.clone(), error.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_life_is_a_number_or_a_text_and_five_minutes_of_it_are_not_used() {
    for (life, used) in [
        (r#""3599""#, 3_299),
        ("3599", 3_299),
        ("3599.0", 3_299),
        (r#"" 3600 ""#, 3_300),
        ("600", 300),
        ("599", 299),
        ("60", 30),
        ("0", 0),
        ("86400", 3_300),
        ("null", 300),
        (r#""soon""#, 300),
        ("-5", 300),
        ("99999999999", 300),
    ] {
        let body = format!(r#"{{"access_token":"q1W2e3R4","expires_in":{life}}}"#);
        assert_eq!(granted(&body), ("q1W2e3R4".to_owned(), used), "{life}");
    }
    assert_eq!(granted(r#"{"access_token":"q1W2e3R4"}"#).1, 300, "unstated");
}

#[test]
fn an_answer_without_a_token_is_told_by_what_it_says() {
    let wrong = r#"{"requestId":"1","errorCode":"400.008.01","errorMessage":"Invalid Authentication passed"}"#;
    let grant =
        r#"{"requestId":"1","errorCode":"400.008.02","errorMessage":"Invalid grant type passed"}"#;
    let spike =
        r#"{"errorCode":"500.003.02","errorMessage":"Error Occurred: Spike Arrest Violation"}"#;
    for (status, body, trouble) in [
        (400, wrong, TokenTrouble::Credentials),
        (200, wrong, TokenTrouble::Credentials),
        (400, "", TokenTrouble::Credentials),
        (401, "", TokenTrouble::Credentials),
        (400, grant, TokenTrouble::NoAnswer),
        (400, "<html>", TokenTrouble::NoAnswer),
        (403, "<html>", TokenTrouble::EdgeRefused),
        (429, "", TokenTrouble::Throttled),
        (500, spike, TokenTrouble::Throttled),
        (500, "", TokenTrouble::NoAnswer),
        (200, "{}", TokenTrouble::NoAnswer),
        (200, r#"{"access_token":""}"#, TokenTrouble::NoAnswer),
        (200, r#"{"access_token":"a b"}"#, TokenTrouble::NoAnswer),
        (200, "<html>", TokenTrouble::NoAnswer),
        (302, "", TokenTrouble::NoAnswer),
    ] {
        assert_eq!(
            refused(Ok(received(status, body))).0,
            trouble,
            "{status} {body}"
        );
    }
}

#[test]
fn a_lost_answer_means_that_nothing_else_was_sent() {
    let unsent = NotSent {
        step: Step::Name,
        detail: "no such host".to_owned(),
    };
    let (trouble, _) = refused(Err(Failure::NotSent(unsent.clone())));
    assert_eq!(trouble, TokenTrouble::NotSent(unsent));
    let (trouble, error) = refused(Err(Failure::Lost(Uncertainty::Timeout)));
    assert_eq!(trouble, TokenTrouble::NoAnswer);
    assert!(
        error.to_string().contains("no answer came in time"),
        "{error}"
    );
}

#[test]
fn a_throttle_says_when_to_come_back() {
    let (_, error) = refused(Ok(received(429, "")));
    assert_eq!(
        error.again(),
        crate::Again::SameIdAfter(Some(Duration::from_secs(7)))
    );
}
