use super::*;

fn at(text: &str) -> Eat {
    Eat::parse_iso(text).unwrap()
}

#[test]
fn the_password_ends_after_ninety_days_and_the_date_is_said() {
    let set = at("2026-09-01T23:30:00");
    let tone = |day: &str| age_notice(set, at(&format!("{day}T08:00:00"))).map(|of| of.tone);
    assert_eq!(tone("2026-10-30"), None, "day 59");
    assert_eq!(tone("2026-10-31"), Some(NoticeTone::Info), "day 60");
    assert_eq!(tone("2026-11-14"), Some(NoticeTone::Info), "day 74");
    assert_eq!(tone("2026-11-15"), Some(NoticeTone::Warning), "day 75");
    assert_eq!(tone("2026-11-30"), Some(NoticeTone::Warning), "day 90");
    assert_eq!(tone("2026-12-01"), Some(NoticeTone::Danger), "day 91");
    let text = age_notice(set, at("2026-11-21T08:00:00")).unwrap().text;
    assert!(text.contains("in 9 days, on 30 Nov 2026"), "{text}");
    let text = age_notice(set, at("2026-11-30T08:00:00")).unwrap().text;
    assert!(text.contains("ends today"), "{text}");
}

fn info(environment: Option<Environment>) -> CertificateInfo {
    CertificateInfo {
        common_name: "mfano".into(),
        facts: Vec::new(),
        sha256: String::new(),
        environment,
        not_after: chrono::DateTime::from_timestamp(1_500_000_000, 0),
    }
}

#[test]
fn another_environments_certificate_is_a_fault_and_an_expired_one_is_not() {
    let now = at("2026-11-20T12:00:00");
    let told = |of, here| certificate_notice(Some(&info(of)), here, now).unwrap();
    let wrong = told(Some(Environment::Sandbox), Environment::Production);
    assert_eq!(wrong.tone, NoticeTone::Danger);
    assert!(
        wrong.text.contains("for sandbox, and this is production"),
        "{}",
        wrong.text
    );
    let old = told(Some(Environment::Production), Environment::Production);
    assert_eq!(old.tone, NoticeTone::Info);
    assert!(old.text.contains("14 Jul 2017"), "{}", old.text);
    assert_eq!(
        certificate_notice(None, Environment::Sandbox, now)
            .unwrap()
            .tone,
        NoticeTone::Danger
    );
}

#[test]
fn two_notices_are_as_loud_as_the_louder() {
    let say = |tone, text: &str| {
        Some(ProfileNotice {
            tone,
            text: text.into(),
        })
    };
    let joined = both(
        say(NoticeTone::Danger, "a."),
        say(NoticeTone::Warning, "b."),
    )
    .unwrap();
    assert_eq!(
        (joined.tone, joined.text.as_str()),
        (NoticeTone::Danger, "a. b.")
    );
    let joined = both(say(NoticeTone::Info, "a."), say(NoticeTone::Warning, "b.")).unwrap();
    assert_eq!(joined.tone, NoticeTone::Warning);
    assert_eq!(both(None, None), None);
}
