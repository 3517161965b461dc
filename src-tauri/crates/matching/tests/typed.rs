//! Passes 3 and 4: what the payer typed is a reference or a customer's account.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use domain::{EntryState, LineClass};
use matching::{Agreement, FeatureKind, FindingKind, Rule};
use support::*;

#[test]
fn an_exact_reference_is_settled() {
    let answer = case(
        vec![paid(1, 500).typed("inv 77")],
        vec![invoice("INV-77", 500)],
    )
    .solve();
    assert_eq!(answer.auto(), [(Rule::Reference, 0, 0, 500)]);
    assert_eq!(answer.classes(), [LineClass::Matched]);
    assert_eq!(answer.entries(), [(0, EntryState::Settled)]);
    let found = &answer.0.matches[0];
    assert_eq!(
        found.explanation,
        "The account typed is invoice INV77; KES 500.00 settles INV77."
    );
    assert_eq!(found.features[0].kind, FeatureKind::Reference);
    assert_eq!(found.features[1].agreement, Agreement::Agrees);
    assert_eq!((found.margin, found.runner_up), (10_000, None));
}

#[test]
fn instalments_are_taken_in_the_order_of_time() {
    let lines = vec![
        paid(3, 300).typed("A"),
        paid(1, 300).typed("A"),
        paid(2, 300).typed("A"),
    ];
    let answer = case(lines, vec![invoice("A", 800)]).solve();
    let expected = [
        (Rule::Reference, 1, 0, 300),
        (Rule::Reference, 2, 0, 300),
        (Rule::Reference, 0, 0, 200),
    ];
    assert_eq!(answer.auto(), expected);
    assert_eq!(
        answer.classes(),
        [LineClass::Part, LineClass::Matched, LineClass::Matched]
    );
    assert_eq!(answer.entries(), [(0, EntryState::Credit)]);
}

#[test]
fn an_underpayment_leaves_the_balance_due() {
    let answer = case(vec![paid(1, 300).typed("A")], vec![invoice("A", 500)]).solve();
    assert_eq!(answer.entries(), [(200, EntryState::Part)]);
    assert_eq!(answer.findings(), []);
    assert!(
        answer.why(0).contains("KES 200.00 stays open"),
        "{}",
        answer.why(0)
    );
}

#[test]
fn an_overpayment_is_held_as_credit() {
    let answer = case(vec![paid(1, 700).typed("A")], vec![invoice("A", 500)]).solve();
    assert_eq!(answer.auto(), [(Rule::Reference, 0, 0, 500)]);
    assert_eq!(answer.classes(), [LineClass::Part]);
    assert_eq!(answer.open(), [200]);
    assert_eq!(answer.0.lines[0].credit_for, Some(0));
    assert_eq!(answer.entries(), [(0, EntryState::Credit)]);
    assert_eq!(
        answer.findings(),
        [(FindingKind::AmountDiffers, Some(0), Some(0), 200)]
    );
}

#[test]
fn a_second_payment_is_a_duplicate_of_the_first() {
    let lines = vec![paid(2, 500).typed("A"), paid(1, 500).typed("A")];
    let answer = case(lines, vec![invoice("A", 500)]).solve();
    assert_eq!(answer.classes(), [LineClass::Duplicate, LineClass::Matched]);
    assert_eq!(answer.0.lines[0].related, Some(1));
    assert_eq!(answer.0.lines[0].credit_for, Some(0));
    assert_eq!(
        answer.findings(),
        [(FindingKind::DuplicatePayment, Some(0), Some(0), 500)]
    );
    assert!(
        answer.why(0).contains("already paid by UB3K000001"),
        "{}",
        answer.why(0)
    );
}

#[test]
fn a_payment_of_what_the_ledger_has_settled_is_a_duplicate_and_says_so() {
    let answer = case(vec![paid(1, 500).typed("A")], vec![invoice("A", 0)]).solve();
    assert_eq!(answer.classes(), [LineClass::Duplicate]);
    assert_eq!(answer.0.lines[0].related, None);
    assert!(
        answer.why(0).contains("ledger already has it as settled"),
        "{}",
        answer.why(0)
    );
}

#[test]
fn money_out_meets_bills_only() {
    let entries = vec![invoice("A", 500), bill("A", 500)];
    let answer = case(
        vec![paid(1, -500).typed("A"), paid(2, 500).typed("A")],
        entries,
    )
    .solve();
    assert_eq!(
        answer.auto(),
        [(Rule::Reference, 0, 1, 500), (Rule::Reference, 1, 0, 500)]
    );
}

#[test]
fn one_reference_of_one_customer_is_paid_oldest_first() {
    let entries = vec![
        invoice("HSE-014", 500).due(9),
        invoice("HSE-014", 500).due(5),
    ];
    let answer = case(vec![paid(1, 700).typed("HSE 014")], entries).solve();
    assert_eq!(
        answer.auto(),
        [(Rule::Reference, 0, 0, 200), (Rule::Reference, 0, 1, 500)]
    );
    assert_eq!(answer.0.matches.len(), 1);
}

#[test]
fn one_reference_of_two_customers_is_for_a_person() {
    let entries = vec![
        invoice("7", 300).account("AA"),
        invoice("7", 500).account("BB"),
    ];
    let answer = case(vec![paid(1, 500).typed("7")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Ambiguous]);
    assert_eq!(answer.auto(), []);
    assert_eq!(
        answer.suggested(),
        [(Rule::Reference, 0, 1, 500), (Rule::Reference, 0, 0, 300)]
    );
    let best = &answer.0.matches[0];
    assert_eq!((best.runner_up, best.margin), (Some(0), 2_000));
    assert_eq!(
        answer.findings(),
        [(FindingKind::UnmatchedLine, Some(0), None, 500)]
    );
}

#[test]
fn rivals_differ_by_party_or_name_where_there_is_no_account() {
    for (a, b) in [("0700000101", ""), ("", "AMANI MFANO")] {
        let entries = vec![
            invoice("7", 500).of(a, b),
            invoice("7", 500).of("0700000202", "NEEMA JARIBIO"),
        ];
        assert_eq!(
            case(vec![paid(1, 500).typed("7")], entries)
                .solve()
                .classes(),
            [LineClass::Ambiguous]
        );
    }
}

#[test]
fn a_customer_pays_the_oldest_first_and_then_the_next() {
    let entries = vec![
        invoice("A", 300).account("C7").due(9),
        invoice("B", 300).account("C7").due(5),
        invoice("C", 300).account("C7").due(7),
    ];
    let answer = case(vec![paid(1, 500).typed("c7")], entries).solve();
    assert_eq!(
        answer.auto(),
        [(Rule::Account, 0, 1, 300), (Rule::Account, 0, 2, 200)]
    );
    assert_eq!(
        answer.why(0),
        "The account typed is customer C7; it pays B and C, oldest first."
    );
}

#[test]
fn a_customer_who_pays_more_than_is_open_has_credit_on_the_last() {
    let entries = vec![
        invoice("A", 300).account("C7").due(5),
        invoice("B", 300).account("C7").due(7),
    ];
    let answer = case(vec![paid(1, 900).typed("C7")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Part]);
    assert_eq!(answer.0.lines[0].credit_for, Some(1));
    assert_eq!(
        answer.findings(),
        [(FindingKind::AmountDiffers, Some(0), Some(1), 300)]
    );
}

#[test]
fn a_customer_with_nothing_open_paid_twice_or_paid_ahead() {
    let entries = vec![invoice("A", 500).account("C7")];
    let lines = vec![
        paid(1, 500).typed("C7"),
        paid(2, 500).typed("C7"),
        paid(3, 200).typed("C7"),
    ];
    let answer = case(lines, entries).solve();
    assert_eq!(
        answer.classes(),
        [
            LineClass::Matched,
            LineClass::Duplicate,
            LineClass::Unmatched
        ]
    );
    assert_eq!(answer.0.lines[1].related, Some(0));
    assert_eq!(answer.0.lines[2].credit_for, Some(0));
    assert!(answer.why(2).contains("nothing open"), "{}", answer.why(2));
}

#[test]
fn a_reference_beats_an_account() {
    let entries = vec![invoice("A", 500).account("X"), invoice("X", 500)];
    assert_eq!(
        case(vec![paid(1, 500).typed("X")], entries).solve().auto(),
        [(Rule::Reference, 0, 1, 500)]
    );
}

#[test]
fn lost_leading_zeros_count_when_unique() {
    for (typed, kept) in [("42", "0042"), ("0042", "42"), ("042", "0042")] {
        let answer = case(vec![paid(1, 500).typed(typed)], vec![invoice(kept, 500)]).solve();
        assert_eq!(
            answer.auto(),
            [(Rule::Reference, 0, 0, 500)],
            "{typed} {kept}"
        );
        assert!(answer.why(0).contains("leading zeros"), "{}", answer.why(0));
        assert_eq!(answer.0.matches[0].confidence, 9_400);
        let answer = case(
            vec![paid(1, 500).typed(typed)],
            vec![invoice("A", 500).account(kept)],
        )
        .solve();
        assert_eq!(answer.auto(), [(Rule::Account, 0, 0, 500)]);
    }
    let two = vec![invoice("042", 500), invoice("0042", 500)];
    assert_eq!(case(vec![paid(1, 500).typed("42")], two).solve().auto(), []);
}

#[test]
fn lost_leading_zeros_never_beat_an_exact_reading() {
    let entries = vec![invoice("0042", 500), invoice("A", 500).account("42")];
    assert_eq!(
        case(vec![paid(1, 500).typed("42")], entries).solve().auto(),
        [(Rule::Account, 0, 1, 500)]
    );
    let entries = vec![invoice("0042", 500), invoice("42", 0)];
    assert_eq!(
        case(vec![paid(1, 500).typed("42")], entries)
            .solve()
            .classes(),
        [LineClass::Duplicate]
    );
}

#[test]
fn a_declined_entry_is_passed_over_for_the_next() {
    let entries = vec![
        invoice("A", 500).account("C7").due(5),
        invoice("B", 500).account("C7").due(7),
    ];
    let answer = case(
        vec![paid(1, 500).typed("C7"), paid(2, 500).typed("C7")],
        entries,
    )
    .declined(0, 0)
    .solve();
    assert_eq!(
        answer.auto(),
        [(Rule::Account, 0, 1, 500), (Rule::Account, 1, 0, 500)]
    );
}

#[test]
fn wording_that_is_not_known_is_matched_all_the_same() {
    let line = paid(1, 500).typed("A").leg(domain::Wording::Unknown);
    assert_eq!(
        case(vec![line], vec![invoice("A", 500)]).solve().classes(),
        [LineClass::Matched]
    );
}
