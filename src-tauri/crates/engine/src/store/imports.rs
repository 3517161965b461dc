//! Imports: which file was read when, and what its rows came to.

use domain::{Eat, FileId, ImportId};
use rusqlite::{OptionalExtension, Row};

use super::error::StoreError;
use super::sql::{count, moment, stored};
use super::{Read, Write};

/// What kind of file an import read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// An M-Pesa statement: its rows are lines.
    Statement,
    /// A ledger: its rows are entries.
    Ledger,
}

impl Role {
    /// The word in files and the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Ledger => "ledger",
        }
    }
}

/// How many rows ended in which bucket. New, known, changed and refused add up to `data_rows`; the
/// table refuses counts that do not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Seen for the first time.
    pub new: u64,
    /// Held already.
    pub known: u64,
    /// Held with other content.
    pub changed: u64,
    /// Not readable.
    pub refused: u64,
    /// Blank rows, repeated headers, totals.
    pub set_aside: u64,
    /// Rows that hold a transaction or entry.
    pub data_rows: u64,
}

/// An import to be recorded. The JSON texts are the caller's; the store does not look into them.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// The kept bytes.
    pub file: FileId,
    /// The file's name this time, without folders.
    pub file_name: String,
    /// What kind of file.
    pub role: Role,
    /// The layout.
    pub layout: String,
    /// "600111 Utility", for statements.
    pub wallet: String,
    /// First and last moment covered.
    pub period: Option<(Eat, Eat)>,
    /// The counts.
    pub counts: Counts,
    /// Completeness certificates, JSON.
    pub certificates: String,
    /// Notes, JSON.
    pub notes: String,
    /// Columns and what they were taken for, JSON.
    pub mapping: String,
    /// What the file says of itself, JSON.
    pub facts: String,
}

/// An import as recorded.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Its number.
    pub id: ImportId,
    /// What was recorded.
    pub import: NewImport,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the rows it added, in hexadecimal.
    pub rows_digest: String,
    /// When.
    pub at: Eat,
    /// Who.
    pub operator: String,
    /// When and by whom it was taken back.
    pub undone: Option<(Eat, String)>,
}

/// Records an import. Its rows are added next; [`seal`] ends it.
///
/// # Errors
/// When the counts do not add up, or it can't be written.
pub fn insert(write: &Write<'_>, import: &NewImport) -> Result<ImportId, StoreError> {
    let counts = &import.counts;
    write
        .0
        .prepare_cached(
            "INSERT INTO import (file_id, file_name, role, layout, wallet, period_from, period_to,
                 new_rows, known_rows, changed_rows, refused_rows, set_aside, data_rows,
                 certificates, notes, mapping, facts, rows_digest, at, operator)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, '', ?18, ?19)",
        )?
        .execute(rusqlite::params![
            import.file.get(),
            import.file_name,
            import.role.word(),
            import.layout,
            import.wallet,
            import.period.map(|(from, _)| from.unix()),
            import.period.map(|(_, to)| to.unix()),
            stored(counts.new),
            stored(counts.known),
            stored(counts.changed),
            stored(counts.refused),
            stored(counts.set_aside),
            stored(counts.data_rows),
            import.certificates,
            import.notes,
            import.mapping,
            import.facts,
            write.at,
            write.operator,
        ])?;
    Ok(ImportId::new(write.0.last_insert_rowid()))
}

/// Records the digest of the rows an import added.
///
/// # Errors
/// When it can't be written.
pub fn seal(write: &Write<'_>, import: ImportId, rows_digest: &str) -> Result<(), StoreError> {
    write
        .0
        .prepare_cached("UPDATE import SET rows_digest = ?2 WHERE id = ?1")?
        .execute((import.get(), rows_digest))?;
    Ok(())
}

const SELECT: &str =
    "SELECT import.id, file_id, file_name, role, layout, wallet, period_from, period_to,
     new_rows, known_rows, changed_rows, refused_rows, set_aside, data_rows, certificates, notes,
     mapping, facts, rows_digest, at, operator, undone_at, undone_by, sha256
 FROM import JOIN source_file ON source_file.id = file_id";

/// Every import, newest first; undone ones too.
///
/// # Errors
/// When the table can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<ImportRow>, StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("{SELECT} ORDER BY import.id DESC"))?;
    let mut rows = query.query([])?;
    let mut imports = Vec::new();
    while let Some(row) = rows.next()? {
        imports.push(import_row(row)?);
    }
    Ok(imports)
}

/// One import.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: ImportId) -> Result<ImportRow, StoreError> {
    let mut query = read
        .0
        .prepare_cached(&format!("{SELECT} WHERE import.id = ?1"))?;
    let mut rows = query.query([id.get()])?;
    rows.next()?
        .map(import_row)
        .transpose()?
        .ok_or(StoreError::Missing("import"))
}

/// When these very bytes were imported, if they were and that import stands.
///
/// # Errors
/// When the table can't be read.
pub fn standing_of_file(
    read: &Read<'_>,
    sha256: &str,
) -> Result<Option<(ImportId, Eat)>, StoreError> {
    let found: Option<(i64, i64)> = read
        .0
        .prepare_cached(
            "SELECT import.id, at FROM import JOIN source_file ON source_file.id = file_id
             WHERE sha256 = ?1 AND undone_at IS NULL ORDER BY import.id DESC LIMIT 1",
        )?
        .query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(id, at)| Ok((ImportId::new(id), moment(at)?)))
        .transpose()
}

fn import_row(row: &Row<'_>) -> Result<ImportRow, StoreError> {
    let period = match (row.get::<_, Option<i64>>(6)?, row.get::<_, Option<i64>>(7)?) {
        (Some(from), Some(to)) => Some((moment(from)?, moment(to)?)),
        (None, _) | (_, None) => None,
    };
    let role = match row.get_ref(3)?.as_str().unwrap_or_default() {
        "statement" => Role::Statement,
        "ledger" => Role::Ledger,
        _ => return Err(StoreError::Damaged("an import's role")),
    };
    let undone_at: Option<i64> = row.get(21)?;
    let undone_by: Option<String> = row.get(22)?;
    Ok(ImportRow {
        id: ImportId::new(row.get(0)?),
        import: NewImport {
            file: FileId::new(row.get(1)?),
            file_name: row.get(2)?,
            role,
            layout: row.get(4)?,
            wallet: row.get(5)?,
            period,
            counts: Counts {
                new: count(row, 8)?,
                known: count(row, 9)?,
                changed: count(row, 10)?,
                refused: count(row, 11)?,
                set_aside: count(row, 12)?,
                data_rows: count(row, 13)?,
            },
            certificates: row.get(14)?,
            notes: row.get(15)?,
            mapping: row.get(16)?,
            facts: row.get(17)?,
        },
        rows_digest: row.get(18)?,
        at: moment(row.get(19)?)?,
        operator: row.get(20)?,
        undone: undone_at
            .zip(undone_by)
            .map(|(at, by)| moment(at).map(|at| (at, by)))
            .transpose()?,
        sha256: row.get(23)?,
    })
}
