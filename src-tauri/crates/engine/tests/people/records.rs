//! Changes to people: by two, in person, with one-time codes.

use std::sync::atomic::Ordering;

use engine::api::*;

use crate::world::{BARAKA, Desk, NALIAKA, NOW, enter, founder, second};

const NEW: &str = "jiwe-tone-filimbi-wimbi";

#[tokio::test]
async fn a_person_is_invited_by_two_and_sets_their_own_passphrase() {
    let desk = Desk::new();
    let engine = desk.sandbox().await;
    enter(&engine, NALIAKA).await.unwrap();
    let add = |name: &str, by| PersonAdd {
        name: name.into(),
        roles: vec![RoleDto::Checker],
        second: second(by),
    };
    let alone = engine.person_add(add("Zuhura", NALIAKA)).await.unwrap_err();
    assert_eq!(alone.code.0, "people.second_self");
    let wrong = engine.person_add(add("Zuhura", (BARAKA.0, "x"))).await;
    let wrong = wrong.unwrap_err();
    assert_eq!(
        (wrong.code.0, wrong.field.as_deref()),
        ("session.wrong", Some("second.passphrase"))
    );
    let made = engine.person_add(add("Zuhura", BARAKA)).await.unwrap();
    let zuhura = &made.people.people[2];
    assert_eq!((zuhura.id, zuhura.state), (3, PersonState::Invited));
    assert_eq!(made.people.records[0].signed_by, ["Naliaka", "Baraka"]);
    let used = engine.person_add(add("zuhura", BARAKA)).await.unwrap_err();
    assert_eq!(used.code.0, "people.name_used");
    engine.sign_out(Nothing {}).await.unwrap();

    let enrol = |code: &str, passphrase: &str| Enrol {
        name: "Zuhura".into(),
        code: code.into(),
        passphrase: passphrase.into(),
    };
    let told = engine
        .enrol(enrol("0000-0000-0000", NEW))
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "people.code_wrong");
    let told = engine
        .enrol(enrol(&made.code, "zuhura 1"))
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "people.passphrase_weak");
    let typed = made.code.to_lowercase().replace('-', " ");
    let status = engine.enrol(enrol(&typed, NEW)).await.unwrap();
    assert_eq!(status.session.unwrap().name, "Zuhura");
    let again = engine.enrol(enrol(&made.code, NEW)).await.unwrap_err();
    assert_eq!(again.code.0, "people.not_invited", "a code is good once");
    let people = engine.people_list(Nothing {}).await.unwrap().people;
    assert!(people[2].me && people[2].fingerprint.is_some());
    assert!(
        people[2].may_approve_from.is_some(),
        "a new key can't approve for a day"
    );

    // A forgotten passphrase: a new code, and the old key is retired at once.
    enter(&engine, NALIAKA).await.unwrap();
    let change = |id, by| PersonChange {
        id,
        second: second(by),
    };
    let own = engine.person_rekey(change(2, BARAKA)).await.unwrap_err();
    assert_eq!(own.code.0, "people.refused", "{}", own.message);
    let made = engine.person_rekey(change(3, BARAKA)).await.unwrap();
    assert!(enter(&engine, ("Zuhura", NEW)).await.is_err());
    NOW.fetch_add(8 * 86_400, Ordering::SeqCst);
    let old = engine.enrol(enrol(&made.code, NEW)).await.unwrap_err();
    assert_eq!(old.code.0, "people.code_old");

    enter(&engine, NALIAKA).await.unwrap();
    let list = engine.person_retire(change(3, BARAKA)).await.unwrap();
    assert_eq!(list.people[2].state, PersonState::Retired);
    // A right passphrase under a refused record is no failed try.
    for _ in 0..5 {
        let last = engine.person_retire(change(2, BARAKA)).await.unwrap_err();
        assert_eq!(last.code.0, "people.refused", "two people stay");
    }
}

#[tokio::test]
async fn the_first_two_are_named_once() {
    let desk = Desk::new();
    let engine = desk.sandbox().await;
    let again = PeopleFound {
        administrator: founder(("Mwizi", NEW), RoleDto::Administrator),
        other: founder(("Mwingine", NEW), RoleDto::Checker),
    };
    let told = engine.people_found(again).await.unwrap_err();
    assert_eq!(told.code.0, "people.exist");
    enter(&engine, NALIAKA).await.unwrap();
    let mixed = PersonRoles {
        id: 2,
        roles: vec![RoleDto::Maker, RoleDto::Auditor],
        second: second(BARAKA),
    };
    let told = engine.person_roles(mixed).await.unwrap_err();
    assert_eq!(told.code.0, "people.roles_exclude");
    let both = PersonRoles {
        id: 2,
        roles: vec![RoleDto::Maker, RoleDto::Checker],
        second: second(BARAKA),
    };
    let list = engine.person_roles(both).await.unwrap();
    assert_eq!(list.people[1].roles, [RoleDto::Maker, RoleDto::Checker]);
}
