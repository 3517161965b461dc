//! Imports: one row enters once, counts add up, and taking back leaves nothing and loses nothing.

use matching::model::Rule;

use super::*;
use crate::store::decisions::{Act, Kind, undo};
use crate::store::import_undo::{blocked, take_back};
use crate::store::matches::{self, NewMatch, Part, Standing};
use crate::store::rows_aside::{self, ChangedRow};
use crate::store::{audit_log, line_counts, lines};

fn matched(line: i64, entry: i64, cents: i64, standing: Standing) -> NewMatch {
    NewMatch {
        rule: Rule::Reference,
        standing,
        confidence: 9_900,
        margin: 10_000,
        runner_up: None,
        features: Vec::new(),
        explanation: "The typed account is the reference.".into(),
        rank: 0,
        parts: vec![Part {
            line: LineId::new(line),
            entry: EntryId::new(entry),
            amount: Kes::from_cents(cents),
            booked: Kes::ZERO,
        }],
    }
}

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
fn taking_back_leaves_nothing_and_the_same_file_comes_again() {
    let fixture = Fixture::new();
    fixture.entries("l.csv", &[invoice(0, 100)]);
    let first = fixture.statement("s.csv", &[payment(0, 100), payment(1, 50)]);
    fixture.ledger.refresh_search(by()).unwrap();
    fixture.write(|write| {
        matches::insert(write, &matched(1, 1, 100, Standing::Auto), None)?;
        matches::insert(write, &matched(2, 1, 50, Standing::Suggested), None)
    });
    let digest = fixture
        .ledger
        .read(|read| imports::by_id(read, first))
        .unwrap()
        .rows_digest;
    let done = fixture.write(|write| take_back(write, first));
    assert_eq!((done.lines, done.entries, done.matches), (2, 0, 2));
    assert_eq!(done.entries_freed, [EntryId::new(1)]);
    assert_eq!(fixture.entry(1).left(), Kes::from_cents(100));
    assert_eq!(fixture.entry(1).state, domain::EntryState::Open);
    assert_eq!(fixture.count("SELECT count(*) FROM line"), 0);
    let undone = fixture
        .ledger
        .read(|read| imports::by_id(read, first))
        .unwrap();
    assert!(undone.undone.is_some());
    assert_eq!(
        fixture.count("SELECT count(*) FROM source_file"),
        2,
        "the file stays"
    );
    fixture.ledger.check().unwrap();

    let told = fixture
        .try_write(|write| take_back(write, first))
        .unwrap_err();
    assert_eq!(code(&told), "import.undone");
    assert_eq!(
        fixture
            .ledger
            .read(|read| imports::standing_of_file(read, &undone.sha256))
            .unwrap(),
        None
    );
    let again = fixture.statement("s.csv", &[payment(0, 100), payment(1, 50)]);
    assert_eq!(
        fixture
            .ledger
            .read(|read| imports::by_id(read, again))
            .unwrap()
            .rows_digest,
        digest
    );
    assert_eq!(
        fixture.count("SELECT min(id) FROM line"),
        3,
        "no number is given twice"
    );
    fixture.ledger.check().unwrap();
}

#[test]
fn what_a_person_decided_keeps_its_import() {
    let fixture = Fixture::new();
    let ledger = fixture.entries("l.csv", &[invoice(0, 100)]);
    let statement = fixture.statement("s.csv", &[payment(0, 100)]);
    let decision = fixture.write(|write| {
        let mut act = Act::begin(write);
        act.make(&matched(1, 1, 100, Standing::Confirmed))?;
        act.finish(Kind::Assign, "Assigned UK30000000 to INV-0")
    });
    for import in [ledger, statement] {
        let told = fixture
            .try_write(|write| take_back(write, import))
            .unwrap_err();
        assert_eq!(code(&told), "import.depended_on");
    }
    fixture.write(|write| undo(write, decision));
    for import in [ledger, statement] {
        assert_eq!(
            fixture.ledger.read(|read| blocked(read, import)).unwrap(),
            None
        );
        fixture.write(|write| take_back(write, import));
    }
    fixture.ledger.check().unwrap();
}

#[test]
fn new_figures_take_over_the_claims_and_give_them_back() {
    let fixture = Fixture::new();
    let first = fixture.entries("l.csv", &[invoice(0, 100)]);
    fixture.statement("s.csv", &[payment(0, 60)]);
    fixture.write(|write| matches::insert(write, &matched(1, 1, 60, Standing::Auto), None));
    let replace = |cents: i64| {
        fixture.try_write(|write| {
            let import = new_import(write, &format!("l{cents}.csv"), Role::Ledger, 0)?;
            let row = invoice(0, cents);
            let new = NewEntry {
                row: &row,
                occurrence: 0,
                supersedes: Some(EntryId::new(1)),
            };
            entries::insert_all(write, import, [new])?;
            Ok(import)
        })
    };
    assert_eq!(code(&replace(59).unwrap_err()), "entry.claimed_more");
    assert_eq!(fixture.entry(1).claimed, Kes::from_cents(60));
    let second = replace(150).unwrap();
    assert_eq!(fixture.entry(1).superseded_by, Some(EntryId::new(2)));
    assert_eq!(
        (fixture.entry(1).claimed, fixture.entry(2).claimed),
        (Kes::ZERO, Kes::from_cents(60))
    );
    assert_eq!(fixture.entry(2).left(), Kes::from_cents(90));
    fixture.ledger.check().unwrap();

    let told = fixture
        .try_write(|write| take_back(write, first))
        .unwrap_err();
    assert_eq!(code(&told), "import.depended_on");
    fixture.write(|write| take_back(write, second));
    let back = fixture.entry(1);
    assert_eq!(
        (back.superseded_by, back.claimed),
        (None, Kes::from_cents(60))
    );
    fixture.ledger.check().unwrap();
}

#[test]
fn a_statement_takes_the_place_of_what_the_api_told() {
    let fixture = Fixture::new();
    fixture.entries("l.csv", &[invoice(0, 100)]);
    let insert = |name: &str, provisional: bool, supersedes: Option<i64>| {
        fixture.write(|write| {
            let import = new_import(write, name, Role::Statement, 1)?;
            let wallet = wallets::ensure(write, &wallet())?;
            let row = payment(0, 100);
            let supersedes = supersedes.map(LineId::new);
            lines::insert_all(
                write,
                import,
                [NewLine {
                    wallet,
                    row: &row,
                    occurrence: 0,
                    provisional,
                    supersedes,
                }],
            )?;
            Ok(import)
        })
    };
    insert("api", true, None);
    fixture.write(|write| matches::insert(write, &matched(1, 1, 100, Standing::Confirmed), None));
    let statement = insert("s.csv", false, Some(1));
    assert_eq!(fixture.line(1).superseded_by, Some(LineId::new(2)));
    assert_eq!(
        (fixture.line(1).claimed, fixture.line(2).claimed),
        (Kes::ZERO, Kes::from_cents(100))
    );
    let total: u64 = fixture
        .ledger
        .read(line_counts)
        .unwrap()
        .iter()
        .map(|count| count.lines)
        .sum();
    assert_eq!(total, 1, "it is counted once");
    fixture.ledger.check().unwrap();
    fixture.write(|write| take_back(write, statement));
    assert_eq!(
        (fixture.line(1).superseded_by, fixture.line(1).claimed),
        (None, Kes::from_cents(100))
    );
    fixture.ledger.check().unwrap();
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
