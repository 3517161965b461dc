use super::*;
use domain::{AccountKey, Direction};

fn entry(reference: &str, due: Option<u32>, date: Option<u32>) -> Entry {
    let day = |day: Option<u32>| day.and_then(|day| Day::from_ymd_opt(2026, 2, day));
    Entry {
        direction: Direction::Receivable,
        reference: AccountKey::fold(reference),
        account: None,
        open: Kes::ZERO,
        booked: Kes::ZERO,
        date: day(date),
        due: day(due),
        receipt: None,
        party: None,
        name: Vec::new(),
    }
}

#[test]
fn entries_go_by_age_then_date_then_reference() {
    let entries = [
        entry("NONE", None, None),
        entry("LONGREFERENCE2", Some(5), Some(1)),
        entry("LONGREFERENCE1", Some(5), Some(1)),
        entry("DATED", None, Some(4)),
        entry("EARLIER", Some(5), None),
        entry("FIRST", Some(3), Some(2)),
    ];
    assert_eq!(of_entries(&entries), [5, 3, 2, 1, 4, 0]);
}

#[test]
fn twins_are_told_apart_by_what_was_decided() {
    let entries = [
        entry("A", None, None),
        entry("A", None, None),
        entry("A", None, None),
    ];
    let decided = Decided {
        allocations: vec![crate::model::Allocation {
            line: 0,
            entry: 2,
            amount: Kes::from_cents(1),
        }],
        declined: vec![(0, 0)],
    };
    let mut order = of_entries(&entries);
    assert_eq!(order, [0, 1, 2]);
    by_decisions((&[], &mut []), (&entries, &mut order), &decided);
    assert_eq!(order, [2, 1, 0], "assigned, nothing, declined");
}
