use std::collections::{BTreeMap, BTreeSet};

use domain::{DateCodeCheck, LineClass, Receipt};
use sha2::{Digest, Sha256};

use super::*;

fn default_business() -> Business {
    Business::new(SAMPLE_SEED, &Scale::default())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Rows of the F1 file, newest first, as lists of cells.
fn f1_rows(business: &Business) -> Vec<Vec<String>> {
    let text = String::from_utf8(business.statement_csv()).unwrap();
    text.lines().map(damage::cells).collect()
}

fn cents(cell: &str) -> i64 {
    if cell.is_empty() {
        0
    } else {
        cell.parse::<domain::Kes>().unwrap().cents()
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, two) = (sample(7, &Scale::default()), sample(7, &Scale::default()));
    assert_eq!(one.statement_csv, two.statement_csv);
    assert_eq!(one.statement_xlsx, two.statement_xlsx);
    assert_eq!(one.ledger_csv, two.ledger_csv);
    assert_eq!(one.ledger_xlsx, two.ledger_xlsx);
    assert_eq!(one.f2_csv, two.f2_csv);
    assert_ne!(
        one.statement_csv,
        sample(8, &Scale::default()).statement_csv
    );
}

/// Pictures, golden results and bug reports name the sample by its seed: a change here is a change to
/// all of them, and must be meant.
#[test]
fn the_sample_business_stays_what_it_is() {
    let business = default_business();
    let digests = [
        business.statement_csv(),
        business.ledger_csv(),
        business.f2_csv(),
    ]
    .map(|bytes| digest(&bytes));
    assert_eq!(
        digests,
        [
            "61ce19748111cc33b4f52cf5bf55a28b611f49a0df44118dcf314226c5d8bb10",
            "af5618188633434eafe5aee60fa5562a640eac673c370a8fe0c71fb29cbda37a",
            "d59eb2e5268090d7943d498ea88ccf37bfe26ae8a020641db28659c0f4428b6d",
        ]
    );
}

#[test]
fn has_the_size_asked_for_and_every_oddity() {
    for seed in [SAMPLE_SEED, 1, 2, 3, u64::MAX] {
        let business = Business::new(seed, &Scale::default());
        let labels = business.labels();
        assert!(
            (2_380..=2_420).contains(&business.line_count()),
            "{}",
            business.line_count()
        );
        assert_eq!(labels.entries.len(), 1_800);
        let of_lines = labels.lines.iter().map(|line| line.oddity);
        let found: BTreeSet<_> = of_lines
            .chain(labels.entries.iter().map(|entry| entry.oddity))
            .collect();
        let missing: Vec<_> = Oddity::ALL
            .iter()
            .filter(|one| !found.contains(one))
            .collect();
        assert!(missing.is_empty(), "seed {seed}: {missing:?}");
    }
}

#[test]
fn the_balance_chain_is_exact_and_never_negative() {
    for seed in [SAMPLE_SEED, 11] {
        let business = Business::new(seed, &Scale::default());
        let mut legs: Vec<_> = business.posted.legs.iter().collect();
        legs.sort_by_key(|leg| (leg.completed, leg.rank));
        let mut balance = business.posted.opening;
        for leg in legs.into_iter().filter(|leg| leg.moved_money()) {
            balance += leg.amount;
            assert_eq!(leg.balance, balance, "{}", leg.receipt);
            assert!(balance >= 0, "{} overdraws", leg.receipt);
        }
        assert_eq!(balance, business.posted.closing);
    }
}

#[test]
fn the_preamble_ties_to_the_rows() {
    let rows = f1_rows(&default_business());
    let figures: Vec<_> = [1, 3, 7, 9].map(|at| cents(&rows[5][at])).into();
    let data = &rows[7..rows.len() - 1];
    let completed: Vec<_> = data.iter().filter(|row| row[4] == "Completed").collect();
    let sum = |column: usize| completed.iter().map(|row| cents(&row[column])).sum::<i64>();
    let [opening, closing, paid_in, withdrawn] = figures[..] else {
        panic!("four figures")
    };
    assert_eq!((sum(5), sum(6)), (paid_in, withdrawn));
    assert_eq!(opening + paid_in + withdrawn, closing);
    assert_eq!(cents(&rows[rows.len() - 1][5]), paid_in);
    assert!(withdrawn < 0 && completed.len() < data.len());
}

#[test]
fn receipts_carry_the_day_they_began_and_are_never_given_twice() {
    let business = default_business();
    let mut seen: BTreeMap<Receipt, usize> = BTreeMap::new();
    let mut a_day_off = 0;
    for leg in &business.posted.legs {
        assert_eq!(leg.receipt.date_code(), Some(leg.initiated.day()));
        assert_eq!(
            leg.receipt.check_day(leg.completed.day()),
            DateCodeCheck::Agrees
        );
        a_day_off += usize::from(leg.initiated.day() != leg.completed.day());
        *seen.entry(leg.receipt.clone()).or_default() += 1;
    }
    assert!(a_day_off >= 3, "{a_day_off}");
    assert!(seen.values().all(|rows| *rows <= 2));
}

#[test]
fn labels_refer_to_rows_that_are_there_and_never_pay_too_much() {
    let business = default_business();
    let labels = business.labels();
    let rows = f1_rows(&business);
    let ledger = String::from_utf8(business.ledger_csv()).unwrap();
    let ledger: Vec<Vec<&str>> = ledger.lines().map(|row| row.split(',').collect()).collect();
    let receipts: BTreeSet<_> = labels
        .lines
        .iter()
        .map(|line| line.receipt.clone())
        .collect();
    for line in &labels.lines {
        let row = &rows[usize::try_from(line.row).unwrap() - 1];
        assert_eq!(row[0], line.receipt.as_str());
        assert_eq!(cents(&row[5]) + cents(&row[6]), line.amount.cents());
        let paid: i64 = line.pays.iter().map(|share| share.amount.cents()).sum();
        assert!(line.pays.iter().all(|share| share.amount.is_positive()));
        match line.class {
            LineClass::Matched if line.oddity == Oddity::PartlyReversed => {
                assert!(paid < line.amount.cents());
            }
            LineClass::Matched | LineClass::Suggested | LineClass::Ambiguous => {
                assert_eq!(paid, line.amount.magnitude().cents(), "{line:?}");
            }
            LineClass::Part => assert!(paid < line.amount.cents() && line.credit_for.is_some()),
            _ => assert_eq!(paid, 0),
        }
        if line.oddity != Oddity::OrphanCharge {
            assert!(
                line.related
                    .iter()
                    .all(|related| receipts.contains(related))
            );
        }
    }
    for entry in &labels.entries {
        let row = &ledger[usize::try_from(entry.row).unwrap() - 1];
        assert_eq!(row[0], entry.reference);
        assert!(!entry.open.is_negative() && entry.allocated.cents() <= cents(row[5]));
    }
}

#[test]
fn what_a_rule_may_decide_is_what_was_meant() {
    // Every reference or account that is typed in full leads to the entry the label names, and no
    // slip of the finger leads to any.
    let business = default_business();
    let labels = business.labels();
    let references: BTreeMap<_, _> = labels
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (folded(&entry.reference), at))
        .collect();
    let mut accounts: BTreeSet<String> = BTreeSet::new();
    let mut without_zeros = BTreeSet::new();
    for customer in &business.customers {
        let key = domain::AccountKey::fold(&customer.code).unwrap();
        let short = key.without_leading_zeros();
        without_zeros.extend(short.map(|key| key.as_str().to_owned()));
        accounts.insert(key.as_str().to_owned());
    }
    for (leg, line) in business.posted.legs.iter().zip(&labels.lines) {
        let Some(typed) = leg.typed.as_deref().map(folded) else {
            continue;
        };
        let found = references.get(&typed);
        match line.oddity {
            Oddity::AccountTyped => assert!(accounts.contains(&typed)),
            Oddity::MonthsAtOnce => {
                assert!(accounts.contains(&typed) || without_zeros.contains(&typed));
            }
            Oddity::ZerosLost => assert!(without_zeros.contains(&typed) && found.is_none()),
            Oddity::Stranger | Oddity::NeverCompleted => {
                assert!(found.is_none() && !accounts.contains(&typed), "{typed}");
            }
            odd if odd.needs_score() => {
                assert!(found.is_none() && !accounts.contains(&typed), "{typed}");
            }
            Oddity::Instalments => assert!(
                found.is_some() || accounts.contains(&typed) || without_zeros.contains(&typed)
            ),
            _ => {
                let at = found.copied();
                let meant = line
                    .pays
                    .first()
                    .map(|share| share.entry)
                    .or(line.credit_for);
                assert!(meant.is_none() || at == meant, "{line:?} {typed}");
                assert!(at.is_some(), "{line:?} {typed}");
            }
        }
    }
}

fn folded(text: &str) -> String {
    domain::AccountKey::fold(text).map_or_else(String::new, |key| key.as_str().to_owned())
}

#[test]
fn the_newer_export_balances_in_every_wallet() {
    let business = default_business();
    let text = String::from_utf8(business.f2_csv()).unwrap();
    let mut pairs: BTreeMap<(String, String), i32> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let cells = damage::cells(row);
        assert!(!cells[6].starts_with('-'), "{row}");
        if cells[2].contains("Organization") {
            *pairs
                .entry((cells[0].clone(), cells[2].clone()))
                .or_default() += 1;
        }
    }
    assert!(pairs.len() > 100 && pairs.values().all(|legs| *legs == 2));
    assert_eq!(
        business.f2_name(),
        "Statements for 600111 from 2026-08-01 to 2026-10-31.csv"
    );
}

#[test]
fn the_share_that_needs_a_score_is_what_was_asked() {
    for (scale, low, high) in [
        (Scale::default(), 7, 10),
        (Scale::load(10_000), 8, 12),
        (
            Scale {
                share_needing_score: 20,
                ..Scale::default()
            },
            16,
            24,
        ),
    ] {
        let labels = Business::new(4, &scale).labels();
        let needing = labels
            .lines
            .iter()
            .filter(|line| line.oddity.needs_score())
            .count();
        let percent = needing * 100 / labels.lines.len();
        assert!(
            (low..=high).contains(&percent),
            "{percent} of {}",
            labels.lines.len()
        );
    }
}

#[test]
fn loads_have_as_many_lines_as_entries() {
    let business = Business::new(1, &Scale::load(20_000));
    assert_eq!(business.entries.len(), 20_000);
    assert!(
        (19_500..=20_400).contains(&business.line_count()),
        "{}",
        business.line_count()
    );
}

#[test]
fn odd_scales_do_no_harm() {
    for scale in [
        Scale {
            lines: 0,
            entries: 0,
            ..Scale::default()
        },
        Scale {
            days: 1,
            ..Scale::default()
        },
        Scale {
            lines: 100,
            entries: 5_000,
            days: 31,
            ..Scale::default()
        },
        Scale {
            share_needing_score: 100,
            ..Scale::default()
        },
    ] {
        let business = Business::new(1, &scale);
        assert_eq!(business.labels().lines.len(), business.line_count());
        assert!(!business.statement_csv().is_empty());
    }
}

#[test]
fn damage_changes_the_file_and_keeps_most_of_it() {
    let made = sample(
        1,
        &Scale {
            lines: 300,
            entries: 200,
            ..Scale::default()
        },
    );
    for file in [&made.statement_csv, &made.ledger_csv] {
        for kind in Damage::ALL {
            let hurt = damage(file, *kind);
            assert!(hurt != *file || *kind == Damage::Windows1252, "{kind:?}");
            assert!(hurt.len() * 3 + 9 >= file.len() * 2, "{kind:?}");
        }
        let hurt = String::from_utf8(damage(file, Damage::BrokenRow)).unwrap();
        let row = usize::try_from(broken_row(file)).unwrap();
        let differs = |(old, new): (&str, &str)| old != new;
        let whole = String::from_utf8(file.clone()).unwrap();
        let changed: Vec<_> = whole
            .lines()
            .zip(hurt.lines())
            .zip(1..)
            .filter(|(pair, _)| differs(*pair))
            .map(|(_, at)| at)
            .collect();
        assert_eq!(changed, [row]);
    }
}
