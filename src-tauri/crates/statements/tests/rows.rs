//! Rows: what edits, locales and spreadsheets do to single cells, and what becomes of each (N13–N35,
//! N41, N42, N46, N50–N57, N61, N62, N64, N67, N77–N79).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::*;
use domain::{Kes, Status, SubAccount, Wording};
use statements::certificate::Chain;
use statements::model::{Precision, StatementFile, Warning};

const NATIVE: &str = "03-02-2026 08:01:12";

fn refusals(file: &StatementFile) -> Vec<(u64, &'static str, &str)> {
    file.refused
        .iter()
        .map(|row| (row.row, row.code, row.column.as_deref().unwrap_or("-")))
        .collect()
}

/// An F1 row of a payment with cells of one's own.
fn row(receipt: &str, time: &str, paid_in: &str, withdrawn: &str, balance: &str) -> String {
    format!(
        "{receipt},{time},,Pay Bill from 25470****101 - AMANI MFANO Acc. A1,Completed,{paid_in},\
         {withdrawn},{balance},true,Pay Utility,25470****101 - AMANI MFANO,,A1,KES"
    )
}

fn one(line: &str) -> StatementFile {
    f1(&[line])
}

#[test]
fn a_broken_row_is_set_aside_and_the_rest_is_read() {
    let text = statement_text(UTILITY).replace("2500.5,,4990.5", "two thousand,,4990.5");
    let file = read(&text);
    assert_eq!(file.rows.len(), 4);
    let refused = &file.refused[0];
    assert_eq!(refused.row, 10);
    assert_eq!(refused.column.as_deref(), Some("Paid In"));
    assert_eq!(refused.read.reveal(), "two thousand");
    assert_eq!(refused.code, "amount");
    assert_eq!(refused.raw.len(), 14);
    assert_eq!(refused.raw[12], "0042");
    assert!(
        !format!("{refused:?}").contains("two thousand,"),
        "the read text is masked"
    );
    assert!(!file.certificates[0].is_complete());
}

#[test]
fn receipts_are_cleaned_or_refused() {
    for receipt in [
        " ub3k0001aa",
        "'UB3K0001AA",
        "UB3K 0001AA",
        "UB3K0001AA\u{200b}",
    ] {
        let file = one(&row(receipt, NATIVE, "10.0", "", "10.0"));
        assert_eq!(file.rows[0].receipt.as_str(), "UB3K0001AA", "{receipt:?}");
    }
    for receipt in ["", "12345678", "UB3K", "UB3K-001AA"] {
        let file = one(&row(receipt, NATIVE, "10.0", "", "10.0"));
        assert_eq!(
            refusals(&file),
            [(2, "receipt", "Receipt No.")],
            "{receipt:?}"
        );
    }
}

#[test]
fn both_sides_or_neither_are_refused() {
    for (paid_in, withdrawn, code) in [
        ("10.0", "-10.0", "both_sides"),
        ("", "", "no_amount"),
        ("0", "0.00", "no_amount"),
        ("-", "–", "no_amount"),
        ("ten", "", "amount"),
        ("10.005", "", "amount"),
        ("", "#REF!", "amount"),
        ("TZS 10", "", "currency"),
    ] {
        let file = one(&row("UB3K0001AA", NATIVE, paid_in, withdrawn, "1"));
        assert_eq!(file.refused[0].code, code, "{paid_in:?} {withdrawn:?}");
    }
}

#[test]
fn an_unused_side_may_be_written_in_many_ways() {
    for unused in ["", "0", "0.00", "-", "\u{2212}", " "] {
        let file = one(&row(
            "UB3K0001AA",
            NATIVE,
            "\"KES 1,010.50\"",
            unused,
            "1010.50",
        ));
        assert_eq!(file.rows[0].amount, Kes::from_cents(101_050), "{unused:?}");
    }
    let file = one(&row("UB3K0001AA", NATIVE, "99.25000000000001", "", "99.25"));
    assert_eq!(file.rows[0].amount, Kes::from_cents(9_925));
}

#[test]
fn one_sign_convention_per_file() {
    let charge = |receipt: &str, withdrawn: &str, balance: &str| {
        format!(
            "{receipt},{NATIVE},,Pay Bill Charge,Completed,,{withdrawn},{balance},true,,SP,,,KES"
        )
    };
    let lines = [
        charge("UB3K0001AA", "10.0", "90"),
        charge("UB3K0002AA", "\u{2212}5", "85"),
    ];
    let all_unsigned = [&lines[0], &charge("UB3K0002AA", "5", "85")];
    let file = f1(&all_unsigned.map(String::as_str));
    assert!(codes(&file.notes).contains(&"unsigned_withdrawals"));
    assert!(file.rows.iter().all(|row| row.amount.is_negative()));
    assert!(
        !warnings(&file)
            .concat()
            .contains(&Warning::SignContradictsColumn)
    );
    let file = f1(&[&lines[0], &lines[1]]);
    assert!(
        file.rows[0]
            .warnings
            .contains(&Warning::SignContradictsColumn)
    );
    assert!(
        !file.rows[1]
            .warnings
            .contains(&Warning::SignContradictsColumn)
    );
    let file = one(&charge("UB3K0001AA", "(10.00)", "90"));
    assert_eq!(file.rows[0].amount, Kes::from_cents(-1_000));
    let file = one(&row("UB3K0001AA", NATIVE, "-10.0", "", "90"));
    assert_eq!(file.rows[0].amount, Kes::from_cents(1_000));
    assert!(
        file.rows[0]
            .warnings
            .contains(&Warning::SignContradictsColumn)
    );
}

#[test]
fn another_currency_is_refused() {
    let foreign = pay_in("UB3K0001AA", NATIVE, "10.0", "10.0").replace(",KES", ",TZS");
    let file = f1(&[&foreign, &pay_in("UB3K0002AA", NATIVE, "10.0", "10.0")]);
    assert_eq!(refusals(&file), [(2, "currency", "Currency")]);
    assert_eq!(file.rows.len(), 1);
    let text = statement_text(F2).replace("(KSHs)", "(TZS)");
    assert_eq!(
        refused_file("a.csv", text.as_bytes()).code.0,
        "statement.currency"
    );
}

fn when(file: &StatementFile) -> Vec<String> {
    file.rows
        .iter()
        .map(|row| format!("{} {:?} {:?}", row.completed, row.precision, row.warnings))
        .collect()
}

#[test]
fn swapped_dates_are_told_by_the_receipt() {
    let at = |time: &str| when(&one(&row("UB3K0001AA", time, "10.0", "", "10.0"))).remove(0);
    let resolved = "2026-02-03T08:01:00+03:00 Minute [DateResolved]";
    assert_eq!(at("2/3/2026 8:01"), resolved);
    assert_eq!(at("3/2/2026 8:01"), resolved);
    assert_eq!(at("03/02/26 08:01"), resolved);
    assert_eq!(at("26-02-03 08:01"), resolved);
    let seconds = |time: &str, warnings: &str| {
        assert_eq!(
            at(time),
            format!("2026-02-03T08:01:12+03:00 Second {warnings}"),
            "{time}"
        );
    };
    seconds("02-03-2026 08:01:12", "[DateResolved]");
    seconds("2026-02-03 08:01:12", "[]");
    seconds("2026-03-02 08:01:12", "[DateResolved]");
    seconds("3 Feb 2026 8:01:12 AM", "[]");
    seconds("46056.33416666667", "[]");
    assert_eq!(
        at("08:01"),
        "2026-02-03T08:01:00+03:00 Day [DateFromReceipt]"
    );
    assert_eq!(
        at("03-02-2026"),
        "2026-02-03T00:00:00+03:00 Day [DateResolved]"
    );
    assert_eq!(
        at("03-02-2026 00:00:00"),
        "2026-02-03T00:00:00+03:00 Second []"
    );
    assert_eq!(
        at("09-02-2026 08:01:12"),
        "2026-02-09T08:01:12+03:00 Second [DateCode { coded: 2026-02-03 }]"
    );
    // Reversals complete the day after.
    assert_eq!(
        at("04-02-2026 08:01:12"),
        "2026-02-04T08:01:12+03:00 Second []"
    );
}

#[test]
fn without_a_coded_receipt_the_rest_of_the_file_tells() {
    let old = |receipt: &str, time: &str| row(receipt, time, "10.0", "", "");
    let days = |file: &StatementFile| -> Vec<String> {
        file.rows
            .iter()
            .map(|row| row.completed.day().to_string())
            .collect()
    };
    // One date that can only be month first settles the others.
    let file = f1(&[
        &old("C44XQ901", "2/16/2010 8:01"),
        &old("C44XQ902", "2/3/2010 8:01"),
    ]);
    assert_eq!(days(&file), ["2010-02-16", "2010-02-03"]);
    assert_eq!(codes(&file.notes), ["date_order", "account_inferred"]);
    let file = f1(&[
        &old("C44XQ901", "16/2/2010 8:01"),
        &old("C44XQ902", "3/2/2010 8:01"),
    ]);
    assert_eq!(days(&file), ["2010-02-16", "2010-02-03"]);
    // Both orders occur: the neighbours decide, where one reading lies between them.
    let file = f1(&[
        &old("C44XQ901", "20/3/2010 8:01"),
        &old("C44XQ902", "4/3/2010 8:01"),
        &old("C44XQ903", "2/16/2010 8:01"),
    ]);
    assert_eq!(days(&file), ["2010-03-20", "2010-03-04", "2010-02-16"]);
    // Nothing tells: a person is asked.
    let text = format!("{F1_HEADER}\n{}\n", old("C44XQ901", "2/3/2010 8:01"));
    assert_eq!(
        refused_file("a.csv", text.as_bytes()).code.0,
        "statement.date_order"
    );
    // The period tells.
    let period = format!("Time Period:,From,01-02-2010 00:00:00,To,28-02-2010 23:59:59\n{text}");
    assert_eq!(days(&read(&period)), ["2010-02-03"]);
    // Nothing tells one row of several: that row is refused.
    let file = f1(&[
        &old("C44XQ901", "2/3/2010 8:01"),
        &old("C44XQ902", "2010-02-16 08:01:12"),
    ]);
    assert_eq!(refusals(&file), [(2, "time", "Completion Time")]);
    let file = one(&old("C44XQ901", "08:01"));
    assert_eq!(refusals(&file), [(2, "time", "Completion Time")]);
}

#[test]
fn a_time_split_over_two_columns_is_joined() {
    let text = "Receipt No,Date,Time,Details,Paid In,Withdrawn,Balance\n\
        UB3K0001AA,3/2/2026,8:01:12 AM,Pay Bill from 25470****101 - A Acc. 1,10.0,,10.0\n";
    let file = read(text);
    assert_eq!(
        when(&file),
        ["2026-02-03T08:01:12+03:00 Second [DateResolved]"]
    );
    assert_eq!(file.rows[0].status, Status::Completed);
    assert!(codes(&file.notes).contains(&"no_status"));
}

#[test]
fn completion_after_midnight_keeps_both_times() {
    let line = row("UB3K0001AA", "04-02-2026 00:00:02", "10.0", "", "10.0")
        .replace(",,Pay Bill", ",03-02-2026 23:59:59,Pay Bill");
    let file = one(&line);
    assert_eq!(file.rows[0].completed.day().to_string(), "2026-02-04");
    assert_eq!(
        file.rows[0].initiated.unwrap().day().to_string(),
        "2026-02-03"
    );
    assert!(file.rows[0].warnings.is_empty());
}

#[test]
fn minutes_alone_are_checked_per_minute() {
    let file = f1(&[
        &row("UB3K0002AA", "03/02/2026 08:01", "", "-10.0", "990.0"),
        &row("UB3K0002AA", "03/02/2026 08:01", "500.0", "", "1000.0"),
        &row("UB3K0001AA", "03/02/2026 07:59", "500.0", "", "500.0"),
    ]);
    assert!(
        file.rows
            .iter()
            .all(|row| row.precision == Precision::Minute)
    );
    assert_eq!(file.certificates[0].chain, Chain::Unbroken);
}

#[test]
fn rows_without_money_stay_visible() {
    for (word, status) in [
        ("COMPLETED", Status::Completed),
        ("Failed", Status::Failed),
        ("declined", Status::Declined),
        ("Cancelled", Status::Cancelled),
        ("Expired", Status::Expired),
        ("Imekamilika", Status::Unknown),
        ("", Status::Unknown),
    ] {
        let line = row("UB3K0001AA", NATIVE, "10.0", "", "10.0").replace("Completed", word);
        let file = one(&line);
        assert_eq!(file.rows[0].status, status, "{word:?}");
        let unknown = codes(&file.notes).contains(&"unknown_status");
        assert_eq!(unknown, status == Status::Unknown);
        assert_eq!(file.certificates[0].rows, u64::from(status.moved_money()));
    }
}

#[test]
fn phones_names_and_accounts_survive_edits() {
    let line = |party: &str, account: &str| {
        format!(
            "UB3K0001AA,{NATIVE},,Pay Bill from {party} Acc. {account},Completed,10.0,,10.0,true,x,{party},,{account},KES"
        )
    };
    let file = one(&line("2.547E+11 - AMANI - MFANO", "3.00E+05"));
    let read = &file.rows[0];
    assert_eq!(
        read.warnings,
        [Warning::PhoneLost, Warning::AccountConverted]
    );
    assert!(read.party.is_none());
    assert_eq!(read.party_name.as_ref().unwrap().reveal(), "AMANI - MFANO");
    let typed = |account: &str| {
        let file = one(&line("25470****101 - A", account));
        file.rows[0].typed_account.clone().unwrap_or_default()
    };
    assert_eq!(typed("700110.0"), "700110");
    assert_eq!(typed("0042"), "0042");
    assert_eq!(typed("=1+1"), "=1+1");
    assert_eq!(typed(""), "");
    assert_eq!(typed("A - B"), "A - B");
}

#[test]
fn the_account_is_read_from_the_details_where_no_column_is() {
    let file = f2(&[
        "UB6H0010KK,06/02/2026 16:11:41,Pay Bill from 2547****505 -  ELIMU\tMFANO  Acc. A Acc. B - 7 ,Completed,10.00,0.00,10.00",
        "UB6G0007GG,06/02/2026 14:30:00,FSI to Pay Bill by 600333 – MFANO BANK Acc. 12 via WEB by MFANO\\clerk,Completed,10.00,0.00,0.00",
    ]);
    assert_eq!(file.rows[0].typed_account.as_deref(), Some("B - 7"));
    assert_eq!(
        file.rows[0].party_name.as_ref().unwrap().reveal(),
        "ELIMU MFANO Acc. A"
    );
    assert_eq!(file.rows[1].typed_account.as_deref(), Some("12"));
    assert_eq!(
        file.rows[1].party_name.as_ref().unwrap().reveal(),
        "MFANO BANK"
    );
    assert_eq!(
        file.rows[1].details.reveal(),
        "FSI to Pay Bill by 600333 – MFANO BANK Acc. 12 via WEB by MFANO\\clerk"
    );
}

#[test]
fn lost_zeros_are_suspected_when_every_account_is_a_number() {
    let line = |receipt: &str, account: &str| {
        format!(
            "{receipt},{NATIVE},,Pay Bill from 25470****101 - A Acc. {account},Completed,10.0,,,true,x,25470****101 - A,,{account},KES"
        )
    };
    let noted = |accounts: [&str; 2]| {
        let lines = [
            line("UB3K0001AA", accounts[0]),
            line("UB3K0002AA", accounts[1]),
        ];
        codes(&f1(&[&lines[0], &lines[1]]).notes).contains(&"lost_zeros")
    };
    assert!(noted(["42", "1042"]));
    assert!(!noted(["0042", "1042"]));
    assert!(!noted(["HSE", "1042"]));
    assert!(!noted(["7011", "1042"]));
}

#[test]
fn commas_that_nobody_quoted_are_joined_when_only_one_way_fits() {
    let good = pay_in("UB3K0001AA", NATIVE, "10.0", "10.0");
    let split = good.replace("AMANI MFANO", "AMANI, MFANO");
    let file = f1(&[
        &split,
        &pay_in("UB3K0002AA", "03-02-2026 08:00:00", "5.0", "0.0"),
    ]);
    assert_eq!(file.rows.len(), 2);
    assert_eq!(
        file.rows[0].party_name.as_ref().unwrap().reveal(),
        "AMANI, MFANO"
    );
    assert_eq!(file.rows[0].amount, Kes::from_cents(1_000));
    let file = f1(&[
        &good.replace("HSE-014,Completed", "HSE-014,x,y,z,Completed,,"),
        &good,
    ]);
    assert_eq!(refusals(&file), [(2, "short_row", "-")]);
    let file = f1(&["UB3K0001AA,03-02-2026 08:01:12,Pay Bill", &good]);
    assert_eq!(refusals(&file), [(2, "short_row", "-")]);
    assert_eq!(file.rows.len(), 1);
}

#[test]
fn a_quote_never_closed_costs_one_row() {
    let file = f1(&[
        &pay_in("UB3K0003AA", "03-02-2026 08:03:00", "10.0", "30.0"),
        &pay_in("UB3K0002AA", "03-02-2026 08:02:00", "10.0", "20.0")
            .replace("Pay Bill", "\"Pay Bill"),
        &pay_in("UB3K0001AA", "03-02-2026 08:01:00", "10.0", "10.0"),
    ]);
    assert_eq!(refusals(&file), [(3, "short_row", "-")]);
    assert_eq!(file.rows.len(), 2);
    let details = "\"Pay Bill from 25470****101 - AMANI\nMFANO Acc. HSE-014\"";
    let broken = pay_in("UB3K0001AA", NATIVE, "10.0", "10.0").replace(
        "Pay Bill from 25470****101 - AMANI MFANO Acc. HSE-014",
        details,
    );
    let file = one(&broken);
    assert_eq!(
        file.rows[0].details.reveal(),
        "Pay Bill from 25470****101 - AMANI MFANO Acc. HSE-014"
    );
}

#[test]
fn warnings_need_the_whole_file() {
    let file = f1(&[
        &pay_in("UB3K0004AA", "03-02-2026 08:05:00", "10.0", "-10.0"),
        &pay_in("UB3K0003AA", "03-02-2026 08:03:00", "10.0", "-20.0"),
        &pay_in("UB3K0002AA", "03-02-2026 08:02:30", "10.0", "-30.0"),
        &format!("UB3K0001AA,{NATIVE},,Pay Bill Charge,Completed,,-5.0,-40.0,true,x,SP,,,KES"),
    ]);
    assert_eq!(
        warnings(&file),
        [
            vec![Warning::NegativeBalance],
            vec![Warning::PossibleDoublePayment, Warning::NegativeBalance],
            vec![Warning::PossibleDoublePayment, Warning::NegativeBalance],
            vec![Warning::OrphanCharge, Warning::NegativeBalance],
        ]
    );
    // A charge far from its payment is no orphan.
    let mut lines: Vec<String> = (0..20)
        .map(|index| pay_in(&format!("UB3L00{index:02}AA"), NATIVE, "1.0", ""))
        .collect();
    lines.push(format!(
        "UB3L0000AA,{NATIVE},,Pay Bill Charge,Completed,,-5.0,,true,x,SP,,,KES"
    ));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let file = f1(&lines);
    assert!(!warnings(&file).concat().contains(&Warning::OrphanCharge));
}

#[test]
fn a_charges_account_may_run_below_zero() {
    let text = format!(
        "Account:,Charges Paid Account\n{F1_HEADER}\n\
         UB3K0001AA,{NATIVE},,Pay Bill Charge,Completed,,-5.0,-5.0,true,x,SP,,,KES\n"
    );
    let file = read(&text);
    assert_eq!(file.rows[0].account, SubAccount::ChargesPaid);
    assert!(!file.rows[0].warnings.contains(&Warning::NegativeBalance));
}

#[test]
fn order_is_detected_and_told() {
    let text = statement_text(UTILITY).replace("\r\n", "\n");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[7..].reverse();
    let file = read(&lines.join("\n"));
    assert_eq!(codes(&file.notes), ["order"]);
    assert!(file.certificates[0].is_complete());
    lines.swap(7, 10);
    let file = read(&lines.join("\n"));
    assert_eq!(codes(&file.notes), ["order"]);
    assert!(file.certificates[0].is_complete());
}

#[test]
fn a_filtered_export_is_told() {
    let balance = |index: i64| format!("{}.0", 1_000 + index * 100);
    let mut lines: Vec<String> = (0..10)
        .map(|index| {
            let time = format!("03-02-2026 08:{index:02}:00");
            pay_in(
                &format!("UB3K00{index:02}AA"),
                &time,
                "10.0",
                &balance(index),
            )
        })
        .collect();
    lines.reverse();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let file = f1(&lines);
    assert!(codes(&file.notes).contains(&"filtered"));
    assert!(!file.certificates[0].is_complete());
}

#[test]
fn a_missing_balance_column_is_allowed() {
    let text: String = statement_text(UTILITY)
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if index > 5 {
                cells.remove(7);
            }
            cells.join(",") + "\n"
        })
        .collect();
    let file = read(&text);
    assert_eq!(file.rows.len(), 5);
    assert!(matches!(file.certificates[0].chain, Chain::NotCheckable(_)));
    assert!(!file.certificates[0].is_complete());
}

#[test]
fn amounts_of_another_size_than_the_totals_stop_the_file() {
    let scaled: String = statement_text(UTILITY)
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let cells = line.split(',').enumerate().map(|(column, cell)| {
                match cell.parse::<domain::Kes>() {
                    Ok(amount) if index > 6 && (5..8).contains(&column) => {
                        amount.cents().to_string()
                    }
                    _ => cell.to_owned(),
                }
            });
            cells.collect::<Vec<_>>().join(",") + "\n"
        })
        .collect();
    let problem = refused_file("a.csv", scaled.as_bytes());
    assert_eq!(problem.code.0, "statement.totals_scaled");
    // Totals that differ otherwise are the certificate's matter.
    let edited = statement_text(UTILITY).replace("Total Paid In:,4000.5", "Total Paid In:,4100.5");
    assert!(!read(&edited).certificates[0].is_complete());
}

#[test]
fn charges_in_f2_are_booked_where_their_payment_is() {
    let file = f2(&[
        "UB6H0012KK,06/02/2026 16:13:00,Something new,Completed,0.00,-1.00,95.00",
        "UB6H0011KK,06/02/2026 16:12:00,Pay merchant Charge,Completed,0.00,-2.00,18.00",
        "UB6H0011KK,06/02/2026 16:12:00,Merchant Payment from 0700***303 - CHAUSIKU,Completed,20.00,0.00,20.00",
        "UB6H0010KK,06/02/2026 16:11:41,Pay Bill Charge,Completed,0.00,-4.00,96.00",
        "UB6H0010KK,06/02/2026 16:11:41,Pay Bill from 2547****505 - ELIMU Acc. 1,Completed,50.00,0.00,100.00",
        "UB6H0009KK,06/02/2026 16:11:40,Pay Bill from 2547****506 - FARAJA Acc. 2,Completed,50.00,0.00,50.00",
    ]);
    let booked: Vec<_> = file.rows.iter().map(|row| (row.account, row.leg)).collect();
    assert_eq!(
        booked,
        [
            (SubAccount::Utility, Wording::Unknown),
            (SubAccount::Merchant, Wording::Charge),
            (SubAccount::Merchant, Wording::PayIn),
            (SubAccount::Utility, Wording::Charge),
            (SubAccount::Utility, Wording::PayIn),
            (SubAccount::Utility, Wording::PayIn),
        ]
    );
    assert!(
        file.certificates
            .iter()
            .all(|it| it.chain == Chain::Unbroken)
    );
}
