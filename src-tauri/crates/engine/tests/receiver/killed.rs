//! A process that is killed while it drains: everything is in the ledger once.
//!
//! The test runs this binary again as the process that is killed.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Environment, Problem};
use engine::Engine;
use engine::api::*;
use engine::relay::wire::Use;
use engine::vault::{Secret, SecretName, Vault};

use crate::standin::Receiver;
use crate::world::{Desk, found, options, reopened};

/// The folder of the data and the keys.
const FOLDER: &str = "PATANISHA_TEST_FOLDER";
const NAME: &str = "killed::everything_is_in_the_ledger_once_however_often_draining_is_killed";
const KILLS: i64 = 6;
/// Deliveries put in before each kill.
const EACH: i64 = 230;

/// Keys in files beside the data, which only a test may do.
#[derive(Debug)]
struct Files(PathBuf);

impl Files {
    fn at(&self, name: &SecretName) -> PathBuf {
        self.0.join(name.to_string().replace('/', "_"))
    }
}

impl Vault for Files {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, Problem> {
        Ok(std::fs::read(self.at(name)).ok().map(Secret::new))
    }

    fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), Problem> {
        let part = self.0.join("part");
        std::fs::write(&part, secret.reveal()).unwrap();
        std::fs::rename(part, self.at(name)).unwrap();
        Ok(())
    }

    fn delete(&self, name: &SecretName) -> Result<(), Problem> {
        let _ = std::fs::remove_file(self.at(name));
        Ok(())
    }
}

fn vault(folder: &Path) -> Arc<dyn Vault> {
    Arc::new(Files(folder.to_owned()))
}

async fn opened(folder: &Path) -> Result<Engine, Box<ProblemDto>> {
    let engine = Engine::new(options(folder, &vault(folder), Environment::Sandbox)).unwrap();
    let status = engine.app_status(Nothing {}).await.unwrap();
    status.blocked.map_or(Ok(engine), |why| Err(Box::new(why)))
}

/// The process that is killed: a window that nobody is signed in to.
async fn drain_until_killed(folder: &Path) {
    // The window that was closed before may let go of the ledger a moment later.
    let mut engine = opened(folder).await;
    for _ in 0..200 {
        if engine.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        engine = opened(folder).await;
    }
    let _engine = engine.unwrap();
    println!("begun");
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_in_the_ledger_once_however_often_draining_is_killed() {
    if let Ok(folder) = std::env::var(FOLDER) {
        drain_until_killed(Path::new(&folder)).await;
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let keys = vault(folder.path());
    let engine = Engine::new(options(folder.path(), &keys, Environment::Sandbox)).unwrap();
    found(&engine).await;
    let desk = Desk {
        folder,
        vault: keys,
        engine,
    };
    desk.connect(&receiver).await;
    let Desk {
        folder,
        vault,
        engine,
    } = desk;
    drop(engine);

    for kill in 0..KILLS {
        for at in 0..EACH {
            let body = format!("{}", kill * EACH + at);
            receiver.deliver("sandbox/600111", Use::Result, "ab", body.as_bytes());
        }
        let at = folder.path().to_owned();
        let target = kill * EACH + 20 + kill * 30;
        let heard = receiver.clone();
        tokio::task::spawn_blocking(move || {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", NAME, "--nocapture"])
                .env(FOLDER, at)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut told = BufReader::new(child.stdout.take().unwrap())
                .lines()
                .map_while(Result::ok);
            assert!(told.any(|line| line.ends_with("begun")));
            let begun = Instant::now();
            while heard.with(|inner| inner.acknowledged) < target
                && begun.elapsed() < Duration::from_secs(20)
            {
                std::thread::sleep(Duration::from_millis(1));
            }
            child.kill().unwrap();
            child.wait().unwrap();
        })
        .await
        .unwrap();
    }

    let engine = reopened(folder.path(), &vault, Environment::Sandbox).await;
    let desk = Desk {
        folder,
        vault,
        engine,
    };
    let all = KILLS * EACH;
    let info = desk
        .until("drained", |info| i64::from(info.kept) == all)
        .await;
    assert!(info.problem.is_none());
    let rows = desk.callbacks(CallbackFilter::All).await.rows;
    assert!(rows.iter().all(|row| row.deliveries == 1), "each once");
    let verdict = desk
        .engine
        .audit_verify(JobRequest { job: "v".into() })
        .await;
    assert!(verdict.is_ok());
    let pages = desk.events("receiver.drain").await;
    let told: i64 = pages
        .iter()
        .map(|event| {
            let after: serde_json::Value = serde_json::from_str(&event.after).unwrap();
            after["deliveries"].as_i64().unwrap()
        })
        .sum();
    assert_eq!(told, all, "no page was told twice");
}
