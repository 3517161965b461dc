use super::*;
use Use::{Production, Rehearsal};
use proptest::prelude::*;

fn why(text: &str, purpose: Use) -> String {
    CallbackUrl::parse(text, purpose).unwrap_err().to_string()
}

#[test]
fn production_is_called_over_https_on_the_internet() {
    for good in [
        "https://pay.example.com",
        "https://pay.example.com/5f2c/91ab",
        "https://pay.example.com:8443/a?b=c",
        "https://203.0.113.9/a",
        "HTTPS://Pay.Example.Com/A",
    ] {
        assert!(CallbackUrl::parse(good, Production).is_ok(), "{good}");
    }
    for bad in [
        "http://pay.example.com/a",
        "http://127.0.0.1/a",
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://192.168.1.4/a",
        "https://10.0.0.4/a",
        "https://[::1]/a",
        "https://[fd00::1]/a",
        "https://server/a",
        "https://till.local/a",
        "ftp://pay.example.com/a",
        "pay.example.com/a",
        "",
    ] {
        assert!(CallbackUrl::parse(bad, Production).is_err(), "{bad}");
    }
}

#[test]
fn a_rehearsal_may_stay_on_this_computer() {
    for good in [
        "http://127.0.0.1:9000/a/b",
        "http://localhost:9000/a",
        "http://[::1]:9000/a",
        "https://pay.example.com/a",
    ] {
        assert!(CallbackUrl::parse(good, Rehearsal).is_ok(), "{good}");
    }
    for bad in ["http://192.168.1.4/a", "http://pay.example.com/a"] {
        assert!(why(bad, Rehearsal).contains("this computer"), "{bad}");
    }
}

#[test]
fn banned_words_are_found_anywhere_in_any_case() {
    for bad in [
        "https://MPESA.example.com/a",
        "https://pay.example.com/m-Pesa/a",
        "https://safaricom-pay.example.com/a",
        "https://pay.example.com/execute",
        "https://pay.example.com/a.EXE",
        "https://pay.example.com/cmd",
        "https://sqlite.example.com/",
        "https://pay.example.com/a?Query=1",
    ] {
        assert!(why(bad, Production).contains("without the word"), "{bad}");
        assert!(why(bad, Rehearsal).contains("without the word"), "{bad}");
    }
}

#[test]
fn tunnels_credentials_and_disguises_are_refused() {
    for tunnel in ["https://ab12.NGROK.io/a", "https://mockbin.org/bin/a"] {
        assert!(why(tunnel, Production).contains("tunnel"), "{tunnel}");
    }
    for bad in [
        "https://user:pass@pay.example.com/a",
        "https://user@pay.example.com/a",
        "https://pay.example.com/%71uery",
        "https://pay.example.com/a b",
        "https://pay.example.com/a#b",
        "https://pay.example.com\\a",
        "https://pay.example.com/\u{a3}",
    ] {
        assert!(CallbackUrl::parse(bad, Production).is_err(), "{bad}");
    }
    let long = format!("https://pay.example.com/{}", "a".repeat(255));
    assert!(why(&long, Production).contains("255"));
}

#[test]
fn neither_the_value_nor_an_error_shows_the_path() {
    let url = CallbackUrl::parse("https://pay.example.com:8443/5f2c/91ab", Production).unwrap();
    assert_eq!(format!("{url}"), "https://pay.example.com:8443/…");
    assert_eq!(format!("{url:?}"), "https://pay.example.com:8443/…");
    assert_eq!(url.as_str(), "https://pay.example.com:8443/5f2c/91ab");
    let nearby = why("http://192.168.100.104/91ab", Rehearsal);
    assert!(
        nearby.ends_with("found http://192.168.100.104/…"),
        "{nearby}"
    );
    for bad in [
        "https://user:hunter2@pay.example.com/91ab",
        "http://pay.example.com/hunter2",
        "hunter2",
    ] {
        assert!(!why(bad, Production).contains("hunter2"), "{bad}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        for purpose in [Production, Rehearsal] {
            if let Ok(url) = CallbackUrl::parse(&text, purpose) {
                let again = CallbackUrl::parse(url.as_str(), purpose);
                prop_assert_eq!(again.unwrap(), url);
            }
        }
    }

    #[test]
    fn a_minted_token_never_trips_a_rule(kind in "[0-9a-f]{64}", request in "[0-9a-f]{64}") {
        let text = format!("https://pay.example.com/{kind}/{request}");
        prop_assert!(CallbackUrl::parse(&text, Production).is_ok());
    }
}
