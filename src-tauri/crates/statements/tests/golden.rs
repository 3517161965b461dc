//! Golden results on the fixtures: what every row, certificate and ledger entry must come out as.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::*;
use domain::{Direction, Kes, MaskedName, PartyId, Status, SubAccount, Wording};
use statements::certificate::{Chain, Check};
use statements::model::{Container, Layout, LedgerRow, Precision, StatementFile, StatementRow};

fn fixture_file(name: &str) -> StatementFile {
    try_read(name, &fixture("statements", name)).unwrap()
}

fn shown(row: &StatementRow) -> String {
    let party = match &row.party {
        None => "-".to_owned(),
        Some(PartyId::Phone(phone)) => phone.reveal(),
        Some(id) => id.to_string(),
    };
    format!(
        "{} {} {} {} {} {} {} [{}] ({}) <{}>",
        row.row,
        row.account,
        row.receipt,
        row.leg,
        row.completed,
        row.amount.plain(),
        row.balance.map_or_else(|| "-".into(), Kes::plain),
        party,
        row.party_name.as_ref().map_or("", MaskedName::reveal),
        row.typed_account.as_deref().unwrap_or("")
    )
}

fn rows(file: &StatementFile) -> Vec<String> {
    file.rows.iter().map(shown).collect()
}

#[test]
fn f1_paybill() {
    let file = fixture_file(UTILITY);
    assert_eq!(file.layout, Layout::F1);
    assert_eq!(file.container, Container::Csv);
    assert_eq!(
        rows(&file),
        [
            "8 utility UB3Z0003CC sweep 2026-02-03T23:09:07+03:00 -4975.50 0.00 [-] () <>",
            "9 utility UB3M0002BB charge 2026-02-03T12:40:05+03:00 -15.00 4975.50 [M-Pesa] () <>",
            "10 utility UB3M0002BB pay_in 2026-02-03T12:40:05+03:00 2500.50 4990.50 [25410••••202] (baraka jaribio) <0042>",
            "11 utility UB3K0001AA charge 2026-02-03T08:01:12+03:00 -10.00 2490.00 [M-Pesa] () <>",
            "12 utility UB3K0001AA pay_in 2026-02-03T08:01:12+03:00 1500.00 2500.00 [25470••••101] (AMANI **** MFANO) <HSE-014>",
        ]
    );
    assert_eq!(codes(&file.notes), Vec::<&str>::new());
    assert!(warnings(&file).concat().is_empty());
    let first = file.rows.last().unwrap();
    assert_eq!(first.precision, Precision::Second);
    assert_eq!(
        first.initiated.unwrap().to_string(),
        "2026-02-03T08:01:10+03:00"
    );
    assert_eq!(first.reason.as_deref(), Some("Pay Utility"));
    let preamble = &file.preamble;
    assert_eq!(preamble.holder.as_deref(), Some("Mfano Water Services Ltd"));
    assert_eq!(
        preamble.reported.unwrap().to_string(),
        "2026-02-04T07:05:11+03:00"
    );
    let [certificate] = file.certificates.as_slice() else {
        panic!("one wallet");
    };
    assert!(certificate.is_complete());
    assert_eq!(certificate.chain, Chain::Unbroken);
    assert_eq!(certificate.arithmetic, Check::Ties);
    assert_eq!(certificate.totals, Check::Ties);
    assert_eq!(certificate.opening, Some(Kes::from_cents(100_000)));
    assert_eq!(certificate.closing, Some(Kes::ZERO));
    assert_eq!(certificate.rows, 5);
}

#[test]
fn f1_till() {
    let file = fixture_file(TILL);
    assert_eq!(
        rows(&file),
        [
            "8 merchant UB4Q0005EE sweep 2026-02-04T03:31:04+03:00 -798.35 0.00 [-] () <>",
            "9 merchant UB3P0004DD charge 2026-02-03T17:22:41+03:00 -1.65 798.35 [M-Pesa] () <>",
            "10 merchant UB3P0004DD pay_in 2026-02-03T17:22:41+03:00 300.00 800.00 [254700••••303] (CHAUSIKU JARIBIO) <>",
        ]
    );
    assert!(file.certificates[0].is_complete());
    assert_eq!(file.certificates[0].totals, Check::Ties);
}

#[test]
fn f1_payouts() {
    let file = fixture_file(PAYOUTS);
    let legs: Vec<_> = file.rows.iter().map(|row| (row.leg, row.status)).collect();
    assert_eq!(
        legs,
        [
            (Wording::Reversal, Status::Completed),
            (Wording::PayOut, Status::Failed),
            (Wording::PayOut, Status::Completed),
            (Wording::Charge, Status::Completed),
            (Wording::PayOut, Status::Completed),
            (Wording::OwnTransfer, Status::Completed),
        ]
    );
    assert_eq!(file.rows[0].linked.as_ref().unwrap().as_str(), "UB5D0010KK");
    assert_eq!(
        file.rows[2].party_name.as_ref().unwrap().reveal(),
        "ESTA MFANO"
    );
    let certificate = &file.certificates[0];
    assert_eq!((certificate.rows, certificate.not_completed), (5, 1));
    assert!(certificate.is_complete());
    assert_eq!(certificate.totals, Check::Ties);
    assert_eq!(certificate.arithmetic, Check::Ties);
}

#[test]
fn f2_books_each_row_in_its_wallet() {
    let file = fixture_file(F2);
    assert_eq!(file.layout, Layout::F2);
    assert_eq!(
        file.preamble.short_code.as_ref().unwrap().as_str(),
        "600111"
    );
    assert_eq!(
        rows(&file),
        [
            "2 working UB6A0013NN to_bank 2026-02-06T23:09:30+03:00 -3250.00 0.00 [-] () <>",
            "3 working UB6A0012MM sweep 2026-02-06T23:09:07+03:00 3250.00 3250.00 [-] () <>",
            "4 settlement UB6A0012MM sweep 2026-02-06T23:09:07+03:00 -3250.00 0.00 [-] () <>",
            "5 settlement UB6A0011LL sweep 2026-02-06T23:09:07+03:00 3250.00 3250.00 [-] () <>",
            "6 utility UB6A0011LL sweep 2026-02-06T23:09:07+03:00 -3250.00 0.00 [-] () <>",
            "7 utility UB6H0010KK pay_in 2026-02-06T16:11:41+03:00 1500.00 3250.00 [2547••••505] (ELIMU MFANO) <>",
            "8 utility UB6G0007GG pay_in 2026-02-06T14:30:00+03:00 1750.00 1750.00 [600333] (MFANO BANK TO PAYBILL) <INV 77>",
        ]
    );
    let wallets: Vec<_> = file
        .certificates
        .iter()
        .map(|it| {
            (
                it.account,
                it.chain == Chain::Unbroken,
                it.opening,
                it.closing,
            )
        })
        .collect();
    let zero = Some(Kes::ZERO);
    assert_eq!(
        wallets,
        [
            (SubAccount::Utility, true, zero, zero),
            (SubAccount::Working, true, zero, zero),
            (SubAccount::Settlement, true, zero, zero),
        ]
    );
    let certificate = &file.certificates[0];
    assert!(matches!(certificate.totals, Check::NotCheckable(_)));
    assert!(matches!(certificate.arithmetic, Check::NotCheckable(_)));
    let (from, to) = certificate.period.unwrap();
    assert_eq!(from.to_string(), "2026-02-06T00:00:00+03:00");
    assert_eq!(to.to_string(), "2026-02-06T23:59:59+03:00");
}

#[test]
fn mapping_names_every_column() {
    let file = fixture_file(UTILITY);
    let fields: Vec<_> = file
        .mapping
        .iter()
        .map(|it| it.field.unwrap_or("-"))
        .collect();
    assert_eq!(
        fields,
        [
            "receipt",
            "completed",
            "initiated",
            "details",
            "status",
            "paid_in",
            "withdrawn",
            "balance",
            "balance_confirmed",
            "reason",
            "party",
            "linked",
            "account",
            "currency"
        ]
    );
    assert_eq!(file.mapping[12].header, "A/C No.");
    assert_eq!(file.mapping[12].column, 13);
}

fn entry(row: &LedgerRow) -> String {
    format!(
        "{} {} {} {} {} {} {}/{}/{} {} {}",
        row.row,
        row.reference.as_deref().unwrap_or("-"),
        row.account.as_deref().unwrap_or("-"),
        row.direction,
        row.party.as_ref().map_or("-", MaskedName::reveal),
        row.phone.map_or_else(|| "-".into(), |it| it.reveal()),
        row.amount.plain(),
        row.paid.plain(),
        row.open.plain(),
        row.date.map_or_else(|| "-".into(), |it| it.to_string()),
        row.receipt.as_ref().map_or("-", |it| it.as_str()),
    )
}

#[test]
fn ledger_with_the_canonical_columns() {
    let file = try_ledger("rent.csv", &fixture("ledgers", "rent.csv")).unwrap();
    let entries: Vec<_> = file.rows.iter().map(entry).collect();
    assert_eq!(
        entries,
        [
            "2 RENT-2026-02-014 HSE-014 receivable Amani Jaribio Mfano 254700000101 1500.00/0.00/1500.00 2026-02-01 -",
            "3 RENT-2026-02-042 0042 receivable Baraka Jaribio 254100000202 2500.50/0.00/2500.50 2026-02-01 UB3M0002BB",
            "4 RENT-2026-02-077 INV 77 receivable Mfano Bank - 3500.00/1750.00/1750.00 2026-02-01 -",
            "5 BILL-009 - payable Dalili Mfano 254700000404 2700.00/0.00/2700.00 2026-02-04 -",
        ]
    );
    assert!(file.refused.is_empty() && file.notes.is_empty());
    assert_eq!(file.rows[3].direction, Direction::Payable);
}

#[test]
fn ledger_with_titles_synonyms_and_bad_rows() {
    let file = try_ledger("orders.csv", &fixture("ledgers", "orders.csv")).unwrap();
    let entries: Vec<_> = file.rows.iter().map(entry).collect();
    assert_eq!(
        entries,
        [
            "4 ORD-1001 - receivable Chausiku Jaribio 254700000303 300.00/0.00/300.00 2026-02-13 -",
            "5 ORD-1002 - receivable Elimu Mfano - 450.00/250.00/200.00 2026-02-05 -",
        ]
    );
    assert_eq!(file.rows[1].warnings.len(), 1, "the phone that is none");
    let refused: Vec<_> = file
        .refused
        .iter()
        .map(|it| (it.row, it.code, it.column.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(
        refused,
        [
            (6, "amount", "Total (KES)"),
            (7, "amount", "Balance Due"),
            (8, "reference", "Invoice No."),
        ]
    );
    assert_eq!(file.footers.len(), 1);
    assert_eq!(file.header_row, 3);
}
