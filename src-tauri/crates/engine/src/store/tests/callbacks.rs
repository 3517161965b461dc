//! Callbacks: a page is taken once and whole, evidence is never changed, another inbox is found out.

use sha2::{Digest as _, Sha256};

use super::*;
use crate::api::{CallbackFilter, ProfileKind};
use crate::relay::wire::Use;
use crate::store::callback_addresses as addresses;
use crate::store::callbacks::{self, Incoming, Taken};
use crate::store::callbacks_page::{self, Wanted};
use crate::store::profiles::{self, NewProfile};
use crate::store::receivers::{self, NewReceiver};

const PROFILE: &str = "practice/600111";

fn connected(fixture: &Fixture) -> i64 {
    let new = NewReceiver {
        url: "https://pay.mfano.example".into(),
        certificate: None,
        sealed: false,
    };
    fixture.write(|write| receivers::connect(write, &new, None))
}

fn delivery(cursor: i64, event: i64, request: &str, body: &str) -> Incoming {
    Incoming {
        cursor,
        event,
        profile: PROFILE.into(),
        use_: Use::Result,
        request: request.into(),
        body: (cursor == event).then(|| body.as_bytes().to_vec()),
        sha256: Sha256::digest(body).into(),
        scrubbed: false,
        sealed: false,
        fault: None,
        source: "196.201.214.200".into(),
        verified: cursor != 2,
        at_ms: 1_793_000_000_000 + cursor,
        decision: None,
        receipt: None,
        found_by: body.to_uppercase(),
    }
}

fn take(fixture: &Fixture, receiver: i64, page: &[Incoming]) -> Result<Taken, domain::Problem> {
    fixture.try_write(|write| callbacks::take(write, receiver, page))
}

fn counts(fixture: &Fixture) -> (i64, i64, i64) {
    (
        fixture.count("SELECT count(*) FROM callback"),
        fixture.count("SELECT count(*) FROM callback_delivery"),
        fixture.count("SELECT cursor FROM receiver WHERE in_use = 1"),
    )
}

#[test]
fn a_page_is_taken_once_however_often_it_comes() {
    let fixture = Fixture::new();
    let receiver = connected(&fixture);
    let minted = fixture.write(|write| addresses::mint(write, 1, PROFILE, "check"));
    let page = [
        delivery(1, 1, &minted, "one"),
        delivery(2, 2, "ff", "two"),
        delivery(5, 1, &minted, "one"),
    ];
    let taken = take(&fixture, receiver, &page).unwrap();
    assert_eq!((taken.events, taken.deliveries, taken.strangers), (2, 3, 1));
    assert_eq!(taken.expected, [(1, 1, true), (2, 2, false), (5, 1, true)]);
    assert_eq!(counts(&fixture), (2, 3, 5));
    for again in [&page[..], &page[1..], &page[2..]] {
        let known = fixture
            .ledger
            .read(|read| callbacks::known(read, receiver, again));
        assert_eq!(known.unwrap(), again.len());
        let taken = take(&fixture, receiver, again).unwrap();
        assert_eq!((taken.events, taken.deliveries), (0, 0));
    }
    assert_eq!(counts(&fixture), (2, 3, 5));
    let more = [page[2].clone(), delivery(6, 2, "ff", "two")];
    assert_eq!(take(&fixture, receiver, &more).unwrap().deliveries, 1);
    assert_eq!(counts(&fixture), (2, 4, 6));
}

#[test]
fn another_inbox_is_found_out_and_nothing_of_it_is_taken() {
    let fixture = Fixture::new();
    let receiver = connected(&fixture);
    let page = [delivery(1, 1, "aa", "one"), delivery(3, 3, "bb", "two")];
    take(&fixture, receiver, &page).unwrap();
    for other in [
        vec![delivery(1, 1, "aa", "other")],
        vec![delivery(2, 2, "aa", "one")],
        vec![page[0].clone(), delivery(3, 3, "cc", "two")],
        // Says that it repeats what is here as something else.
        vec![delivery(4, 3, "bb", "three")],
    ] {
        let told = take(&fixture, receiver, &other).unwrap_err();
        assert_eq!(told.code.0, "receiver.other_inbox");
        assert_eq!(counts(&fixture), (2, 2, 3));
    }
    // A repeat of what was never drained here is kept, and says that its body is gone.
    take(&fixture, receiver, &[delivery(7, 2, "dd", "lost")]).unwrap();
    assert_eq!(
        fixture.count("SELECT count(*) FROM callback WHERE fault = 'gone'"),
        1
    );
}

#[test]
fn evidence_is_never_changed() {
    let fixture = Fixture::new();
    let receiver = connected(&fixture);
    fixture.write(|write| addresses::mint(write, 1, PROFILE, "check"));
    fixture.write(|write| profiles::add(write, &profile("600111")));
    let due = fixture
        .ledger
        .read(|read| addresses::due(read, Environment::Practice))
        .unwrap();
    fixture.write(|write| addresses::settle(write, &due));
    take(&fixture, receiver, &[delivery(1, 1, "aa", "one")]).unwrap();
    for sql in [
        "UPDATE callback SET body = x'00'",
        "DELETE FROM callback_delivery",
        "UPDATE callback_delivery SET verified = 1",
        "DELETE FROM callback",
        "UPDATE callback_request SET purpose = 'test'",
        "DELETE FROM callback_request",
        "UPDATE receiver SET cursor = 0",
        "DELETE FROM receiver",
        "UPDATE callback_kind SET token = replace(token, 'a', 'b'), until = 1",
        "DELETE FROM callback_kind",
    ] {
        let done = fixture.try_write(|write| Ok(write.0.execute(sql, [])?));
        assert!(done.is_err(), "{sql}");
    }
}

fn profile(short_code: &str) -> NewProfile {
    NewProfile {
        short_code: short_code.to_owned(),
        kind: ProfileKind::Payout,
        name: "Ijumaa".to_owned(),
        supplied: false,
    }
}

#[test]
fn every_profile_has_its_addresses_and_rotation_overlaps() {
    let fixture = Fixture::new();
    let settle = || {
        let due = fixture
            .ledger
            .read(|read| addresses::due(read, Environment::Practice))
            .unwrap();
        fixture.write(|write| addresses::settle(write, &due));
        due.is_empty()
    };
    let at = |at: i64| {
        fixture
            .ledger
            .read(|read| addresses::taken_at(read, at))
            .unwrap()
    };
    let id = fixture.write(|write| profiles::add(write, &profile("600111")));
    assert!(!settle() && settle(), "made once");
    let first = at(now().unix());
    let uses: Vec<Use> = first.iter().map(|kind| kind.use_).collect();
    assert_eq!(uses, [Use::Result, Use::Timeout, Use::Test]);
    assert!(first.iter().all(|kind| kind.profile == PROFILE));

    let until = now().unix() + 3_600;
    assert_eq!(fixture.write(|write| addresses::rotate(write, until)), 3);
    assert_eq!(at(until - 1).len(), 6, "old and new");
    let left = at(until);
    assert_eq!(left.len(), 3);
    assert!(
        left.iter()
            .all(|kind| first.iter().all(|old| old.token != kind.token))
    );

    fixture.write(|write| profiles::remove(write, id));
    assert!(!settle());
    assert_eq!(at(until).len(), 3, "for a day");
    assert_eq!(at(now().unix() + 24 * 60 * 60).len(), 0);
}

#[test]
fn lists_filter_search_and_page() {
    let fixture = Fixture::new();
    let receiver = connected(&fixture);
    let minted = fixture.write(|write| addresses::mint(write, 1, PROFILE, "check"));
    let mut line = delivery(3, 3, "cc", "uca_%");
    let paid = payment(1, 100);
    let receipt = paid.receipt.as_str().to_owned();
    fixture.statement("s", &[paid]);
    line.receipt = Some(receipt);
    let page = [
        delivery(1, 1, &minted, "one"),
        delivery(2, 2, "bb", "two"),
        line,
    ];
    take(&fixture, receiver, &page).unwrap();
    let listed = |filter, search: &str, before, limit| {
        let wanted = Wanted {
            filter,
            use_: None,
            search: search.into(),
            before,
            limit,
        };
        let (rows, more) = fixture
            .ledger
            .read(|read| callbacks_page::page(read, &wanted))
            .unwrap();
        (rows.iter().map(|row| row.id).collect::<Vec<_>>(), more)
    };
    assert_eq!(listed(CallbackFilter::All, "", None, 2), (vec![3, 2], true));
    assert_eq!(
        listed(CallbackFilter::All, "", Some(2), 2),
        (vec![1], false)
    );
    assert_eq!(listed(CallbackFilter::All, "a_%", None, 9).0, [3]);
    assert_eq!(listed(CallbackFilter::All, "600111", None, 9).0, [3, 2, 1]);
    for (filter, expected) in [
        (CallbackFilter::Unverified, vec![2]),
        (CallbackFilter::Strangers, vec![3, 2]),
        (CallbackFilter::Unlinked, vec![2]),
    ] {
        assert_eq!(listed(filter, "", None, 9).0, expected, "{filter:?}");
        let count = fixture
            .ledger
            .read(|read| callbacks_page::count(read, filter))
            .unwrap();
        assert_eq!(count, u64::try_from(expected.len()).unwrap());
    }
    let (row, deliveries) = fixture
        .ledger
        .read(|read| callbacks_page::by_id(read, 1))
        .unwrap();
    assert_eq!(
        (row.purpose.unwrap().0, row.line),
        ("check".to_owned(), None)
    );
    assert_eq!(deliveries.len(), 1);
}
