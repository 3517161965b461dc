use proptest::prelude::*;

use super::*;

fn given(item: ProfileItem, text: &str) -> Result<Value, Problem> {
    read(item, &Zeroizing::new(text.to_owned()), Environment::Sandbox)
}

#[test]
fn a_password_keeps_its_inner_characters_and_is_remarked_on() {
    let read = |text| given(ProfileItem::InitiatorPassword, text).unwrap();
    assert!(read(" Neno#1&2%3$ \n").remark.is_none());
    for odd in ["neno(1)", "neno@1", "neno.1", "neno 1", "nénó"] {
        assert!(read(odd).remark.is_some(), "{odd}");
    }
    match read(" a b\t").kept {
        Kept::Secret(secret) => assert_eq!(secret.reveal(), b"a b"),
        Kept::Shown(_) => panic!("a password is a secret"),
    }
}

#[test]
fn pem_is_written_as_others_read_it() {
    let der = [7_u8; 100];
    let text = to_pem(&der);
    assert!(text.lines().all(|line| line.len() <= 64));
    assert_eq!(pem(text.as_bytes()).as_deref(), Some(text.as_str()));
    let messy = text.replace('\n', "\r\n   ");
    assert_eq!(pem(messy.as_bytes()), Some(text));
    assert_eq!(pem(b"-----BEGIN CERTIFICATE-----"), None);
    assert_eq!(pem(&[0xff, 0xfe]), None);
}

proptest! {
    #[test]
    fn no_text_panics_and_no_secret_is_repeated(text in "\\PC{0,80}", which in 0..ProfileItem::ALL.len()) {
        let item = ProfileItem::ALL[which];
        // A certificate's text may name a file; there is none of these.
        if let Err(problem) = given(item, &text) {
            prop_assert_eq!(problem.code.0, "profile.value");
            let tidy = text.trim();
            let secret = crate::app::checklist::secret(item).is_some() || item == ProfileItem::Certificate;
            prop_assert!(!secret || tidy.len() < 8 || !problem.to_string().contains(tidy));
        }
    }
}
