//! Checks that what is kept beside the rows still agrees with the rows.

use super::Read;
use super::error::StoreError;

/// Each finds rows that disagree; none may.
const CHECKS: [(&str, &str); 5] = [
    (
        "a line's claimed cents",
        "SELECT count(*) FROM line LEFT JOIN (
             SELECT line_id, sum(amount_cents) AS cents FROM allocation WHERE live = 1 GROUP BY line_id
         ) ON line_id = line.id WHERE claimed_cents <> coalesce(cents, 0)",
    ),
    (
        "an entry's claimed cents",
        "SELECT count(*) FROM entry LEFT JOIN (
             SELECT entry_id, sum(amount_cents) AS cents, sum(booked_cents) AS booked
             FROM allocation WHERE live = 1 GROUP BY entry_id
         ) ON entry_id = entry.id
         WHERE claimed_cents <> coalesce(cents, 0) OR booked_met_cents <> coalesce(booked, 0)",
    ),
    (
        "the counts of lines",
        "SELECT count(*) FROM line_count LEFT JOIN (
             SELECT class AS of, count(*) AS rows_, sum(max(amount_cents, 0)) AS paid,
                 sum(min(amount_cents, 0)) AS drawn
             FROM line NOT INDEXED WHERE gone = 0 GROUP BY class
         ) ON of = class
         WHERE lines <> coalesce(rows_, 0) OR in_cents <> coalesce(paid, 0) OR out_cents <> coalesce(drawn, 0)",
    ),
    (
        "the counts of entries",
        "SELECT count(*) FROM entry_count LEFT JOIN (
             SELECT state AS of, count(*) AS rows_, sum(entry.left_cents) AS cents
             FROM entry NOT INDEXED WHERE gone = 0 GROUP BY state
         ) ON of = state
         WHERE entries <> coalesce(rows_, 0) OR left_cents <> coalesce(cents, 0)",
    ),
    (
        "a standing match",
        "SELECT count(*) FROM match JOIN allocation ON match_id = match.id
         WHERE live <> (state IN ('auto', 'confirmed'))",
    ),
];

/// The first thing that disagrees with its rows; `None` when all agree.
pub(super) fn first_disagreement(read: &Read<'_>) -> Result<Option<&'static str>, StoreError> {
    for (what, sql) in CHECKS {
        let rows: i64 = read.0.query_row(sql, [], |row| row.get(0))?;
        if rows > 0 {
            return Ok(Some(what));
        }
    }
    let broken: i64 =
        read.0
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })?;
    Ok((broken > 0).then_some("a reference between tables"))
}
