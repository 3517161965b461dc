use domain::{Status, Wording};
use proptest::prelude::*;

use super::*;
use crate::certificate::Chain;
use crate::walk::{NO_BALANCES, NO_ROWS};

fn eat(text: &str) -> Eat {
    Eat::parse_iso(&format!("2026-02-03T{text}")).unwrap()
}

fn row(number: u64, at: &str, amount: i64, balance: Option<i64>) -> StatementRow {
    StatementRow {
        row: number,
        account: SubAccount::Utility,
        receipt: format!("UB3A{number:06}").parse().unwrap(),
        leg: Wording::PayIn,
        completed: eat(at),
        precision: Precision::Second,
        initiated: None,
        status: Status::Completed,
        amount: Kes::from_cents(amount),
        balance: balance.map(Kes::from_cents),
        party: None,
        party_name: None,
        typed_account: None,
        details: domain::MaskedText::default(),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

fn declared(opening: i64, closing: i64) -> Preamble {
    Preamble {
        account: Some(SubAccount::Utility),
        opening: Some(Kes::from_cents(opening)),
        closing: Some(Kes::from_cents(closing)),
        ..Preamble::default()
    }
}

fn one(rows: &[StatementRow], preambles: &[&Preamble]) -> Certificate {
    let mut all = certify(rows, preambles);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn breaks(certificate: &Certificate) -> Vec<(u64, i64)> {
    match &certificate.chain {
        Chain::Broken(breaks) => breaks
            .iter()
            .map(|it| (it.row, it.difference().cents()))
            .collect(),
        Chain::Unbroken => Vec::new(),
        Chain::NotCheckable(why) => panic!("{why}"),
    }
}

/// Newest first; the legs of 08:00:00 are not in posting order.
fn day() -> Vec<StatementRow> {
    vec![
        row(1, "10:00:00", -300, Some(1_190)),
        row(2, "09:00:00", 500, Some(1_490)),
        row(3, "08:00:00", 1_000, Some(1_000)),
        row(4, "08:00:00", -10, Some(990)),
    ]
}

#[test]
fn a_second_is_checked_as_a_whole() {
    let certificate = one(&day(), &[]);
    assert_eq!(certificate.chain, Chain::Unbroken);
    assert_eq!(
        certificate.opening,
        Some(Kes::ZERO),
        "the second moment tells"
    );
    assert_eq!(certificate.closing, Some(Kes::from_cents(1_190)));
    assert!(one(&day(), &[&declared(0, 1_190)]).is_complete());
}

#[test]
fn any_order_of_rows_gives_the_same_chain() {
    let mut rows = day();
    rows.reverse();
    assert_eq!(one(&rows, &[]).chain, Chain::Unbroken);
    rows.swap(0, 2);
    assert_eq!(one(&rows, &[]).chain, Chain::Unbroken);
}

#[test]
fn a_missing_row_breaks_the_chain_where_it_was() {
    let mut rows = day();
    rows.remove(1);
    let certificate = one(&rows, &[]);
    assert_eq!(breaks(&certificate), [(1, 500)]);
    let Chain::Broken(list) = &certificate.chain else {
        panic!("broken");
    };
    assert_eq!(list[0].after, Some(eat("08:00:00")));
    assert!(!certificate.is_complete());
}

#[test]
fn missing_edges_show_against_the_declared_balances() {
    let all = day();
    let certificate = one(&all[1..], &[&declared(0, 1_190)]);
    assert!(matches!(certificate.arithmetic, Check::Differs { .. }));
    let certificate = one(&all[..2], &[&declared(0, 1_190)]);
    assert_eq!(breaks(&certificate), [(2, 990)]);
}

#[test]
fn an_edited_amount_breaks_and_an_edited_balance_heals() {
    let mut rows = day();
    rows[1].amount = Kes::from_cents(600);
    assert_eq!(breaks(&one(&rows, &[])), [(2, -100)]);
    let mut rows = day();
    rows[1].balance = Some(Kes::from_cents(9_999));
    assert_eq!(breaks(&one(&rows, &[])).len(), 1);
}

#[test]
fn minutes_are_checked_where_seconds_are_missing() {
    let mut rows = day();
    rows[2].completed = eat("08:00:40");
    rows[3].completed = eat("08:00:20");
    assert!(matches!(one(&rows, &[]).chain, Chain::Broken(_)));
    for row in &mut rows {
        row.precision = Precision::Minute;
    }
    assert_eq!(one(&rows, &[]).chain, Chain::Unbroken);
}

#[test]
fn what_cannot_be_checked_says_so() {
    let mut rows = day();
    for row in &mut rows {
        row.balance = None;
    }
    assert_eq!(one(&rows, &[]).chain, Chain::NotCheckable(NO_BALANCES));
    let empty = one(&[], &[&declared(5, 5)]);
    assert_eq!(empty.chain, Chain::NotCheckable(NO_ROWS));
    assert_eq!(empty.arithmetic, Check::Ties);
    assert!(certify(&[], &[&Preamble::default()]).is_empty());
}

#[test]
fn a_row_without_a_balance_is_carried() {
    let mut rows = day();
    rows[1].balance = None;
    assert_eq!(one(&rows, &[]).chain, Chain::Unbroken);
    rows[3].balance = None;
    rows[2].balance = None;
    assert_eq!(one(&rows, &[&declared(0, 1_190)]).chain, Chain::Unbroken);
    let certificate = one(&rows, &[]);
    assert_eq!(certificate.chain, Chain::Unbroken);
    assert_eq!(certificate.opening, Some(Kes::ZERO));
}

#[test]
fn rows_that_moved_no_money_stay_outside() {
    let mut rows = day();
    rows.push(row(5, "09:30:00", -777, Some(1_490)));
    rows[4].status = Status::Failed;
    let certificate = one(&rows, &[]);
    assert_eq!(certificate.chain, Chain::Unbroken);
    assert_eq!((certificate.rows, certificate.not_completed), (4, 1));
}

#[test]
fn files_of_one_wallet_join_to_one_certificate() {
    let all = day();
    let period = |from, to| Some((eat(from), eat(to)));
    let later = Preamble {
        period: period("08:30:00", "12:00:00"),
        ..declared(990, 1_190)
    };
    let earlier = Preamble {
        period: period("00:00:00", "08:29:59"),
        ..declared(0, 990)
    };
    let certificate = one(&all, &[&later, &earlier]);
    assert!(certificate.is_complete());
    assert_eq!(certificate.opening, Some(Kes::ZERO));
    assert_eq!(certificate.closing, Some(Kes::from_cents(1_190)));
    assert_eq!(certificate.period, period("00:00:00", "12:00:00"));
    assert_eq!(certificate.totals, Check::NotCheckable(SEVERAL_FILES));
}

proptest! {
    /// Whatever moved, and in whatever order the file lists it: a whole chain is unbroken, and taking
    /// out any row that changes the balance is seen.
    #[test]
    fn a_gap_is_always_seen(
        moves in prop::collection::vec((1_i64..3, 1_i64..50_000, any::<bool>()), 2..30),
        newest_first: bool,
        taken in any::<prop::sample::Index>(),
    ) {
        let (mut balance, mut second) = (0, 0);
        let mut rows = Vec::new();
        for (index, (step, amount, money_in)) in moves.iter().enumerate() {
            second += step;
            let amount = if *money_in { *amount } else { -amount };
            balance += amount;
            let at = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            rows.push(row(index as u64 + 1, &at, amount, Some(balance)));
        }
        if newest_first {
            let count = rows.len() as u64;
            rows.reverse();
            for row in &mut rows {
                row.row = count + 1 - row.row;
            }
        }
        let declared = declared(0, balance);
        let whole = one(&rows, &[&declared]);
        prop_assert!(whole.is_complete(), "{:?}", whole);
        rows.remove(taken.index(rows.len()));
        prop_assert!(!one(&rows, &[&declared]).is_complete());
    }
}
