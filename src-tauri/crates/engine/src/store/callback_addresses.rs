//! The callback addresses that were given out: kind tokens, which say what an address is for, and request
//! tokens, which say whose answer comes to it.
//!
//! A request token is in the ledger before anything is sent with it, so that an answer that comes after a
//! crash still finds its request, and one that was never asked for finds none.

use domain::{Environment, Problem};
use rand::TryRng as _;
use rand::rngs::SysRng;
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::profiles::{self, ProfileRow};
use super::{Read, Write};
use crate::api::ProfileKind;
use crate::audit::hex;
use crate::relay::wire::Use;

/// How long the addresses of a short code that was removed are still taken, in seconds: what was asked
/// before may be answered.
const AFTER_REMOVAL: i64 = 24 * 60 * 60;

/// The first part of a callback address.
#[derive(Clone, PartialEq, Eq)]
pub struct Kind {
    /// The profile it was made for.
    pub profile_id: i64,
    /// `production/600111`.
    pub profile: String,
    /// What it is for.
    pub use_: Use,
    /// 64 lower-case hexadecimal digits. Known to Safaricom and this ledger only.
    pub token: String,
    /// When it was made, in seconds since 1970 in UTC.
    pub made_at: i64,
    /// When it stops being taken; none for the one in use.
    pub until: Option<i64>,
}

/// What a request was minted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MintedRequest {
    /// The profile that asked.
    pub profile_id: i64,
    /// `production/600111`.
    pub profile: String,
    /// `check` or `test`.
    pub purpose: String,
    /// When, in seconds since 1970 in UTC.
    pub minted_at: i64,
}

/// No token.
impl std::fmt::Debug for Kind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Kind")
            .field("profile", &self.profile)
            .field("use_", &self.use_)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// The name that receivers know a profile by.
#[must_use]
pub fn profile_name(environment: Environment, short_code: &str) -> String {
    format!("{}/{short_code}", environment.word())
}

/// What a kind of short code is called back for.
#[must_use]
pub const fn uses(kind: ProfileKind) -> &'static [Use] {
    match kind {
        ProfileKind::Payout => &[Use::Result, Use::Timeout, Use::Test],
        ProfileKind::Paybill | ProfileKind::Till | ProfileKind::OneAccount => &Use::ALL,
    }
}

/// The addresses that are taken at a moment (seconds since 1970 in UTC), in the order they were made.
///
/// # Errors
/// When the table can't be read.
pub fn taken_at(read: &Read<'_>, at: i64) -> Result<Vec<Kind>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT profile_id, profile, use, token, made_at, until FROM callback_kind
         WHERE until IS NULL OR until > ?1 ORDER BY id",
    )?;
    let mut rows = query.query([at])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(2)?;
        found.push(Kind {
            profile_id: row.get(0)?,
            profile: row.get(1)?,
            use_: Use::from_word(&word).ok_or(StoreError::Damaged("a callback address"))?,
            token: row.get(3)?,
            made_at: row.get(4)?,
            until: row.get(5)?,
        });
    }
    Ok(found)
}

/// What is to be made and to be ended so that every profile has its addresses and nothing else has one.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Due {
    make: Vec<(i64, String, Use)>,
    end: Vec<(i64, Use)>,
}

impl Due {
    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.make.is_empty() && self.end.is_empty()
    }
}

/// What is due.
///
/// # Errors
/// When the tables can't be read.
pub fn due(read: &Read<'_>, environment: Environment) -> Result<Due, StoreError> {
    let profiles = profiles::all(read)?;
    let kinds = taken_at(read, i64::MAX)?;
    let wanted = |of: &ProfileRow| profile_name(environment, &of.profile.short_code);
    let mut due = Due::default();
    for kind in &kinds {
        let owner = profiles.iter().find(|of| of.id == kind.profile_id);
        let stays = owner.is_some_and(|of| {
            wanted(of) == kind.profile && uses(of.profile.kind).contains(&kind.use_)
        });
        if !stays {
            due.end.push((kind.profile_id, kind.use_));
        }
    }
    for of in &profiles {
        let name = wanted(of);
        for use_ in uses(of.profile.kind) {
            let there = |kind: &&Kind| {
                (kind.profile_id, kind.use_) == (of.id, *use_) && kind.profile == name
            };
            if !kinds.iter().any(|kind| there(&kind)) {
                due.make.push((of.id, name.clone(), *use_));
            }
        }
    }
    Ok(due)
}

/// Does what is due.
///
/// # Errors
/// When the system gives no random numbers, or the table can't be written.
pub fn settle(write: &Write<'_>, due: &Due) -> Result<(), StoreError> {
    for (profile, use_) in &due.end {
        end(
            write,
            *profile,
            *use_,
            write.at.saturating_add(AFTER_REMOVAL),
        )?;
    }
    for (profile, name, use_) in &due.make {
        make(write, *profile, name, *use_)?;
    }
    Ok(())
}

/// Makes new tokens for every address in use. The old ones are taken until a moment. Answers how many.
///
/// # Errors
/// As [`settle`].
pub fn rotate(write: &Write<'_>, until: i64) -> Result<usize, StoreError> {
    let kinds = taken_at(write, i64::MAX)?;
    for kind in &kinds {
        end(write, kind.profile_id, kind.use_, until)?;
        make(write, kind.profile_id, &kind.profile, kind.use_)?;
    }
    Ok(kinds.len())
}

fn end(write: &Write<'_>, profile: i64, use_: Use, until: i64) -> Result<(), StoreError> {
    write.0.execute(
        "UPDATE callback_kind SET until = ?3 WHERE profile_id = ?1 AND use = ?2 AND until IS NULL",
        (profile, use_.word(), until),
    )?;
    Ok(())
}

fn make(write: &Write<'_>, profile: i64, name: &str, use_: Use) -> Result<(), StoreError> {
    write.0.execute(
        "INSERT INTO callback_kind (profile_id, profile, use, token, made_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (profile, name, use_.word(), random_token()?, write.at),
    )?;
    Ok(())
}

/// Mints the second part of an address, for one request.
///
/// # Errors
/// As [`settle`].
pub fn mint(
    write: &Write<'_>,
    profile_id: i64,
    profile: &str,
    purpose: &str,
) -> Result<String, StoreError> {
    let token = random_token()?;
    write.0.execute(
        "INSERT INTO callback_request (token, profile_id, profile, purpose, minted_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (&token, profile_id, profile, purpose, write.at),
    )?;
    Ok(token)
}

/// What a token was minted for; `None` for one that never was.
///
/// # Errors
/// When the table can't be read.
pub fn minted(read: &Read<'_>, token: &str) -> Result<Option<MintedRequest>, StoreError> {
    Ok(read
        .0
        .prepare_cached(
            "SELECT profile_id, profile, purpose, minted_at FROM callback_request WHERE token = ?1",
        )?
        .query_row([token], |row| {
            Ok(MintedRequest {
                profile_id: row.get(0)?,
                profile: row.get(1)?,
                purpose: row.get(2)?,
                minted_at: row.get(3)?,
            })
        })
        .optional()?)
}

/// 64 lower-case hexadecimal digits.
fn random_token() -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        Problem::new(
            "callbacks.no_randomness",
            format!("Nothing was sent: the system gave no random numbers ({error})."),
        )
        .with_remedy("Try again; if it stays, restart the computer.")
    })?;
    Ok(hex(&bytes))
}
