//! The laws every answer keeps, over worlds small enough that everything collides with everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs
)]

mod support;

use domain::{Direction, Kes, LineClass, SubAccount, Wording};
use matching::{
    Allocation, Cancelled, Decided, Entry, FindingKind, Line, MatchState, Options, Solution, solve,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use support::*;

const KEYS: &[&str] = &["A", "B", "42", "042", "0042", "C7", "D8"];
const PARTIES: &[&str] = &[
    "0700123303",
    "0700***303",
    "0700***404",
    "0711123303",
    "600333",
    "SP",
    "2547****303",
];
const NAMES: &[&str] = &[
    "",
    "NEEMA",
    "NEEMA MFANO",
    "MFANO NEEMA JARIBIO",
    "JARIBIO JARIBIO",
];

fn cents(extreme: bool) -> BoxedStrategy<i64> {
    let usual = select(vec![10_000_i64, 20_000, 30_000, 50_000, 0, 10_001]);
    if extreme {
        let edge = select(vec![
            i64::MAX,
            i64::MIN,
            i64::MAX - 1,
            i64::MIN + 1,
            1,
            -1,
            i64::MAX / 2,
        ]);
        prop_oneof![3 => usual, 2 => edge].boxed()
    } else {
        usual.boxed()
    }
}

fn lines(extreme: bool) -> impl Strategy<Value = Vec<Line>> {
    let who = (select(PARTIES), select(NAMES), any::<bool>());
    let typed = option::of(select(KEYS));
    let links = option::weighted(0.2, 1_u32..8);
    let leg = prop_oneof![6 => Just(Wording::PayIn), 4 => select(Wording::ALL)];
    let row = (
        1_u32..8,
        0_u32..4,
        cents(extreme),
        any::<bool>(),
        leg,
        typed,
        who,
        links,
        0_u8..10,
    );
    let row = row.prop_map(
        |(number, minute, cents, out, leg, typed, (party, name, has), link, fails)| {
            let mut line = paid(minute, 0).on(number).leg(leg);
            line.amount = Kes::from_cents(if out && cents > 0 { -cents } else { cents });
            if let Some(typed) = typed {
                line = line.typed(typed);
            }
            if has {
                line = line.by(party, name);
            }
            line.linked = link.map(receipt);
            line.moved_money = fails > 0;
            line.account = if fails > 5 {
                SubAccount::Utility
            } else {
                SubAccount::Merchant
            };
            line
        },
    );
    vec(row, 0..14)
}

fn entries(extreme: bool) -> impl Strategy<Value = Vec<Entry>> {
    let who = (select(PARTIES), select(NAMES), any::<bool>());
    let keys = (option::of(select(KEYS)), option::of(select(KEYS)));
    let held = option::weighted(0.3, 1_u32..8);
    let row = (
        keys,
        any::<bool>(),
        cents(extreme),
        cents(extreme),
        held,
        who,
        option::of(1_u32..25),
    );
    let row = row.prop_map(
        |((reference, account), out, open, booked, held, (party, name, has), due)| {
            let mut entry = invoice(reference.unwrap_or(""), 0);
            if out {
                entry.direction = Direction::Payable;
            }
            if let Some(account) = account {
                entry = entry.account(account);
            }
            entry.open = Kes::from_cents(open);
            if let Some(held) = held {
                entry = entry.booked(held, 0);
                entry.booked = Kes::from_cents(booked);
            }
            if has {
                entry = entry.of(party, name);
            }
            entry.due = due.map(day);
            entry
        },
    );
    vec(row, 0..12)
}

/// Decisions that fit what lines and entries have: drawn pairs, each with a share of what is left.
fn fitting(lines: &[Line], entries: &[Entry], drawn: &[(u32, u32, u8)]) -> Decided {
    let mut decided = Decided::default();
    let mut line_left: Vec<_> = lines.iter().map(|line| line.amount.magnitude()).collect();
    let mut entry_left: Vec<_> = entries.iter().map(Entry::capacity).collect();
    if lines.is_empty() || entries.is_empty() {
        return decided;
    }
    for (line, entry, share) in drawn {
        let (line, entry) = (*line % lines.len() as u32, *entry % entries.len() as u32);
        let (of_line, of_entry) = (
            &mut line_left[line as usize],
            &mut entry_left[entry as usize],
        );
        if share % 3 == 0 {
            decided.declined.push((line, entry));
            continue;
        }
        let most = (*of_line).min(*of_entry).cents();
        let amount = Kes::from_cents(if share % 2 == 0 { most } else { most / 2 });
        // A pair is decided once, and not both ways.
        let again = decided
            .allocations
            .iter()
            .any(|made| (made.line, made.entry) == (line, entry))
            || decided.declined.contains(&(line, entry));
        if amount.is_positive() && !again {
            *of_line = of_line.checked_sub(amount).unwrap();
            *of_entry = of_entry.checked_sub(amount).unwrap();
            decided.allocations.push(Allocation {
                line,
                entry,
                amount,
            });
        }
    }
    decided.declined.retain(|pair| {
        !decided
            .allocations
            .iter()
            .any(|made| (made.line, made.entry) == *pair)
    });
    decided
}

fn drawn() -> impl Strategy<Value = Vec<(u32, u32, u8)>> {
    vec((0_u32..14, 0_u32..12, any::<u8>()), 0..5)
}

fn world() -> impl Strategy<Value = (Vec<Line>, Vec<Entry>, Decided)> {
    (lines(false), entries(false), drawn()).prop_map(|(lines, entries, drawn)| {
        let decided = fitting(&lines, &entries, &drawn);
        (lines, entries, decided)
    })
}

fn run(lines: &[Line], entries: &[Entry], decided: &Decided) -> Solution {
    let options = Options {
        as_of: day(20),
        statement_complete: Some((day(1), day(20))),
    };
    solve(lines, entries, decided, &options, &mut |_, _| true).unwrap()
}

fn auto(solution: &Solution) -> Vec<Allocation> {
    let standing = solution
        .matches
        .iter()
        .filter(|found| found.state == MatchState::Auto);
    standing
        .flat_map(|found| found.allocations.clone())
        .collect()
}

fn sum(of: impl Iterator<Item = Kes>) -> Kes {
    Kes::checked_sum(of).unwrap()
}

/// Claim-once and conservation, cent by cent.
fn check_cents(lines: &[Line], entries: &[Entry], decided: &Decided, solution: &Solution) {
    assert_eq!(
        (solution.lines.len(), solution.entries.len()),
        (lines.len(), entries.len())
    );
    let mut standing = auto(solution);
    standing.extend(&decided.allocations);
    assert!(standing.iter().all(|made| made.amount.is_positive()));
    for (no, (line, outcome)) in lines.iter().zip(&solution.lines).enumerate() {
        let own = standing.iter().filter(|made| made.line as usize == no);
        assert_eq!(
            outcome.allocated,
            sum(own.map(|made| made.amount)),
            "line {no}"
        );
        assert!(outcome.allocated <= line.amount.magnitude());
        let claimed = outcome.allocated.checked_add(outcome.open).unwrap();
        assert!(claimed <= line.amount.magnitude(), "line {no}");
        let effective = effective(solution, no, line);
        match outcome.class {
            LineClass::Fee
            | LineClass::Transfer
            | LineClass::Reversed
            | LineClass::NotCompleted => {
                assert!(outcome.open.is_zero());
            }
            LineClass::Matched => {
                assert!(outcome.open.is_zero() && outcome.allocated >= effective);
            }
            LineClass::Part => {
                assert!(outcome.open.is_positive() && outcome.allocated.is_positive());
                assert_eq!(claimed, effective, "line {no}");
            }
            LineClass::Suggested
            | LineClass::Ambiguous
            | LineClass::Duplicate
            | LineClass::Unmatched => {
                assert!(outcome.allocated.is_zero() && outcome.open.is_positive());
                assert_eq!(outcome.open, effective, "line {no}");
            }
        }
        assert!(!outcome.why.is_empty());
    }
    for (no, (entry, outcome)) in entries.iter().zip(&solution.entries).enumerate() {
        let own = standing.iter().filter(|made| made.entry as usize == no);
        assert_eq!(
            outcome.allocated,
            sum(own.map(|made| made.amount)),
            "entry {no}"
        );
        assert!(outcome.booked_met <= entry.booked.max(Kes::ZERO));
        let of_open = outcome.allocated.checked_sub(outcome.booked_met).unwrap();
        assert_eq!(
            of_open.checked_add(outcome.open).unwrap(),
            entry.open.max(Kes::ZERO),
            "entry {no}"
        );
    }
    for found in &solution.matches {
        assert!(found.allocations.is_sorted() && !found.allocations.is_empty());
        assert!(!found.explanation.is_empty() && found.confidence <= 10_000);
        for made in &found.allocations {
            let (line, entry) = (&lines[made.line as usize], &entries[made.entry as usize]);
            assert!(entry.direction.meets(line.amount));
            assert!(!decided.declined.contains(&(made.line, made.entry)));
            assert!(
                found.state == MatchState::Auto
                    || made.amount <= solution.lines[made.line as usize].open
            );
        }
    }
}

/// A line's magnitude less what reversals took back, as the findings tell it.
fn effective(solution: &Solution, no: usize, line: &Line) -> Kes {
    let undone = solution
        .findings
        .iter()
        .filter(|found| found.kind == FindingKind::Reversed && found.line == Some(no as u32));
    undone.fold(line.amount.magnitude(), |left, found| {
        let less = left.checked_sub(found.amount.magnitude()).unwrap();
        less.max(Kes::ZERO)
    })
}

/// What stays open of a line has exactly one finding that says so.
fn check_findings(solution: &Solution) {
    for (no, line) in solution.lines.iter().enumerate() {
        let of_line = solution
            .findings
            .iter()
            .filter(|found| found.line == Some(no as u32));
        let told = of_line.filter(|found| {
            !matches!(
                found.kind,
                FindingKind::Reversed | FindingKind::Contradiction
            )
        });
        let told: Vec<_> = told.map(|found| found.kind).collect();
        let unmatched = told
            .iter()
            .filter(|kind| **kind == FindingKind::UnmatchedLine)
            .count();
        assert!(unmatched <= 1);
        match line.class {
            LineClass::Duplicate => assert!(told.contains(&FindingKind::DuplicatePayment)),
            LineClass::Suggested | LineClass::Ambiguous | LineClass::Unmatched => {
                assert_eq!(unmatched, 1, "{told:?}")
            }
            LineClass::Fee
            | LineClass::Transfer
            | LineClass::Reversed
            | LineClass::NotCompleted => assert_eq!(told, []),
            LineClass::Matched | LineClass::Part => {}
        }
    }
    for found in &solution.findings {
        assert!(!found.detail.is_empty() && (found.line.is_some() || found.entry.is_some()));
    }
}

fn text<T: std::fmt::Debug>(row: &T) -> String {
    format!("{row:?}")
}

/// An answer with every row named by its content, as a sorted list; twins share a name.
fn by_content(
    lines: &[Line],
    entries: &[Entry],
    solution: &Solution,
) -> (Vec<String>, Vec<String>) {
    let name = |line: u32| {
        let line = &lines[line as usize];
        format!(
            "{line:?} {:?}",
            line.party.as_ref().map(|party| format!("{party:?}"))
        )
    };
    let line = |no: Option<u32>| no.map(name);
    let entry = |no: Option<u32>| no.map(|no| text(&entries[no as usize]));
    let mut rows: Vec<_> = lines
        .iter()
        .zip(&solution.lines)
        .map(|(row, out)| {
            let mut plain = out.clone();
            (plain.related, plain.credit_for) = (None, None);
            format!(
                "{row:?} {plain:?} {:?} {:?}",
                line(out.related),
                entry(out.credit_for)
            )
        })
        .collect();
    rows.extend(
        entries
            .iter()
            .zip(&solution.entries)
            .map(|(row, out)| format!("{row:?} {out:?}")),
    );
    rows.sort();
    let mut listed: Vec<_> = solution
        .matches
        .iter()
        .map(|found| {
            let mut plain = found.clone();
            let made = std::mem::take(&mut plain.allocations);
            let runner_up = entry(plain.runner_up.take());
            let mut made: Vec<_> = made
                .iter()
                .map(|made| {
                    format!(
                        "{:?} {:?} {:?}",
                        line(Some(made.line)),
                        entry(Some(made.entry)),
                        made.amount
                    )
                })
                .collect();
            made.sort();
            format!("{plain:?} {runner_up:?} {made:?}")
        })
        .collect();
    listed.extend(solution.findings.iter().map(|found| {
        let mut plain = found.clone();
        (plain.line, plain.entry) = (None, None);
        format!("{plain:?} {:?} {:?}", line(found.line), entry(found.entry))
    }));
    (rows, listed)
}

fn shuffled<T: Clone>(rows: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|at| rows[*at].clone()).collect()
}

fn orders(len: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..len).collect::<Vec<_>>()).prop_shuffle()
}

type Shuffled = ((Vec<Line>, Vec<Entry>, Decided), Vec<usize>, Vec<usize>);

fn world_and_orders() -> impl Strategy<Value = Shuffled> {
    world().prop_flat_map(|world| {
        let (lines, entries) = (world.0.len(), world.1.len());
        (Just(world), orders(lines), orders(entries))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_cent_is_claimed_once_and_none_is_lost((lines, entries, decided) in world()) {
        let solution = run(&lines, &entries, &decided);
        check_cents(&lines, &entries, &decided, &solution);
        check_findings(&solution);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(((lines, entries, decided), line_order, entry_order) in world_and_orders()) {
        let solution = run(&lines, &entries, &decided);
        let (moved_lines, moved_entries) = (shuffled(&lines, &line_order), shuffled(&entries, &entry_order));
        let line_at = |no: u32| line_order.iter().position(|at| *at == no as usize).unwrap() as u32;
        let entry_at = |no: u32| entry_order.iter().position(|at| *at == no as usize).unwrap() as u32;
        let mut moved = Decided::default();
        moved.allocations.extend(decided.allocations.iter().rev().map(|made| Allocation {
            line: line_at(made.line), entry: entry_at(made.entry), amount: made.amount,
        }));
        moved.declined.extend(decided.declined.iter().rev().map(|pair| (line_at(pair.0), entry_at(pair.1))));
        let again = run(&moved_lines, &moved_entries, &moved);
        let before = by_content(&lines, &entries, &solution);
        let after = by_content(&moved_lines, &moved_entries, &again);
        prop_assert_eq!(before.0, after.0);
        prop_assert_eq!(before.1, after.1);
    }

    #[test]
    fn decisions_survive_untouched((lines, entries, decided) in world()) {
        let solution = run(&lines, &entries, &decided);
        for (no, outcome) in solution.entries.iter().enumerate() {
            let made = decided.allocations.iter().filter(|made| made.entry as usize == no);
            prop_assert!(outcome.allocated >= sum(made.map(|made| made.amount)));
        }
        for (no, outcome) in solution.lines.iter().enumerate() {
            let made = decided.allocations.iter().filter(|made| made.line as usize == no);
            prop_assert!(outcome.allocated >= sum(made.map(|made| made.amount)));
        }
    }

    #[test]
    fn a_second_run_on_its_own_answer_adds_nothing((lines, entries, decided) in world()) {
        let first = run(&lines, &entries, &decided);
        let mut taken = decided.clone();
        taken.allocations.extend(auto(&first));
        let second = run(&lines, &entries, &taken);
        prop_assert_eq!(auto(&second), vec![]);
        // By content, because which of two equal rows is named may change.
        let plain = |solution: &Solution| {
            let mut plain = solution.clone();
            plain.lines.iter_mut().for_each(|line| line.why.clear());
            plain.findings.iter_mut().for_each(|found| found.detail.clear());
            plain.matches.clear();
            let (rows, mut listed) = by_content(&lines, &entries, &plain);
            listed.sort();
            (rows, listed)
        };
        prop_assert_eq!(plain(&first), plain(&second));
    }

    #[test]
    fn an_unrelated_row_changes_nothing_else((lines, entries, decided) in world()) {
        let before = run(&lines, &entries, &decided);
        let (mut more_lines, mut more_entries) = (lines.clone(), entries.clone());
        more_lines.push(paid(900, 77_777).typed("STRANGER").by("0799999999", "PENDO ZAWADI"));
        more_entries.push(invoice("NOBODYS", 88_888).account("NOBODY").of("0788888888", "TUMAINI BARAKA").due(19));
        let after = run(&more_lines, &more_entries, &decided);
        prop_assert_eq!(&before.lines[..], &after.lines[..lines.len()]);
        prop_assert_eq!(&before.entries[..], &after.entries[..entries.len()]);
        prop_assert_eq!(&before.matches, &after.matches);
        let new = |line: Option<u32>, entry: Option<u32>| line == Some(lines.len() as u32) || entry == Some(entries.len() as u32);
        let kept: Vec<_> = after.findings.iter().filter(|found| !new(found.line, found.entry)).cloned().collect();
        prop_assert_eq!(before.findings, kept);
    }

    #[test]
    fn extreme_amounts_stay_in_range(lines in lines(true), entries in entries(true), drawn in drawn()) {
        let decided = Decided::default();
        let solution = run(&lines, &entries, &decided);
        check_cents(&lines, &entries, &decided, &solution);
        let decided = fitting(&lines, &entries, &drawn);
        run(&lines, &entries, &decided);
    }

    #[test]
    fn decisions_that_make_no_sense_panic_nobody(
        lines in lines(true),
        entries in entries(true),
        made in vec((0_u32..20, 0_u32..20, cents(true)), 0..8),
        declined in vec((0_u32..20, 0_u32..20), 0..8),
    ) {
        let allocations = made.into_iter().map(|(line, entry, cents)| Allocation { line, entry, amount: Kes::from_cents(cents) });
        let solution = run(&lines, &entries, &Decided { allocations: allocations.collect(), declined: declined.clone() });
        for (line, outcome) in lines.iter().zip(&solution.lines) {
            prop_assert!(outcome.allocated <= line.amount.magnitude());
        }
        for (entry, outcome) in entries.iter().zip(&solution.entries) {
            prop_assert!(outcome.open >= Kes::ZERO && outcome.open <= entry.open.max(Kes::ZERO));
        }
        for made in solution.matches.iter().flat_map(|found| &found.allocations) {
            prop_assert!(!declined.contains(&(made.line, made.entry)));
        }
    }
}

#[test]
fn a_run_can_be_cancelled_at_every_report() {
    let lines: Vec<_> = (0..40_000)
        .map(|n| paid(n, 100).typed(&format!("R{n}")))
        .collect();
    let entries: Vec<_> = (0..40_000)
        .map(|n| invoice(&format!("R{n}"), 100))
        .collect();
    let options = Options {
        as_of: day(20),
        statement_complete: None,
    };
    let mut reports = Vec::new();
    let decided = Decided::default();
    let whole = solve(&lines, &entries, &decided, &options, &mut |done, total| {
        reports.push((done, total));
        true
    });
    assert!(
        whole
            .unwrap()
            .lines
            .iter()
            .all(|line| line.class == LineClass::Matched)
    );
    assert!(reports.is_sorted() && reports.len() > 10);
    assert!(reports.last().is_some_and(|(done, total)| done == total));
    let second_last = reports[reports.len() - 2];
    assert!(
        second_last.0 < second_last.1,
        "the total is not reached early: {second_last:?}"
    );
    for stop in 0..reports.len() {
        let mut left = stop;
        let stopped = solve(&lines, &entries, &decided, &options, &mut |_, _| {
            left = left.wrapping_sub(1);
            left != usize::MAX
        });
        assert_eq!(stopped.err(), Some(Cancelled));
    }
}
