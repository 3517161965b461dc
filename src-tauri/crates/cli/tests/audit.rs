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
use engine::pack::{Order, make};
use engine::people::SigningKey;
use engine::store::{By, Done, Ledger};
use engine::vault::LedgerKey;

fn pack(folder: &tempfile::TempDir) -> Vec<u8> {
    let at = Eat::parse_iso("2026-11-20T12:00:00").unwrap();
    let by = By {
        operator: "jaribio",
        at,
    };
    let key = LedgerKey::random().unwrap();
    let path = folder.path().join("a.ledger");
    let ledger = Ledger::create(&path, &key, Environment::Practice, by).unwrap();
    ledger
        .write(by, "test.change", |_| Ok(Done::to("thing", ())))
        .unwrap();
    let order = Order {
        business: "Mfano Ltd",
        made_at: at,
        by: "jaribio",
        reason: "yearly audit",
        key: &SigningKey::random().unwrap(),
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
