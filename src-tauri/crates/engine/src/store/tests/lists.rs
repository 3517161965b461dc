//! Lists, places in them, counts and search: the same answers as plain sorting gives.

use domain::{EntryState, LineClass};
use proptest::prelude::*;

use super::*;
use crate::store::entries_page::{self, EntryList};
use crate::store::lines_page::{self, LineList, LineOrder, PAGE_ROWS_MAX};
use crate::store::outcomes::{self, LineOutcomeRow};
use crate::store::search::Wanted;
use crate::store::{line_counts, lines};

fn outcome(class: LineClass) -> LineOutcomeRow {
    LineOutcomeRow {
        class,
        why: "Because.".into(),
        confidence: None,
        related: None,
        credit_for: None,
    }
}

/// Lines whose class, time and size follow from their number, some equal in time or size.
fn stage(count: u32) -> Fixture {
    let fixture = Fixture::new();
    let rows: Vec<_> = (0..count)
        .map(|n| {
            let sign = if n % 7 == 0 { -1 } else { 1 };
            let mut row = payment(n, sign * i64::from(1 + (n * 37) % 50) * 100);
            row.completed = payment((n * 53) % 40, 1).completed;
            row
        })
        .collect();
    fixture.statement("s.csv", &rows);
    fixture.write(|write| {
        let classes: Vec<_> = (0..count)
            .map(|n| {
                let at = usize::try_from(n * 31 % 10).unwrap();
                (LineId::new(i64::from(n) + 1), outcome(LineClass::ALL[at]))
            })
            .collect();
        outcomes::set_lines(write, classes.iter().map(|(id, outcome)| (*id, outcome)))
    });
    fixture
}

fn lists() -> Vec<LineList> {
    let mut lists = vec![LineList::All, LineList::ToDecide, LineList::OwnMoney];
    lists.extend(LineClass::ALL.iter().copied().map(LineList::Class));
    lists
}

const ORDERS: [LineOrder; 3] = [LineOrder::Newest, LineOrder::Oldest, LineOrder::Largest];

/// The list as sorting everything gives it.
fn plainly(fixture: &Fixture, list: LineList, order: LineOrder) -> Vec<LineId> {
    let mut all = Vec::new();
    fixture
        .ledger
        .read(|read| {
            lines::for_each(read, |row| {
                all.push(row);
                Ok(())
            })
        })
        .unwrap();
    all.retain(|row| list.has(row.class));
    match order {
        LineOrder::Oldest => all.sort_by_key(|row| (row.completed, row.id)),
        LineOrder::Newest => all.sort_by_key(|row| std::cmp::Reverse((row.completed, row.id))),
        LineOrder::Largest => {
            all.sort_by_key(|row| std::cmp::Reverse((row.amount.magnitude(), row.id)))
        }
    }
    all.iter().map(|row| row.id).collect()
}

#[test]
fn every_page_of_every_list_is_in_its_place() {
    let fixture = stage(230);
    for list in lists() {
        for order in ORDERS {
            let whole = plainly(&fixture, list, order);
            for offset in [0, 1, 7, 100, 199, 229, 230, 1_000] {
                let page = fixture
                    .ledger
                    .read(|read| lines_page::page(read, list, order, None, offset, 20))
                    .unwrap();
                assert_eq!(page.total, u64::try_from(whole.len()).unwrap());
                let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
                let from = usize::try_from(offset).unwrap();
                let expected: Vec<_> = whole.iter().copied().skip(from).take(20).collect();
                assert_eq!(ids, expected, "{list:?} {order:?} from {offset}");
            }
            for (place, id) in whole.iter().enumerate().step_by(9) {
                let found = fixture
                    .ledger
                    .read(|read| lines_page::position(read, list, order, None, *id))
                    .unwrap();
                assert_eq!(found, u64::try_from(place).ok(), "{list:?} {order:?} {id}");
            }
        }
    }
    let elsewhere = plainly(&fixture, LineList::Class(LineClass::Fee), LineOrder::Newest)[0];
    let matched = LineList::Class(LineClass::Matched);
    let place = fixture
        .ledger
        .read(|read| lines_page::position(read, matched, LineOrder::Newest, None, elsewhere));
    assert_eq!(place.unwrap(), None);
}

#[test]
fn a_page_is_one_walk_along_a_covering_index() {
    let fixture = stage(10);
    for list in lists() {
        for order in ORDERS {
            let plans = fixture
                .ledger
                .read(|read| lines_page::plans(read, list, order))
                .unwrap();
            for plan in plans {
                assert!(
                    plan.contains("USING COVERING INDEX"),
                    "{list:?} {order:?}: {plan}"
                );
                assert!(!plan.contains("TEMP B-TREE"), "{list:?} {order:?}: {plan}");
            }
        }
    }
}

#[test]
fn counts_follow_every_change_of_class() {
    let fixture = stage(120);
    fixture.ledger.check().unwrap();
    let counts = fixture.ledger.read(line_counts).unwrap();
    assert_eq!(counts.iter().map(|count| count.lines).sum::<u64>(), 120);
    let moved = fixture.write(|write| {
        outcomes::set_lines(
            write,
            [
                (LineId::new(1), &outcome(LineClass::Duplicate)),
                (LineId::new(2), &outcome(LineClass::Duplicate)),
            ],
        )
    });
    assert!(moved >= 1);
    fixture.ledger.check().unwrap();
}

#[test]
fn lines_are_found_by_receipt_account_name_and_amount() {
    let fixture = Fixture::new();
    let mut rows: Vec<_> = (0..30)
        .map(|n| payment(n, 100 * i64::from(n + 1)))
        .collect();
    rows[4].party_name = Some(MaskedName::new("JÁRIBIO Łukasz O'MFANO"));
    rows[5].party_name = None;
    fixture.statement("s.csv", &rows);
    fixture.ledger.refresh_search(by()).unwrap();
    let find = |text: &str| -> Vec<i64> {
        let wanted = Wanted::parse(text).unwrap();
        let page = fixture
            .ledger
            .read(|read| {
                lines_page::page(
                    read,
                    LineList::All,
                    LineOrder::Oldest,
                    Some(&wanted),
                    0,
                    500,
                )
            })
            .unwrap();
        assert_eq!(page.total, u64::try_from(page.rows.len()).unwrap());
        page.rows.iter().map(|row| row.id.get()).collect()
    };
    let none: [i64; 0] = [];
    assert_eq!(find("uk3 0000007"), [8]);
    assert_eq!(find("UK3000002").len(), 10);
    assert_eq!(find("Inv-2"), [3, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
    assert_eq!(find("12.00"), [12]);
    assert_eq!(find("1,2 00"), none);
    assert_eq!(find("jaribio"), [5]);
    assert_eq!(find("lukasz jar"), [5]);
    assert_eq!(find("omfa"), [5]);
    assert_eq!(find("amani").len(), 28);
    assert_eq!(find("amani juma"), none);
    assert_eq!(
        find("\"NEAR\" * OR amani"),
        none,
        "no query language leaks through"
    );
    let wanted = Wanted::parse("amani").unwrap();
    let place = |id: i64| {
        fixture
            .ledger
            .read(|read| {
                lines_page::position(
                    read,
                    LineList::All,
                    LineOrder::Oldest,
                    Some(&wanted),
                    LineId::new(id),
                )
            })
            .unwrap()
    };
    assert_eq!((place(1), place(5), place(7)), (Some(0), None, Some(4)));
}

#[test]
fn a_search_with_too_many_answers_says_so() {
    let fixture = Fixture::new();
    let rows: Vec<_> = (0..2_100).map(|n| payment(n, 100)).collect();
    fixture.statement("s.csv", &rows);
    let wanted = Wanted::parse("UK3").unwrap();
    let page = fixture
        .ledger
        .read(|read| {
            lines_page::page(
                read,
                LineList::All,
                LineOrder::Newest,
                Some(&wanted),
                0,
                9_999,
            )
        })
        .unwrap();
    assert!(page.more);
    assert_eq!(page.rows.len(), usize::try_from(PAGE_ROWS_MAX).unwrap());
}

#[test]
fn names_of_an_import_taken_back_are_not_found() {
    let fixture = Fixture::new();
    let import = fixture.statement("s.csv", &[payment(0, 100)]);
    assert_eq!(fixture.ledger.refresh_search(by()).unwrap(), 1);
    assert_eq!(fixture.ledger.refresh_search(by()).unwrap(), 0);
    fixture.write(|write| crate::store::import_undo::take_back(write, import));
    fixture.statement("s.csv", &[payment(0, 100)]);
    assert_eq!(fixture.ledger.refresh_search(by()).unwrap(), 1);
    assert_eq!(
        fixture.count("SELECT count(*) FROM line_name WHERE line_name MATCH '\"amani\"*'"),
        1
    );
}

/// Entries with every state, some overdue.
fn ledger_stage() -> Fixture {
    let fixture = Fixture::new();
    let rows: Vec<_> = (0..60)
        .map(|n| {
            let mut row = invoice(n, i64::from(n + 1) * 1_000);
            row.due = (n % 5 != 0).then(|| Day::from_ymd_opt(2026, 11, 1 + (n * 7) % 28).unwrap());
            if n % 4 == 0 {
                row.open = Kes::ZERO;
            }
            row
        })
        .collect();
    fixture.entries("l.csv", &rows);
    fixture.write(|write| {
        for id in (1..=60).step_by(6) {
            let state = if id % 4 == 1 {
                EntryState::Credit
            } else {
                EntryState::Part
            };
            outcomes::set_entry(write, EntryId::new(id), state)?;
        }
        Ok(())
    });
    fixture
}

#[test]
fn every_page_of_every_entry_list_is_in_its_place() {
    let fixture = ledger_stage();
    let today = Day::from_ymd_opt(2026, 11, 15).unwrap();
    let mut all = Vec::new();
    fixture
        .ledger
        .read(|read| {
            entries::for_each(read, |row| {
                all.push(row);
                Ok(())
            })
        })
        .unwrap();
    let mut lists = vec![EntryList::All, EntryList::Overdue(today)];
    lists.extend(EntryState::ALL.iter().copied().map(EntryList::State));
    for list in lists {
        let mut whole: Vec<_> = all.iter().filter(|row| list.has(row)).collect();
        whole.sort_by_key(|row| (row.due.or(row.date).unwrap_or(Day::MAX), row.id));
        let (count, left) = fixture
            .ledger
            .read(|read| entries_page::count_of(read, list))
            .unwrap();
        assert_eq!(count, u64::try_from(whole.len()).unwrap(), "{list:?}");
        assert_eq!(
            Some(left),
            Kes::checked_sum(whole.iter().map(|row| row.left())),
            "{list:?}"
        );
        for offset in [0, 3, 11, 40, 59, 60] {
            let page = fixture
                .ledger
                .read(|read| entries_page::page(read, list, None, offset, 8))
                .unwrap();
            assert_eq!(page.total, count);
            let expected: Vec<_> = whole
                .iter()
                .map(|row| (row.due, row.id))
                .skip(usize::try_from(offset).unwrap())
                .take(8)
                .collect();
            let got: Vec<_> = page.rows.iter().map(|row| (row.due, row.id)).collect();
            assert_eq!(got, expected, "{list:?} from {offset}");
        }
    }
}

#[test]
fn candidates_fit_the_direction_and_the_nearest_amount_comes_first() {
    let fixture = ledger_stage();
    fixture.ledger.refresh_search(by()).unwrap();
    let amount = Kes::from_cents(30_200);
    let near = fixture
        .ledger
        .read(|read| entries_page::candidates(read, Direction::Receivable, amount, None, 5))
        .unwrap();
    let lefts: Vec<_> = near.iter().map(|row| row.left().cents()).collect();
    assert_eq!(lefts, [30_000, 31_000, 32_000, 28_000, 27_000]);
    let none = fixture
        .ledger
        .read(|read| entries_page::candidates(read, Direction::Payable, amount, None, 5));
    assert_eq!(none.unwrap().len(), 0);
    let wanted = Wanted::parse("inv-2").unwrap();
    let found = fixture
        .ledger
        .read(|read| {
            entries_page::candidates(read, Direction::Receivable, amount, Some(&wanted), 50)
        })
        .unwrap();
    assert!(
        found
            .iter()
            .all(|row| row.reference.as_deref().unwrap().starts_with("INV-2")
                && row.left().is_positive())
    );
    let by_name = Wanted::parse("mfano").unwrap();
    let page = fixture
        .ledger
        .read(|read| entries_page::page(read, EntryList::All, Some(&by_name), 0, 500))
        .unwrap();
    assert_eq!(page.total, 60);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_search_text_is_answered(text in ".{0,30}") {
        thread_local! { static FIXTURE: Fixture = stage(20); }
        FIXTURE.with(|fixture| {
            if let Some(wanted) = Wanted::parse(&text) {
                let page = fixture.ledger.read(|read|
                    lines_page::page(read, LineList::All, LineOrder::Newest, Some(&wanted), 0, 50));
                assert!(page.is_ok(), "{page:?}");
            }
        });
    }
}
