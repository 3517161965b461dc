use domain::SubAccount;
use proptest::prelude::*;
use statements::certificate::{Break, Check};

use super::*;

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 2, day).unwrap()
}

fn kes(cents: i64) -> Kes {
    Kes::from_cents(cents)
}

fn line(cents: i64, class: LineClass, allocated: i64) -> BridgeLine {
    let kind = LineKind::Principal;
    BridgeLine {
        amount: kes(cents),
        kind,
        class,
        allocated: kes(allocated),
    }
}

fn receivable(allocated: i64, booked: i64, met: i64, on: Option<u32>) -> BridgeEntry {
    BridgeEntry {
        direction: Direction::Receivable,
        allocated: kes(allocated),
        booked: kes(booked),
        booked_met: kes(met),
        booked_on: on.map(day),
    }
}

fn certificate(opening: i64, closing: i64, chain: Chain) -> Certificate {
    Certificate {
        short_code: None,
        account: SubAccount::Utility,
        period: None,
        rows: 0,
        not_completed: 0,
        opening: Some(kes(opening)),
        paid_in: Kes::ZERO,
        withdrawn: Kes::ZERO,
        closing: Some(kes(closing)),
        chain,
        arithmetic: Check::Ties,
        totals: Check::Ties,
    }
}

fn item(bridge: &Bridge, code: &str) -> Option<i64> {
    bridge
        .items
        .iter()
        .find(|item| item.code == code)
        .map(|item| item.amount.cents())
}

#[test]
fn every_shilling_has_a_name() {
    let lines = [
        line(1_000, LineClass::Matched, 1_000),
        line(700, LineClass::Part, 500),
        line(300, LineClass::Duplicate, 0),
        line(40, LineClass::Unmatched, 0),
        line(60, LineClass::Suggested, 0),
        line(-10, LineClass::Fee, 0),
        line(999, LineClass::NotCompleted, 0),
    ];
    let entries = [receivable(1_000, 0, 0, None), receivable(500, 0, 0, None)];
    let proof = [certificate(100, 100 + 2_090, Chain::Unbroken)];
    let bridge = bridge(
        lines.into_iter(),
        entries.into_iter(),
        &proof,
        (day(1), day(28)),
        None,
    );
    assert_eq!(bridge.residual, Kes::ZERO);
    assert_eq!(bridge.book_balance, kes(100));
    for (code, cents) in [
        ("matched_in", 1_500),
        ("overpaid", 200),
        ("duplicates", 300),
        ("unmatched_in", 40),
        ("to_decide_in", 60),
        ("fees", -10),
    ] {
        assert_eq!(item(&bridge, code), Some(cents), "{code}");
    }
    assert_eq!(
        item(&bridge, "unmatched_out"),
        None,
        "an item of nothing is left out"
    );
}

#[test]
fn the_cash_book_is_met_missing_or_of_another_period() {
    let lines = [
        line(500, LineClass::Matched, 500),
        line(200, LineClass::Matched, 200),
    ];
    let entries = [
        receivable(500, 500, 500, Some(3)),
        receivable(0, 80, 0, Some(4)),
        receivable(200, 200, 200, None),
    ];
    let proof = [certificate(0, 700, Chain::Unbroken)];
    let bridge = bridge(
        lines.into_iter(),
        entries.into_iter(),
        &proof,
        (day(1), day(28)),
        None,
    );
    assert_eq!(bridge.cash_book, kes(580));
    assert_eq!(item(&bridge, "booked_missing"), Some(-80));
    assert_eq!(item(&bridge, "booked_elsewhere"), Some(200));
    assert_eq!(bridge.residual, Kes::ZERO);
}

#[test]
fn missing_rows_are_named_by_the_running_balance() {
    let at = domain::Eat::start_of(day(2));
    let hole = Break {
        after: None,
        at,
        row: 9,
        expected: kes(150),
        found: kes(130),
    };
    let proof = [certificate(100, 130, Chain::Broken(vec![hole]))];
    let lines = [line(50, LineClass::Unmatched, 0)];
    let bridge = bridge(
        lines.into_iter(),
        [].into_iter(),
        &proof,
        (day(1), day(28)),
        None,
    );
    assert_eq!(item(&bridge, "balance_gap"), Some(-20));
    assert_eq!(bridge.residual, Kes::ZERO);
}

#[test]
fn a_wallet_without_balances_takes_part_by_its_movement() {
    let at = domain::Eat::start_of(day(2));
    let hole = Break {
        after: None,
        at,
        row: 9,
        expected: kes(150),
        found: kes(130),
    };
    let mut silent = certificate(0, 0, Chain::NotCheckable("there is no balance column"));
    (silent.opening, silent.closing, silent.paid_in) = (None, None, kes(7));
    let proof = [certificate(100, 130, Chain::Broken(vec![hole])), silent];
    let lines = [
        line(50, LineClass::Unmatched, 0),
        line(7, LineClass::Unmatched, 0),
    ];
    let bridge = bridge(
        lines.into_iter(),
        [].into_iter(),
        &proof,
        (day(1), day(28)),
        None,
    );
    assert_eq!(
        (bridge.residual, bridge.statement_closing),
        (Kes::ZERO, kes(137))
    );
    assert!(!bridge.balances_known);
}

#[test]
fn a_wrong_closing_balance_stays_a_residual() {
    let proof = [certificate(0, 51, Chain::Unbroken)];
    let lines = [line(50, LineClass::Unmatched, 0)];
    let bridge = bridge(
        lines.into_iter(),
        [].into_iter(),
        &proof,
        (day(1), day(28)),
        None,
    );
    assert_eq!(bridge.residual, kes(1));
}

proptest! {
    /// Whatever the lines are, with balances that follow from them nothing is left unexplained.
    #[test]
    fn residual_is_zero_when_balances_follow(
        rows in proptest::collection::vec((-1_000_000i64..1_000_000, 0usize..10, 0i64..=100), 0..60),
        opening in -1_000_000i64..1_000_000,
        forward in proptest::option::of(-1_000_000i64..1_000_000),
    ) {
        let mut lines = Vec::new();
        let mut entries = Vec::new();
        let mut closing = opening;
        for (cents, class, percent) in rows {
            let class = LineClass::ALL[class];
            if class != LineClass::NotCompleted {
                closing += cents;
            }
            let bound = matches!(class, LineClass::Matched | LineClass::Part);
            let allocated = if bound { cents.abs() * percent / 100 } else { 0 };
            if allocated > 0 {
                let direction = if cents < 0 { Direction::Payable } else { Direction::Receivable };
                entries.push(BridgeEntry { direction, ..receivable(allocated, 0, 0, None) });
            }
            lines.push(line(cents, class, allocated));
        }
        let proof = [certificate(opening, closing, Chain::Unbroken)];
        let period = (day(1), day(28));
        let made = bridge(
            lines.into_iter(), entries.into_iter(), &proof, period, forward.map(Kes::from_cents));
        prop_assert_eq!(made.residual, Kes::ZERO);
    }
}
