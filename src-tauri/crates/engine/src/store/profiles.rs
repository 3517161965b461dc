//! Profiles: short codes, the items of their checklists, and how their checks ended. A secret item
//! has a moment and no value; the table holds to that.

use domain::Eat;
use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::sql::moment;
use super::{Read, Write, next_number, set_next_number};
use crate::api::{CheckOutcome, ProfileCheck, ProfileItem, ProfileKind};

/// A profile, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// Its number, never given twice.
    pub id: i64,
    /// What is kept of the profile itself.
    pub profile: NewProfile,
    /// When it was added.
    pub added: Eat,
    /// Given items.
    pub items: Vec<ItemRow>,
    /// Checks that have run since their items were last set.
    pub checks: Vec<CheckRow>,
    /// The code with which the initiator was refused, and when.
    pub refused: Option<(String, Eat)>,
}

/// A profile to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// Five to seven digits.
    pub short_code: String,
    /// What it is for.
    pub kind: ProfileKind,
    /// What people call it.
    pub name: String,
    /// Whether the practice simulator keeps it supplied.
    pub supplied: bool,
}

/// A given item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Which.
    pub item: ProfileItem,
    /// Its value, unless it is a secret.
    pub value: Option<String>,
    /// When it was last set.
    pub set_at: Eat,
    /// What was to be said of the value when it was read; nothing of the value is in it.
    pub remark: Option<String>,
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// Which.
    pub check: ProfileCheck,
    /// Passed, failed or unclear; the others are not kept.
    pub outcome: CheckOutcome,
    /// The verdict.
    pub text: String,
    /// What to do.
    pub remedies: Vec<String>,
    /// When.
    pub at: Eat,
}

impl ProfileRow {
    /// An item, if it is given.
    #[must_use]
    pub fn item(&self, item: ProfileItem) -> Option<&ItemRow> {
        self.items.iter().find(|row| row.item == item)
    }

    /// The value of an item that is no secret.
    #[must_use]
    pub fn value(&self, item: ProfileItem) -> Option<&str> {
        self.item(item)?.value.as_deref()
    }
}

const SELECT: &str =
    "SELECT id, short_code, kind, name, supplied, added_at, refused_code, refused_at
     FROM profile";

/// Every profile, in the order they were added.
///
/// # Errors
/// When the tables can't be read.
pub fn all(read: &Read<'_>) -> Result<Vec<ProfileRow>, StoreError> {
    let ids = read
        .0
        .prepare_cached("SELECT id FROM profile ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    ids.into_iter().map(|id| by_id(read, id)).collect()
}

/// One profile.
///
/// # Errors
/// When it is not there.
pub fn by_id(read: &Read<'_>, id: i64) -> Result<ProfileRow, StoreError> {
    let mut query = read.0.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    let mut rows = query.query([id])?;
    let row = rows.next()?.ok_or(StoreError::Missing("profile"))?;
    let (kind, refused_code): (String, Option<String>) = (row.get(2)?, row.get(6)?);
    let refused_at: Option<i64> = row.get(7)?;
    Ok(ProfileRow {
        id,
        profile: NewProfile {
            short_code: row.get(1)?,
            kind: ProfileKind::from_word(&kind).ok_or(StoreError::Damaged("a profile"))?,
            name: row.get(3)?,
            supplied: row.get(4)?,
        },
        added: moment(row.get(5)?)?,
        items: items(read, id)?,
        checks: checks(read, id)?,
        refused: match (refused_code, refused_at) {
            (Some(code), Some(at)) => Some((code, moment(at)?)),
            _ => None,
        },
    })
}

fn items(read: &Read<'_>, id: i64) -> Result<Vec<ItemRow>, StoreError> {
    let mut query = read.0.prepare_cached(
        "SELECT item, value, set_at, remark FROM profile_item WHERE profile_id = ?1",
    )?;
    let mut rows = query.query([id])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        items.push(ItemRow {
            item: ProfileItem::from_word(&word).ok_or(StoreError::Damaged("a profile's item"))?,
            value: row.get(1)?,
            set_at: moment(row.get(2)?)?,
            remark: row.get(3)?,
        });
    }
    Ok(items)
}

fn checks(read: &Read<'_>, id: i64) -> Result<Vec<CheckRow>, StoreError> {
    const DAMAGED: StoreError = StoreError::Damaged("a profile's check");
    let mut query = read.0.prepare_cached(
        "SELECT name, outcome, text, remedies, at FROM profile_check WHERE profile_id = ?1",
    )?;
    let mut rows = query.query([id])?;
    let mut checks = Vec::new();
    while let Some(row) = rows.next()? {
        let (check, outcome): (String, String) = (row.get(0)?, row.get(1)?);
        let remedies: String = row.get(3)?;
        checks.push(CheckRow {
            check: ProfileCheck::from_word(&check).ok_or(DAMAGED)?,
            outcome: CheckOutcome::from_word(&outcome).ok_or(DAMAGED)?,
            text: row.get(2)?,
            remedies: serde_json::from_str(&remedies).map_err(|_| DAMAGED)?,
            at: moment(row.get(4)?)?,
        });
    }
    Ok(checks)
}

/// The number of the profile of a short code.
///
/// # Errors
/// When the table can't be read.
pub fn of_short_code(read: &Read<'_>, short_code: &str) -> Result<Option<i64>, StoreError> {
    Ok(read
        .0
        .prepare_cached("SELECT id FROM profile WHERE short_code = ?1")?
        .query_row([short_code], |row| row.get(0))
        .optional()?)
}

/// Adds a profile and gives its number.
///
/// # Errors
/// When its short code is there already, or it does not fit the table.
pub fn add(write: &Write<'_>, new: &NewProfile) -> Result<i64, StoreError> {
    let id = next_number(write, "profile")?;
    set_next_number(write, "profile", id + 1)?;
    write.0.execute(
        "INSERT INTO profile (id, short_code, kind, name, supplied, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            id,
            &new.short_code,
            new.kind.word(),
            &new.name,
            new.supplied,
            write.at,
        ),
    )?;
    Ok(id)
}

/// Gives a profile another short code, kind and name, and says whether it is supplied.
///
/// # Errors
/// As [`add`].
pub fn change(write: &Write<'_>, id: i64, to: &NewProfile) -> Result<(), StoreError> {
    write.0.execute(
        "UPDATE profile SET short_code = ?2, kind = ?3, name = ?4, supplied = ?5 WHERE id = ?1",
        (id, &to.short_code, to.kind.word(), &to.name, to.supplied),
    )?;
    Ok(())
}

/// Removes a profile with its items and checks.
///
/// # Errors
/// When the tables can't be written.
pub fn remove(write: &Write<'_>, id: i64) -> Result<(), StoreError> {
    write.0.execute("DELETE FROM profile WHERE id = ?1", [id])?;
    Ok(())
}

/// Says that an item is given since now; `value` only for one that is no secret.
///
/// # Errors
/// When a secret comes with a value, or another item without.
pub fn set_item(
    write: &Write<'_>,
    id: i64,
    item: ProfileItem,
    value: Option<&str>,
    remark: Option<&str>,
) -> Result<(), StoreError> {
    write.0.execute(
        "INSERT INTO profile_item (profile_id, item, value, set_at, remark)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (profile_id, item) DO UPDATE SET value = ?3, set_at = ?4, remark = ?5",
        (id, item.word(), value, write.at, remark),
    )?;
    Ok(())
}

/// Says that an item is not given any more.
///
/// # Errors
/// When the table can't be written.
pub fn delete_item(write: &Write<'_>, id: i64, item: ProfileItem) -> Result<(), StoreError> {
    write.0.execute(
        "DELETE FROM profile_item WHERE profile_id = ?1 AND item = ?2",
        (id, item.word()),
    )?;
    Ok(())
}

/// Keeps how a check ended, in the place of its earlier end.
///
/// # Errors
/// When the outcome is none that is kept.
pub fn keep_check(write: &Write<'_>, id: i64, end: &CheckRow) -> Result<(), StoreError> {
    let remedies = serde_json::to_string(&end.remedies).expect("a list of texts is JSON");
    write.0.execute(
        "INSERT INTO profile_check (profile_id, name, outcome, text, remedies, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (profile_id, name) DO UPDATE
         SET outcome = ?3, text = ?4, remedies = ?5, at = ?6",
        (
            id,
            end.check.word(),
            end.outcome.word(),
            &end.text,
            remedies,
            end.at.unix(),
        ),
    )?;
    Ok(())
}

/// Forgets how a check ended.
///
/// # Errors
/// When the table can't be written.
pub fn forget_check(write: &Write<'_>, id: i64, check: ProfileCheck) -> Result<(), StoreError> {
    write.0.execute(
        "DELETE FROM profile_check WHERE profile_id = ?1 AND name = ?2",
        (id, check.word()),
    )?;
    Ok(())
}

/// Marks the initiator as refused with a code, or, with none, as set anew.
///
/// # Errors
/// When the table can't be written.
pub fn refuse(write: &Write<'_>, id: i64, code: Option<&str>) -> Result<(), StoreError> {
    write.0.execute(
        "UPDATE profile SET refused_code = ?2, refused_at = ?3 WHERE id = ?1",
        (id, code, code.map(|_| write.at)),
    )?;
    Ok(())
}
