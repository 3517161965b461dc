//! Whose key signed what in an audit pack, and when: made from ledgers in which somebody wrote what they
//! had no right to.

use domain::Environment;

use super::audit_packs::{OTHER, add_deed, checkpoint, make, with_people};
use super::*;
use crate::pack::{self, form};
use crate::people::{Act, NewKey, Role, Roles, Roster, SignedDeed, SigningKey};
use crate::store::deeds;

/// Everyone of the fixture.
fn roster(fixture: &Fixture) -> Roster {
    let mut roster = Roster::empty(Environment::Practice, "w".into());
    for signed in fixture.ledger.read(deeds::all).unwrap() {
        roster.take(&signed).unwrap();
    }
    roster
}

/// Two new keys by the recovery key.
fn recover(fixture: &Fixture) -> [SigningKey; 2] {
    let keys = [SigningKey::random().unwrap(), SigningKey::random().unwrap()];
    let new = |id, at: usize| NewKey {
        id,
        key: keys[at].public(),
    };
    let act = Act::Recover(Box::new([new(1, 0), new(2, 1)]));
    let deed = roster(fixture).next(by().at.unix(), act);
    let signed = deed.signed(&[(1, &keys[0]), (2, &keys[1])]).unwrap();
    add_deed(fixture, "people.recovered", &signed, &signed.hash());
    keys
}

/// The second person becomes a checker, signed with these keys.
fn change(fixture: &Fixture, keys: [&SigningKey; 2]) -> SignedDeed {
    let act = Act::Roles {
        id: 2,
        roles: Roles::new([Role::Checker]).unwrap(),
    };
    let deed = roster(fixture).next(by().at.unix(), act);
    deed.signed(&[(1, keys[0]), (2, keys[1])]).unwrap()
}

fn fault(bytes: &[u8]) -> String {
    let fault = pack::verify_bytes(bytes).fault.expect("a fault");
    fault.message
}

#[test]
fn every_key_ever_is_listed_and_old_signatures_hold() {
    let (fixture, old) = with_people();
    checkpoint(&fixture, OPERATOR, &old[0]);
    let new = recover(&fixture);
    checkpoint(&fixture, OPERATOR, &new[0]);
    let bytes = make(&fixture, OTHER, &new[1]);
    let report = pack::verify_bytes(&bytes);
    assert_eq!(report.fault, None, "{:?}", report.checked);
    let members = form::read(&bytes).unwrap();
    let find = |wanted: &str| {
        let (_, bytes) = members.iter().find(|(name, _)| name == wanted).unwrap();
        std::str::from_utf8(bytes).unwrap()
    };
    let keys = find("public_keys.csv");
    assert_eq!(keys.lines().count(), 5, "{keys}");
    for key in old.iter().chain(&new) {
        assert!(keys.contains(&key.public().hex()));
    }
    assert!(
        keys.lines().nth(1).unwrap().ends_with(",2"),
        "retired by record 2"
    );
    assert!(
        keys.lines().nth(4).unwrap().ends_with(",2,,"),
        "since record 2"
    );
    assert_eq!(find("people.jsonl").lines().count(), 2);
    // Signed with the key that was retired, with the other's, with a stranger's.
    let retired = make(&fixture, OTHER, &old[1]);
    assert!(
        fault(&retired).contains("was retired as Baraka's"),
        "{}",
        fault(&retired)
    );
    let mixed = make(&fixture, OTHER, &new[0]);
    assert!(fault(&mixed).contains("was never Baraka's"));
    let stranger = make(&fixture, OTHER, &SigningKey::random().unwrap());
    assert!(fault(&stranger).contains("was never Baraka's"));
}

#[test]
fn a_checkpoint_by_whoever_had_not_that_key_then_shows() {
    let (fixture, old) = with_people();
    let new = recover(&fixture);
    checkpoint(&fixture, OPERATOR, &old[0]);
    let told = fault(&make(&fixture, OTHER, &new[1]));
    assert!(told.contains("a key that was not"), "{told}");

    let (fixture, keys) = with_people();
    checkpoint(&fixture, OTHER, &keys[0]);
    let told = fault(&make(&fixture, OTHER, &keys[1]));
    assert!(told.contains("a key that was never Baraka's"), "{told}");

    let (fixture, keys) = with_people();
    checkpoint(&fixture, OTHER, &SigningKey::random().unwrap());
    let told = fault(&make(&fixture, OTHER, &keys[1]));
    assert!(told.contains("a key that was never Baraka's"), "{told}");
}

#[test]
fn records_that_do_not_hold_or_are_not_those_of_the_chain_show() {
    let pack = |fixture: &Fixture, keys: &[SigningKey; 2]| fault(&make(fixture, OTHER, &keys[1]));
    let (fixture, keys) = with_people();
    let stranger = SigningKey::random().unwrap();
    let forged = change(&fixture, [&stranger, &keys[1]]);
    add_deed(&fixture, "people.roles", &forged, &forged.hash());
    let told = pack(&fixture, &keys);
    assert!(
        told.contains("record 2: a signature does not fit"),
        "{told}"
    );

    let (fixture, keys) = with_people();
    let signed = change(&fixture, [&keys[0], &keys[1]]);
    add_deed(&fixture, "people.roles", &signed, &[7; 32]);
    let told = pack(&fixture, &keys);
    assert!(told.contains("record 2 is not the one"), "{told}");

    // A record without an event, and an event without a record.
    let (fixture, keys) = with_people();
    let signed = change(&fixture, [&keys[0], &keys[1]]);
    add_deed(&fixture, "another.action", &signed, &signed.hash());
    let told = pack(&fixture, &keys);
    assert!(told.contains("record 2 is not the one"), "{told}");
    let (fixture, keys) = with_people();
    fixture
        .ledger
        .write(by(), "people.roles", |_| Ok(Done::to("operator 2", ())))
        .unwrap();
    let told = pack(&fixture, &keys);
    assert!(
        told.contains("the record that event 3 names is missing"),
        "{told}"
    );

    // A workspace without people has nobody who could sign.
    let fixture = Fixture::new();
    let told = fault(&make(&fixture, OTHER, &keys[1]));
    assert!(told.contains("no people are named"), "{told}");
}
