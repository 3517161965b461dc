//! Profiles: the table itself takes no secret, and a number is never given twice.

use super::*;
use crate::api::{CheckOutcome, ProfileCheck, ProfileItem, ProfileKind};
use crate::store::profiles::{self, CheckRow, NewProfile};

fn new(short_code: &str) -> NewProfile {
    NewProfile {
        short_code: short_code.to_owned(),
        kind: ProfileKind::Payout,
        name: "Ijumaa".to_owned(),
        supplied: false,
    }
}

const SECRETS: [ProfileItem; 5] = [
    ProfileItem::ConsumerKey,
    ProfileItem::ConsumerSecret,
    ProfileItem::Passkey,
    ProfileItem::InitiatorPassword,
    ProfileItem::SecurityCredential,
];

#[test]
fn a_secrets_value_is_refused_and_any_other_is_wanted() {
    let fixture = Fixture::new();
    let id = fixture.write(|write| profiles::add(write, &new("600111")));
    for item in ProfileItem::ALL {
        let set =
            |value| fixture.try_write(|write| profiles::set_item(write, id, *item, value, None));
        let secret = SECRETS.contains(item);
        assert_eq!(set(Some("siri")).is_err(), secret, "{item:?}");
        assert_eq!(set(None).is_ok(), secret, "{item:?}");
    }
    let odd = fixture.try_write(|write| {
        write.0.execute(
            "INSERT INTO profile_item (profile_id, item, value, set_at) VALUES (?1, 'pin', 'x', 0)",
            [id],
        )?;
        Ok(())
    });
    assert!(odd.is_err(), "an unknown item");
    fixture.ledger.check().unwrap();
}

#[test]
fn a_profile_goes_with_all_it_has_and_its_number_stays_used() {
    let fixture = Fixture::new();
    let id = fixture.write(|write| {
        let id = profiles::add(write, &new("600111"))?;
        profiles::set_item(write, id, ProfileItem::ConsumerKey, None, None)?;
        let end = CheckRow {
            check: ProfileCheck::Token,
            outcome: CheckOutcome::Passed,
            text: "It works.".to_owned(),
            remedies: vec!["None.".to_owned()],
            at: now(),
        };
        profiles::keep_check(write, id, &end)?;
        profiles::refuse(write, id, Some("2001"))?;
        Ok(id)
    });
    let row = fixture
        .ledger
        .read(|read| profiles::by_id(read, id))
        .unwrap();
    assert_eq!((row.items.len(), row.checks.len()), (1, 1));
    assert_eq!(row.refused, Some(("2001".to_owned(), now())));
    assert!(
        fixture
            .try_write(|write| profiles::add(write, &new("600111")))
            .is_err(),
        "one profile per short code"
    );
    for odd in ["6001", "60011122", "60O111", ""] {
        assert!(
            fixture
                .try_write(|write| profiles::add(write, &new(odd)))
                .is_err(),
            "{odd}"
        );
    }
    fixture.write(|write| profiles::remove(write, id));
    assert_eq!(fixture.count("SELECT count(*) FROM profile_item"), 0);
    assert_eq!(fixture.count("SELECT count(*) FROM profile_check"), 0);
    let next = fixture.write(|write| profiles::add(write, &new("600111")));
    assert!(next > id);
}
