use super::*;
use crate::model::{Decided, Entry, Line};
use domain::Kes;

fn entry(reference: &str, open: i64) -> Entry {
    Entry {
        direction: Direction::Receivable,
        reference: AccountKey::fold(reference),
        account: None,
        open: Kes::from_cents(open),
        booked: Kes::ZERO,
        date: None,
        due: None,
        receipt: None,
        party: None,
        name: Vec::new(),
    }
}

#[test]
fn closed_entries_are_stepped_over_for_good() {
    let entries: Vec<_> = (1..=100).map(|open| entry("A", open)).collect();
    let no_lines: [Line; 0] = [];
    let book = Book::new(&no_lines, &entries, &Decided::default());
    let mut groups = Groups::new(&book, |entry| entry.reference.as_ref());
    let key = AccountKey::fold("A").unwrap();
    let group = groups.find(Direction::Receivable, &key).unwrap();
    assert_eq!(groups.find(Direction::Payable, &key), None);
    assert_eq!(groups.len(group), 100);
    let states = book
        .entries()
        .map(|at| EntryState::new(book.entry(at).open, Kes::ZERO));
    let mut states: Column<EntryAt, EntryState> = Column::new(states.collect());
    // Closed from the back, so that every look-up must find its way past the ones before.
    for closed in book.entries().skip(1) {
        states[closed].open_left = Kes::ZERO;
    }
    let (first, after) = groups.next_open(group, None, &states).unwrap();
    assert_eq!(book.entry(first).open, Kes::from_cents(1));
    assert_eq!(groups.next_open(group, Some(after), &states), None);
    assert_eq!(
        groups.skip[MemberAt::new(1)],
        100,
        "the next look-up goes straight to the end"
    );
    states[first].open_left = Kes::ZERO;
    assert_eq!(groups.next_open(group, None, &states), None);
}
