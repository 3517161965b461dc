//! Heaps of equal rows: worlds in which everything falls into one bucket must end all the same.
//! A pass that compared everything with everything would need hundreds of millions of steps here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use domain::{LineClass, Wording};
use matching::{Entry, Line};
use support::*;

const ROWS: u32 = 20_000;

fn heap(line: impl Fn(u32) -> Line, entry: impl Fn(u32) -> Entry) -> Case {
    case(
        (0..ROWS).map(line).collect(),
        (0..ROWS).map(entry).collect(),
    )
}

fn all(answer: &Answer, class: LineClass) -> bool {
    answer.0.lines.iter().all(|line| line.class == class)
}

#[test]
fn one_customer_for_everything() {
    let answer = heap(
        |n| paid(n, 500).typed("C7"),
        |n| invoice(&format!("I{n}"), 500).account("C7"),
    )
    .solve();
    assert!(all(&answer, LineClass::Matched));
}

#[test]
fn one_customer_whose_oldest_entry_everyone_declined() {
    let mut heap = heap(
        |n| paid(n, 500).typed("C7"),
        |n| invoice(&format!("I{n}"), 500).account("C7"),
    );
    heap.entries[0].due = Some(day(1));
    for line in 0..ROWS {
        heap = heap.declined(line, 0);
    }
    let answer = heap.solve();
    let matched = answer
        .classes()
        .iter()
        .filter(|class| **class == LineClass::Matched)
        .count();
    assert_eq!(matched, ROWS as usize - 1);
}

#[test]
fn one_payment_for_everything() {
    let mut heap = heap(
        |n| paid(n, 1).typed("C8"),
        |n| invoice(&format!("I{n}"), 500).account("C7"),
    );
    heap.lines
        .push(paid(ROWS, 500 * i64::from(ROWS)).typed("C7"));
    let answer = heap.solve();
    assert_eq!(answer.auto().len(), ROWS as usize);
}

#[test]
fn one_reference_of_many_customers() {
    let answer = heap(
        |n| paid(n, 500).typed("A"),
        |n| invoice("A", 500).account(&format!("C{n}")),
    )
    .solve();
    assert!(all(&answer, LineClass::Ambiguous));
}

#[test]
fn one_receipt_for_everything() {
    let answer = heap(|_| paid(1, 500), |_| invoice("A", 0).booked(1, 500)).solve();
    assert_eq!(answer.0.lines.len(), ROWS as usize);
    let legs = [
        Wording::Charge,
        Wording::Sweep,
        Wording::Reversal,
        Wording::PayIn,
    ];
    let signed = |n: u32| if n % 8 < 4 { 500 } else { -500 };
    let answer = heap(
        |n| paid(1, signed(n)).leg(legs[n as usize % 4]),
        |_| invoice("A", 0).booked(1, 500),
    )
    .solve();
    assert_eq!(answer.0.lines.len(), ROWS as usize);
}

#[test]
fn one_payer_and_one_amount() {
    let by = |n: u32| paid(n, 500).by("0700***303", "NEEMA MFANO");
    let answer = heap(by, |n| {
        invoice(&format!("I{n}"), 500).of("0700123303", "NEEMA MFANO")
    })
    .solve();
    assert!(all(&answer, LineClass::Ambiguous));
    let back = |n: u32| {
        if n.is_multiple_of(2) {
            by(n)
        } else {
            paid(n, -500)
                .leg(Wording::Reversal)
                .by("0700***303", "NEEMA MFANO")
        }
    };
    let answer = heap(back, |n| invoice(&format!("I{n}"), 400)).solve();
    assert!(answer.classes().contains(&LineClass::Ambiguous));
}
