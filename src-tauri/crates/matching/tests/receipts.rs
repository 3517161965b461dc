//! Pass 2: the ledger already holds the receipt. Pass 0: what people decided.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use domain::{EntryState, LineClass};
use matching::{FindingKind, Rule};
use support::*;

#[test]
fn a_booked_receipt_meets_its_line() {
    let answer = case(vec![paid(1, 500)], vec![invoice("A", 0).booked(1, 500)]).solve();
    assert_eq!(answer.auto(), [(Rule::Receipt, 0, 0, 500)]);
    assert_eq!(answer.0.entries[0].booked_met, kes(500));
    assert_eq!(answer.entries(), [(0, EntryState::Settled)]);
    assert_eq!(answer.findings(), []);
    assert_eq!(answer.0.matches[0].confidence, 10_000);
}

#[test]
fn the_booked_part_is_met_before_the_open_one() {
    let answer = case(vec![paid(1, 700)], vec![invoice("A", 500).booked(1, 400)]).solve();
    assert_eq!(answer.auto(), [(Rule::Receipt, 0, 0, 700)]);
    assert_eq!(answer.0.entries[0].booked_met, kes(400));
    assert_eq!(answer.entries(), [(200, EntryState::Part)]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::AmountDiffers, Some(0), Some(0), 300)]
    );
}

#[test]
fn a_receipt_on_an_open_entry_pays_it() {
    let answer = case(vec![paid(1, 500)], vec![invoice("A", 500).booked(1, 0)]).solve();
    assert_eq!(answer.auto(), [(Rule::Receipt, 0, 0, 500)]);
    assert_eq!(answer.findings(), []);
}

#[test]
fn another_amount_than_booked_is_told() {
    for (line, met, open, differs) in [(300, 300, 0, -200), (800, 500, 300, 300)] {
        let answer = case(vec![paid(1, line)], vec![invoice("A", 0).booked(1, 500)]).solve();
        assert_eq!(answer.auto(), [(Rule::Receipt, 0, 0, met)]);
        assert_eq!(answer.open(), [open]);
        assert_eq!(
            answer.findings(),
            [(FindingKind::AmountDiffers, Some(0), Some(0), differs)]
        );
    }
}

#[test]
fn what_is_booked_waits_for_its_own_receipt() {
    let lines = vec![paid(2, 500).typed("A")];
    let answer = case(lines, vec![invoice("A", 0).booked(1, 500)]).solve();
    assert_eq!(answer.classes(), [LineClass::Duplicate]);
    assert_eq!(answer.0.entries[0].allocated, kes(0));
}

#[test]
fn a_payout_receipt_meets_a_bill_and_never_an_invoice() {
    let answer = case(vec![paid(1, -500)], vec![bill("B", 0).booked(1, 500)]).solve();
    assert_eq!(answer.auto(), [(Rule::Receipt, 0, 0, 500)]);
    let answer = case(vec![paid(1, -500)], vec![invoice("A", 0).booked(1, 500)]).solve();
    assert_eq!(answer.auto(), []);
    assert!(
        answer
            .findings()
            .contains(&(FindingKind::Contradiction, Some(0), Some(0), 500))
    );
}

#[test]
fn one_receipt_on_two_entries_must_add_up() {
    let entries = |second| {
        vec![
            invoice("A", 0).booked(1, 300),
            invoice("B", 0).booked(1, second),
        ]
    };
    let answer = case(vec![paid(1, 500)], entries(200)).solve();
    assert_eq!(
        answer.auto(),
        [(Rule::Receipt, 0, 0, 300), (Rule::Receipt, 0, 1, 200)]
    );
    assert_eq!(answer.findings(), []);

    let answer = case(vec![paid(1, 500)], entries(500)).solve();
    assert_eq!(answer.auto(), []);
    assert_eq!(answer.classes(), [LineClass::Ambiguous]);
    assert_eq!(
        answer.suggested(),
        [(Rule::Receipt, 0, 1, 500), (Rule::Receipt, 0, 0, 300)]
    );
    let findings = answer.findings();
    assert_eq!(
        findings,
        [
            (FindingKind::UnmatchedLine, Some(0), None, 500),
            (FindingKind::Contradiction, Some(0), None, 500),
        ]
    );
}

#[test]
fn two_legs_of_one_receipt_go_to_the_entries_they_equal() {
    let lines = vec![paid(1, 300), paid(1, 200)];
    let entries = vec![
        invoice("A", 0).booked(1, 200),
        invoice("B", 0).booked(1, 300),
    ];
    let mut auto = case(lines, entries).solve().auto();
    auto.sort_by_key(|made| made.1);
    assert_eq!(
        auto,
        [(Rule::Receipt, 0, 1, 300), (Rule::Receipt, 1, 0, 200)]
    );
}

#[test]
fn a_booked_receipt_that_failed_or_was_undone_is_a_contradiction() {
    let booked = || vec![invoice("A", 0).booked(1, 500)];
    let answer = case(vec![paid(1, 500).failed()], booked()).solve();
    assert_eq!(
        answer.findings(),
        [(FindingKind::Contradiction, Some(0), Some(0), 500)]
    );
    let answer = case(vec![paid(1, 500), paid(2, -500).undoing(1)], booked()).solve();
    assert!(
        answer
            .findings()
            .contains(&(FindingKind::Contradiction, Some(0), Some(0), 500))
    );
}

#[test]
fn a_receipt_is_missing_only_where_the_statement_is_proven_complete() {
    let entries = || vec![invoice("A", 0).booked(1, 500)];
    let missing = [(FindingKind::MissingFromStatement, None, Some(0), 500)];
    assert_eq!(case(vec![], entries()).solve().findings(), []);
    assert_eq!(
        case(vec![], entries()).complete(1, 2).solve().findings(),
        []
    );
    assert_eq!(
        case(vec![], entries()).complete(1, 4).solve().findings(),
        missing
    );
    let answer = case(vec![], entries()).complete(1, 3).solve();
    assert!(answer.0.findings[0].detail.contains("midnight"));
    assert_eq!(
        case(vec![paid(1, 500)], entries())
            .complete(1, 4)
            .solve()
            .findings(),
        []
    );
}

#[test]
fn decisions_come_first_and_stand() {
    let lines = vec![paid(1, 500).typed("A"), paid(2, 500).typed("A")];
    let answer = case(lines, vec![invoice("A", 500), invoice("B", 500)])
        .decided(0, 1, 500)
        .solve();
    assert_eq!(answer.classes(), [LineClass::Matched, LineClass::Matched]);
    assert_eq!(answer.auto(), [(Rule::Reference, 1, 0, 500)]);
}

#[test]
fn a_decision_that_no_longer_fits_is_told_and_its_line_is_left_alone() {
    let answer = case(vec![paid(1, 500).typed("A")], vec![invoice("A", 300)])
        .decided(0, 0, 500)
        .solve();
    assert_eq!(answer.auto(), []);
    assert_eq!(answer.classes(), [LineClass::Unmatched]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::Contradiction, Some(0), Some(0), 500)]
    );
}

#[test]
fn declined_pairs_are_not_offered_by_any_rule() {
    let lines = || vec![paid(1, 500).typed("A").by("0700000303", "NEEMA MFANO")];
    let entry = || invoice("A", 500).of("0700000303", "NEEMA MFANO");
    for entries in [
        vec![entry()],
        vec![entry().account("A")],
        vec![entry().booked(1, 0)],
    ] {
        let answer = case(lines(), entries).declined(0, 0).solve();
        assert_eq!(answer.0.matches, []);
        assert_eq!(answer.classes(), [LineClass::Unmatched]);
        assert!(answer.why(0).contains("declined"), "{}", answer.why(0));
    }
}
