//! Who may send: the claims of a short code's lease.

use domain::{Environment, Problem, ShortCode};
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::{Read, Write, lineage};

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRow {
    /// Rises with each claim.
    pub generation: i64,
    /// How often the ledger had been found to be a copy then.
    pub copies: i64,
}

/// The last claim of a short code.
///
/// # Errors
/// When the table can't be read.
pub fn last(
    read: &Read<'_>,
    environment: Environment,
    short_code: &ShortCode,
) -> Result<Option<LeaseRow>, StoreError> {
    Ok(read
        .0
        .prepare_cached(
            "SELECT generation, copies FROM lease WHERE environment = ?1 AND short_code = ?2
             ORDER BY generation DESC LIMIT 1",
        )?
        .query_row((environment.word(), short_code.as_str()), |row| {
            Ok(LeaseRow {
                generation: row.get(0)?,
                copies: row.get(1)?,
            })
        })
        .optional()?)
}

/// Claims the lease of a short code for this ledger, by two people. Its generation is higher than that of
/// every claim known here and than `above`, the one in the keyring.
///
/// # Errors
/// `lease.two_people` when they are one; when it can't be written.
pub fn claim(
    write: &Write<'_>,
    environment: Environment,
    short_code: &ShortCode,
    (first, second): (&str, &str),
    above: i64,
) -> Result<i64, StoreError> {
    if first == second {
        return Err(Problem::new(
            "lease.two_people",
            "Nothing was claimed: sending is taken over by two people, and one was named twice.",
        )
        .with_remedy("Have a second person sign.")
        .into());
    }
    let known = last(write, environment, short_code)?.map_or(0, |row| row.generation);
    let generation = known
        .max(above)
        .checked_add(1)
        .ok_or(StoreError::Damaged("a lease's generation"))?;
    write.0.execute(
        "INSERT INTO lease (environment, short_code, generation, claimed_at, by, second, copies)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            environment.word(),
            short_code.as_str(),
            generation,
            write.at,
            first,
            second,
            lineage::copies(write)?,
        ),
    )?;
    Ok(generation)
}
