//! A desk for the tests of keeping a ledger: a data folder, a keyring, and what is started on them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Environment, Problem, ShortCode};

use super::{Core, Engine, Options, lock};
use crate::api::{Founder, PeopleFound, RoleDto};
use crate::people::SigningKey;
use crate::store::{Ledger, audit_log};
use crate::vault::{LedgerKey, MemoryVault, SecretName, Vault};

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

    /// The ledger's key, as the keyring has it.
    pub(super) fn key(&self) -> LedgerKey {
        let name = SecretName::ledger_key(Environment::Sandbox, "main");
        let secret = self.vault.get(&name).unwrap().unwrap();
        LedgerKey::from_secret(&secret).unwrap()
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

/// Names the first two people of the open ledger, an administrator and a maker, and gives their keys.
pub(super) async fn people(engine: &Engine) -> [SigningKey; 2] {
    let founder = |name: &str, role| Founder {
        name: name.into(),
        roles: vec![role],
        passphrase: "mvua-kiatu-embe-kengele".into(),
    };
    let request = PeopleFound {
        administrator: founder("Amina", RoleDto::Administrator),
        other: founder("Baraka", RoleDto::Maker),
    };
    let found = with(engine, move |core, ledger| core.found(ledger, &request));
    found.await.1
}

/// Has the two people of [`people`] claim sending for [`short_code`].
pub(super) async fn claim(engine: &Engine, keys: &[SigningKey; 2]) -> Result<i64, Problem> {
    let [one, other] = keys.clone();
    core(engine)
        .claim_with(&short_code(), [(1, one), (2, other)])
        .await
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
