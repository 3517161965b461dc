//! From collected rows and the engine's answer to what the report shows.

use domain::{Bucket, Day, EntryState, Environment, Kes, LineClass};
use matching::model::{MatchState, Solution};
use reports::model::{
    CertificateRow, ClassCount, EntryRow, ExceptionRow, LineRow, MatchRow, Reconciliation,
    SourceFile,
};
use sha2::{Digest, Sha256};
use statements::certificate::{Certificate, Chain};
use statements::model::LedgerRow;

use super::bridge::{self, BridgeEntry, BridgeLine};
use super::collect::{AsideLine, Collected};
use super::read_file::ReadFile;
use crate::reconcile::books;
use crate::words::{self, without_numbers};

/// Puts the report together.
#[must_use]
pub fn assemble(
    collected: &Collected,
    solution: &Solution,
    as_of: Day,
    environment: Environment,
) -> Reconciliation {
    let lines = line_rows(collected, solution);
    let bridge_lines = collected
        .lines
        .iter()
        .zip(&solution.lines)
        .map(|(of, out)| BridgeLine {
            amount: of.row.amount,
            kind: of.row.kind(),
            class: out.class,
            allocated: out.allocated,
        });
    let bridge_entries = collected
        .entries
        .iter()
        .zip(&solution.entries)
        .map(|(of, out)| BridgeEntry {
            direction: of.row.direction,
            allocated: out.allocated,
            booked: books::booked(&of.row),
            booked_met: out.booked_met,
            booked_on: books::booked_on(&of.row),
        });
    let certificates = &collected.certificates;
    let bridge = bridge::bridge(
        bridge_lines,
        bridge_entries,
        certificates,
        collected.period,
        None,
    );
    let classes = collected
        .lines
        .iter()
        .zip(&solution.lines)
        .map(|(of, out)| (out.class, of.row.amount));
    Reconciliation {
        business: collected
            .business
            .clone()
            .unwrap_or_else(|| format!("Short code {}", collected.short_code)),
        short_code: Some(collected.short_code.clone()),
        environment,
        period: collected.period,
        as_of,
        sources: collected.files.iter().map(source).collect(),
        bridge,
        certificates: certificates.iter().map(certificate_row).collect(),
        classes: class_counts(classes),
        matches: match_rows(collected, solution),
        lines,
        entries: entry_rows(collected, solution),
        exceptions: exception_rows(collected, solution, as_of),
    }
}

fn source(of: &ReadFile) -> SourceFile {
    SourceFile {
        name: of.name.clone(),
        role: of.role,
        layout: of.layout.clone(),
        sha256: of.sha256.clone(),
        size: of.size,
        buckets: of.buckets,
        set_aside: of.set_aside,
    }
}

/// A certificate in the report's words.
#[must_use]
pub fn certificate_row(of: &Certificate) -> CertificateRow {
    CertificateRow {
        wallet: words::wallet(of.short_code.as_ref(), of.account),
        period: of.period,
        rows: of.rows,
        opening: of.opening,
        paid_in: of.paid_in,
        withdrawn: of.withdrawn,
        closing: of.closing,
        complete: of.is_complete(),
        findings: words::findings(of),
    }
}

/// Lines and money per class, every class once.
pub fn class_counts(lines: impl Iterator<Item = (LineClass, Kes)>) -> Vec<ClassCount> {
    let mut counts: Vec<ClassCount> = LineClass::ALL
        .iter()
        .map(|class| ClassCount {
            class: *class,
            count: 0,
            amount: Kes::ZERO,
        })
        .collect();
    for (class, amount) in lines {
        if let Some(of) = counts.iter_mut().find(|of| of.class == class) {
            of.count += 1;
            of.amount = of.amount.checked_add(amount).unwrap_or(of.amount);
        }
    }
    counts
}

/// Every statement row in file order: the new ones with their outcome, the others with their reason.
fn line_rows(collected: &Collected, solution: &Solution) -> Vec<LineRow> {
    let new = collected
        .lines
        .iter()
        .zip(&solution.lines)
        .map(|(of, out)| {
            let row = LineRow {
                receipt: of.row.receipt.to_string(),
                line_kind: Some(of.row.kind()),
                completed_at: Some(of.row.completed),
                amount: Some(of.row.amount),
                bucket: Bucket::New,
                class: Some(out.class),
                allocated: Some(out.allocated),
                open: Some(out.open),
                party: of
                    .row
                    .party_name
                    .as_ref()
                    .map_or_else(String::new, |name| name.reveal().to_owned()),
                typed: of
                    .row
                    .typed_account
                    .as_deref()
                    .map(without_numbers)
                    .unwrap_or_default(),
                why: out.why.clone(),
            };
            ((of.file, of.row.row), row)
        });
    let aside = collected
        .aside
        .iter()
        .map(|of| (aside_place(of), aside_row(of)));
    let mut rows: Vec<_> = new.chain(aside).collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn aside_place(of: &AsideLine) -> (usize, u64) {
    let row = of.row.as_ref().map(|row| row.row);
    (
        of.file,
        row.or(of.refused.as_ref().map(|row| row.row)).unwrap_or(0),
    )
}

fn aside_row(of: &AsideLine) -> LineRow {
    let refused_receipt = of.refused.as_ref().and_then(|refused| {
        refused
            .raw
            .iter()
            .find_map(|cell| cell.parse::<domain::Receipt>().ok())
    });
    LineRow {
        receipt: of
            .row
            .as_ref()
            .map(|row| row.receipt.to_string())
            .or(refused_receipt.map(|receipt| receipt.to_string()))
            .unwrap_or_default(),
        line_kind: of.row.as_ref().map(statements::model::StatementRow::kind),
        completed_at: of.row.as_ref().map(|row| row.completed),
        amount: of.row.as_ref().map(|row| row.amount),
        bucket: of.bucket,
        class: None,
        allocated: None,
        open: None,
        party: String::new(),
        typed: String::new(),
        why: of.why.clone(),
    }
}

fn entry_rows(collected: &Collected, solution: &Solution) -> Vec<EntryRow> {
    collected
        .entries
        .iter()
        .zip(&solution.entries)
        .map(|(of, out)| EntryRow {
            reference: of.row.reference.clone().unwrap_or_default(),
            account: of.row.account.clone().unwrap_or_default(),
            direction: of.row.direction,
            amount: of.row.amount,
            allocated: out.allocated,
            open: out.open,
            state: out.state,
            due: of.row.due,
        })
        .collect()
}

fn match_rows(collected: &Collected, solution: &Solution) -> Vec<MatchRow> {
    let mut rows = Vec::with_capacity(solution.matches.len());
    for (number, of) in solution.matches.iter().enumerate() {
        let state = match of.state {
            MatchState::Auto => "auto",
            MatchState::Suggested => "suggested",
        };
        for part in &of.allocations {
            let line = usize::try_from(part.line)
                .ok()
                .and_then(|at| collected.lines.get(at));
            let entry = usize::try_from(part.entry)
                .ok()
                .and_then(|at| collected.entries.get(at));
            let (Some(line), Some(entry)) = (line, entry) else {
                continue;
            };
            rows.push(MatchRow {
                match_id: format!("M{:06}", number + 1),
                receipt: line.row.receipt.to_string(),
                line_kind: line.row.kind(),
                reference: entry_name(&entry.row),
                amount: part.amount,
                state,
                confidence: of.confidence,
                margin: of.margin,
                rule: of.rule.word(),
                explanation: of.explanation.clone(),
            });
        }
    }
    rows
}

/// What an entry is called: its reference, else its account.
#[must_use]
pub fn entry_name(row: &LedgerRow) -> String {
    row.reference
        .clone()
        .or_else(|| row.account.clone())
        .unwrap_or_default()
}

fn exception_rows(collected: &Collected, solution: &Solution, as_of: Day) -> Vec<ExceptionRow> {
    let found = solution.findings.iter().map(|finding| {
        let at = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
        let line = at(finding.line)
            .and_then(|at| collected.lines.get(at))
            .map(|of| &of.row);
        let entry = at(finding.entry)
            .and_then(|at| collected.entries.get(at))
            .map(|of| &of.row);
        let receipt = line.map(|row| row.receipt.to_string()).unwrap_or_default();
        let leg = line.map_or("", |row| row.leg.word());
        let reference = entry.map(entry_name).unwrap_or_default();
        let day = line
            .map(|row| row.completed.day())
            .or(entry.and_then(|row| row.due.or(row.date)));
        ExceptionRow {
            id: stable_id(&[finding.kind.word(), &receipt, leg, &reference]),
            kind: finding.kind.word(),
            receipt,
            reference,
            amount: finding.amount,
            age_days: age(day, as_of),
            detail: finding.detail.clone(),
        }
    });
    let mut rows: Vec<ExceptionRow> = found
        .chain(gap_rows(&collected.certificates, as_of))
        .collect();
    number_repeats(&mut rows);
    rows
}

/// A break of the running balance is an exception of its own.
pub fn gap_rows(
    certificates: &[Certificate],
    as_of: Day,
) -> impl Iterator<Item = ExceptionRow> + '_ {
    certificates.iter().flat_map(move |of| {
        let breaks = match &of.chain {
            Chain::Broken(breaks) => breaks.as_slice(),
            Chain::Unbroken | Chain::NotCheckable(_) => &[],
        };
        let wallet = words::wallet(of.short_code.as_ref(), of.account);
        breaks.iter().map(move |at| ExceptionRow {
            id: stable_id(&["balance_gap", &wallet, &at.at.to_string(), ""]),
            kind: "balance_gap",
            receipt: String::new(),
            reference: String::new(),
            amount: at.difference(),
            age_days: age(Some(at.at.day()), as_of),
            detail: format!(
                "{wallet}: the balance should be {} at {}, the file says {}.",
                at.expected,
                words::second(at.at),
                at.found
            ),
        })
    })
}

/// Whole days from then to `as_of`; 0 for the future or an unknown day.
#[must_use]
pub fn age(day: Option<Day>, as_of: Day) -> i64 {
    day.map_or(0, |day| (as_of - day).num_days().max(0))
}

/// The same finding has the same id in every run: `X` and ten hexadecimal digits of a hash over what
/// it is about.
#[must_use]
pub fn stable_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let hex: String = hash
        .finalize()
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("X{hex}")
}

/// Two equal findings (two identical entries) get `-2`, `-3` in their order.
pub fn number_repeats(rows: &mut [ExceptionRow]) {
    let mut seen = std::collections::HashMap::new();
    for row in rows {
        let times: &mut u32 = seen.entry(row.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            row.id = format!("{}-{times}", row.id);
        }
    }
}

/// Whether an entry's state leaves something for the unmatched sheet.
#[must_use]
pub const fn is_unmet(state: EntryState) -> bool {
    matches!(state, EntryState::Open | EntryState::Part)
}
