//! A copy of a real ledger file, changed by somebody with the key: the first bad event is named.

use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rusqlite::Connection;
use serde_json::json;

use super::*;
use crate::audit_check::{Checked, Head, KnownHead, check};
use crate::people::SigningKey;
use crate::store::checkpoints::{self, Reason};
use crate::store::connect::{Access, connect};
use crate::store::{Read, audit_log};

const EVENTS: i64 = 9;

/// A stored event as raw values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Raw {
    seq: i64,
    at: i64,
    texts: [String; 5],
    hashes: [Vec<u8>; 2],
}

/// A ledger of nine events, the sixth of them a checkpoint's over the fifth.
fn stage() -> (Fixture, Head) {
    let fixture = Fixture::new();
    let change = |n: i64| {
        let told = Done::to(format!("thing {n}"), ())
            .before(json!({"n": n}))
            .after(json!({"n": n + 1, "what": "changed"}));
        fixture
            .ledger
            .write(by(), "test.change", |_| Ok(told))
            .unwrap();
    };
    (0..4).for_each(change);
    let key = SigningKey::random().unwrap();
    fixture
        .ledger
        .write(by(), "audit.checkpoint", |write| {
            let made = checkpoints::add(write, &key, OPERATOR, Reason::SignOut)?;
            Ok(Done::to("checkpoint 1", ()).after(made.told()))
        })
        .unwrap();
    (4..7).for_each(change);
    let (seq, hash) = fixture.ledger.read(audit_log::head).unwrap().unwrap();
    assert_eq!(seq, EVENTS);
    (fixture, Head { seq, hash })
}

/// A copy of the ledger without the guards of the chain.
fn copy(fixture: &Fixture, name: &str) -> Connection {
    let path = fixture.folder.path().join(name);
    let whole = connect(fixture.ledger.path(), &fixture.key, Access::Read).unwrap();
    let mut bare = connect(&path, &fixture.key, Access::Create).unwrap();
    rusqlite::backup::Backup::new(&whole, &mut bare)
        .unwrap()
        .run_to_completion(1_000, std::time::Duration::ZERO, None)
        .unwrap();
    drop(bare);
    let link = connect(&path, &fixture.key, Access::Write).unwrap();
    link.execute_batch(
        "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_next_only;
         DROP TRIGGER checkpoint_no_update; DROP TRIGGER checkpoint_no_delete;
         PRAGMA ignore_check_constraints = true;",
    )
    .unwrap();
    link
}

fn checked(link: &Connection, head: Head) -> Checked {
    check(&Read(link), &KnownHead::Held(head), &mut |_| Ok(())).unwrap()
}

fn after(fixture: &Fixture, head: Head, sql: &str) -> Option<i64> {
    let name = format!("copy-{:x}", md(sql));
    let link = copy(fixture, &name);
    link.execute_batch(sql).unwrap();
    let found = checked(&link, head);
    assert_eq!(found.first_bad.is_some(), found.problem().is_some());
    found.first_bad
}

fn md(text: &str) -> u64 {
    text.bytes().fold(7, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    })
}

#[test]
fn an_untouched_copy_holds() {
    let (fixture, head) = stage();
    let found = checked(&copy(&fixture, "copy"), head);
    assert_eq!((found.events, found.first_bad), (EVENTS, None));
    assert_eq!(found.told.len(), 3, "{:?}", found.told);
    for known in [
        KnownHead::Missing,
        KnownHead::Unread("It is locked.".into()),
    ] {
        let found = fixture
            .ledger
            .read(|read| check(read, &known, &mut |_| Ok(())))
            .unwrap();
        assert_eq!(found.first_bad, None);
        assert!(found.told.iter().any(|told| told.contains("not proved")));
    }
}

#[test]
fn each_column_of_an_event_is_held() {
    let (fixture, head) = stage();
    for (change, bad) in [
        ("at = at + 1", 4),
        ("operator = 'mwingine'", 4),
        ("action = 'test.other'", 4),
        ("subject = 'thing 9'", 4),
        ("before = '{\"n\":8}'", 4),
        ("after = 'null'", 4),
        ("after = 'no json'", 4),
        ("previous = zeroblob(32)", 4),
        ("previous = x'00'", 4),
        ("hash = zeroblob(32)", 4),
        ("hash = x''", 4),
        ("seq = 40", 5),
        ("seq = -4", -4),
    ] {
        let sql = format!("UPDATE audit SET {change} WHERE seq = 4");
        assert_eq!(after(&fixture, head, &sql), Some(bad), "{change}");
    }
}

#[test]
fn inserted_removed_and_reordered_events_show() {
    let (fixture, head) = stage();
    let shift = "UPDATE audit SET seq = -seq WHERE seq >= 3;
                 UPDATE audit SET seq = 1 - seq WHERE seq < 0;";
    let insert =
        "INSERT INTO audit SELECT 3, at, operator, action, 'thing x', before, after, previous,
                  hash FROM audit WHERE seq = 2";
    for (sql, bad) in [
        (format!("{shift} {insert}"), 3),
        ("DELETE FROM audit WHERE seq = 3".to_owned(), 4),
        ("DELETE FROM audit WHERE seq = 1".to_owned(), 2),
        (
            "UPDATE audit SET seq = 0 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 7;
             UPDATE audit SET seq = 7 WHERE seq = 0"
                .to_owned(),
            3,
        ),
        (
            "DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3"
                .to_owned(),
            3,
        ),
        ("DELETE FROM audit WHERE seq = 9".to_owned(), 9),
        ("DELETE FROM audit WHERE seq > 2".to_owned(), 3),
        ("DELETE FROM audit".to_owned(), 1),
    ] {
        assert_eq!(after(&fixture, head, &sql), Some(bad), "{sql}");
    }
}

#[test]
fn a_checkpoint_that_was_touched_shows() {
    let (fixture, head) = stage();
    for change in [
        "at = at + 1",
        "operator = 'mwingine'",
        "reason = 'backup'",
        "public_key = zeroblob(32)",
        "signature = zeroblob(64)",
        "event_hash = zeroblob(32)",
        "number = 2",
    ] {
        let sql = format!("UPDATE checkpoint SET {change}");
        assert_eq!(after(&fixture, head, &sql), Some(5), "{change}");
    }
    let moved = "UPDATE checkpoint SET event_seq = 3";
    assert_eq!(after(&fixture, head, moved), Some(3));
}

#[test]
fn an_older_and_another_file_in_its_place_show() {
    let (fixture, head) = stage();
    let old = copy(&fixture, "old");
    fixture
        .ledger
        .write(by(), "test.change", |_| Ok(Done::to("thing", ())))
        .unwrap();
    let (seq, hash) = fixture.ledger.read(audit_log::head).unwrap().unwrap();
    // The ledger went on: ahead of the keyring is normal.
    assert_eq!(checked(&copy(&fixture, "ahead"), head).first_bad, None);
    // The older file is behind it: from its end on, events are missing.
    assert_eq!(
        checked(&old, Head { seq, hash }).first_bad,
        Some(EVENTS + 1)
    );
    let (other, _) = stage();
    let found = other
        .ledger
        .read(|read| check(read, &KnownHead::Held(head), &mut |_| Ok(())))
        .unwrap();
    assert_eq!(found.first_bad, Some(EVENTS));
}

#[test]
fn a_record_written_anew_does_not_fit_its_checkpoint() {
    let (fixture, _) = stage();
    let link = copy(&fixture, "anew");
    let mut previous = crate::audit::GENESIS;
    let events = audit_log::newest(&Read(&link), 100).unwrap();
    for logged in events.iter().rev() {
        let mut event = logged.event.clone();
        event.previous = previous;
        if event.seq == 3 {
            event.operator = "mwingine".into();
        }
        previous = event.hash();
        link.execute(
            "UPDATE audit SET operator = ?2, previous = ?3, hash = ?4 WHERE seq = ?1",
            (event.seq, &event.operator, event.previous, previous),
        )
        .unwrap();
    }
    let found = check(&Read(&link), &KnownHead::Missing, &mut |_| Ok(())).unwrap();
    assert_eq!((found.events, found.first_bad), (EVENTS, Some(5)));
}

fn rows(link: &Connection) -> Vec<Raw> {
    let mut query = link
        .prepare(
            "SELECT seq, at, operator, action, subject, before, after, previous, hash FROM audit
             ORDER BY seq",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok(Raw {
            seq: row.get(0)?,
            at: row.get(1)?,
            texts: [
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ],
            hashes: [row.get(7)?, row.get(8)?],
        })
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn put(link: &Connection, rows: &[Raw]) {
    link.execute_batch("DELETE FROM audit").unwrap();
    for row in rows {
        let [operator, action, subject, before, after] = &row.texts;
        link.execute(
            "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                row.seq,
                row.at,
                operator,
                action,
                subject,
                before,
                after,
                &row.hashes[0],
                &row.hashes[1],
            ),
        )
        .unwrap();
    }
}

/// Changes one thing at random.
fn mutate(rows: &mut Vec<Raw>, dice: &mut ChaCha8Rng) {
    let at = dice.random_range(0..rows.len());
    match dice.random_range(0..6) {
        0 => rows[at].at ^= 1 << dice.random_range(0..20),
        1 => {
            let which = dice.random_range(0..5);
            let text = &mut rows[at].texts[which];
            let spot = dice.random_range(0..=text.len());
            text.insert(spot, char::from(dice.random_range(b' '..=b'~')));
        }
        2 => {
            let which = dice.random_range(0..2);
            let spot = dice.random_range(0..32);
            rows[at].hashes[which][spot] ^= 1 << dice.random_range(0..8);
        }
        3 => {
            rows.remove(at);
        }
        4 => {
            let other = (at + dice.random_range(1..rows.len())) % rows.len();
            let (one, two) = (rows[at].seq, rows[other].seq);
            rows[at].seq = two;
            rows[other].seq = one;
            rows.sort_by_key(|row| row.seq);
        }
        _ => {
            let twin = rows[at].clone();
            for row in &mut rows[at..] {
                row.seq += 1;
            }
            rows.insert(at, twin);
        }
    }
}

#[test]
fn two_hundred_random_changes_are_found() {
    let (fixture, head) = stage();
    let link = copy(&fixture, "random");
    let real = rows(&link);
    for seed in 0..200 {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let mut changed = real.clone();
        mutate(&mut changed, &mut dice);
        assert_ne!(changed, real, "seed {seed}");
        put(&link, &changed);
        // The first place at which the files differ; a cut tail shows in the head alone.
        let differs = (0..real.len()).find(|at| changed.get(*at) != Some(&real[*at]));
        let expected = match differs {
            // The checkpoint tells that its event is gone.
            Some(4) if changed.iter().all(|row| row.seq != 5) => 5,
            Some(at) => changed.get(at).map_or(real[at].seq, |row| row.seq),
            None => changed[real.len()].seq,
        };
        let found = checked(&link, head);
        assert_eq!(
            found.first_bad,
            Some(expected),
            "seed {seed}: {:?}",
            found.told
        );
    }
    put(&link, &real);
    assert_eq!(checked(&link, head).first_bad, None);
}
