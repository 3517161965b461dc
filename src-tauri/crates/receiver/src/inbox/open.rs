//! Which store an address names.

use std::path::PathBuf;
use std::sync::Arc;

use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Inbox, InboxError};

/// An opened store.
#[derive(Clone)]
pub struct Opened {
    /// It.
    pub inbox: Arc<dyn Inbox>,
    /// `sqlite` or `postgres`.
    pub kind: &'static str,
}

/// Opens `sqlite:PATH`, or `postgres://…` (`postgresql://…`).
///
/// # Errors
/// As [`Sqlite::open`] and [`Postgres::open`]; [`InboxError::Away`] for any other address. No error repeats
/// the address: there may be a password in it.
pub async fn open(store: &str) -> Result<Opened, InboxError> {
    if let Some(path) = store.strip_prefix("sqlite:") {
        let path = PathBuf::from(path);
        let opened = tokio::task::spawn_blocking(move || Sqlite::open(&path)).await;
        let inbox = opened.map_err(|error| InboxError::Away(error.to_string()))??;
        return Ok(Opened {
            inbox: Arc::new(inbox),
            kind: "sqlite",
        });
    }
    if store.starts_with("postgres://") || store.starts_with("postgresql://") {
        return Ok(Opened {
            inbox: Arc::new(Postgres::open(store).await?),
            kind: "postgres",
        });
    }
    Err(InboxError::Away(
        "its address begins with neither sqlite: nor postgres://".to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_names_its_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inbox.db");
        let opened = open(&format!("sqlite:{}", path.display())).await.unwrap();
        assert_eq!(opened.kind, "sqlite");
        opened.inbox.ready().await.unwrap();
        for odd in ["", "inbox.db", "mysql://u:geheim@db/d"] {
            let error = open(odd).await.err().unwrap().to_string();
            assert!(error.contains("neither sqlite: nor postgres://"), "{error}");
            assert!(!error.contains("geheim"));
        }
    }
}
