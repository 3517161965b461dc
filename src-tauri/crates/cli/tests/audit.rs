//! `patanisha audit verify`: a pack is checked where there is no workspace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[allow(dead_code, reason = "the statements are for other tests")]
mod common;

use common::{patanisha, write};
use domain::{Eat, Environment};
use engine::audit::hex;
use engine::pack::{Order, make};
use engine::people::{Act, Founder, Role, Roles, Roster, SignedDeed, SigningKey};
use engine::store::{By, Done, Ledger, deeds};
use engine::vault::LedgerKey;

/// The record that names the operator and one other.
fn two_people(by: By<'_>, keys: &[SigningKey; 2]) -> SignedDeed {
    let founder = |at: usize, name: &str, role| Founder {
        name: name.into(),
        roles: Roles::new([role]).unwrap(),
        key: keys[at].public(),
    };
    let act = Act::Found(Box::new([
        founder(0, by.operator, Role::Administrator),
        founder(1, "Baraka", Role::Maker),
    ]));
    let deed = Roster::empty(Environment::Practice, "w".into()).next(by.at.unix(), act);
    deed.signed(&[(1, &keys[0]), (2, &keys[1])]).unwrap()
}

fn pack(folder: &tempfile::TempDir) -> Vec<u8> {
    let at = Eat::parse_iso("2026-11-20T12:00:00").unwrap();
    let by = By {
        operator: "jaribio",
        at,
    };
    let key = LedgerKey::random().unwrap();
    let path = folder.path().join("a.ledger");
    let ledger = Ledger::create(&path, &key, Environment::Practice, by).unwrap();
    let signers = [SigningKey::random().unwrap(), SigningKey::random().unwrap()];
    let signed = two_people(by, &signers);
    let after = serde_json::json!({"record": 1, "hash": hex(&signed.hash())});
    ledger
        .write(by, "people.found", |write| {
            deeds::add(write, &signed)?;
            Ok(Done::to("operator 1", ()).after(after))
        })
        .unwrap();
    let order = Order {
        business: "Mfano Ltd",
        made_at: at,
        by: "jaribio",
        reason: "yearly audit",
        key: &signers[0],
    };
    ledger
        .read(|read| make(read, &order, &mut |_| Ok(())))
        .unwrap()
        .bytes
}

#[test]
fn a_pack_is_checked_and_a_changed_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = pack(&folder);
    let good = write(&folder, "good.zip", &bytes);
    let run = patanisha(&["audit", "verify", &good]);
    assert_eq!((run.status, &*run.err), (0, ""), "{}", run.out);
    assert!(run.out.contains("2 events"), "{}", run.out);
    assert!(run.out.ends_with("The pack holds.\n"), "{}", run.out);

    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        let bad = write(&folder, "bad.zip", &bent);
        let run = patanisha(&["audit", "verify", &bad]);
        assert_eq!(run.status, 3, "byte {at}: {}", run.out);
        assert!(run.err.contains("not as it was made"), "{}", run.err);
        let run = patanisha(&["--json", "audit", "verify", &bad]);
        assert_eq!(run.status, 3);
        let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(told["holds"], false);
        assert_eq!(told["fault"]["code"], "pack.does_not_hold");
    }
    let gone = folder.path().join("gone.zip").display().to_string();
    assert_eq!(patanisha(&["audit", "verify", &gone]).status, 3);
}
