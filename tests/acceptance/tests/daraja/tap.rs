//! A wire between client and simulator that remembers what went over it, so that a test knows the secrets
//! that only the wire has seen.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Names of JSON members whose values are secret.
const MEMBERS: [&str; 3] = ["access_token", "SecurityCredential", "Password"];

/// Listens on a free port of this computer for as long as the runtime lives.
pub struct Tap {
    base: String,
    wire: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Tap {
    /// Stands before the server at this address.
    pub async fn before(base: &str) -> Self {
        let server = base.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let wire = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&wire);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(&server).await.unwrap();
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = far.into_split();
                tokio::spawn(pass(near_in, far_out, Arc::clone(&all)));
                tokio::spawn(pass(far_in, near_out, Arc::clone(&all)));
            }
        });
        Self { base, wire }
    }

    /// The address to call instead of the server's.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// Every secret that went by: tokens, header values, credentials, passwords.
    pub fn secrets(&self) -> Vec<String> {
        let wire = self.wire.lock().unwrap();
        let mut found: Vec<String> = wire
            .iter()
            .flat_map(|bytes| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let headers = after(&text, "authorization: Bearer ", '\r');
                let basics = after(&text, "authorization: Basic ", '\r');
                let members = MEMBERS
                    .iter()
                    .flat_map(|name| after(&text, &format!("\"{name}\":\""), '"'));
                let members: Vec<_> = members.collect();
                headers
                    .into_iter()
                    .chain(basics)
                    .chain(members)
                    .collect::<Vec<_>>()
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// Every text that follows `key` in any case, up to `end`.
fn after(text: &str, key: &str, end: char) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let key = key.to_ascii_lowercase();
    lower
        .match_indices(&key)
        .filter_map(|(at, _)| text[at + key.len()..].split(end).next())
        .map(str::to_owned)
        .collect()
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, wire: Arc<Mutex<Vec<Vec<u8>>>>) {
    let mut all = Vec::new();
    let mut piece = vec![0; 16 * 1024];
    while let Ok(read) = from.read(&mut piece).await {
        if read == 0 || to.write_all(&piece[..read]).await.is_err() {
            break;
        }
        all.extend_from_slice(&piece[..read]);
    }
    let _ = to.shutdown().await;
    wire.lock().unwrap().push(all);
}
