//! What the receiver is compared with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const ACCEPTED: &str = r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#;
/// Bodies of one transaction, at most; more than there are connections.
const GROUP: usize = 1_024;

type Waiting = (Bytes, oneshot::Sender<()>);

/// Reads the body and answers.
pub async fn nothing() -> SocketAddr {
    serve(Router::new().fallback(|_: Bytes| async { ACCEPTED })).await
}

/// Commits the bodies in groups, with the settings of the receiver's own store.
pub async fn commits(folder: &Path) -> SocketAddr {
    let file = Connection::open(folder.join("plain.db")).expect("a file");
    file.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE body (id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    )
    .expect("a table");
    let (queue, waiting) = std::sync::mpsc::channel();
    std::thread::spawn(move || write(file, &waiting));
    serve(Router::new().fallback(take).with_state(queue)).await
}

async fn take(
    State(queue): State<std::sync::mpsc::Sender<Waiting>>,
    body: Bytes,
) -> Result<&'static str, StatusCode> {
    let (done, stored) = oneshot::channel();
    let away = |_| StatusCode::SERVICE_UNAVAILABLE;
    queue
        .send((body, done))
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    stored.await.map_err(away)?;
    Ok(ACCEPTED)
}

fn write(mut file: Connection, waiting: &std::sync::mpsc::Receiver<Waiting>) {
    while let Ok(first) = waiting.recv() {
        let group: Vec<Waiting> = std::iter::once(first)
            .chain(waiting.try_iter().take(GROUP))
            .collect();
        let write = file.transaction().expect("a transaction");
        {
            let mut insert = write
                .prepare_cached("INSERT INTO body (body) VALUES (?1)")
                .expect("the table is there");
            for (body, _) in &group {
                insert.execute([&body[..]]).expect("a body is added");
            }
        }
        write.commit().expect("it is on the disk");
        for (_, done) in group {
            let _ = done.send(());
        }
    }
}

async fn serve(pages: Router) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, pages).await });
    address
}
