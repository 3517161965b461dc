//! The chain in the file: somebody with the key and no regard for triggers is found out.

use serde_json::json;

use super::*;
use crate::audit::{BrokenChain, Fault};
use crate::store::audit_log;

fn stage() -> Fixture {
    let fixture = Fixture::new();
    for n in 0..4 {
        let told = Done::to(format!("thing {n}"), ())
            .before(json!(n))
            .after(json!({"n": n + 1}));
        fixture
            .ledger
            .write(by(), "test.change", |_| Ok(told))
            .unwrap();
    }
    fixture
}

/// Changes the file without the triggers, as a tool of another maker would.
fn tamper(fixture: &Fixture, sql: &str) -> Option<BrokenChain> {
    fixture.write(|write| {
        write
            .0
            .execute_batch("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;")?;
        Ok(write.0.execute_batch(sql)?)
    });
    fixture.ledger.read(audit_log::verify).unwrap().broken
}

#[test]
fn the_first_bad_event_is_named() {
    for (sql, seq, fault) in [
        (
            "UPDATE audit SET after = '{\"n\":9}' WHERE seq = 3",
            3,
            Fault::Content,
        ),
        (
            "UPDATE audit SET operator = 'x' WHERE seq = 2",
            2,
            Fault::Content,
        ),
        (
            "UPDATE audit SET at = at - 1 WHERE seq = 4",
            4,
            Fault::Content,
        ),
        ("DELETE FROM audit WHERE seq = 2", 3, Fault::Sequence),
        ("DELETE FROM audit WHERE seq = 1", 2, Fault::Sequence),
        (
            "UPDATE audit SET hash = zeroblob(32) WHERE seq = 3",
            3,
            Fault::Content,
        ),
    ] {
        let fixture = stage();
        assert_eq!(
            tamper(&fixture, sql),
            Some(BrokenChain { seq, fault }),
            "{sql}"
        );
        let told = fixture.ledger.check().unwrap_err();
        assert!(told.message.contains(&format!("event {seq}")), "{told}");
    }
}

#[test]
fn a_cut_at_the_end_shows_in_the_head_alone() {
    let fixture = stage();
    let head = fixture.ledger.read(audit_log::verify).unwrap();
    // The event of the tampering itself is appended after the cut.
    assert_eq!(tamper(&fixture, "DELETE FROM audit WHERE seq = 5"), None);
    let after = fixture.ledger.read(audit_log::verify).unwrap();
    assert_eq!(after.events, head.events);
    assert_ne!(after.head, head.head);
}
