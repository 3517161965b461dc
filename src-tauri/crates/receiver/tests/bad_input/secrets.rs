//! What never leaves the process: credentials not to the disk, addresses and bodies not to a log.

use std::io;
use std::sync::{Arc, Mutex};

use receiver::inbox::{InboxError, Use};
use sha2::{Digest as _, Sha256};

use crate::notebook::Mood;
use crate::world::{REQUEST, path, post, start, status, token};

const SECRET: &str = "Zm9vYmFyK3NlY3JldC9jcmVkZW50aWFs==";
const PHONE: &str = "254700000001";

#[tokio::test]
async fn a_credential_is_overwritten_before_it_is_kept_and_the_hash_is_of_what_came() {
    let world = start(|_| ()).await;
    let body =
        format!(r#"{{"Initiator":"api","Security\u0043redential":"{SECRET}","PartyB":"{PHONE}"}}"#);
    let answer = world
        .send(&post(&path(Use::Timeout), "", body.as_bytes()))
        .await;
    assert_eq!(status(&answer), "200");
    let kept = world.inbox.kept();
    assert!(kept[0].scrubbed);
    assert_eq!(kept[0].body.len(), body.len());
    let stars = body.replace(SECRET, &"*".repeat(SECRET.len()));
    assert_eq!(String::from_utf8_lossy(&kept[0].body), stars);
    let came: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    assert_eq!(kept[0].sha256, came);
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_line_and_no_metric_names_an_address_a_token_or_a_body() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _ = tracing::subscriber::set_global_default(lines);
    let world = start(|_| ()).await;
    let body = format!(r#"{{"SecurityCredential":"{SECRET}","PartyB":"{PHONE}"}}"#);
    for use_ in Use::ALL {
        world.send(&post(&path(use_), "", body.as_bytes())).await;
    }
    world
        .send(&post(
            &format!("{}/more", path(Use::Result)),
            "",
            body.as_bytes(),
        ))
        .await;
    world.inbox.mood(Mood::Fails(|| InboxError::Full));
    world.post(body.as_bytes()).await;
    let metrics = world.watch("/metrics").await;
    world.receiver.stop().await;
    let lines = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        lines.contains("the disk is full"),
        "the log is read: {lines}"
    );
    for text in [lines, metrics] {
        for never in [SECRET, PHONE, REQUEST, &token(Use::Result), "PartyB"] {
            assert!(!text.contains(never), "{never}: {text}");
        }
    }
}
