//! The bytes of imported files, deflated, with their SHA-256.

use std::io::{Read as _, Write as _};

use domain::FileId;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::{Read, Write};
use crate::audit::hex;

/// Bytes of one stored part.
const PART_BYTES: usize = 1 << 20;

/// A file made ready to be kept. Packing takes time and no transaction: do it before one begins.
#[derive(Debug, Clone)]
pub struct PackedFile {
    name: String,
    sha256: String,
    size: u64,
    packed: Vec<u8>,
}

impl PackedFile {
    /// Hashes and deflates a file's bytes.
    #[must_use]
    pub fn pack(name: &str, bytes: &[u8]) -> Self {
        let mut deflate =
            ZlibEncoder::new(Vec::with_capacity(bytes.len() / 6), Compression::fast());
        deflate.write_all(bytes).expect("memory takes every write");
        Self {
            name: name.to_owned(),
            sha256: sha256(bytes),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            packed: deflate.finish().expect("memory takes every write"),
        }
    }

    /// SHA-256 of the bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// SHA-256 of a file's bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its number.
    pub id: FileId,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The name it had when it was first imported, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// Keeps a file; the same bytes are kept once.
///
/// # Errors
/// When it can't be written.
pub fn keep(write: &Write<'_>, file: &PackedFile) -> Result<FileId, StoreError> {
    if let Some(known) = find(write, &file.sha256)? {
        return Ok(known.id);
    }
    write.0.execute(
        "INSERT INTO source_file (sha256, name, size_bytes, added_at) VALUES (?1, ?2, ?3, ?4)",
        (
            &file.sha256,
            &file.name,
            super::sql::stored(file.size),
            write.at,
        ),
    )?;
    let id = write.0.last_insert_rowid();
    let mut part = write
        .0
        .prepare_cached("INSERT INTO source_part (file_id, no, bytes) VALUES (?1, ?2, ?3)")?;
    for (no, bytes) in (0_i64..).zip(file.packed.chunks(PART_BYTES)) {
        part.execute((id, no, bytes))?;
    }
    Ok(FileId::new(id))
}

/// The kept file with these bytes.
///
/// # Errors
/// When the table can't be read.
pub fn find(read: &Read<'_>, sha256: &str) -> Result<Option<FileRow>, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT id, sha256, name, size_bytes FROM source_file WHERE sha256 = ?1")?
        .query_row([sha256], |row| {
            Ok(FileRow {
                id: FileId::new(row.get(0)?),
                sha256: row.get(1)?,
                name: row.get(2)?,
                size: super::sql::count(row, 3)?,
            })
        })
        .optional()?)
}

/// The bytes of a kept file, checked against their SHA-256.
///
/// # Errors
/// When they are not there or are not those that were kept.
pub fn bytes(read: &Read<'_>, id: FileId) -> Result<Vec<u8>, StoreError> {
    let expected: String = read
        .0
        .query_row(
            "SELECT sha256 FROM source_file WHERE id = ?1",
            [id.get()],
            |row| row.get(0),
        )
        .optional()?
        .ok_or(StoreError::Missing("file"))?;
    let mut packed = Vec::new();
    let mut query = read
        .0
        .prepare_cached("SELECT bytes FROM source_part WHERE file_id = ?1 ORDER BY no")?;
    let mut rows = query.query([id.get()])?;
    while let Some(row) = rows.next()? {
        packed.extend_from_slice(
            row.get_ref(0)?
                .as_blob()
                .map_err(|_| StoreError::Damaged("a kept file"))?,
        );
    }
    let mut whole = Vec::new();
    ZlibDecoder::new(&packed[..])
        .read_to_end(&mut whole)
        .map_err(|_| StoreError::Damaged("a kept file"))?;
    if sha256(&whole) == expected {
        Ok(whole)
    } else {
        Err(StoreError::Damaged("a kept file"))
    }
}
