//! The sample business through the readers and the matching engine: what was written is read back
//! whole, and what is decided by rule is what was meant.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::{Kes, LineClass};
use engine::practice::{
    Business, Damage, Oddity, SAMPLE_SEED, Sample, Scale, broken_row, damage, sample,
};
use engine::reconcile::books;
use matching::{Decided, MatchState, Options, Solution};
use statements::certificate::Chain;
use statements::model::{Layout, LedgerFile, StatementFile};
use statements::{Flow, Limits, Source, Told};

fn statement(name: &str, bytes: &[u8]) -> StatementFile {
    let source = Source { name, bytes };
    let go_on = &mut |_| Flow::Continue;
    statements::read_statement(source, &Told::default(), &Limits::default(), go_on)
        .unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn ledger(name: &str, bytes: &[u8]) -> LedgerFile {
    let source = Source { name, bytes };
    statements::read_ledger(source, &Limits::default(), &mut |_| Flow::Continue)
        .unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn made() -> Sample {
    sample(SAMPLE_SEED, &Scale::default())
}

#[test]
fn the_statement_reads_whole_and_its_certificate_is_complete() {
    let made = made();
    for (name, bytes) in [
        ("statement.csv", &made.statement_csv),
        ("statement.xlsx", &made.statement_xlsx),
    ] {
        let read = statement(name, bytes);
        assert_eq!(read.layout, Layout::F1);
        assert!(read.refused.is_empty(), "{name}: {:?}", read.refused);
        assert_eq!(read.rows.len(), made.expected.lines.len());
        assert_eq!(read.footers.len(), 1);
        let [certificate] = &read.certificates[..] else {
            panic!("one wallet")
        };
        assert_eq!(certificate.chain, Chain::Unbroken, "{name}");
        assert!(certificate.is_complete(), "{certificate:?}");
        for (row, label) in read.rows.iter().zip(&made.expected.lines) {
            assert_eq!(
                (row.row, &row.receipt, row.leg, row.amount),
                (label.row, &label.receipt, label.leg, label.amount)
            );
        }
    }
}

#[test]
fn the_files_say_what_matching_is_told() {
    let made = made();
    let business = Business::new(SAMPLE_SEED, &Scale::default());
    let read: Vec<_> = statement("statement.csv", &made.statement_csv)
        .rows
        .iter()
        .map(books::line)
        .collect();
    for (read, told) in read.iter().zip(business.lines()) {
        assert_eq!(format!("{read:?}"), format!("{told:?}"));
    }
    for (name, bytes) in [
        ("ledger.csv", &made.ledger_csv),
        ("ledger.xlsx", &made.ledger_xlsx),
    ] {
        let file = ledger(name, bytes);
        assert!(file.refused.is_empty(), "{name}: {:?}", file.refused);
        assert_eq!(file.rows.len(), 1_800);
        assert!(file.rows.iter().all(|row| row.warnings.is_empty()));
        for (row, told) in file.rows.iter().zip(business.entries()) {
            assert_eq!(
                format!("{:?}", books::entry(row)),
                format!("{told:?}"),
                "{name}"
            );
        }
    }
}

#[test]
fn the_newer_export_reads_whole_and_holds_the_same_payments() {
    let made = made();
    let read = statement(&made.f2_name, &made.f2_csv);
    assert_eq!(read.layout, Layout::F2);
    assert!(read.refused.is_empty(), "{:?}", read.refused);
    for certificate in &read.certificates {
        assert_eq!(certificate.chain, Chain::Unbroken, "{certificate:?}");
    }
    let of_utility = |file: &StatementFile| -> BTreeSet<_> {
        let utility =
            |row: &&statements::model::StatementRow| row.account == domain::SubAccount::Utility;
        let rows = file.rows.iter().filter(utility);
        rows.map(|row| (row.receipt.clone(), row.leg, row.amount, row.completed))
            .collect()
    };
    let older = statement("statement.csv", &made.statement_csv);
    assert_eq!(of_utility(&read), of_utility(&older));
}

#[test]
fn damage_costs_at_most_the_row_it_hits() {
    let made = made();
    let whole = statement("statement.csv", &made.statement_csv);
    let entries = ledger("ledger.csv", &made.ledger_csv);
    for kind in Damage::ALL {
        let hurt = damage(&made.statement_csv, *kind);
        let read = statement("statement.csv", &hurt);
        let hurt = damage(&made.ledger_csv, *kind);
        let read_ledger = ledger("ledger.csv", &hurt);
        match kind {
            Damage::BrokenRow => {
                assert_eq!(read.refused.len(), 1);
                assert_eq!(read.refused[0].row, broken_row(&made.statement_csv));
                assert_eq!(read.rows.len() + 1, whole.rows.len());
                assert_eq!(read_ledger.refused[0].row, broken_row(&made.ledger_csv));
                assert_eq!(read_ledger.rows.len() + 1, entries.rows.len());
            }
            Damage::Truncated => {
                assert!(read.rows.len() * 2 > whole.rows.len() && read.refused.len() <= 1);
                assert!(!read.certificates[0].is_complete());
                assert!(read_ledger.rows.len() * 2 > entries.rows.len());
            }
            _ => {
                assert!(read.refused.is_empty(), "{kind:?}: {:?}", read.refused);
                assert_eq!(read.rows.len(), whole.rows.len(), "{kind:?}");
                assert!(read.certificates[0].is_complete(), "{kind:?}");
                assert!(
                    read_ledger.refused.is_empty(),
                    "{kind:?}: {:?}",
                    read_ledger.refused
                );
                assert_eq!(read_ledger.rows.len(), entries.rows.len(), "{kind:?}");
            }
        }
    }
}

fn solved(business: &Business) -> Solution {
    let (first, last) = business.period();
    let options = Options {
        as_of: last,
        statement_complete: Some((first, last)),
    };
    let (lines, entries) = (business.lines(), business.entries());
    let go_on = &mut |_, _| true;
    matching::solve(&lines, &entries, &Decided::default(), &options, go_on).unwrap()
}

/// What rules decide by themselves must be true, on every seed; and what they could decide, they do.
#[test]
fn what_confirms_itself_is_what_was_meant() {
    for seed in [SAMPLE_SEED, 2, 3, 4, 5] {
        let business = Business::new(seed, &Scale::default());
        let (labels, solution) = (business.labels(), solved(&business));
        let mut decided: BTreeMap<(usize, usize), Kes> = BTreeMap::new();
        for found in solution
            .matches
            .iter()
            .filter(|it| it.state == MatchState::Auto)
        {
            for part in &found.allocations {
                let pair = (index(part.line), index(part.entry));
                let sum = decided.entry(pair).or_default();
                *sum = sum.checked_add(part.amount).unwrap();
            }
        }
        for (at, label) in labels.lines.iter().enumerate() {
            for share in &label.pays {
                let found = decided.remove(&(at, share.entry));
                let asked = found.is_none() && label.oddity.needs_score();
                assert!(
                    asked || found == Some(share.amount),
                    "seed {seed}: {label:?}"
                );
            }
        }
        assert!(decided.is_empty(), "seed {seed}: {decided:?}");
    }
}

/// The class of every line is the one a careful desk gives it. Lists of references are not read yet:
/// such a line is left for a person.
#[test]
fn every_line_ends_in_the_class_it_should() {
    let business = Business::new(SAMPLE_SEED, &Scale::default());
    let (labels, solution) = (business.labels(), solved(&business));
    for (label, outcome) in labels.lines.iter().zip(&solution.lines) {
        let listed = label.oddity == Oddity::SeveralReferences;
        let open = |class| matches!(class, LineClass::Unmatched | LineClass::Ambiguous);
        assert!(
            outcome.class == label.class
                || listed && open(outcome.class)
                || label.oddity.needs_score() && outcome.class == LineClass::Matched,
            "{label:?}: {outcome:?}"
        );
    }
    let states = labels.entries.iter().zip(&solution.entries);
    for (label, outcome) in states.filter(|(label, _)| !label.oddity.needs_score()) {
        assert_eq!(
            (label.state, label.allocated, label.open),
            (outcome.state, outcome.allocated, outcome.open),
            "{label:?}"
        );
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap()
}
