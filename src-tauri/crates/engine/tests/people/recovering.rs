//! New keys with the recovery key, where too few are left who can sign.

use std::sync::atomic::Ordering;

use domain::{Environment, Problem};
use engine::Engine;
use engine::api::*;

use crate::world::{BARAKA, Desk, NALIAKA, NOW, enter, second};

const NEW: &str = "jiwe-tone-filimbi-wimbi";
const NEW2: &str = "paka-jua-rangi-kumi-dirisha";
/// Well written, and no ledger's here.
const ANOTHER: &str = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-DADZ";

/// The sandbox of two, and its recovery key.
async fn stage(desk: &Desk) -> (Engine, String) {
    let engine = desk.sandbox().await;
    enter(&engine, NALIAKA).await.unwrap();
    let shown = engine.recovery_key_show(Nothing {}).await.unwrap();
    engine.sign_out(Nothing {}).await.unwrap();
    (engine, shown.groups.join(" "))
}

async fn recover(
    engine: &Engine,
    key: &str,
    one: (&str, &str),
    other: (&str, &str),
) -> Result<AppStatus, Problem> {
    let of = |(name, passphrase): (&str, &str)| NewPassphrase {
        name: name.into(),
        passphrase: passphrase.into(),
    };
    let request = PeopleRecover {
        recovery_key: key.into(),
        administrator: of(one),
        other: of(other),
    };
    engine.people_recover(request).await
}

fn told(of: Result<AppStatus, Problem>) -> (&'static str, String) {
    let problem = of.unwrap_err();
    assert!(!problem.remedies.is_empty(), "{problem}");
    (problem.code.0, problem.field.unwrap_or_default())
}

async fn notices(engine: &Engine, who: (&str, &str)) -> Vec<String> {
    let status = enter(engine, who).await.unwrap();
    status.session.unwrap().notices
}

#[tokio::test]
async fn a_forgotten_passphrase_of_one_of_two_is_no_dead_end() {
    let desk = Desk::new();
    let (engine, key) = stage(&desk).await;
    enter(&engine, NALIAKA).await.unwrap();
    let invite = PersonAdd {
        name: "Zuhura".into(),
        roles: vec![RoleDto::Auditor],
        second: second(BARAKA),
    };
    let code = engine.person_add(invite).await.unwrap().code;
    let zuhura = ("Zuhura", "kofia-taa-samaki-kumi");
    let enrol = Enrol {
        name: zuhura.0.into(),
        code,
        passphrase: zuhura.1.into(),
    };
    engine.enrol(enrol).await.unwrap();
    let before = engine.people_list(Nothing {}).await.unwrap();
    engine.sign_out(Nothing {}).await.unwrap();

    NOW.fetch_add(60, Ordering::SeqCst);
    let typed = key.to_lowercase().replace(' ', "-");
    let status = recover(&engine, &typed, ("naliaka", NEW), ("Baraka", NEW2)).await;
    let status = status.unwrap();
    assert_eq!(status.gate, GateDto::SignIn);
    for old in [NALIAKA, BARAKA] {
        assert_eq!(
            enter(&engine, old).await.unwrap_err().code.0,
            "session.wrong"
        );
    }
    drop(engine);
    let engine = desk.start(Environment::Sandbox);

    // Everybody is told once, also who was not there.
    for who in [(NALIAKA.0, NEW), (BARAKA.0, NEW2), zuhura] {
        let first = notices(&engine, who).await;
        assert_eq!(first.len(), 1, "{first:?}");
        assert!(
            first[0].starts_with("On ")
                && first[0].ends_with(" Naliaka and Baraka took new keys with the recovery key."),
            "{first:?}"
        );
        assert!(notices(&engine, who).await.is_empty(), "once");
    }
    let list = engine.people_list(Nothing {}).await.unwrap();
    let record = &list.records[0];
    assert_eq!(
        record.what,
        "Naliaka and Baraka took new keys with the recovery key"
    );
    assert_eq!(record.signed_by, ["Naliaka", "Baraka"]);
    for at in 0..2 {
        assert_ne!(list.people[at].fingerprint, before.people[at].fingerprint);
        assert_eq!(list.people[at].roles, before.people[at].roles);
    }
    assert_eq!(list.people[2].fingerprint, before.people[2].fingerprint);
    let events = AuditEventsRequest {
        before: None,
        limit: 50,
        operator: Some("Naliaka".into()),
        action: None,
    };
    let events = engine.audit_events(events).await.unwrap().events;
    let at = events
        .iter()
        .position(|event| event.action == "people.recovered")
        .unwrap();
    assert!(events[at].after.contains("\"Baraka\""));
    assert_eq!(events[at - 1].action, "audit.checkpoint", "signed at once");
    let job = || JobRequest { job: "v".into() };
    let verdict = engine.audit_verify(job()).await.unwrap();
    assert!(verdict.holds, "{:?}", verdict.fault);

    // Two can sign again, and a re-keyed checker waits a day before approving.
    enter(&engine, (NALIAKA.0, NEW)).await.unwrap();
    let change = PersonRoles {
        id: 2,
        roles: vec![RoleDto::Maker, RoleDto::Checker],
        second: second((BARAKA.0, NEW2)),
    };
    let list = engine.person_roles(change).await.unwrap();
    assert!(list.people[1].may_approve_from.is_some());
    let verdict = engine.backup_make(job()).await.map(|_| ());
    verdict.unwrap();
}

#[tokio::test]
async fn who_and_what_is_refused_changes_nobody() {
    let desk = Desk::new();
    let (engine, key) = stage(&desk).await;
    enter(&engine, NALIAKA).await.unwrap();
    let invite = PersonAdd {
        name: "Zuhura".into(),
        roles: vec![RoleDto::Auditor],
        second: second(BARAKA),
    };
    engine.person_add(invite).await.unwrap();
    let retire = PersonChange {
        id: 3,
        second: second(BARAKA),
    };
    engine.person_retire(retire).await.unwrap();
    let records = engine.people_list(Nothing {}).await.unwrap().records.len();
    engine.sign_out(Nothing {}).await.unwrap();
    let (one, other) = (("Naliaka", NEW), ("Baraka", NEW2));
    for (a, b, expected) in [
        (one, ("naliaka", NEW2), ("people.same_person", "other.name")),
        (
            ("Baraka", NEW),
            ("Naliaka", NEW2),
            ("people.no_administrator", "administrator.name"),
        ),
        (one, ("Zuhura", NEW2), ("people.not_here", "other.name")),
        (one, ("Mgeni", NEW2), ("people.not_here", "other.name")),
        (
            ("Naliaka", "naliaka2026"),
            other,
            ("people.passphrase_weak", "administrator.passphrase"),
        ),
        (
            one,
            ("Baraka", "mfano traders"),
            ("people.passphrase_weak", "other.passphrase"),
        ),
        (
            one,
            ("Baraka", NEW),
            ("people.passphrase_same", "other.passphrase"),
        ),
    ] {
        let (code, field) = told(recover(&engine, &key, a, b).await);
        assert_eq!((code, field.as_str()), expected);
    }
    let (code, field) = told(recover(&engine, "siri", one, other).await);
    assert_eq!((code, &*field), ("recovery.unreadable", "recovery_key"));
    // A wrong key is counted, whatever becomes of the program; the right one waits too.
    for _ in 0..3 {
        let (code, field) = told(recover(&engine, ANOTHER, one, other).await);
        assert_eq!((code, &*field), ("recovery.wrong", "recovery_key"));
    }
    drop(engine);
    let engine = desk.start(Environment::Sandbox);
    let (code, field) = told(recover(&engine, &key, one, other).await);
    assert_eq!((code, &*field), ("session.wait", "recovery_key"));
    // Nobody's passphrase waits for it.
    enter(&engine, BARAKA).await.unwrap();
    enter(&engine, NALIAKA).await.unwrap();
    let list = engine.people_list(Nothing {}).await.unwrap();
    assert_eq!(list.records.len(), records);
    engine.sign_out(Nothing {}).await.unwrap();
    NOW.fetch_add(6, Ordering::SeqCst);
    recover(&engine, &key, one, other).await.unwrap();
    // What was wrong before is forgiven.
    for _ in 0..3 {
        let (code, _) = told(recover(&engine, ANOTHER, one, other).await);
        assert_eq!(code, "recovery.wrong");
    }
}

#[tokio::test]
async fn whoever_is_signed_in_under_an_old_key_is_signed_out() {
    let desk = Desk::new();
    let (engine, key) = stage(&desk).await;
    enter(&engine, BARAKA).await.unwrap();
    let status = recover(&engine, &key, ("Naliaka", NEW), ("Baraka", NEW2)).await;
    let status = status.unwrap();
    assert_eq!((status.gate, status.session), (GateDto::SignIn, None));
}
