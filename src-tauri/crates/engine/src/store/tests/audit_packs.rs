//! An audit pack holds as it was made, and in no other form.

use domain::Environment;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::*;
use crate::audit;
use crate::pack::{self, Order, form};
use crate::people::{self, Role, Roles, Roster, SignedDeed, SigningKey};
use crate::store::checkpoints::{self, Reason};
use crate::store::deeds;
use crate::store::matches::{NewMatch, Part, Standing, insert};
use matching::model::Rule;

fn import(fixture: &Fixture, name: &str, rows: Rows) {
    let sha256 = files::sha256(format!("bytes of {name}").as_bytes());
    fixture
        .ledger
        .write(by(), "import.commit", |write| {
            let id = match rows {
                Rows::Lines(rows) => import_statement(write, name, &rows)?,
                Rows::Entries(rows) => import_ledger(write, name, &rows)?,
            };
            Ok(Done::to(format!("import {id}"), ()).after(json!({"file_sha256": sha256})))
        })
        .unwrap();
}

enum Rows {
    Lines(Vec<StatementRow>),
    Entries(Vec<LedgerRow>),
}

/// Who takes the place of the second person.
pub(super) const OTHER: &str = "Baraka";

/// A fixture with two people, and their keys.
pub(super) fn with_people() -> (Fixture, [SigningKey; 2]) {
    let fixture = Fixture::new();
    let keys = [SigningKey::random().unwrap(), SigningKey::random().unwrap()];
    let founder = |at: usize, name: &str, role| people::Founder {
        name: name.into(),
        roles: Roles::new([role]).unwrap(),
        key: keys[at].public(),
    };
    let act = people::Act::Found(Box::new([
        founder(0, OPERATOR, Role::Administrator),
        founder(1, OTHER, Role::Auditor),
    ]));
    let roster = Roster::empty(Environment::Practice, "w".into());
    let deed = roster.next(by().at.unix(), act);
    let signed = deed.signed(&[(1, &keys[0]), (2, &keys[1])]).unwrap();
    add_deed(&fixture, "people.found", &signed, &signed.hash());
    (fixture, keys)
}

/// Keeps a record under an event that names this hash.
pub(super) fn add_deed(fixture: &Fixture, action: &str, signed: &SignedDeed, hash: &audit::Hash) {
    fixture
        .ledger
        .write(by(), action, |write| {
            deeds::add(write, signed)?;
            let after = json!({"record": signed.deed.number, "hash": audit::hex(hash)});
            Ok(Done::to("operator 1", ()).after(after))
        })
        .unwrap();
}

/// Signs a checkpoint as this person with this key.
pub(super) fn checkpoint(fixture: &Fixture, name: &str, key: &SigningKey) {
    fixture
        .ledger
        .write(by(), "audit.checkpoint", |write| {
            let made = checkpoints::add(write, key, name, Reason::Export)?;
            Ok(Done::to("checkpoint", ()).after(made.told()))
        })
        .unwrap();
}

/// A ledger with two people, two imports, a match and a checkpoint, its pack, and their keys.
fn stage() -> (Fixture, Vec<u8>, [SigningKey; 2]) {
    let (fixture, keys) = with_people();
    let mut odd = payment(3, 70_000);
    odd.typed_account = Some("=HYPERLINK(\"x\"), \"y\"".into());
    import(
        &fixture,
        "statement.csv",
        Rows::Lines(vec![payment(1, 150_000), payment(2, -20_050), odd]),
    );
    import(
        &fixture,
        "ledger of é.csv",
        Rows::Entries(vec![invoice(1, 100_000)]),
    );
    fixture.write(|write| {
        let new = NewMatch {
            rule: Rule::Manual,
            standing: Standing::Confirmed,
            confidence: 10_000,
            margin: 10_000,
            runner_up: None,
            features: Vec::new(),
            explanation: "Assigned by hand.".into(),
            rank: 0,
            parts: vec![Part {
                line: LineId::new(1),
                entry: EntryId::new(1),
                amount: Kes::from_cents(100_000),
                booked: Kes::ZERO,
            }],
        };
        insert(write, &new, None)
    });
    checkpoint(&fixture, OPERATOR, &keys[0]);
    let bytes = make(&fixture, OPERATOR, &keys[0]);
    (fixture, bytes, keys)
}

pub(super) fn make(fixture: &Fixture, by: &str, key: &SigningKey) -> Vec<u8> {
    let order = Order {
        business: "Mfano Ltd",
        made_at: now(),
        by,
        reason: "yearly audit",
        key,
    };
    fixture
        .ledger
        .read(|read| pack::make(read, &order, &mut |_| Ok(())))
        .unwrap()
        .bytes
}

fn holds(bytes: &[u8]) -> bool {
    pack::verify_bytes(bytes).fault.is_none()
}

#[test]
fn a_pack_holds_and_says_what_was_checked() {
    let (fixture, bytes, _) = stage();
    let report = pack::verify_bytes(&bytes);
    assert_eq!(report.fault, None, "{:?}", report.checked);
    let told = report.checked.join("\n");
    for part in [
        "14 members",
        "6 events",
        "1 records about people",
        "They name 2 keys",
        "1 checkpoints",
        "2 imports",
        "3 lines add up to 2,200.00 in and −200.50 out; 1 entries to 1,000.00; 1,000.00 of the lines",
        "Mfano Ltd (practice)",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let path = fixture.folder.path().join("pack.zip");
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(pack::verify(&path).fault, None);
    let gone = pack::verify(&fixture.folder.path().join("gone.zip"));
    assert_eq!(gone.fault.unwrap().code.0, "pack.unreadable");
    // What a payer typed runs in no spreadsheet.
    let members = form::read(&bytes).unwrap();
    let lines = members.iter().find(|(name, _)| name.ends_with("lines.csv"));
    let lines = std::str::from_utf8(lines.unwrap().1).unwrap();
    assert!(lines.contains("\"'=HYPERLINK"), "{lines}");
    assert!(lines.contains("254711000222"), "{lines}");
}

#[test]
fn every_changed_byte_shows() {
    let (_fixture, bytes, _) = stage();
    let members: Vec<(String, usize)> = form::read(&bytes)
        .unwrap()
        .iter()
        .map(|(name, content)| (name.clone(), content.len()))
        .collect();
    let mut dice = ChaCha8Rng::seed_from_u64(4);
    let mut places = vec![0, bytes.len() - 1];
    places.extend((0..200).map(|_| dice.random_range(0..bytes.len())));
    for at in places {
        let mut bent = bytes.clone();
        bent[at] ^= 1 << dice.random_range(0..8);
        assert!(!holds(&bent), "byte {at}");
    }
    // Also when the zip around the change is made anew, in whichever member.
    for (wanted, len) in members.iter().filter(|(_, len)| *len > 0) {
        let mut spots = vec![0, len - 1];
        spots.extend((0..20).map(|_| dice.random_range(0..*len)));
        for at in spots {
            let bent = again(&bytes, |all| {
                let content = &mut all.iter_mut().find(|(name, _)| name == wanted).unwrap().1;
                content[at] ^= 1 << dice.random_range(0..8);
            });
            assert!(!holds(&bent), "{wanted}, byte {at}");
        }
    }
}

/// The same pack with its members changed, in the right form.
fn again(bytes: &[u8], change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut all: Vec<(String, Vec<u8>)> = form::read(bytes)
        .unwrap()
        .into_iter()
        .map(|(name, content)| (name, content.to_vec()))
        .collect();
    change(&mut all);
    form::write(all.iter().map(|(name, content)| (&**name, &**content))).unwrap()
}

#[test]
fn added_removed_renamed_and_moved_members_show() {
    let (fixture, bytes, keys) = stage();
    assert_eq!(again(&bytes, |_| {}), bytes);
    let count = form::read(&bytes).unwrap().len();
    for at in 0..count {
        let without = again(&bytes, |all| {
            all.remove(at);
        });
        assert!(!holds(&without), "without {at}");
        for name in [
            "registers/other.csv",
            "sources/99999-x",
            "manifest.json",
            "README.txt",
        ] {
            let renamed = again(&bytes, |all| name.clone_into(&mut all[at].0));
            assert!(renamed == bytes || !holds(&renamed), "{at} as {name}");
            let added = again(&bytes, |all| all.insert(at, (name.into(), b"x".to_vec())));
            assert!(!holds(&added), "{name} at {at}");
        }
        let moved = again(&bytes, |all| all.swap(at, (at + 1) % count));
        assert!(!holds(&moved), "moved {at}");
        let twice = again(&bytes, |all| all.insert(at, all[at].clone()));
        assert!(!holds(&twice), "twice {at}");
    }
    assert!(!holds(&[&bytes[..], b"\n"].concat()));
    assert!(!holds(&[b"#!", &bytes[..]].concat()));
    assert!(!holds(&bytes[..bytes.len() - 1]));
    assert!(!holds(b""));
    // Another person's manifest over these files is no signature of theirs.
    let other = make(&fixture, OTHER, &keys[1]);
    assert!(holds(&other));
    let last = |of: &[u8]| {
        let all = form::read(of).unwrap();
        all.last().unwrap().1.to_vec()
    };
    let mixed = again(&bytes, |all| all.last_mut().unwrap().1 = last(&other));
    assert!(!holds(&mixed));
}
