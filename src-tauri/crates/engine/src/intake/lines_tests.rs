use domain::{Eat, MaskedText, SubAccount, Wording};
use statements::model::Precision;

use super::*;

fn row(receipt: &str, leg: Wording, cents: i64, balance: Option<i64>) -> StatementRow {
    StatementRow {
        row: 1,
        account: SubAccount::Utility,
        receipt: receipt.parse().unwrap(),
        leg,
        completed: Eat::parse_iso("2026-02-03T12:40:05").unwrap(),
        precision: Precision::Second,
        initiated: None,
        status: Status::Completed,
        amount: Kes::from_cents(cents),
        balance: balance.map(Kes::from_cents),
        party: None,
        party_name: None,
        typed_account: None,
        details: MaskedText::new("details"),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

fn code() -> ShortCode {
    ShortCode::parse("600111").unwrap()
}

fn sort(held: &mut HeldLines, rows: &[StatementRow]) -> Vec<Verdict> {
    sort_lines(rows, &code(), held)
}

const NEW: Verdict = Verdict::New { occurrence: 0 };

#[test]
fn a_payment_and_its_charge_share_a_receipt_and_both_are_new() {
    let mut held = HeldLines::default();
    let file = [
        row("UB3K0001AA", Wording::Charge, -1_000, Some(249_000)),
        row("UB3K0001AA", Wording::PayIn, 150_000, Some(250_000)),
    ];
    assert_eq!(sort(&mut held, &file), [NEW, NEW]);
    assert_eq!(sort(&mut held, &file), [Verdict::Known, Verdict::Known]);
}

#[test]
fn equal_legs_of_one_transaction_are_told_apart_by_balance() {
    let mut held = HeldLines::default();
    let first = row("UB3K0001AA", Wording::PayIn, 100, Some(100));
    let second = row("UB3K0001AA", Wording::PayIn, 100, Some(200));
    assert_eq!(sort(&mut held, std::slice::from_ref(&first)), [NEW]);
    let both = [second, first];
    assert_eq!(
        sort(&mut held, &both),
        [Verdict::New { occurrence: 1 }, Verdict::Known]
    );
    assert_eq!(sort(&mut held, &both), [Verdict::Known, Verdict::Known]);
}

#[test]
fn without_balances_repetitions_are_counted() {
    let mut held = HeldLines::default();
    let leg = || row("UB3K0001AA", Wording::PayIn, 100, None);
    assert_eq!(
        sort(&mut held, &[leg(), leg()]),
        [NEW, Verdict::New { occurrence: 1 }]
    );
    let third = sort(&mut held, &[leg(), leg(), leg()]);
    assert_eq!(
        third,
        [
            Verdict::Known,
            Verdict::Known,
            Verdict::New { occurrence: 2 }
        ]
    );
}

#[test]
fn a_row_pasted_twice_counts_once() {
    let mut held = HeldLines::default();
    let leg = || row("UB3K0001AA", Wording::PayIn, 100, Some(500));
    assert_eq!(sort(&mut held, &[leg(), leg()]), [NEW, Verdict::Known]);
}

#[test]
fn another_amount_is_a_conflict_unless_the_old_one_is_there_too() {
    let mut held = HeldLines::default();
    sort(
        &mut held,
        &[row("UB3K0001AA", Wording::PayIn, 100, Some(100))],
    );
    let edited = sort(
        &mut held,
        &[row("UB3K0001AA", Wording::PayIn, 900, Some(900))],
    );
    assert!(matches!(&edited[..], [Verdict::Changed(change)] if change.what == "Amount"));
    let with_old = [
        row("UB3K0001AA", Wording::PayIn, 100, Some(100)),
        row("UB3K0001AA", Wording::PayIn, 900, Some(1_000)),
    ];
    assert_eq!(sort(&mut held, &with_old), [Verdict::Known, NEW]);
}

#[test]
fn a_payment_that_was_pending_counts_once_it_completed() {
    let mut held = HeldLines::default();
    let mut pending = row("UB3K0001AA", Wording::PayIn, 100, None);
    pending.status = Status::Pending;
    sort(&mut held, std::slice::from_ref(&pending));
    let completed = row("UB3K0001AA", Wording::PayIn, 100, Some(100));
    let later = sort(&mut held, std::slice::from_ref(&completed));
    assert_eq!(later, [Verdict::New { occurrence: 1 }]);
    assert_eq!(
        sort(&mut held, &[completed, pending.clone()]),
        [Verdict::Known, Verdict::Known]
    );
    let mut failed = pending;
    failed.status = Status::Failed;
    assert_eq!(
        sort(&mut held, &[failed]),
        [Verdict::Known],
        "no money moved then or now"
    );
}

#[test]
fn a_payment_that_is_no_longer_completed_is_shown() {
    let mut held = HeldLines::default();
    sort(&mut held, &[row("UB3K0001AA", Wording::PayIn, 100, None)]);
    let mut failed = row("UB3K0001AA", Wording::PayIn, 100, None);
    failed.status = Status::Failed;
    let later = sort(&mut held, &[failed]);
    assert!(matches!(&later[..], [Verdict::Changed(change)] if change.what == "Status"));
}

/// A statement issued again with one late row: every later balance moves, and no row counts twice.
#[test]
fn a_reissued_statement_adds_only_its_late_row() {
    let receipt = |n: u32| format!("UB3K00000{n}");
    let leg = |n: u32, balance: i64| row(&receipt(n), Wording::PayIn, 10_000, Some(balance));
    let first: Vec<_> = (1..=5).map(|n| leg(n, i64::from(n) * 10_000)).collect();
    let mut again: Vec<_> = (1..=5)
        .map(|n| leg(n, i64::from(n) * 10_000 + 1_000))
        .collect();
    again.insert(0, row("UB3K000009", Wording::PayIn, 1_000, Some(1_000)));
    for files in [[&first, &again], [&again, &first]] {
        let mut held = HeldLines::default();
        let counted = files.iter().flat_map(|file| sort(&mut held, file));
        let new = counted
            .filter(|verdict| matches!(verdict, Verdict::New { .. }))
            .count();
        assert_eq!(new, 6);
    }
}

/// Slices that split one transaction: the second leg is a leg, not an edit of the first.
#[test]
fn a_leg_of_another_second_is_another_leg() {
    let mut held = HeldLines::default();
    sort(
        &mut held,
        &[row("UB3K0001AA", Wording::Charge, -300, Some(1_000))],
    );
    let mut second = row("UB3K0001AA", Wording::Charge, -500, Some(500));
    second.completed = Eat::parse_iso("2026-02-03T12:40:06").unwrap();
    assert_eq!(sort(&mut held, &[second]), [NEW]);
}

#[test]
fn the_statement_takes_the_place_of_a_provisional_line() {
    let mut held = HeldLines::default();
    let real = row("UB3K0001AA", Wording::PayIn, 100, Some(777));
    held.hold(HeldLine {
        id: Some(LineId::new(7)),
        key: key_of(&real, &code()),
        occurrence: 0,
        balance: None,
        status: Status::Completed,
        completed: real.completed,
        provisional: true,
    });
    let verdicts = sort(&mut held, &[real]);
    assert_eq!(
        verdicts,
        [Verdict::Supersedes {
            line: LineId::new(7),
            occurrence: 0
        }]
    );
}
