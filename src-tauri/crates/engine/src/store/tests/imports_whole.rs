//! Imports: one row enters once, comes back as it went in, and the counts add up.

use super::*;
use crate::store::rows_aside::{self, ChangedRow};
use crate::store::{audit_log, lines};

#[test]
fn a_row_enters_once() {
    let fixture = Fixture::new();
    fixture.statement("one.csv", &[payment(0, 100)]);
    let again = fixture
        .try_write(|write| import_statement(write, "two.csv", &[payment(1, 5), payment(0, 100)]));
    assert_eq!(code(&again.unwrap_err()), "ledger.refused");
    assert_eq!(fixture.count("SELECT count(*) FROM line"), 1);
    fixture.entries("l.csv", &[invoice(0, 100)]);
    let again = fixture.try_write(|write| import_ledger(write, "m.csv", &[invoice(0, 900)]));
    assert_eq!(code(&again.unwrap_err()), "ledger.refused");
}

#[test]
fn rows_come_back_as_they_went_in() {
    let fixture = Fixture::new();
    let mut odd = payment(7, -12_345);
    odd.leg = Wording::Unknown;
    odd.status = Status::Failed;
    odd.party = PartyId::parse("2547****345");
    odd.linked = Some(payment(1, 1).receipt);
    odd.initiated = Some(now());
    odd.precision = Precision::Day;
    odd.balance = None;
    odd.reason = Some("Reason".into());
    odd.warnings = vec![statements::model::Warning::PhoneLost];
    fixture.statement("s.csv", &[odd.clone()]);
    let held = fixture.line(1);
    assert_eq!(held.wallet, wallet());
    assert_eq!(
        (held.leg, held.status, held.amount),
        (odd.leg, odd.status, odd.amount)
    );
    assert_eq!(
        (&held.party, &held.party_name),
        (&odd.party, &odd.party_name)
    );
    assert_eq!(
        (held.completed, held.initiated, held.precision),
        (odd.completed, odd.initiated, odd.precision)
    );
    assert_eq!(
        (held.balance, &held.reason, &held.linked),
        (None, &odd.reason, &odd.linked)
    );
    assert_eq!(
        (&held.details, &held.typed_account),
        (&odd.details, &odd.typed_account)
    );
    assert_eq!((&held.warnings, held.row), (&odd.warnings, odd.row));
    assert_eq!(held.class, domain::LineClass::NotCompleted);

    let mut bill = invoice(3, 500);
    bill.direction = Direction::Payable;
    bill.phone = domain::Phone::parse("0711000222").ok();
    bill.date = Day::from_ymd_opt(2026, 1, 31);
    bill.paid = Kes::from_cents(700);
    bill.open = Kes::from_cents(-200);
    bill.receipt = Some(odd.receipt.clone());
    bill.warnings = vec!["The phone has no digits.".into()];
    fixture.entries("l.csv", &[bill.clone()]);
    let held = fixture.entry(1);
    assert_eq!(
        (held.direction, held.phone, held.date, held.due),
        (bill.direction, bill.phone, bill.date, bill.due)
    );
    assert_eq!(
        (held.amount, held.paid, held.open),
        (bill.amount, bill.paid, Kes::ZERO)
    );
    assert_eq!(
        (held.booked, &held.receipt, &held.warnings),
        (bill.paid, &bill.receipt, &bill.warnings)
    );
    assert_eq!(held.state, domain::EntryState::Settled);
}

#[test]
fn counts_that_do_not_add_up_are_refused() {
    let fixture = Fixture::new();
    let told = fixture.try_write(|write| {
        let file = files::keep(write, &PackedFile::pack("x.csv", b"x"))?;
        let counts = Counts {
            new: 2,
            refused: 1,
            data_rows: 4,
            ..Counts::default()
        };
        imports::insert(
            write,
            &NewImport {
                file,
                file_name: "x.csv".into(),
                role: Role::Statement,
                layout: String::new(),
                wallet: String::new(),
                period: None,
                counts,
                certificates: String::new(),
                notes: String::new(),
                mapping: String::new(),
                facts: String::new(),
            },
        )
    });
    assert_eq!(code(&told.unwrap_err()), "ledger.refused");
}

#[test]
fn the_bytes_are_kept_once_and_checked() {
    let fixture = Fixture::new();
    let bytes: Vec<u8> = (0..3_000_000_u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    let packed = PackedFile::pack("big.csv", &bytes);
    let (first, second) =
        fixture.write(|write| Ok((files::keep(write, &packed)?, files::keep(write, &packed)?)));
    assert_eq!(first, second);
    assert!(fixture.count("SELECT count(*) FROM source_part") > 1);
    assert_eq!(
        fixture
            .ledger
            .read(|read| files::bytes(read, first))
            .unwrap(),
        bytes
    );
    fixture.write(|write| {
        Ok(write
            .0
            .execute("DELETE FROM source_part WHERE no = 1", [])?)
    });
    assert_eq!(
        code(
            &fixture
                .ledger
                .read(|read| files::bytes(read, first))
                .unwrap_err()
        ),
        "ledger.damaged"
    );
}

#[test]
fn rows_set_aside_are_kept_with_their_reasons() {
    let fixture = Fixture::new();
    let refused = statements::model::RefusedRow {
        row: 14,
        column: Some("Paid In".into()),
        read: MaskedText::new("12,5O0"),
        expected: "an amount".into(),
        reason: "The amount is no number.".into(),
        code: "amount",
        raw: vec!["UK3".into(), "12,5O0".into()],
    };
    let changed = ChangedRow {
        row: 3,
        name: "UK30000001".into(),
        what: "Amount".into(),
        held: "1.00".into(),
        found: "2.00".into(),
        held_id: Some(1),
    };
    let import = fixture.statement("s.csv", &[]);
    fixture.write(|write| {
        rows_aside::keep_refused(write, import, std::slice::from_ref(&refused))?;
        rows_aside::keep_changed(write, import, std::slice::from_ref(&changed))
    });
    let kept = fixture
        .ledger
        .read(|read| rows_aside::refused(read, import, 500))
        .unwrap();
    assert_eq!(
        (kept[0].row, &*kept[0].code, &kept[0].raw),
        (14, "amount", &refused.raw)
    );
    assert_eq!(kept[0].read, refused.read);
    assert_eq!(
        fixture
            .ledger
            .read(|read| rows_aside::changed(read, import, 500))
            .unwrap(),
        [changed]
    );
}

#[test]
fn known_lines_are_found_by_receipt_either_way() {
    let fixture = Fixture::new();
    let rows: Vec<_> = (0..100).map(|n| payment(n, 100 + i64::from(n))).collect();
    fixture.statement("s.csv", &rows);
    let strange = payment(500, 1).receipt;
    for wanted in [3, 90] {
        let receipts: Vec<_> = rows
            .iter()
            .take(wanted)
            .map(|row| &row.receipt)
            .chain([&strange])
            .collect();
        let known = fixture
            .ledger
            .read(|read| lines::known(read, receipts.iter().copied()))
            .unwrap();
        assert_eq!(known.len(), wanted);
        assert_eq!(known[2].key.amount, Kes::from_cents(102));
        assert_eq!(known[2].key.wallet, wallet());
        assert_eq!(known[2].balance, Some(Kes::from_cents(102)));
    }
    assert_eq!(
        fixture.ledger.read(|read| lines::known(read, [])).unwrap(),
        []
    );
}

#[test]
fn every_change_is_one_event_and_the_chain_holds() {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 100)]);
    let before = fixture.ledger.read(audit_log::verify).unwrap();
    assert_eq!((before.events, before.broken), (2, None));
    let failed = fixture
        .try_write(|write| import_statement(write, "t.csv", &[payment(1, 1), payment(0, 100)]));
    assert!(failed.is_err());
    let after = fixture.ledger.read(audit_log::verify).unwrap();
    assert_eq!(after.events, 2, "what did not happen leaves no event");
    for logged in fixture
        .ledger
        .read(|read| audit_log::newest(read, 10))
        .unwrap()
    {
        let text = String::from_utf8(logged.event.canonical()).unwrap();
        assert!(
            !text.contains("AMANI") && !text.contains("254711"),
            "{text}"
        );
    }
    assert_eq!(
        fixture.ledger.read(audit_log::last_at).unwrap(),
        Some(now())
    );
}
