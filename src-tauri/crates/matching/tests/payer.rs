//! Passes 5 and 6: the payer, and what nothing met.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use domain::LineClass;
use matching::{FindingKind, MatchState, Rule};
use support::*;

const PHONE: &str = "0700123303";
const MASK: &str = "0700***303";

#[test]
fn equal_amount_and_payer_are_suggested_never_confirmed() {
    for (line, entry, confidence) in [
        ((MASK, "NEEMA MFANO"), (PHONE, "NEEMA MFANO"), 8_000),
        ((MASK, "NEEMA MFANO"), (PHONE, "NEEMA JARIBIO"), 7_500),
        ((MASK, ""), (PHONE, ""), 6_000),
        ((PHONE, ""), (PHONE, ""), 8_500),
        ((PHONE, "NEEMA"), (PHONE, "NEEMA"), 9_000),
        (("", "NEEMA MFANO"), (PHONE, "MFANO TUMAINI NEEMA"), 6_500),
        (("0711***404", "NEEMA MFANO"), (PHONE, "NEEMA MFANO"), 5_000),
        (("600333", ""), ("600333", ""), 8_500),
    ] {
        let lines = vec![paid(1, 500).by(line.0, line.1)];
        let answer = case(lines, vec![invoice("A", 500).of(entry.0, entry.1)]).solve();
        assert_eq!(
            answer.suggested(),
            [(Rule::Payer, 0, 0, 500)],
            "{line:?} {entry:?}"
        );
        assert_eq!(answer.classes(), [LineClass::Suggested]);
        assert_eq!(
            answer.0.matches[0].confidence, confidence,
            "{line:?} {entry:?}"
        );
        assert_eq!(answer.0.entries[0].allocated, kes(0));
        assert_eq!(answer.open(), [500]);
    }
}

#[test]
fn too_little_evidence_is_no_suggestion() {
    for (line, entry) in [
        (("", "NEEMA"), ("", "NEEMA")),
        (("0711***404", "NEEMA"), (PHONE, "NEEMA")),
        (("", ""), ("", "")),
        (("", "NEEMA NEEMA"), ("", "NEEMA MFANO")),
    ] {
        let lines = vec![paid(1, 500).by(line.0, line.1)];
        let answer = case(lines, vec![invoice("A", 500).of(entry.0, entry.1)]).solve();
        assert_eq!(answer.0.matches, [], "{line:?} {entry:?}");
        assert_eq!(answer.classes(), [LineClass::Unmatched]);
    }
}

#[test]
fn another_amount_is_no_suggestion() {
    let answer = case(
        vec![paid(1, 499).by(MASK, "")],
        vec![invoice("A", 500).of(PHONE, "")],
    )
    .solve();
    assert_eq!(answer.0.matches, []);
}

#[test]
fn equally_good_entries_are_rivals_in_order_of_age() {
    let entries = vec![
        invoice("A", 500).of(PHONE, "").due(9),
        invoice("B", 500).of(PHONE, "").due(5),
    ];
    let answer = case(vec![paid(1, 500).by(MASK, "")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Ambiguous]);
    assert_eq!(
        answer.suggested(),
        [(Rule::Payer, 0, 1, 500), (Rule::Payer, 0, 0, 500)]
    );
    assert_eq!(answer.0.matches[0].margin, 0);
}

#[test]
fn the_better_of_two_is_suggested_and_the_other_shown() {
    let entries = vec![
        invoice("A", 500).of(PHONE, ""),
        invoice("B", 500).of(PHONE, "NEEMA MFANO"),
    ];
    let answer = case(vec![paid(1, 500).by(MASK, "NEEMA MFANO")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Suggested]);
    assert_eq!(
        answer.suggested(),
        [(Rule::Payer, 0, 1, 500), (Rule::Payer, 0, 0, 500)]
    );
    assert_eq!(
        (answer.0.matches[0].margin, answer.0.matches[0].runner_up),
        (2_000, Some(0))
    );
    assert_eq!(
        (answer.0.matches[1].margin, answer.0.matches[1].runner_up),
        (0, Some(1))
    );
}

#[test]
fn two_lines_may_be_shown_the_same_entry() {
    let lines = vec![paid(1, 500).by(MASK, ""), paid(2, 500).by(MASK, "")];
    let answer = case(lines, vec![invoice("A", 500).of(PHONE, "")]).solve();
    assert_eq!(
        answer.suggested(),
        [(Rule::Payer, 0, 0, 500), (Rule::Payer, 1, 0, 500)]
    );
}

#[test]
fn a_crowd_is_never_called_unique() {
    let entries = (0..100)
        .map(|n| invoice(&format!("I{n}"), 500).of(PHONE, ""))
        .collect();
    let answer = case(vec![paid(1, 500).by(MASK, "")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Ambiguous]);
    assert_eq!(answer.suggested().len(), 10);
}

#[test]
fn a_name_finds_its_entry_in_a_crowd() {
    let mut entries: Vec<_> = (0..100)
        .map(|n| invoice(&format!("I{n}"), 500).of(PHONE, ""))
        .collect();
    entries.push(invoice("LAST", 500).of(PHONE, "NEEMA MFANO").due(19));
    let answer = case(vec![paid(1, 500).by(MASK, "NEEMA MFANO")], entries).solve();
    assert_eq!(answer.classes(), [LineClass::Suggested]);
    assert_eq!(answer.suggested()[0], (Rule::Payer, 0, 100, 500));
}

#[test]
fn a_line_with_an_unknown_account_is_still_looked_up_by_payer() {
    let lines = vec![paid(1, 500).typed("HARAMBEE").by(MASK, "")];
    let answer = case(lines, vec![invoice("A", 500).of(PHONE, "")]).solve();
    assert_eq!(answer.0.matches[0].state, MatchState::Suggested);
}

#[test]
fn what_nothing_met_says_what_was_tried_and_what_was_near() {
    for (line, entries, why) in [
        (
            paid(1, 500).typed("HARAMBEE"),
            vec![],
            "No invoice or customer is called HARAMBEE.",
        ),
        (
            paid(1, -500).typed("HARAMBEE"),
            vec![],
            "No bill or supplier is called HARAMBEE.",
        ),
        (
            paid(1, 500),
            vec![],
            "No account was typed, and nothing open has this amount.",
        ),
        (
            paid(1, 500),
            vec![invoice("A", 500)],
            "No account was typed; A has the same amount open, and the payer's phone or name on it would have made it a suggestion.",
        ),
        (
            paid(1, 500).typed("ZZ"),
            vec![invoice("A", 500), invoice("B", 500)],
            "No invoice or customer is called ZZ; 2 open entries have this amount, and the payer's phone or name would tell which.",
        ),
        (
            paid(1, 500).typed("B"),
            vec![bill("B", 500)],
            "B is money to be paid, and this was received.",
        ),
        (
            paid(1, -500).typed("B"),
            vec![invoice("B", 500)],
            "B is money to be received, and this was paid out.",
        ),
    ] {
        let answer = case(vec![line], entries).solve();
        assert_eq!(answer.why(0), why);
        assert_eq!(answer.classes(), [LineClass::Unmatched]);
        let signed = answer.0.findings[0].amount;
        assert_eq!(answer.0.findings[0].kind, FindingKind::UnmatchedLine);
        assert_eq!(signed.magnitude(), kes(500));
    }
}

#[test]
fn sentences_name_neither_phones_nor_people() {
    for typed in ["0712345678", "NEEMA", "254712345678"] {
        let line = paid(1, 500).typed(typed).by(MASK, "NEEMA MFANO");
        let answer = case(vec![line], vec![]).solve();
        assert!(!answer.why(0).contains(typed), "{}", answer.why(0));
    }
    let line = paid(1, 500).typed("0712345678");
    let answer = case(vec![line], vec![invoice("0712345678", 500)]).solve();
    assert!(!answer.why(0).contains("12345678"), "{}", answer.why(0));
}

#[test]
fn an_entry_nothing_met_is_told_once_it_is_due() {
    let undated = |mut entry: matching::Entry| {
        (entry.due, entry.date) = (None, None);
        entry
    };
    let entries = vec![
        invoice("A", 500).due(20),
        invoice("B", 500).due(21),
        bill("C", 300),
        undated(invoice("D", 100)),
    ];
    let answer = case(vec![], entries).solve();
    let told: Vec<_> = answer
        .0
        .findings
        .iter()
        .map(|found| (found.entry, found.amount))
        .collect();
    assert_eq!(
        told,
        [
            (Some(2), kes(-300)),
            (Some(0), kes(500)),
            (Some(3), kes(100))
        ]
    );
    assert!(
        answer
            .0
            .findings
            .iter()
            .all(|found| found.kind == FindingKind::UnmatchedEntry)
    );
}
