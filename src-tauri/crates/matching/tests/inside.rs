//! Pass 1: what is settled inside the statement.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use domain::{LineClass, Wording};
use matching::{FindingKind, Rule};
use support::*;

#[test]
fn a_charge_listed_before_its_payment_belongs_to_it() {
    let charge = paid(1, -10).leg(Wording::Charge);
    let answer = case(vec![charge, paid(1, 500)], vec![]).solve();
    assert_eq!(answer.classes(), [LineClass::Fee, LineClass::Unmatched]);
    assert_eq!(answer.0.lines[0].related, Some(1));
    assert_eq!(answer.open(), [0, 500]);
}

#[test]
fn a_charge_without_its_payment_is_still_a_charge() {
    let answer = case(vec![paid(1, -10).leg(Wording::Charge)], vec![bill("X", 10)]).solve();
    assert_eq!(answer.classes(), [LineClass::Fee]);
    assert!(
        answer.why(0).contains("not in these statements"),
        "{}",
        answer.why(0)
    );
}

#[test]
fn sweep_legs_find_each_other_and_are_no_income() {
    for leg in [Wording::Sweep, Wording::OwnTransfer, Wording::ToBank] {
        let lines = vec![paid(1, 500).leg(leg), paid(1, -500).leg(leg)];
        let answer = case(lines, vec![invoice("A", 500), bill("B", 500)]).solve();
        assert_eq!(answer.classes(), [LineClass::Transfer, LineClass::Transfer]);
        assert_eq!(answer.0.lines[0].related, Some(1));
        assert_eq!(answer.0.lines[1].related, Some(0));
        assert_eq!(answer.open(), [0, 0]);
    }
}

#[test]
fn borrowing_is_neither_income_nor_expense() {
    let lines = vec![paid(1, 500).leg(Wording::Borrowing), paid(1, -500)];
    let answer = case(lines, vec![]).solve();
    assert_eq!(answer.classes()[0], LineClass::Transfer);
    assert_eq!(answer.0.lines[0].related, Some(1));
}

#[test]
fn rows_that_moved_no_money_never_reach_the_ledger() {
    let lines = vec![paid(1, 500).typed("A").failed(), paid(2, 0).typed("A")];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(
        answer.classes(),
        [LineClass::NotCompleted, LineClass::NotCompleted]
    );
    assert_eq!(answer.0.matches, []);
}

#[test]
fn a_linked_reversal_undoes_its_original() {
    let lines = vec![paid(1, 500).typed("A"), paid(2, -500).undoing(1)];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed, LineClass::Reversed]);
    assert_eq!(answer.0.lines[0].related, Some(1));
    assert_eq!(answer.0.lines[1].related, Some(0));
    assert_eq!(answer.auto(), []);
    assert_eq!(answer.open(), [0, 0]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::Reversed, Some(0), None, -500)]
    );
}

#[test]
fn a_partial_reversal_leaves_the_difference_to_allocate() {
    let lines = vec![paid(1, 500).typed("A"), paid(2, -200).undoing(1)];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(answer.auto(), [(Rule::Reference, 0, 0, 300)]);
    assert_eq!(answer.classes(), [LineClass::Matched, LineClass::Reversed]);
    assert_eq!(answer.0.lines[0].related, Some(1));
}

#[test]
fn two_partial_reversals_add_up() {
    let lines = vec![
        paid(1, 500),
        paid(2, -200).undoing(1),
        paid(3, -300).undoing(1),
    ];
    let answer = case(lines, vec![]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed; 3]);
}

#[test]
fn payment_and_undoing_on_one_receipt_are_both_kept_and_flagged() {
    let lines = vec![
        paid(1, 500).typed("A"),
        paid(1, -500).leg(Wording::Reversal),
    ];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed, LineClass::Reversed]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::Reversed, Some(0), None, -500)]
    );
}

#[test]
fn a_reversal_that_takes_too_much_says_so() {
    let lines = vec![paid(1, 500), paid(2, -700).undoing(1)];
    let answer = case(lines, vec![]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed, LineClass::Reversed]);
    assert!(answer.0.findings[0].detail.contains("more than"));
}

#[test]
fn a_reversal_without_a_link_is_only_a_suggestion() {
    let lines = vec![
        paid(1, 500).typed("A").by("0700***303", "CHAUSIKU JARIBIO"),
        paid(2, -500)
            .leg(Wording::Reversal)
            .by("0700***303", "CHAUSIKU JARIBIO"),
        paid(3, 500).by("0700***303", "CHAUSIKU JARIBIO"),
    ];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(answer.classes()[1], LineClass::Suggested);
    assert_eq!(
        answer.0.lines[1].related,
        Some(0),
        "only what came before can be undone"
    );
    assert_eq!(
        answer.auto(),
        [(Rule::Reference, 0, 0, 500)],
        "the payment stands until a person says otherwise"
    );
    assert!(
        answer
            .findings()
            .contains(&(FindingKind::UnmatchedLine, Some(1), None, -500))
    );
}

#[test]
fn a_reversal_without_a_link_and_two_originals_is_ambiguous() {
    let by = |line: matching::Line| line.by("0700***303", "CHAUSIKU JARIBIO");
    let lines = vec![
        by(paid(1, 500)),
        by(paid(2, 500)),
        by(paid(3, -500).leg(Wording::Reversal)),
    ];
    assert_eq!(
        case(lines, vec![]).solve().classes()[2],
        LineClass::Ambiguous
    );
}

#[test]
fn a_reversal_of_something_unseen_is_told() {
    let answer = case(vec![paid(2, -500).undoing(1)], vec![]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::Reversed, Some(0), None, -500)]
    );
}

#[test]
fn a_link_marks_a_reversal_even_where_the_wording_is_unknown() {
    let mut back = paid(2, -500).undoing(1);
    back.leg = Wording::Unknown;
    let answer = case(vec![paid(1, 500), back.clone()], vec![]).solve();
    assert_eq!(answer.classes(), [LineClass::Reversed, LineClass::Reversed]);
    let answer = case(vec![back], vec![]).solve();
    assert_eq!(
        answer.classes(),
        [LineClass::Unmatched],
        "a link to nothing proves nothing"
    );
}

#[test]
fn a_decision_on_a_payment_undone_later_stands_and_is_a_contradiction() {
    let lines = vec![paid(1, 500).typed("A"), paid(2, -500).undoing(1)];
    let answer = case(lines, vec![invoice("A", 500)])
        .decided(0, 0, 500)
        .solve();
    assert_eq!(answer.0.lines[0].allocated, kes(500));
    assert_eq!(answer.0.entries[0].allocated, kes(500));
    assert!(
        answer
            .findings()
            .contains(&(FindingKind::Contradiction, Some(0), Some(0), 500))
    );
}

#[test]
fn a_decision_that_fits_what_a_partial_reversal_left_is_no_contradiction() {
    let lines = vec![paid(1, 500), paid(2, -200).undoing(1)];
    let answer = case(lines, vec![invoice("A", 300)])
        .decided(0, 0, 300)
        .solve();
    assert_eq!(
        answer.findings(),
        [(FindingKind::Reversed, Some(0), None, -200)]
    );
}

#[test]
fn of_two_equal_payments_the_one_nobody_assigned_was_undone() {
    let lines = vec![paid(1, 500), paid(1, 500), paid(2, -500).undoing(1)];
    for decided in [0, 1] {
        let case = case(lines.clone(), vec![invoice("A", 500)]).decided(decided, 0, 500);
        let answer = case.solve();
        assert_eq!(answer.classes()[decided as usize], LineClass::Matched);
        assert_eq!(answer.findings().len(), 1, "no contradiction");
    }
}

#[test]
fn an_assigned_payment_is_no_reversal_by_its_link_alone() {
    let mut back = paid(2, -500).undoing(1);
    back.leg = Wording::Unknown;
    let case = case(vec![paid(1, 500), back], vec![bill("B", 500)]).decided(1, 0, 500);
    assert_eq!(
        case.solve().classes(),
        [LineClass::Unmatched, LineClass::Matched]
    );
}
