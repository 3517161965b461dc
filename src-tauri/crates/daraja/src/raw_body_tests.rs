use super::*;

fn kept(text: &str) -> String {
    let body = RawBody::keep(text.as_bytes());
    assert_eq!(body.len(), text.len(), "{text}");
    let again = RawBody::keep(body.bytes());
    assert_eq!(again.bytes(), body.bytes(), "striking twice: {text}");
    body.text().into_owned()
}

#[test]
fn secrets_are_struck_at_equal_length_in_every_spelling() {
    let cases = [
        (
            r#"{"SecurityCredential":"c2Vj\/cmV0","Amount":10}"#,
            r#"{"SecurityCredential":"**********","Amount":10}"#,
        ),
        (
            r#"{"security_credential" : "abc"}"#,
            r#"{"security_credential" : "***"}"#,
        ),
        (
            r#"{"SECURITY CREDENTIAL":"abc"}"#,
            r#"{"SECURITY CREDENTIAL":"***"}"#,
        ),
        (
            r#"{"\u0053ecurityCredential":"abc"}"#,
            r#"{"\u0053ecurityCredential":"***"}"#,
        ),
        (
            r#"{"InitiatorPassword":12.50,"a":1}"#,
            r#"{"InitiatorPassword":11111,"a":1}"#,
        ),
        (r#"{"Password":hunter2}"#, r#"{"Password":xxxxxxx}"#),
        (
            r#"{"Password":["a",{"b":"cd"}]}"#,
            r#"{"Password":["*",{"b":"**"}]}"#,
        ),
        (
            r#"{"Value":"abc","Key":"Security Credential"}"#,
            r#"{"Value":"***","Key":"Security Credential"}"#,
        ),
        (
            r#"{"Name":"Password","Value":77}"#,
            r#"{"Name":"Password","Value":11}"#,
        ),
        (
            r#"{"access_token":"q1W2e3","expires_in":"3599"}"#,
            r#"{"access_token":"******","expires_in":"3599"}"#,
        ),
        (
            r#"{"echo":"{\"Password\":\"ab\\\"c\",\"Amount\":\"5\"}"}"#,
            r#"{"echo":"{\"Password\":\"*******\",\"Amount\":\"5\"}"}"#,
        ),
        (
            r#"{"errorMessage":"Error Occurred - Invalid Access Token - q1W2e3R4t5Y6u7I8"}"#,
            r#"{"errorMessage":"Error Occurred - Invalid Access Token - ****************"}"#,
        ),
        (
            "Authorization: Bearer q1W2e3R4t5Y6.u7I8",
            "Authorization: ****** *****************",
        ),
        (
            "InitiatorName=amani&SecurityCredential=abc%2Fd&Amount=5",
            "InitiatorName=amani&SecurityCredential=*******&Amount=5",
        ),
        (
            "<SecurityCredential>abc=</SecurityCredential>",
            "<SecurityCredential>****</SecurityCredential>",
        ),
        (
            r#"{"Result":{"SecurityCredential":"abc"#,
            r#"{"Result":{"SecurityCredential":"***"#,
        ),
        (
            r#"{"Result":{"SecurityCredential":"","Amount":"5"#,
            r#"{"Result":{"SecurityCredential":"","Amount":"5"#,
        ),
        ("password=abcdef", "password=******"),
        (r#""password": "abc""#, r#""password": "***""#),
        (
            r#"{"a":1} {"password":"abc"}"#,
            r#"{"a":1} {"password":"***"}"#,
        ),
    ];
    for (text, struck) in cases {
        assert_eq!(kept(text), struck);
    }
}

#[test]
fn what_is_no_secret_stays() {
    let cases = [
        r#"{"Result":{"ResultCode":2001,"ResultDesc":"The initiator information is invalid."}}"#,
        r#"{"ResultDesc":"The password of this operator has expired"}"#,
        r#"{"errorMessage":"Error Occurred - Invalid Access Token - "}"#,
        r#"{"Remarks":"Password=","Amount":5}"#,
        r#"{"Value":"{Amount={BasicAmount=6186.83, CurrencyCode=KES}}"}"#,
        r#"{"ResultDesc":"basic registration of the bearer instrument"}"#,
        "<html><body>403 Forbidden</body></html>",
        "",
    ];
    for text in cases {
        assert_eq!(kept(text), text);
        assert_eq!(RawBody::keep(text.as_bytes()).struck(), 0);
    }
}

#[test]
fn a_credential_is_known_by_its_shape_and_a_token_by_its_value() {
    let credential = format!("{}==", "Ab3/".repeat(85) + "Xy");
    assert_eq!(credential.len(), 344);
    let text = format!(r#"{{"Odd":"{}"}}"#, credential.replace('/', "\\/"));
    assert!(!kept(&text).contains("Ab3"));
    let body = RawBody::keep_without(b"<p>tok3nTok3n</p>", &["tok3nTok3n", "short"]);
    assert_eq!(body.bytes(), b"<p>**********</p>");
    assert_eq!(body.struck(), 10);
}

#[test]
fn the_bound_and_the_print() {
    let long = vec![b' '; BODY_LEN_MAX + 9];
    let body = RawBody::keep(&long);
    assert_eq!((body.len(), body.cut()), (BODY_LEN_MAX, 9));
    let printed = format!("{:?}", RawBody::keep(b"254712000111"));
    assert!(
        printed.starts_with("RawBody(12 bytes, sha256 "),
        "{printed}"
    );
    assert!(!printed.contains("254712000111"));
}

#[test]
fn no_input_takes_more_than_linear_time() {
    let started = std::time::Instant::now();
    for piece in [
        "password=",
        "password:\"",
        "access token ",
        "Bearer a",
        "[",
        "{\"password\":",
        "\\\"password\\\":\\\"",
        "s e c",
        "\\",
        "254712000111",
    ] {
        let text = piece.repeat(BODY_LEN_MAX / piece.len());
        assert_eq!(RawBody::keep(text.as_bytes()).len(), text.len());
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
