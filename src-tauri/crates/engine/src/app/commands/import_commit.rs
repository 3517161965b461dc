//! Importing what a preview showed: one transaction per file, then the search index and matching.

use domain::{ImportId, Problem, ShortCode, SubAccount, Wallet};
use serde_json::json;
use statements::model::{LedgerFile, RefusedRow, StatementFile, StatementRow};

use crate::api::{ImportCommitRequest, ImportDone};
use crate::app::commands::{import_list, matching_run};
use crate::app::kept::KeptStatement;
use crate::app::preview::{Content, WaitingFile};
use crate::app::{Acts, Core, held, show_file};
use crate::intake::{self, Change, HeldLines, Verdict};
use crate::reconcile::cancelled;
use crate::store::entries::NewEntry;
use crate::store::files::PackedFile;
use crate::store::imports::{self, Counts, NewImport, Role};
use crate::store::lines::NewLine;
use crate::store::rows_aside::{self, ChangedRow};
use crate::store::{Done, Ledger, StoreError, Write, entries, files, lines, wallets};
use crate::words;

impl Acts<'_> {
    /// Imports a preview, then matches.
    ///
    /// # Errors
    /// When the preview is gone, the job is cancelled, or the disk refuses. Files imported before stay
    /// imported, each whole; the one at fault leaves nothing.
    pub async fn import_commit(&self, request: ImportCommitRequest) -> Result<ImportDone, Problem> {
        let name = request.job.clone();
        self.with_job(&name, move |core, ledger, job| {
            let files = core.previews.find(&request.token)?;
            let ids = commit(
                core,
                ledger,
                &files,
                request.accept_changed_entries,
                &|done, of| job.report("Importing", (0, 6_000), done, of),
            )?;
            core.previews.forget(&request.token);
            let matched = matching_run::run(core, ledger, &|phase, done, of| {
                job.report(phase, (6_000, 10_000), done, of)
            })
            .map_err(|problem| imported_unmatched(&problem, ids.len()))?;
            let imports = ids
                .iter()
                .map(|id| import_list::info(ledger, *id))
                .collect::<Result<_, _>>()?;
            Ok(ImportDone { imports, matched })
        })
        .await
    }
}

/// Imports files, each in a transaction of its own. Cancelling stops between two files.
pub fn commit(
    core: &Core,
    ledger: &Ledger,
    files: &[WaitingFile],
    accept_changed_entries: bool,
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<Vec<ImportId>, Problem> {
    let total = u64::try_from(files.len()).unwrap_or(u64::MAX);
    let mut ids = Vec::new();
    for (done, file) in (0_u64..).zip(files) {
        if !progress(done, total) {
            return Err(stopped(ids.len()));
        }
        // Packing takes longer than writing; it is done before the transaction begins.
        let packed = PackedFile::pack(&file.name, &file.bytes);
        if ledger
            .read(|read| imports::standing_of_file(read, &file.sha256))?
            .is_some()
        {
            continue;
        }
        let id = ledger.write(core.by(), "import.commit", |write| {
            if imports::standing_of_file(write, &file.sha256)?.is_some() {
                return Err(twice(&file.name).into());
            }
            let (id, after) = match &file.content {
                Content::Statement(statement) => import_statement(write, file, &packed, statement)?,
                Content::Ledger(entries) => {
                    import_ledger(write, file, &packed, entries, accept_changed_entries)?
                }
            };
            Ok(Done::to(format!("import {id}"), id).after(after))
        })?;
        ids.push(id);
    }
    ledger.refresh_search(core.by())?;
    Ok(ids)
}

/// Files imported before the stop stay, each whole.
fn stopped(imported: usize) -> Problem {
    match imported {
        0 => cancelled(),
        1 => Problem::new(
            "job.cancelled",
            "Stopped as asked. One file was imported before that, whole.",
        ),
        more => Problem::new(
            "job.cancelled",
            format!("Stopped as asked. {more} files were imported before that, each whole."),
        ),
    }
}

/// What went wrong after the files were imported does not take them back.
fn imported_unmatched(problem: &Problem, files: usize) -> Problem {
    let files = if files == 1 {
        "The file is".to_owned()
    } else {
        format!("{files} files are")
    };
    Problem::new(
        "match.not_run",
        format!("{files} imported, but not matched yet. {}", problem.message),
    )
    .with_remedy("Run the matching from the command palette.")
}

fn twice(name: &str) -> Problem {
    Problem::new(
        "import.twice",
        "Nothing was imported twice: another window imported this file just now.",
    )
    .with_place(domain::Place::file(name))
    .with_remedy("Look at the list of imports.")
}

fn import_statement(
    write: &Write<'_>,
    file: &WaitingFile,
    packed: &PackedFile,
    statement: &StatementFile,
) -> Result<(ImportId, serde_json::Value), StoreError> {
    let code = short_code(statement, &file.name)?;
    let mut held = HeldLines::default();
    held::add_lines_in(write, &statement.rows, &mut held)?;
    let verdicts = intake::sort_lines(&statement.rows, &code, &mut held);
    let facts = show_file::statement_facts(statement, &code);
    let new = NewImport {
        file: files::keep(write, packed)?,
        file_name: file.name.clone(),
        role: Role::Statement,
        layout: words::layout(statement.layout, statement.container),
        wallet: wallet_names(statement, &code),
        period: statement
            .preamble
            .period
            .or_else(|| booked_period(&statement.rows)),
        counts: counts(&verdicts, &statement.refused, set_aside(statement)),
        certificates: json_of(
            &statement
                .certificates
                .iter()
                .map(show_file::certificate)
                .collect::<Vec<_>>(),
        ),
        notes: json_of(
            &statement
                .notes
                .iter()
                .map(|note| &note.text)
                .collect::<Vec<_>>(),
        ),
        mapping: json_of(&show_file::mapping(&statement.mapping)),
        facts: KeptStatement::of(&statement.preamble, &code, facts).json(),
    };
    let id = imports::insert(write, &new)?;
    let mut ids = std::collections::BTreeMap::new();
    for account in statement.rows.iter().map(|row| row.account) {
        if let std::collections::btree_map::Entry::Vacant(free) = ids.entry(account) {
            free.insert(wallets::ensure(
                write,
                &Wallet {
                    short_code: code.clone(),
                    account,
                },
            )?);
        }
    }
    let fresh = statement
        .rows
        .iter()
        .zip(&verdicts)
        .filter_map(|(row, verdict)| {
            let (occurrence, supersedes) = match verdict {
                Verdict::New { occurrence } => (*occurrence, None),
                Verdict::Supersedes { line, occurrence } => (*occurrence, Some(*line)),
                Verdict::Known | Verdict::Changed(_) => return None,
            };
            let wallet = *ids.get(&row.account)?;
            Some(NewLine {
                wallet,
                row,
                occurrence,
                provisional: false,
                supersedes,
            })
        });
    let added = lines::insert_all(write, id, fresh)?;
    let names = statement
        .rows
        .iter()
        .map(|row| (row.row, row.receipt.to_string()));
    keep_aside(write, id, names, &verdicts, &statement.refused)?;
    imports::seal(write, id, &added.digest)?;
    Ok((id, summary(file, &new.counts, &added.digest)))
}

fn import_ledger(
    write: &Write<'_>,
    file: &WaitingFile,
    packed: &PackedFile,
    ledger: &LedgerFile,
    accept_changed: bool,
) -> Result<(ImportId, serde_json::Value), StoreError> {
    let mut held = held::entries_in(write)?;
    let verdicts = intake::sort_entries(&ledger.rows, &mut held);
    let set_aside =
        ledger.skipped.blank + ledger.skipped.repeated_header + len(ledger.footers.len());
    let new = NewImport {
        file: files::keep(write, packed)?,
        file_name: file.name.clone(),
        role: Role::Ledger,
        layout: format!("Ledger, {}", words::container(ledger.container)),
        wallet: String::new(),
        period: None,
        counts: counts(&verdicts, &ledger.refused, set_aside),
        certificates: json_of::<[(); 0]>(&[]),
        notes: json_of(
            &ledger
                .notes
                .iter()
                .map(|note| &note.text)
                .collect::<Vec<_>>(),
        ),
        mapping: json_of(&show_file::mapping(&ledger.mapping)),
        facts: json_of(&show_file::ledger_facts(ledger)),
    };
    let id = imports::insert(write, &new)?;
    let mut seen = std::collections::HashMap::new();
    let fresh = ledger
        .rows
        .iter()
        .zip(&verdicts)
        .filter_map(|(row, verdict)| {
            let place: &mut u32 = seen.entry(entries::identity(row)).or_default();
            let occurrence = *place;
            *place += 1;
            match verdict {
                Verdict::New { occurrence } => Some(NewEntry {
                    row,
                    occurrence: *occurrence,
                    supersedes: None,
                }),
                Verdict::Changed(Change {
                    held_id: Some(held),
                    ..
                }) if accept_changed => Some(NewEntry {
                    row,
                    occurrence,
                    supersedes: Some(domain::EntryId::new(*held)),
                }),
                Verdict::Changed(_) | Verdict::Known | Verdict::Supersedes { .. } => None,
            }
        });
    let added = entries::insert_all(write, id, fresh)?;
    let name = |row: &statements::model::LedgerRow| {
        row.reference
            .clone()
            .or_else(|| row.account.clone())
            .unwrap_or_default()
    };
    keep_aside(
        write,
        id,
        ledger.rows.iter().map(|row| (row.row, name(row))),
        &verdicts,
        &ledger.refused,
    )?;
    imports::seal(write, id, &added.digest)?;
    Ok((id, summary(file, &new.counts, &added.digest)))
}

fn short_code(statement: &StatementFile, name: &str) -> Result<ShortCode, StoreError> {
    let found = statement.preamble.short_code.clone();
    found.ok_or_else(|| {
        Problem::new(
            "statement.no_short_code",
            "Nothing was imported: the file tells no short code.",
        )
        .with_place(domain::Place::file(name))
        .with_field("short_code")
        .into()
    })
}

/// `600111 Utility Account`; several wallets by their number.
fn wallet_names(statement: &StatementFile, code: &ShortCode) -> String {
    let accounts: std::collections::BTreeSet<SubAccount> = statement
        .rows
        .iter()
        .map(|row| row.account)
        .chain(statement.preamble.account)
        .collect();
    match accounts.iter().next() {
        Some(only) if accounts.len() == 1 => words::wallet(Some(code), *only),
        Some(_) => format!("{code}, {} accounts", accounts.len()),
        None => code.to_string(),
    }
}

fn booked_period(rows: &[StatementRow]) -> Option<(domain::Eat, domain::Eat)> {
    let times = rows.iter().map(|row| row.completed);
    times.clone().min().zip(times.max())
}

fn set_aside(statement: &StatementFile) -> u64 {
    statement.skipped.blank + statement.skipped.repeated_header + len(statement.footers.len())
}

fn counts(verdicts: &[Verdict], refused: &[RefusedRow], set_aside: u64) -> Counts {
    let of = show_file::counts(verdicts, refused.len());
    Counts {
        new: of.new.into(),
        known: of.known.into(),
        changed: of.changed.into(),
        refused: of.refused.into(),
        set_aside,
        data_rows: len(verdicts.len()) + len(refused.len()),
    }
}

fn keep_aside(
    write: &Write<'_>,
    id: ImportId,
    names: impl Iterator<Item = (u64, String)>,
    verdicts: &[Verdict],
    refused: &[RefusedRow],
) -> Result<(), StoreError> {
    rows_aside::keep_refused(write, id, refused)?;
    let changed: Vec<ChangedRow> = names
        .zip(verdicts)
        .filter_map(|((row, name), verdict)| match verdict {
            Verdict::Changed(change) => Some(ChangedRow {
                row,
                name,
                what: change.what.to_owned(),
                held: change.held.clone(),
                found: change.found.clone(),
                held_id: change.held_id,
            }),
            Verdict::New { .. } | Verdict::Known | Verdict::Supersedes { .. } => None,
        })
        .collect();
    rows_aside::keep_changed(write, id, &changed)
}

/// What the audit event says: counts and digests, no names.
fn summary(file: &WaitingFile, counts: &Counts, digest: &str) -> serde_json::Value {
    json!({
        "file_sha256": file.sha256,
        "new": counts.new,
        "known": counts.known,
        "changed": counts.changed,
        "refused": counts.refused,
        "rows_sha256": digest,
    })
}

fn json_of<T: serde::Serialize + ?Sized>(of: &T) -> String {
    serde_json::to_string(of).expect("texts and numbers are JSON")
}

fn len(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
