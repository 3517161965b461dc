//! A matching run's answer takes the place of the one before, whole or not at all.

use domain::{EntryState, LineClass};
use matching::model::{
    Allocation, EntryOutcome, Finding, FindingKind, LineOutcome, Match, MatchState, Rule, Solution,
};

use super::*;
use crate::store::decisions::{Act, Kind};
use crate::store::matches::{self, NewMatch, Part, Standing};
use crate::store::runs::RunDone;
use crate::store::{findings, matching_input, runs};

/// Three payments of 100, three invoices of 100; the third is booked by the ledger under a receipt.
fn stage() -> Fixture {
    let fixture = Fixture::new();
    fixture.statement(
        "s.csv",
        &[payment(0, 100), payment(1, 100), payment(2, 100)],
    );
    let mut booked = invoice(2, 100);
    booked.receipt = Some(payment(2, 1).receipt);
    booked.paid = Kes::from_cents(60);
    booked.open = Kes::from_cents(40);
    fixture.entries("l.csv", &[invoice(0, 100), invoice(1, 100), booked]);
    fixture
}

fn found(line: u32, entry: u32, cents: i64, state: MatchState) -> Match {
    Match {
        rule: Rule::Reference,
        state,
        confidence: 9_800,
        margin: 10_000,
        runner_up: None,
        features: Vec::new(),
        allocations: vec![Allocation {
            line,
            entry,
            amount: Kes::from_cents(cents),
        }],
        explanation: format!("The typed account is INV-{entry}."),
    }
}

/// An answer with these matches; outcomes as far as the test needs them.
fn answer(matches: Vec<Match>) -> Solution {
    let allocated = |line: u32| {
        matches.iter().any(|found| {
            found.state == MatchState::Auto && found.allocations.iter().any(|a| a.line == line)
        })
    };
    let lines = (0..3)
        .map(|line| LineOutcome {
            class: if allocated(line) {
                LineClass::Matched
            } else {
                LineClass::Unmatched
            },
            allocated: Kes::ZERO,
            open: Kes::ZERO,
            why: format!("Line {line}."),
            related: None,
            credit_for: None,
        })
        .collect();
    let entries = (0..3)
        .map(|entry| {
            let sum: i64 = matches
                .iter()
                .filter(|found| found.state == MatchState::Auto)
                .flat_map(|found| &found.allocations)
                .filter(|allocation| allocation.entry == entry)
                .map(|allocation| allocation.amount.cents())
                .sum();
            EntryOutcome {
                allocated: Kes::from_cents(sum),
                booked_met: if entry == 2 {
                    Kes::from_cents(sum.min(60))
                } else {
                    Kes::ZERO
                },
                open: Kes::ZERO,
                state: if sum > 0 {
                    EntryState::Settled
                } else {
                    EntryState::Open
                },
            }
        })
        .collect();
    let findings = vec![Finding {
        kind: FindingKind::UnmatchedLine,
        line: Some(1),
        entry: None,
        amount: Kes::from_cents(100),
        detail: "Nothing fits.".into(),
    }];
    Solution {
        matches,
        lines,
        entries,
        findings,
    }
}

fn run(fixture: &Fixture, solution: &Solution) -> RunDone {
    let input = fixture.ledger.read(matching_input::gather).unwrap();
    fixture.write(|write| runs::replace(write, &input.line_ids, &input.entry_ids, solution))
}

#[test]
fn an_answer_is_written_whole_and_again_changes_nothing() {
    let fixture = stage();
    let solution = answer(vec![
        found(0, 0, 100, MatchState::Auto),
        found(2, 2, 100, MatchState::Auto),
        found(1, 1, 90, MatchState::Suggested),
    ]);
    let first = run(&fixture, &solution);
    assert_eq!(
        (first.auto, first.suggested, first.made, first.ended),
        (2, 1, 3, 0)
    );
    assert_eq!(
        (fixture.line(1).class, fixture.line(1).claimed),
        (LineClass::Matched, Kes::from_cents(100))
    );
    assert_eq!(
        (fixture.line(2).confidence, fixture.line(2).claimed),
        (Some(9_800), Kes::ZERO)
    );
    assert_eq!(fixture.entry(3).booked_met, Kes::from_cents(60));
    assert_eq!(fixture.entry(3).left(), Kes::ZERO);
    fixture.ledger.check().unwrap();

    let ids = fixture.count("SELECT sum(id * id) FROM match");
    let again = run(&fixture, &solution);
    assert_eq!((again.made, again.ended, again.lines_changed), (0, 0, 0));
    assert_eq!(again.digest, first.digest);
    assert_eq!(fixture.count("SELECT sum(id * id) FROM match"), ids);
}

#[test]
fn another_answer_frees_before_it_claims_and_keeps_what_ended() {
    let fixture = stage();
    run(
        &fixture,
        &answer(vec![
            found(0, 0, 100, MatchState::Auto),
            found(1, 1, 90, MatchState::Suggested),
        ]),
    );
    let swapped = run(
        &fixture,
        &answer(vec![
            found(0, 1, 100, MatchState::Auto),
            found(1, 0, 100, MatchState::Auto),
        ]),
    );
    assert_eq!((swapped.made, swapped.ended), (2, 2));
    let states = fixture.count("SELECT count(*) FROM match WHERE state = 'replaced'");
    assert_eq!(
        states, 1,
        "what stood once is kept, what was only offered is not"
    );
    assert_eq!(fixture.count("SELECT count(*) FROM match"), 3);
    fixture.ledger.check().unwrap();
}

#[test]
fn what_a_person_confirmed_is_given_to_the_engine_and_never_touched() {
    let fixture = stage();
    fixture.write(|write| {
        let mut act = Act::begin(write);
        act.make(&NewMatch {
            rule: Rule::Manual,
            standing: Standing::Confirmed,
            confidence: 10_000,
            margin: 10_000,
            runner_up: None,
            features: Vec::new(),
            explanation: "By hand.".into(),
            rank: 0,
            parts: vec![Part {
                line: LineId::new(3),
                entry: EntryId::new(3),
                amount: Kes::from_cents(50),
                booked: Kes::from_cents(50),
            }],
        })?;
        act.decline_pair(LineId::new(1), EntryId::new(2))?;
        act.finish(Kind::Assign, "Assigned")
    });
    let input = fixture.ledger.read(matching_input::gather).unwrap();
    assert_eq!(
        input.decided.allocations,
        [Allocation {
            line: 2,
            entry: 2,
            amount: Kes::from_cents(50)
        }]
    );
    assert_eq!(input.decided.declined, [(0, 1)]);
    assert_eq!(
        (
            input.lines[0].typed.as_ref().unwrap().as_str(),
            input.entries[2].booked
        ),
        ("INV0", Kes::from_cents(60))
    );
    assert_eq!(
        input.lines[0].name,
        ["AMANI".into(), "MFANO".into()] as [Box<str>; 2]
    );

    let mut solution = answer(vec![found(1, 2, 50, MatchState::Auto)]);
    solution.entries[2].booked_met = Kes::from_cents(60);
    run(&fixture, &solution);
    assert_eq!(fixture.entry(3).booked_met, Kes::from_cents(60));
    assert_eq!(fixture.line(3).claimed, Kes::from_cents(50));
    assert_eq!(fixture.line(3).confidence, Some(10_000));
    run(&fixture, &answer(Vec::new()));
    assert_eq!(fixture.line(3).claimed, Kes::from_cents(50));
    fixture.ledger.check().unwrap();
}

#[test]
fn an_answer_that_claims_twice_is_refused_whole() {
    let fixture = stage();
    let before = fixture.count("SELECT max(seq) FROM audit");
    let input = fixture.ledger.read(matching_input::gather).unwrap();
    let solution = answer(vec![
        found(0, 0, 100, MatchState::Auto),
        found(0, 1, 1, MatchState::Auto),
    ]);
    let told = fixture
        .try_write(|write| runs::replace(write, &input.line_ids, &input.entry_ids, &solution));
    assert_eq!(code(&told.unwrap_err()), "match.claimed_twice");
    assert_eq!(
        fixture.count("SELECT count(*) FROM match") + fixture.count("SELECT count(*) FROM run"),
        0
    );
    assert_eq!(fixture.count("SELECT max(seq) FROM audit"), before);
}

#[test]
fn an_answer_to_an_older_ledger_is_refused() {
    let fixture = stage();
    let input = fixture.ledger.read(matching_input::gather).unwrap();
    fixture.statement("later.csv", &[payment(9, 5)]);
    let told = fixture
        .try_write(|write| {
            runs::replace(
                write,
                &input.line_ids,
                &input.entry_ids,
                &answer(Vec::new()),
            )
        })
        .unwrap_err();
    assert_eq!(code(&told), "matching.stale");
}

#[test]
fn findings_keep_their_ids_from_run_to_run_and_import_to_import() {
    let fixture = stage();
    let mut solution = answer(Vec::new());
    solution.findings.push(solution.findings[0].clone());
    run(&fixture, &solution);
    let first = fixture.ledger.read(findings::all).unwrap();
    assert_eq!(first[1].stable_id, format!("{}-1", first[0].stable_id));
    run(&fixture, &solution);
    assert_eq!(fixture.ledger.read(findings::all).unwrap(), first);
    fixture.write(|write| crate::store::import_undo::take_back(write, ImportId::new(1)));
    assert_eq!(fixture.ledger.read(findings::all).unwrap(), []);
    fixture.statement(
        "s.csv",
        &[payment(0, 100), payment(1, 100), payment(2, 100)],
    );
    run(&fixture, &solution);
    let again = fixture.ledger.read(findings::all).unwrap();
    assert_eq!(again[0].stable_id, first[0].stable_id);
    let counts = fixture.ledger.read(findings::counts).unwrap();
    assert_eq!(
        counts[0],
        (FindingKind::UnmatchedLine, 2, Kes::from_cents(200))
    );
    assert_eq!(
        fixture
            .ledger
            .read(|read| matches::of_entry(read, EntryId::new(1)))
            .unwrap(),
        []
    );
}
