//! What is true of the file alone: whose it is, what the disk has, and what is done about a bad one.

use std::path::PathBuf;

use super::*;
use crate::inbox::contract_tests::delivery;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("inbox.db")
    }

    fn open(&self) -> Result<Sqlite, InboxError> {
        Sqlite::open(&self.path())
    }

    fn bare(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }
}

async fn store(inbox: &Sqlite, request: &str, body: &[u8]) -> Result<Stored, InboxError> {
    let stored = inbox.store(vec![delivery("a", request, body, 1)]).await?;
    Ok(stored[0])
}

async fn ask<T: Send + 'static>(
    inbox: &Sqlite,
    work: impl FnOnce(&Connection) -> T + Send + 'static,
) -> T {
    inbox.writer.run(|link| Ok(work(link))).await.unwrap()
}

#[tokio::test]
async fn a_commit_waits_for_the_disk() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    let pragma = |name: &'static str| {
        ask(&inbox, move |link| {
            link.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
                .unwrap()
        })
    };
    assert_eq!(pragma("journal_mode").await, "wal".to_owned().into());
    assert_eq!(pragma("synchronous").await, 2_i64.into());
    assert_eq!(pragma("auto_vacuum").await, 2_i64.into());
    assert_eq!(pragma("secure_delete").await, 1_i64.into());
    assert_eq!(pragma("fullfsync").await, 1_i64.into());
}

#[tokio::test]
async fn what_was_stored_is_there_after_the_next_start() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    let first = store(&inbox, "r", b"{}").await.unwrap();
    drop(inbox);
    let inbox = place.open().unwrap();
    let kept = inbox.after("a", 0, 10).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].stored, first);
    let repeat = store(&inbox, "r", b"{}").await.unwrap();
    assert_eq!(repeat.event, first.cursor);
}

#[tokio::test]
async fn a_second_receiver_is_kept_out_until_the_first_ends() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    let error = place.open().err().unwrap().to_string();
    assert!(error.contains("another receiver uses this file"), "{error}");
    drop(inbox);
    place.open().unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let inbox = place.open().unwrap();
    store(&inbox, "r", b"{}").await.unwrap();
    let mut seen = 0;
    for file in std::fs::read_dir(place.0.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        seen += 1;
    }
    assert_eq!(seen, 4, "file, log, its index, lock");
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let place = Place::new();
    drop(place.open().unwrap());
    let row = "INSERT INTO step VALUES (2, 'later', 'c')";
    place.bare().execute(row, []).unwrap();
    let before = std::fs::read(place.path()).unwrap();
    assert!(matches!(
        place.open(),
        Err(InboxError::Newer { found: 2, known: 1 })
    ));
    assert!(std::fs::read(place.path()).unwrap() == before);
}

#[test]
fn a_changed_step_and_another_programs_file_are_refused() {
    let place = Place::new();
    drop(place.open().unwrap());
    place
        .bare()
        .execute("UPDATE step SET sha256 = 'c'", [])
        .unwrap();
    assert!(matches!(place.open(), Err(InboxError::Damaged(_))));

    let place = Place::new();
    place
        .bare()
        .execute_batch("CREATE TABLE theirs (a)")
        .unwrap();
    let error = place.open().err().unwrap().to_string();
    assert!(error.contains("another program"), "{error}");

    let place = Place::new();
    std::fs::write(place.path(), "Receipt No,Completion Time\n".repeat(200)).unwrap();
    assert!(matches!(place.open(), Err(InboxError::Damaged(_))));
    let place = Place::new();
    std::fs::create_dir(place.path()).unwrap();
    assert!(matches!(place.open(), Err(InboxError::Away(_))));
    let nowhere = place.path().join("no/such/folder");
    assert!(matches!(Sqlite::open(&nowhere), Err(InboxError::Away(_))));
}

#[tokio::test]
async fn a_torn_file_is_told_and_not_read_over() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    for nth in 0..200 {
        store(&inbox, &format!("{nth}"), &[b' '; 2_000])
            .await
            .unwrap();
    }
    drop(inbox);
    let mut bytes = std::fs::read(place.path()).unwrap();
    let (from, to) = (4096 * 2, bytes.len());
    bytes[from..to].fill(0xa5);
    std::fs::write(place.path(), bytes).unwrap();
    let answer = match place.open() {
        Ok(inbox) => inbox.after("a", 0, 500).await.map(|_| ()),
        Err(error) => Err(error),
    };
    assert!(matches!(answer, Err(InboxError::Damaged(_))), "{answer:?}");
}

#[tokio::test]
async fn a_full_disk_stores_nothing_by_halves_and_is_survived() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    store(&inbox, "before", b"{}").await.unwrap();
    let limit = |pages: i64| {
        ask(&inbox, move |link| {
            link.pragma_update(None, "max_page_count", pages).unwrap();
        })
    };
    limit(40).await;
    let large = |nth: i64| delivery("a", &format!("{nth}"), &[b' '; 60_000], 2);
    let batch = (0..9).map(large).collect();
    assert!(matches!(inbox.store(batch).await, Err(InboxError::Full)));
    assert_eq!(inbox.after("a", 0, 99).await.unwrap().len(), 1);
    assert_eq!(inbox.position("a").await.unwrap().backlog, 1);
    limit(1_000_000).await;
    let batch: Vec<_> = (0..9).map(large).collect();
    let stored = inbox.store(batch).await.unwrap();
    assert!(stored.iter().all(|stored| stored.event == stored.cursor));
}

#[tokio::test]
async fn what_is_dropped_is_overwritten_and_its_room_given_back() {
    let place = Place::new();
    let inbox = place.open().unwrap();
    let body = [b"0700000001".to_vec(), vec![b' '; 60_000]].concat();
    let batch = (0..60).map(|nth| delivery("a", &format!("{nth}"), &body, 1));
    let last = inbox.store(batch.collect()).await.unwrap()[59].cursor;
    inbox.acknowledge("a", last).await.unwrap();
    let everything = Retention {
        deliveries_before_ms: 100,
        letters_before_ms: 0,
    };
    assert_eq!(inbox.retain(everything).await.unwrap(), 60);
    drop(inbox);
    let bytes = std::fs::read(place.path()).unwrap();
    assert!(bytes.len() < 2_500_000, "{}", bytes.len());
    assert!(!bytes.windows(10).any(|part| part == b"0700000001"));
}
