//! A desk with the practice business, or with a sandbox whose people were named here.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::{Environment, Problem};
use engine::api::*;
use engine::vault::{MemoryVault, Vault};
use engine::{Engine, Options};

pub const NALIAKA: (&str, &str) = ("Naliaka", "mvua-kiatu-embe-kengele");
pub const BARAKA: (&str, &str) = ("Baraka", "taa-ndizi-mto-pazia");

/// Hands of the clock that a desk's programs go by; tests of one file that move them run one by one.
pub static NOW: AtomicI64 = AtomicI64::new(1_793_000_000);

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub vault: Arc<dyn Vault>,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryVault::new()),
        }
    }

    pub fn options(&self, environment: Environment) -> Options {
        Options {
            data_folder: Some(self.folder.path().join("data")),
            vault: Some(Arc::clone(&self.vault)),
            environment: Some(environment),
            operator: Some("nobody".into()),
            clock: Some(|| NOW.load(Ordering::SeqCst)),
            ..Options::default()
        }
    }

    pub fn start(&self, environment: Environment) -> Engine {
        Engine::new(self.options(environment)).unwrap()
    }

    pub async fn practice(&self) -> Engine {
        let engine = self.start(Environment::Practice);
        let job = "make".to_owned();
        let made = engine.practice_create(JobRequest { job }).await.unwrap();
        assert_eq!(made.gate, GateDto::SignIn);
        engine
    }

    /// A sandbox with Naliaka, administrator, and Baraka, maker.
    pub async fn sandbox(&self) -> Engine {
        let engine = self.start(Environment::Sandbox);
        let business = "Mfano Traders".to_owned();
        let request = WorkspaceCreate { business };
        engine.workspace_create(request).await.unwrap();
        let request = PeopleFound {
            administrator: founder(NALIAKA, RoleDto::Administrator),
            other: founder(BARAKA, RoleDto::Maker),
        };
        let status = engine.people_found(request).await.unwrap();
        assert_eq!(status.gate, GateDto::SignIn);
        engine
    }
}

pub fn founder((name, passphrase): (&str, &str), role: RoleDto) -> Founder {
    Founder {
        name: name.into(),
        roles: vec![role],
        passphrase: passphrase.into(),
    }
}

pub async fn enter(
    engine: &Engine,
    (name, passphrase): (&str, &str),
) -> Result<AppStatus, Problem> {
    let request = SignIn {
        name: name.into(),
        passphrase: passphrase.into(),
    };
    engine.sign_in(request).await
}

pub fn second((name, passphrase): (&str, &str)) -> SecondPerson {
    SecondPerson {
        name: name.into(),
        passphrase: passphrase.into(),
    }
}

pub async fn short_while() {
    tokio::time::sleep(Duration::from_millis(60)).await;
}
