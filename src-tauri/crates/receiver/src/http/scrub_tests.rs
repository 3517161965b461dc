//! Nasty spellings, and the law that no byte of a secret is left.

use proptest::prelude::*;

use super::*;

const SECRET: &str = "Zm9vYmFyK3NlY3JldC9jcmVkZW50aWFs==";

fn scrubbed(body: &str) -> (String, bool) {
    let mut bytes = body.as_bytes().to_vec();
    let found = scrub(&mut bytes);
    assert_eq!(bytes.len(), body.len(), "{body}");
    (String::from_utf8_lossy(&bytes).into_owned(), found)
}

/// Whether any eight bytes of the secret in a row are in the body.
fn shows(body: &[u8], secret: &[u8]) -> bool {
    secret
        .windows(8.min(secret.len()))
        .any(|part| body.windows(part.len()).any(|window| window == part))
}

#[test]
fn every_spelling_of_the_name_is_found() {
    for spelling in [
        r#"{"SecurityCredential":"X"}"#,
        r#"{"securitycredential":"X"}"#,
        r#"{"SECURITYCREDENTIAL" : "X", "Amount": 5}"#,
        "{\"SecurityCredential\"\n\t:\r\n \"X\"}",
        r#"{"Result":{"a":[{"b":{"SecurityCredential":"X"}}]}}"#,
        r#"{"\u0053ecurity\u0043redential":"X"}"#,
        r#"{"\u0053\u0065\u0063\u0075\u0072\u0069\u0074\u0079\u0043\u0072\u0065\u0064\u0065\u006e\u0074\u0069\u0061\u006C":"X"}"#,
        r#"{"SecurityCredential":"one","SecurityCredential":"X"}"#,
        r#"{"SecurityCredential":"X"#,
        r#"{"SecurityCredential":"X","#,
        r#"{"Amount":1,"SecurityCredential":X}"#,
        r#"{SecurityCredential:X}"#,
        r#"{'SecurityCredential':'X'}"#,
        r#""SecurityCredential":"X""#,
        r#"{"a":"unclosed, "SecurityCredential":"X"}"#,
        r#"}}{"SecurityCredential"::"X"}"#,
        r#"{"SecurityCredential" "X"}"#,
        r#"{"SecurityCredential":["X"]}"#,
        r#"{"SecurityCredential":["a]","X"],"b":1}"#,
        r#"{"SecurityCredential":{"v":"}X"}}"#,
        r#"{"SecurityCredential":{"v":{"w":"X"#,
        r#"{"SecurityCredential":"a\"X"}"#,
        r#"{"SecurityCredential":"a\\\"X"}"#,
        r#"{"body":"{\"SecurityCredential\":\"X\"}"}"#,
        r#"{"body":"{\"SecurityCredential\" : \"a\\\"X\"}"}"#,
        r#"{"body":"{\\\"SecurityCredential\\\":\\\"X\\\"}"}"#,
        r#"{"body":"{\"\\u0053ecurityCredential\":\"X\"}"}"#,
        r#"{"Security_Credential":"X"}"#,
        r#"{"security-credential":"X"}"#,
        r#"{"Security Credential":"X"}"#,
        r#"{"InitiatorSecurityCredential":"X"}"#,
        r#"{"SecurityCredentials":"X"}"#,
        r#"{"SecurityCredentialB2C_2":"X"}"#,
        r#"{"Key":"SecurityCredential","Value":"X"}"#,
        r#"{"Value":"X","Key":"SecurityCredential"}"#,
        r#"{"x":{"y":1},"Value":"X","z":{"y":1},"Key":"SecurityCredential","w":{}}"#,
        r#"{"Key":"SecurityCredential","z":{"y":1},"Value":"X"}"#,
        r#"[{"Key":"SecurityCredential","Value":"X"},{"Key":"SecurityCredential","Value":"X"}]"#,
        r#"{"Key":"SecurityCredential","Value":"X"#,
        r#"{"Value":"X","x":"}{","Key":"SecurityCredential"}"#,
        r#"{"Name" : "SecurityCredential", "Value" : "X"}"#,
        r#"{"\u004bey":"Security\u0043redential","Valu\u0065":"X"}"#,
        r#"{"SecurityCredential":"\"SecurityCredential":"X"}"#,
        "Initiator=a&SecurityCredential=X&Amount=5",
        "<SecurityCredential>X</SecurityCredential>",
        "SecurityCredential: X",
    ] {
        let body = spelling.replace('X', SECRET);
        let (left, found) = scrubbed(&body);
        assert!(found, "{spelling}");
        assert!(!shows(left.as_bytes(), SECRET.as_bytes()), "{left}");
    }
}

#[test]
fn only_the_value_is_overwritten_where_the_json_is_sound() {
    for (body, left) in [
        (
            r#"{"Initiator":"api","SecurityCredential":"abc","Amount":"10"}"#,
            r#"{"Initiator":"api","SecurityCredential":"***","Amount":"10"}"#,
        ),
        (
            r#"{"Key":"SecurityCredential","Value":"abc"},{"Key":"B","Other":"c"}"#,
            r#"{"Key":"SecurityCredential","Value":"***"},{"Key":"B","Other":"c"}"#,
        ),
        (
            r#"{"ResultDesc":"Bad SecurityCredential: abc","b":[{"Key":"c","Value":1}]}"#,
            r#"{"ResultDesc":"Bad SecurityCredential: ***","b":[{"Key":"c","Value":1}]}"#,
        ),
        (
            r#"{"SecurityCredential":"a\"b","Amount":1}"#,
            r#"{"SecurityCredential":"****","Amount":1}"#,
        ),
        (
            r#"{"SecurityCredential":12,"Amount":1}"#,
            r#"{"SecurityCredential":**,"Amount":1}"#,
        ),
    ] {
        assert_eq!(scrubbed(body), (left.to_owned(), true));
    }
}

#[test]
fn what_holds_no_credential_stays_as_it_was() {
    for body in [
        "",
        "{}",
        r#"{"Result":{"ResultCode":2001,"ResultDesc":"The initiator information is invalid."}}"#,
        r#"{"ResultDesc":"The SecurityCredential is wrong."}"#,
        r#"{"ResultDesc":"Wrong SecurityCredential","b":[{"Key":"c","Value":1}]}"#,
        r#"{"SecurityCredential":""}"#,
        r#"{"SecurityCredentia":"abc"}"#,
        "SecurityCredentials are secret: never send them",
        r#"{"\u0053ecurity"#,
        "SecurityCredential",
        "\\\\\\\\u",
    ] {
        assert_eq!(scrubbed(body), (body.to_owned(), false));
    }
}

#[test]
fn sixteen_bit_letters_are_read_too() {
    let body = format!(r#"{{"SecurityCredential":"{SECRET}","Amount":5}}"#);
    let little: Vec<u8> = body.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = body.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let secret: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for mut body in [little, big] {
        assert!(scrub(&mut body));
        assert!(!shows(&body, &secret));
    }
}

/// A spelling of the name: each letter in either case, plain or escaped.
fn spelling() -> impl Strategy<Value = String> {
    proptest::collection::vec((any::<bool>(), 0..4_u8), NAME.len()).prop_map(|ways| {
        let letters = NAME.iter().zip(ways);
        letters
            .map(|(letter, (upper, way))| {
                let letter = if upper {
                    letter.to_ascii_uppercase()
                } else {
                    *letter
                };
                if way == 0 {
                    format!("\\u00{letter:02x}")
                } else {
                    char::from(letter).to_string()
                }
            })
            .collect()
    })
}

/// Pieces of JSON in any order.
fn soup() -> impl Strategy<Value = String> {
    const PIECES: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        ":",
        ",",
        " ",
        "=",
        "a",
        "\\u0053",
        "SecurityCredential",
        "Key",
        "Value",
    ];
    let piece = proptest::sample::select(&PIECES[..]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_body_made_to_be_walked_through_often_is_overwritten_instead() {
    let mut body = "SecurityCredential:".repeat(3_000).into_bytes();
    body.extend_from_slice(br#",{"SecurityCredential":"secret-word"}"#);
    assert!(scrub(&mut body));
    assert!(!shows(&body, b"secret-word"));
}

proptest! {
    #[test]
    fn no_secret_outlives_it_in_sound_or_broken_json(
        before in ".{0,30}", name in spelling(), gap in "[ \t\r\n]{0,3}", secret in "[A-Za-z0-9+/]{24,80}={0,2}",
        after in ".{0,30}", cut in 0..200_usize,
    ) {
        let whole = format!("{{{before}\"{name}\"{gap}:{gap}\"{secret}\",\"b\":{after}}}");
        for mut body in [whole.clone().into_bytes(), whole.bytes().take(cut).collect()] {
            let length = body.len();
            scrub(&mut body);
            prop_assert_eq!(body.len(), length);
            prop_assert!(!shows(&body, secret.as_bytes()), "{}", String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn no_soup_of_punctuation_hides_a_secret(
        before in soup(), secret in "[A-Za-z0-9+/]{24,40}", after in soup(),
    ) {
        let body = format!("{before}\"SecurityCredential\":\"{secret}\"{after}");
        let mut bytes = body.clone().into_bytes();
        prop_assert!(scrub(&mut bytes));
        prop_assert_eq!(bytes.len(), body.len());
        prop_assert!(!shows(&bytes, secret.as_bytes()), "{}", body);
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut left = bytes.clone();
        scrub(&mut left);
        prop_assert_eq!(left.len(), bytes.len());
    }

    #[test]
    fn sound_json_stays_sound(secret in "[A-Za-z0-9+/\\PC]{1,40}", amount in 1..9_999_u32) {
        let body = serde_json::json!({"a": amount, "SecurityCredential": secret, "b": [secret]});
        let mut bytes = serde_json::to_vec(&body).unwrap();
        prop_assert!(scrub(&mut bytes));
        let left: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&left["a"], &body["a"]);
        prop_assert_eq!(&left["b"], &body["b"]);
        let stars = left["SecurityCredential"].as_str().unwrap();
        prop_assert!(stars.bytes().all(|byte| byte == b'*'));
    }
}
