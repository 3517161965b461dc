//! A shilling is claimed once, and the database holds it: raw SQL can't get around it.

use proptest::prelude::*;

use super::*;

const ALLOCATE: &str =
    "INSERT INTO allocation (match_id, line_id, entry_id, amount_cents, booked_cents, live)
     VALUES (1, ?1, ?2, ?3, ?4, ?5)";

/// Lines of 100 and 50 cents, entries of 80 and 200 cents, and a match to hang allocations on.
fn stage() -> Fixture {
    let fixture = Fixture::new();
    let mut paid_before = invoice(2, 20_000);
    paid_before.receipt = Some(payment(0, 1).receipt);
    paid_before.paid = Kes::from_cents(5_000);
    paid_before.open = Kes::from_cents(15_000);
    fixture.statement(
        "s.csv",
        &[payment(0, 10_000), payment(1, 5_000), payment(2, -900)],
    );
    fixture.entries("l.csv", &[invoice(1, 8_000), paid_before]);
    fixture.write(|write| {
        write.0.execute(
            "INSERT INTO match (rule, rule_version, state, confidence, margin, features, explanation, rank, made_at)
             VALUES ('manual', 1, 'confirmed', 0, 0, '[]', '', 0, 0)",
            [],
        )?;
        Ok(())
    });
    fixture
}

fn allocate(
    fixture: &Fixture,
    line: i64,
    entry: i64,
    cents: i64,
    booked: i64,
    live: bool,
) -> Result<(), &'static str> {
    fixture
        .try_write(|write| {
            Ok(write
                .0
                .execute(ALLOCATE, (line, entry, cents, booked, live))?)
        })
        .map(|_| ())
        .map_err(|problem| problem.code.0)
}

#[test]
fn a_line_can_not_be_claimed_beyond_its_amount() {
    let fixture = stage();
    assert_eq!(allocate(&fixture, 1, 2, 10_000, 0, true), Ok(()));
    assert_eq!(
        allocate(&fixture, 1, 1, 1, 0, true),
        Err("match.claimed_twice")
    );
    assert_eq!(fixture.line(1).claimed, Kes::from_cents(10_000));
    assert_eq!(fixture.line(1).unclaimed(), Kes::ZERO);
    fixture.ledger.check().unwrap();
}

#[test]
fn an_entry_can_not_be_claimed_beyond_what_it_has_open() {
    let fixture = stage();
    assert_eq!(
        allocate(&fixture, 1, 1, 8_001, 0, true),
        Err("match.claimed_twice")
    );
    assert_eq!(allocate(&fixture, 1, 1, 8_000, 0, true), Ok(()));
    assert_eq!(
        allocate(&fixture, 2, 1, 1, 0, true),
        Err("match.claimed_twice")
    );
    assert_eq!(fixture.entry(1).left(), Kes::ZERO);
}

#[test]
fn what_the_ledger_booked_itself_is_met_once_too() {
    let fixture = stage();
    assert_eq!(
        allocate(&fixture, 1, 2, 5_001, 5_001, true),
        Err("match.claimed_twice")
    );
    assert_eq!(allocate(&fixture, 1, 2, 10_000, 5_000, true), Ok(()));
    assert_eq!(
        allocate(&fixture, 2, 2, 1, 1, true),
        Err("match.claimed_twice")
    );
    let entry = fixture.entry(2);
    assert_eq!(
        (entry.left(), entry.booked_left()),
        (Kes::from_cents(10_000), Kes::ZERO)
    );
}

#[test]
fn suggestions_claim_nothing_until_they_are_live() {
    let fixture = stage();
    for _ in 0..3 {
        assert_eq!(allocate(&fixture, 1, 1, 8_000, 0, false), Ok(()));
    }
    assert_eq!(fixture.line(1).claimed, Kes::ZERO);
    let live = |rows: &str| {
        let sql = format!("UPDATE allocation SET live = 1 WHERE {rows}");
        fixture
            .try_write(|write| Ok(write.0.execute(&sql, [])?))
            .map_err(|problem| problem.code.0)
    };
    assert_eq!(live("id = 1"), Ok(1));
    assert_eq!(live("id = 2"), Err("match.claimed_twice"));
    assert_eq!(live("id > 0"), Err("match.claimed_twice"));
}

#[test]
fn money_in_never_meets_a_payable_and_nothing_is_allocated_as_zero() {
    let fixture = stage();
    assert_eq!(
        allocate(&fixture, 3, 1, 100, 0, true),
        Err("match.direction")
    );
    assert_eq!(allocate(&fixture, 1, 1, 0, 0, true), Err("ledger.refused"));
    assert_eq!(allocate(&fixture, 1, 1, -5, 0, true), Err("ledger.refused"));
    assert_eq!(allocate(&fixture, 1, 99, 5, 0, true), Err("ledger.refused"));
}

#[test]
fn a_replaced_row_frees_before_it_claims() {
    let fixture = stage();
    assert_eq!(allocate(&fixture, 1, 1, 8_000, 0, true), Ok(()));
    let replace = "INSERT OR REPLACE INTO allocation VALUES (1, 1, 1, 1, 8000, 0, 1)";
    fixture.write(|write| Ok(write.0.execute(replace, [])?));
    assert_eq!(fixture.line(1).claimed, Kes::from_cents(8_000));
    fixture.ledger.check().unwrap();
}

#[test]
fn the_audit_table_takes_no_update_no_delete_and_no_gap() {
    let fixture = stage();
    for sql in [
        "UPDATE audit SET operator = 'x' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
        "INSERT INTO audit SELECT 99, at, operator, action, subject, before, after, previous, hash
         FROM audit WHERE seq = 1",
    ] {
        assert!(
            fixture
                .try_write(|write| Ok(write.0.execute(sql, [])?))
                .is_err(),
            "{sql}"
        );
    }
    fixture.ledger.check().unwrap();
}

#[test]
fn readers_can_not_write() {
    let fixture = stage();
    let tried = fixture
        .ledger
        .read(|read| Ok(read.0.execute("DELETE FROM line", [])?));
    assert!(tried.is_err());
    assert_eq!(fixture.count("SELECT count(*) FROM line"), 3);
}

#[derive(Debug, Clone)]
enum Raw {
    Insert(i64, i64, i64, i64, bool),
    Live(i64, bool),
    Delete(i64),
    Move(i64, i64, i64),
}

fn raw() -> impl Strategy<Value = Raw> {
    prop_oneof![
        (
            1..4_i64,
            1..3_i64,
            -5..12_000_i64,
            0..6_000_i64,
            any::<bool>()
        )
            .prop_map(|(line, entry, cents, booked, live)| Raw::Insert(
                line, entry, cents, booked, live
            )),
        (1..9_i64, any::<bool>()).prop_map(|(id, live)| Raw::Live(id, live)),
        (1..9_i64).prop_map(Raw::Delete),
        (1..9_i64, 1..4_i64, 1..3_i64).prop_map(|(id, line, entry)| Raw::Move(id, line, entry)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is tried, accepted or refused, the claims agree with the rows and stay in bounds.
    #[test]
    fn claims_hold_under_any_sequence(acts in prop::collection::vec(raw(), 1..40)) {
        let fixture = stage();
        for act in acts {
            let _ = fixture.try_write(|write| Ok(match act {
                Raw::Insert(line, entry, cents, booked, live) =>
                    write.0.execute(ALLOCATE, (line, entry, cents, booked, live))?,
                Raw::Live(id, live) =>
                    write.0.execute("UPDATE allocation SET live = ?2 WHERE id = ?1", (id, live))?,
                Raw::Delete(id) => write.0.execute("DELETE FROM allocation WHERE id = ?1", [id])?,
                Raw::Move(id, line, entry) => write.0.execute(
                    "UPDATE allocation SET line_id = ?2, entry_id = ?3 WHERE id = ?1", (id, line, entry))?,
            }));
        }
        // The one match is confirmed, so dead allocations of it are this test's own making.
        fixture.write(|write| Ok(write.0.execute("DELETE FROM allocation WHERE live = 0", [])?));
        prop_assert_eq!(fixture.ledger.check(), Ok(()));
        let over = fixture.count(
            "SELECT count(*) FROM line WHERE claimed_cents NOT BETWEEN 0 AND abs(amount_cents)");
        prop_assert_eq!(over, 0);
    }
}
