//! A desk for the tests of keeping a ledger: a data folder, a keyring, and what is started on them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Environment, Problem, ShortCode};

use super::{Core, Engine, Options, lock};
use crate::store::{Ledger, audit_log};
use crate::vault::{MemoryVault, Vault};

/// A computer.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
    pub(super) vault: Arc<MemoryVault>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryVault::new()),
        }
    }

    /// A program start at this second.
    pub(super) fn start_at(&self, clock: fn() -> i64) -> Engine {
        Engine::new(Options {
            data_folder: Some(self.folder.path().to_owned()),
            environment: Some(Environment::Sandbox),
            vault: Some(Arc::clone(&self.vault) as Arc<dyn Vault>),
            operator: Some("jaribio".into()),
            clock: Some(clock),
            ..Options::default()
        })
        .unwrap()
    }

    pub(super) fn start(&self) -> Engine {
        self.start_at(|| 1_793_000_000)
    }

    /// A program start with a workspace.
    pub(super) async fn with_workspace(&self) -> Engine {
        let engine = self.start();
        core(&engine).make_ledger(|_, _| Ok(())).await.unwrap();
        core(&engine).open_ledger().await.unwrap().unwrap();
        engine
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.folder.path().join("sandbox/main.ledger")
    }

    /// Brings the ledger file of another desk here, as a person would.
    pub(super) fn bring(&self, from: &Path) {
        std::fs::create_dir_all(self.folder.path().join("sandbox")).unwrap();
        std::fs::copy(from, self.ledger()).unwrap();
    }

    pub(super) fn backups(&self) -> Vec<String> {
        let list = crate::store::backups::list(&self.ledger()).unwrap();
        list.into_iter().map(|backup| backup.name.file).collect()
    }
}

/// Where commands act, with nobody signed in.
pub(super) fn core(engine: &Engine) -> Arc<Core> {
    Arc::new(Core {
        world: Arc::clone(&lock(&engine.here)),
        actor: None,
    })
}

pub(super) fn short_code() -> ShortCode {
    ShortCode::parse("600111").unwrap()
}

/// Does something with the open ledger.
pub(super) async fn with<T: Send + 'static>(
    engine: &Engine,
    act: impl FnOnce(&Core, &Ledger) -> Result<T, Problem> + Send + 'static,
) -> T {
    core(engine).with_ledger(act).await.unwrap()
}

/// The recovery key as it would be written down.
pub(super) async fn written(engine: &Engine) -> String {
    with(engine, |core, ledger| core.show_recovery(ledger))
        .await
        .groups
        .join(" ")
}

/// The actions of every event, oldest first.
pub(super) async fn events(engine: &Engine) -> Vec<String> {
    let events = with(engine, |_, ledger| {
        ledger.check()?;
        ledger.read(|read| audit_log::newest(read, 1_000))
    });
    let mut actions: Vec<String> = events
        .await
        .into_iter()
        .map(|logged| logged.event.action)
        .collect();
    actions.reverse();
    actions
}

pub(super) fn code<T>(of: Result<T, Problem>) -> &'static str {
    let told = of.err().expect("a problem");
    assert!(!told.remedies.is_empty(), "{told}");
    told.code.0
}
