//! Writing the workspace's reconciliation as files: the same that the command line writes.

use std::path::PathBuf;

use domain::{Bucket, LineId, Problem};
use reports::model::{EntryRow, ExceptionRow, LineRow, MatchRow, Reconciliation, SourceFile};

use crate::api::{ExportRequest, Exported};
use crate::app::position::{Position, last_event};
use crate::app::{Acts, Core, Job, show_entry};
use crate::files::make_folder;
use crate::reconcile::{cancelled, report, write};
use crate::store::imports::{self, ImportRow};
use crate::store::{
    Done, Ledger, Read, StoreError, entries, files, findings, lines, matches, rows_aside,
};
use crate::words::without_numbers;

impl Acts<'_> {
    /// Writes the reconciliation as XLSX, PDF, CSV and JSON into a folder. That needs what revealing needs,
    /// and is recorded.
    ///
    /// # Errors
    /// When the job is cancelled, or the folder can't be written to.
    pub async fn report_export(&self, request: ExportRequest) -> Result<Exported, Problem> {
        let name = request.job.clone();
        self.with_job(&name, move |core, ledger, job| {
            export(core, ledger, job, request.folder)
        })
        .await
    }
}

fn export(
    core: &Core,
    ledger: &Ledger,
    job: &Job,
    folder: Option<String>,
) -> Result<Exported, Problem> {
    let step = |phase: &str, at: u32| {
        if job.report(phase, (at, at), 0, 1) {
            Ok(())
        } else {
            Err(cancelled())
        }
    };
    step("Gathering the reconciliation", 500)?;
    // It carries full names, so that it was asked for is recorded first.
    ledger.write(core.by(), "report.export", |_| {
        Ok(Done::to("reconciliation", ()))
    })?;
    let position = core.position(ledger)?;
    if position.period.is_none() {
        return Err(Problem::new(
            "export.nothing",
            "Nothing was written: there is no statement yet.",
        )
        .with_remedy("Import a statement and a ledger first."));
    }
    // The bridge and the rows must be of one moment: a decision in between begins it again.
    let reconciliation = ledger.read(|read| {
        let same = last_event(read)? == position.events;
        same.then(|| gather(read, core, &position)).transpose()
    })?;
    let Some(reconciliation) = reconciliation else {
        return Err(Problem::new(
            "export.moved",
            "Nothing was written: the books changed while they were read.",
        )
        .with_remedy("Export again.")
        .with_retry(domain::Retry::Now));
    };
    step("Writing the workbook and the page", 4_000)?;
    let made = write::files(&reconciliation, &[])?;
    step("Saving", 9_000)?;
    let folder = folder.map_or_else(
        || {
            core.export_folder()
                .join(position.as_of().format("to-%Y-%m-%d").to_string())
        },
        PathBuf::from,
    );
    make_folder(&folder)?;
    write::write_all(&folder, &made)?;
    Ok(Exported {
        folder: folder.display().to_string(),
        files: made.iter().map(|file| file.name.to_owned()).collect(),
    })
}

fn gather(read: &Read<'_>, core: &Core, position: &Position) -> Result<Reconciliation, StoreError> {
    let mut line_rows = Vec::new();
    let mut places = std::collections::HashMap::new();
    lines::for_each(read, |line| {
        places.insert(
            line.id,
            (line.receipt.to_string(), line.leg, line.completed.day()),
        );
        line_rows.push((line.import, line.row, line_row(&line)));
        Ok(())
    })?;
    let mut entry_rows = Vec::new();
    let mut entry_days = std::collections::HashMap::new();
    let mut names = std::collections::HashMap::new();
    entries::for_each(read, |entry| {
        names.insert(entry.id, show_entry::name(&entry));
        entry_days.insert(entry.id, entry.due.or(entry.date));
        entry_rows.push(entry_row(&entry));
        Ok(())
    })?;
    let classes = line_rows
        .iter()
        .filter_map(|(_, _, row)| Some((row.class?, row.amount?)));
    let classes = report::class_counts(classes);
    let imports: Vec<ImportRow> = imports::all(read)?
        .into_iter()
        .rev()
        .filter(|row| row.undone.is_none())
        .collect();
    add_set_aside(read, &imports, &mut line_rows)?;
    line_rows.sort_by_key(|(import, row, _)| (*import, *row));
    let as_of = position.as_of();
    let mut exceptions = Vec::new();
    for found in findings::all(read)? {
        let line = found.finding.line.and_then(|id| places.get(&id));
        let entry = found.finding.entry;
        let day = line
            .map(|(_, _, day)| *day)
            .or_else(|| entry.and_then(|id| entry_days.get(&id).copied().flatten()));
        exceptions.push(ExceptionRow {
            id: found.stable_id,
            kind: found.finding.kind.word(),
            receipt: line
                .map(|(receipt, ..)| receipt.clone())
                .unwrap_or_default(),
            reference: entry
                .and_then(|id| names.get(&id).cloned())
                .unwrap_or_default(),
            amount: found.finding.amount,
            age_days: report::age(day, as_of),
            detail: found.finding.detail,
        });
    }
    exceptions.extend(report::gap_rows(&position.certificates, as_of));
    report::number_repeats(&mut exceptions);
    Ok(Reconciliation {
        business: position
            .business
            .clone()
            .unwrap_or_else(|| "Workspace".to_owned()),
        short_code: position.short_code.clone(),
        environment: core.environment,
        period: position.period.unwrap_or_default(),
        as_of,
        sources: imports
            .iter()
            .map(|row| source(read, row))
            .collect::<Result<_, _>>()?,
        bridge: position.bridge.clone(),
        certificates: position
            .certificates
            .iter()
            .map(report::certificate_row)
            .collect(),
        classes,
        matches: match_rows(read, &places, &names)?,
        lines: line_rows.into_iter().map(|(_, _, row)| row).collect(),
        entries: entry_rows,
        exceptions,
    })
}

type Places = std::collections::HashMap<LineId, (String, domain::Wording, domain::Day)>;

fn match_rows(
    read: &Read<'_>,
    places: &Places,
    names: &std::collections::HashMap<domain::EntryId, String>,
) -> Result<Vec<MatchRow>, StoreError> {
    let mut rows = Vec::new();
    let mut number = 0_u64;
    matches::for_each_present(read, |found| {
        number += 1;
        for part in &found.content.parts {
            let Some((receipt, leg, _)) = places.get(&part.line) else {
                continue;
            };
            rows.push(MatchRow {
                match_id: format!("M{number:06}"),
                receipt: receipt.clone(),
                line_kind: leg.kind(),
                reference: names.get(&part.entry).cloned().unwrap_or_default(),
                amount: part.amount,
                state: found.content.standing.word(),
                confidence: found.content.confidence,
                margin: found.content.margin,
                rule: found.content.rule.word(),
                explanation: found.content.explanation.clone(),
            });
        }
        Ok(())
    })?;
    Ok(rows)
}

fn line_row(line: &lines::LineRow) -> LineRow {
    LineRow {
        receipt: line.receipt.to_string(),
        line_kind: Some(line.leg.kind()),
        completed_at: Some(line.completed),
        amount: Some(line.amount),
        bucket: Bucket::New,
        class: Some(line.class),
        allocated: Some(line.claimed),
        open: Some(open(line)),
        party: line
            .party_name
            .as_ref()
            .map_or_else(String::new, |name| name.reveal().to_owned()),
        typed: line
            .typed_account
            .as_deref()
            .map(without_numbers)
            .unwrap_or_default(),
        why: line.why.clone(),
    }
}

/// What is open of a line that goes to the ledger; nothing of one that does not.
fn open(line: &lines::LineRow) -> domain::Kes {
    use domain::LineClass;
    match line.class {
        LineClass::Fee | LineClass::Transfer | LineClass::Reversed | LineClass::NotCompleted => {
            domain::Kes::ZERO
        }
        LineClass::Matched
        | LineClass::Part
        | LineClass::Suggested
        | LineClass::Ambiguous
        | LineClass::Duplicate
        | LineClass::Unmatched => line.unclaimed(),
    }
}

fn entry_row(entry: &entries::EntryRow) -> EntryRow {
    EntryRow {
        reference: entry.reference.clone().unwrap_or_default(),
        account: entry.account.clone().unwrap_or_default(),
        direction: entry.direction,
        amount: entry.amount,
        allocated: entry.claimed,
        open: entry.left(),
        state: entry.state,
        due: entry.due,
    }
}

/// A row that did not enter.
fn set_aside(receipt: String, bucket: Bucket, why: String) -> LineRow {
    LineRow {
        receipt,
        line_kind: None,
        completed_at: None,
        amount: None,
        bucket,
        class: None,
        allocated: None,
        open: None,
        party: String::new(),
        typed: String::new(),
        why,
    }
}

/// Refused and changed rows of statements are lines too: set aside, with their reason.
fn add_set_aside(
    read: &Read<'_>,
    imports: &[ImportRow],
    rows: &mut Vec<(domain::ImportId, u64, LineRow)>,
) -> Result<(), StoreError> {
    for import in imports
        .iter()
        .filter(|row| row.import.role == imports::Role::Statement)
    {
        for refused in rows_aside::refused(read, import.id, u32::MAX)? {
            let receipt = refused
                .raw
                .iter()
                .find_map(|cell| cell.parse::<domain::Receipt>().ok());
            let receipt = receipt
                .map(|receipt| receipt.to_string())
                .unwrap_or_default();
            let row = set_aside(receipt, Bucket::Refused, refused.reason);
            rows.push((import.id, refused.row, row));
        }
        for changed in rows_aside::changed(read, import.id, u32::MAX)? {
            let why = format!(
                "{} differs: {} is held, {} was found. Neither was merged.",
                changed.what, changed.held, changed.found
            );
            let row = set_aside(changed.name, Bucket::Changed, why);
            rows.push((import.id, changed.row, row));
        }
    }
    Ok(())
}

fn source(read: &Read<'_>, row: &ImportRow) -> Result<SourceFile, StoreError> {
    let counts = &row.import.counts;
    let kept = files::find(read, &row.sha256)?.ok_or(StoreError::Missing("file"))?;
    Ok(SourceFile {
        name: row.import.file_name.clone(),
        role: row.import.role.word(),
        layout: row.import.layout.clone(),
        sha256: row.sha256.clone(),
        size: kept.size,
        buckets: [counts.new, counts.known, counts.changed, counts.refused],
        set_aside: counts.set_aside,
    })
}
