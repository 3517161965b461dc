//! An invented business with an ordinary quarter and every oddity a report must show.

use domain::{
    Bucket, Day, Direction, Eat, EntryState, Environment, Kes, LineClass, LineKind, ShortCode,
};
use reports::model::{
    Bridge, BridgeItem, CertificateRow, ClassCount, EntryRow, ExceptionRow, LineRow, MatchRow,
    Reconciliation, SourceFile,
};

pub fn kes(text: &str) -> Kes {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str) -> Eat {
    Eat::parse_iso(text).unwrap()
}

fn receipt(number: usize) -> String {
    format!(
        "UC{}K{number:06}",
        char::from(b'1' + u8::try_from(number % 9).unwrap())
    )
}

/// The whole report: practice environment, three wallets, forty exceptions, a residual below zero.
pub fn water() -> Reconciliation {
    Reconciliation {
        business: "Mfano Water Services Ltd, Customer Collections and Community Kiosks Division (Eastern Region)".into(),
        short_code: ShortCode::parse("600111"),
        environment: Environment::Practice,
        period: (day("2026-01-01"), day("2026-03-31")),
        as_of: day("2026-03-31"),
        sources: sources(),
        bridge: bridge(),
        certificates: certificates(),
        classes: classes(),
        matches: (1..=30).map(match_row).collect(),
        lines: lines(),
        entries: entries(),
        exceptions: (1..=40).map(exception).collect(),
    }
}

/// A quiet month of real money that closes.
pub fn closed() -> Reconciliation {
    let mut report = water();
    report.business = "Mfano Water Services Ltd".into();
    report.environment = Environment::Production;
    report.bridge.items.pop();
    report.bridge.residual = Kes::ZERO;
    report.certificates.truncate(1);
    report.exceptions.truncate(2);
    report.sources.truncate(1);
    report
}

/// Nothing at all.
pub fn nothing() -> Reconciliation {
    Reconciliation {
        business: String::new(),
        short_code: None,
        environment: Environment::Sandbox,
        period: (day("2026-01-01"), day("2026-01-01")),
        as_of: day("2026-01-01"),
        sources: vec![],
        bridge: Bridge {
            statement_opening: Kes::ZERO,
            statement_in: Kes::ZERO,
            statement_out: Kes::ZERO,
            statement_closing: Kes::ZERO,
            balances_known: false,
            book_brought_forward: Kes::ZERO,
            cash_book: Kes::ZERO,
            book_balance: Kes::ZERO,
            items: vec![],
            residual: Kes::ZERO,
        },
        certificates: vec![],
        classes: vec![],
        matches: vec![],
        lines: vec![],
        entries: vec![],
        exceptions: vec![],
    }
}

fn sources() -> Vec<SourceFile> {
    let file = |name: &str, role, layout: &str, digit: &str, buckets, set_aside| SourceFile {
        name: name.into(),
        role,
        layout: layout.into(),
        sha256: format!("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a{digit}"),
        size: 482_113,
        buckets,
        set_aside,
    };
    vec![
        file(
            "ORG_600111_Utility_Account_Statement_01-01-2026_to_31-03-2026_downloaded_by_finance_desk_v2_final.csv",
            "statement",
            "F1, CSV",
            "08",
            [2_391, 14, 2, 5],
            7,
        ),
        file(
            "ORG_600111_Working_Account.xlsx",
            "statement",
            "F2, XLSX",
            "1b",
            [212, 0, 0, 0],
            6,
        ),
        file(
            "ORG_600111_Charges_Paid.csv",
            "statement",
            "F1, CSV",
            "2c",
            [388, 0, 0, 0],
            6,
        ),
        file(
            "invoices_q1_2026.xlsx",
            "ledger",
            "Canonical",
            "3d",
            [1_806, 0, 0, 1],
            1,
        ),
    ]
}

fn bridge() -> Bridge {
    let item = |code, name: &str, count, amount: &str| BridgeItem {
        code,
        name: name.into(),
        count,
        amount: kes(amount),
    };
    Bridge {
        statement_opening: kes("184220.50"),
        statement_in: kes("3914875.00"),
        statement_out: kes("-3642410.75"),
        statement_closing: kes("456684.75"),
        balances_known: true,
        book_brought_forward: kes("184220.50"),
        cash_book: kes("12500.00"),
        book_balance: kes("196720.50"),
        items: vec![
            item(
                "matched_in",
                "Matched to receivables, not yet posted in the books",
                2_104,
                "3702150.00",
            ),
            item(
                "matched_out",
                "Matched to payables, not yet posted in the books",
                96,
                "-1240300.00",
            ),
            item(
                "unmatched_in",
                "Money in that no entry explains",
                61,
                "171225.00",
            ),
            item(
                "unmatched_out",
                "Money out that no entry explains",
                4,
                "-18400.00",
            ),
            item(
                "duplicates",
                "Paid twice, held as credit for the customer",
                9,
                "41500.00",
            ),
            item("fees", "M-Pesa charges", 388, "-28960.75"),
            item(
                "sweeps",
                "Moved to the bank, not yet booked there",
                26,
                "-2366000.00",
            ),
        ],
        residual: kes("-1250.00"),
    }
}

fn certificates() -> Vec<CertificateRow> {
    let whole = Some((at("2026-01-01T06:12:09"), at("2026-03-31T21:47:55")));
    vec![
        CertificateRow {
            wallet: "600111 Utility Account".into(),
            period: whole,
            rows: 2_391,
            opening: Some(kes("180000.00")),
            paid_in: kes("3914875.00"),
            withdrawn: kes("-3612100.00"),
            closing: Some(kes("482775.00")),
            complete: true,
            findings: vec![
                "Balance unbroken over 2,391 rows.".into(),
                "Totals of the preamble agree: 3,914,875.00 in, 3,612,100.00 out.".into(),
            ],
        },
        CertificateRow {
            wallet: "600111 Working Account".into(),
            period: whole,
            rows: 212,
            opening: Some(kes("4220.50")),
            paid_in: kes("2366000.00"),
            withdrawn: kes("-2367350.00"),
            closing: Some(kes("2870.50")),
            complete: false,
            findings: vec![
                "Rows may be missing between 14 Feb 2026 16:02:11 and 14 Feb 2026 17:40:36: the balance drops by 1,250.00 without a row that says why.".into(),
                "Balance unbroken over the other 210 rows.".into(),
            ],
        },
        CertificateRow {
            wallet: "600111 Charges Paid Account".into(),
            period: None,
            rows: 388,
            opening: None,
            paid_in: Kes::ZERO,
            withdrawn: kes("-28960.75"),
            closing: None,
            complete: false,
            findings: vec!["This layout prints no balance, so completeness can't be checked.".into()],
        },
    ]
}

fn classes() -> Vec<ClassCount> {
    let counts: [(u64, &str); 10] = [
        (2_180, "2461850.00"),
        (20, "38400.00"),
        (33, "61250.00"),
        (11, "24900.00"),
        (9, "41500.00"),
        (65, "152825.00"),
        (388, "-28960.75"),
        (238, "-2366000.00"),
        (8, "0.00"),
        (39, "0.00"),
    ];
    let classes = LineClass::ALL.iter().zip(counts);
    classes
        .map(|(class, (count, amount))| ClassCount {
            class: *class,
            count,
            amount: kes(amount),
        })
        .collect()
}

fn match_row(number: usize) -> MatchRow {
    let suggested = number.is_multiple_of(5);
    MatchRow {
        match_id: format!("M{number:06}"),
        receipt: receipt(number),
        line_kind: LineKind::Principal,
        reference: format!("00{}", 4_200 + number),
        amount: kes("1250.50"),
        state: if suggested { "suggested" } else { "auto" },
        confidence: if suggested { 7_150 } else { 9_700 },
        margin: 4_205,
        rule: "exact_reference",
        explanation:
            "The account typed is the reference of the invoice, and the amount is what is open."
                .into(),
    }
}

/// Lines of every class, kind and bucket, among them texts that would run as formulas.
fn lines() -> Vec<LineRow> {
    let mut rows: Vec<LineRow> = LineClass::ALL
        .iter()
        .zip(1..)
        .map(|(class, number)| LineRow {
            receipt: receipt(number),
            line_kind: Some(LineKind::ALL[number % LineKind::ALL.len()]),
            completed_at: Some(at("2026-03-03T09:14:27")),
            amount: Some(kes(if number % 3 == 0 {
                "-730.25"
            } else {
                "1500.00"
            })),
            bucket: Bucket::New,
            class: Some(*class),
            allocated: Some(kes("500.00")),
            open: Some(if *class == LineClass::Matched {
                Kes::ZERO
            } else {
                kes("1000.00")
            }),
            party: "A••• M•••".into(),
            typed: "=HYPERLINK(\"http://example.invalid\")".into(),
            why: "No open entry has this reference or this customer.".into(),
        })
        .collect();
    rows.push(LineRow {
        receipt: "+not a receipt".into(),
        line_kind: None,
        completed_at: None,
        amount: None,
        bucket: Bucket::Refused,
        class: None,
        allocated: None,
        open: None,
        party: String::new(),
        typed: String::new(),
        why: "Row 212: the receipt can't be read.".into(),
    });
    rows
}

fn entries() -> Vec<EntryRow> {
    let entry =
        |reference: &str, direction, amount: &str, allocated: &str, open: &str, state, due| {
            EntryRow {
                reference: reference.into(),
                account: "0042".into(),
                direction,
                amount: kes(amount),
                allocated: kes(allocated),
                open: kes(open),
                state,
                due,
            }
        };
    let due = Some(day("2026-03-01"));
    vec![
        entry(
            "004201",
            Direction::Receivable,
            "1250.50",
            "1250.50",
            "0",
            EntryState::Settled,
            due,
        ),
        entry(
            "INV,\"7\"",
            Direction::Receivable,
            "900",
            "400",
            "500",
            EntryState::Part,
            due,
        ),
        entry(
            "-7",
            Direction::Receivable,
            "900",
            "0",
            "900",
            EntryState::Open,
            None,
        ),
        entry(
            "254700000001",
            Direction::Payable,
            "12000",
            "0",
            "12000",
            EntryState::Open,
            Some(day("2026-04-10")),
        ),
        entry(
            "big",
            Direction::Payable,
            "92233720368547758.07",
            "0",
            "92233720368547758.07",
            EntryState::Open,
            due,
        ),
    ]
}

pub fn exception(number: usize) -> ExceptionRow {
    let kinds: [(&str, &str, &str); 6] = [
        (
            "unmatched_line",
            "3400.00",
            "Money in that no entry explains; the payer typed “KIOSK 14”, which no customer has.",
        ),
        (
            "amount_differs",
            "-150.00",
            "The invoice is open with 1,650.00 and the payment is 1,500.00; 150.00 stays due.",
        ),
        (
            "duplicate_payment",
            "2500.00",
            "Pays invoice 004217 a second time, 3 minutes after the first payment; held as credit for the customer until someone decides.",
        ),
        (
            "ambiguous",
            "1500.00",
            "Three invoices of 1,500.00 fit equally well: 004230, 004231 and 004232. The payer is known for two of them, so the reference decides, and it names none of the three; ask the customer which invoice was meant before confirming.",
        ),
        (
            "reversed",
            "-720.00",
            "Reversed on the day after; the invoice is open again.",
        ),
        (
            "balance_gap",
            "-1250.00",
            "The balance of the Working Account drops without a row that says why.",
        ),
    ];
    let (kind, amount, detail) = kinds[number % kinds.len()];
    ExceptionRow {
        id: format!("X-{kind}-{number:05}"),
        kind,
        receipt: if kind == "balance_gap" {
            String::new()
        } else {
            receipt(number)
        },
        reference: if number.is_multiple_of(4) {
            String::new()
        } else {
            format!("00{}", 4_200 + number)
        },
        amount: kes(amount),
        age_days: i64::try_from(number % 45).unwrap(),
        detail: detail.into(),
    }
}
