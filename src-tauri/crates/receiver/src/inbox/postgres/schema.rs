//! The schema `patanisha` of the database, and its steps.

use super::link::{Link, of};
use crate::inbox::InboxError;
use crate::inbox::steps::{Step, to_do};

/// Every step there is. Only appended to.
pub(super) const STEPS: &[Step] = &[Step {
    name: "inbox",
    sql: include_str!("0001_inbox.sql"),
}];

/// Held while the schema is looked at: several receivers may start at once. The number is ours alone.
const BEGIN: &str = "
    SET LOCAL lock_timeout = '60s';
    SET LOCAL statement_timeout = '60s';
    SELECT pg_advisory_xact_lock(7066010600111);
    CREATE SCHEMA IF NOT EXISTS patanisha;
    CREATE TABLE IF NOT EXISTS patanisha.step (
        number bigint PRIMARY KEY,
        name   text NOT NULL,
        sha256 text NOT NULL
    )";

/// Brings the schema to `steps`, in one transaction.
///
/// # Errors
/// Those of [`to_do`], with nothing changed, and those of the database.
pub(super) async fn migrate(link: &Link, steps: &[Step]) -> Result<(), InboxError> {
    let mut client = link.client().await?;
    let made = async {
        let tx = client.transaction().await?;
        tx.batch_execute(BEGIN).await?;
        let recorded = tx
            .query(
                "SELECT number, sha256 FROM patanisha.step ORDER BY number",
                &[],
            )
            .await?
            .iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<Result<Vec<_>, tokio_postgres::Error>>()?;
        let left = match to_do(&recorded, steps) {
            Ok(left) => left,
            Err(refused) => return Ok(Err(refused)),
        };
        for (number, step) in left {
            tx.batch_execute(step.sql).await?;
            tx.execute(
                "INSERT INTO patanisha.step (number, name, sha256) VALUES ($1, $2, $3)",
                &[&number, &step.name, &step.sha256()],
            )
            .await?;
        }
        tx.commit().await?;
        Ok(Ok(()))
    };
    made.await.map_err(|error| of(&error))?
}
