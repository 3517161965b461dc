//! Taking an import back leaves nothing and loses nothing; what takes a place over gives it back.

use matching::model::Rule;

use super::*;
use crate::store::decisions::{Act, Kind, undo};
use crate::store::import_undo::{blocked, take_back};
use crate::store::matches::{self, NewMatch, Part, Standing};
use crate::store::{line_counts, lines};

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
