//! Imports: all of them, one whole, and taking one back.

use domain::{EntryId, ImportId, Problem};
use serde_json::json;

use crate::api::{
    BucketCounts, CertificateDto, ChangedDto, ImportDetail, ImportInfo, ImportList, ImportRef,
    MappedDto, Nothing, RefusedDto,
};
use crate::app::masked::Sight;
use crate::app::show_file::{LISTED_MAX, small64};
use crate::app::{Acts, show_entry};
use crate::store::imports::{self, ImportRow, Role};
use crate::store::rows_aside::ChangedRow;
use crate::store::{Done, Ledger, Read, StoreError, entries, import_undo, rows_aside};
use crate::words;

impl Acts<'_> {
    /// Every import, newest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn imports_list(&self, _: Nothing) -> Result<ImportList, Problem> {
        self.with_ledger(|_, ledger| {
            ledger.read(|read| {
                let rows = imports::all(read)?;
                let imports = rows
                    .iter()
                    .map(|row| shown(read, row))
                    .collect::<Result<_, _>>()?;
                Ok(ImportList { imports })
            })
        })
        .await
    }

    /// One import with its certificate and the rows it refused.
    ///
    /// # Errors
    /// When there is no such import.
    pub async fn import_detail(&self, request: ImportRef) -> Result<ImportDetail, Problem> {
        self.with_ledger(move |core, ledger| {
            ledger.read(|read| detail(read, ImportId::new(request.id), core.sight()))
        })
        .await
    }

    /// Takes an import back as one unit, and matches anew what that freed.
    ///
    /// # Errors
    /// When a decision of a person or a later import depends on it. Nothing is changed then.
    pub async fn import_undo(&self, request: ImportRef) -> Result<ImportInfo, Problem> {
        self.with_ledger(move |core, ledger| {
            let id = ImportId::new(request.id);
            ledger.write(core.by(), "import.undo", |write| {
                if let Some(problem) = rested_on(write, id)? {
                    return Err(problem.into());
                }
                let done = import_undo::take_back(write, id)?;
                let after = json!({
                    "lines": done.lines,
                    "entries": done.entries,
                    "matches": done.matches,
                });
                Ok(Done::to(format!("import {id}"), ()).after(after))
            })?;
            super::matching_run::run(core, ledger, &|_, _, _| true)?;
            info(ledger, id)
        })
        .await
    }
}

/// A later import that held rows of this kind for known may rest on this one: taking this one back
/// would lose rows that the later file holds too.
fn rested_on(read: &Read<'_>, id: ImportId) -> Result<Option<Problem>, StoreError> {
    let all = imports::all(read)?;
    let own = all
        .iter()
        .find(|row| row.id == id)
        .ok_or(StoreError::Missing("import"))?;
    let later = all.iter().find(|row| {
        row.id > id
            && row.undone.is_none()
            && row.import.role == own.import.role
            && row.import.counts.known + row.import.counts.changed > 0
    });
    Ok(later.map(|later| {
        Problem::new(
            "import.depended_on",
            format!(
                "Nothing was changed: {} was imported later and holds rows that were known by then.",
                later.import.file_name
            ),
        )
        .with_remedy(format!("Take {} back first.", later.import.file_name))
    }))
}

/// One import as lists show it.
///
/// # Errors
/// When there is no such import.
pub fn info(ledger: &Ledger, id: ImportId) -> Result<ImportInfo, Problem> {
    ledger.read(|read| shown(read, &imports::by_id(read, id)?))
}

fn shown(read: &Read<'_>, row: &ImportRow) -> Result<ImportInfo, StoreError> {
    let import = &row.import;
    let blocked = match &row.undone {
        Some(_) => None,
        None => match import_undo::blocked(read, row.id)? {
            Some(problem) => Some(problem.message),
            None => rested_on(read, row.id)?.map(|problem| problem.message),
        },
    };
    let certificates = certificates(row)?;
    let verdict = ["broken", "not_checkable", "complete"]
        .into_iter()
        .find(|verdict| certificates.iter().any(|of| of.verdict == *verdict));
    Ok(ImportInfo {
        id: row.id.get(),
        name: import.file_name.clone(),
        role: import.role.word().to_owned(),
        layout: import.layout.clone(),
        at: words::minute(row.at),
        period: import.period.map_or_else(String::new, |(from, to)| {
            words::period(from.day(), to.day())
        }),
        wallet: import.wallet.clone(),
        counts: BucketCounts {
            new: small64(import.counts.new),
            known: small64(import.counts.known),
            changed: small64(import.counts.changed),
            refused: small64(import.counts.refused),
        },
        verdict: verdict.unwrap_or_default().to_owned(),
        undo_blocked: blocked,
        undone_at: row.undone.as_ref().map(|(at, _)| words::minute(*at)),
        sha256: row.sha256.clone(),
    })
}

fn certificates(row: &ImportRow) -> Result<Vec<CertificateDto>, StoreError> {
    kept(&row.import.certificates)
}

fn detail(read: &Read<'_>, id: ImportId, sight: Sight) -> Result<ImportDetail, StoreError> {
    let row = imports::by_id(read, id)?;
    let limit = u32::try_from(LISTED_MAX).unwrap_or(u32::MAX);
    let refused = rows_aside::refused(read, id, limit)?;
    let changed = rows_aside::changed(read, id, limit)?;
    Ok(ImportDetail {
        certificates: certificates(&row)?,
        refused: refused
            .into_iter()
            .map(|of| RefusedDto {
                row: small64(of.row),
                column: of.column,
                read: sight.unread(of.read.reveal()),
                expected: of.expected,
                reason: of.reason,
            })
            .collect(),
        changed: changed
            .into_iter()
            .map(|of| changed_row(read, of, row.import.role, sight))
            .collect::<Result<_, _>>()?,
        notes: kept(&row.import.notes)?,
        mapping: kept::<MappedDto>(&row.import.mapping)?,
        info: shown(read, &row)?,
    })
}

/// A changed row. What it is called, and what stood in a column of text, may have the customer's name.
fn changed_row(
    read: &Read<'_>,
    of: ChangedRow,
    role: Role,
    sight: Sight,
) -> Result<ChangedDto, StoreError> {
    let held = of.held_id.filter(|_| role == Role::Ledger);
    let entry = match held.map(|id| entries::by_id(read, EntryId::new(id))) {
        None | Some(Err(StoreError::Missing(_))) => None,
        Some(entry) => Some(entry?),
    };
    let names = entry.as_ref().map_or_else(Vec::new, show_entry::names);
    let figure = |text: &str| match &*of.what {
        "Account" => sight.unread(text),
        _ => sight.text(text, &names),
    };
    Ok(ChangedDto {
        row: small64(of.row),
        name: sight.text(&of.name, &names),
        held: figure(&of.held),
        found: figure(&of.found),
        what: of.what,
    })
}

/// A list that was kept as JSON.
fn kept<T: serde::de::DeserializeOwned>(json: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::Damaged("an import's record"))
}
