//! A desk of the sandbox, with a receiver beside it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Environment, Problem};
use engine::api::*;
use engine::vault::{MemoryVault, Vault};
use engine::{Engine, Options};

use crate::standin::{Receiver, TOKEN};

pub const NOW: i64 = 1_793_000_000;
pub const ADMINISTRATOR: (&str, &str) = ("Naliaka", "mvua-kiatu-embe-kengele");
pub const MAKER: (&str, &str) = ("Baraka", "taa-ndizi-mto-pazia");

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub vault: Arc<dyn Vault>,
    pub engine: Engine,
}

impl Desk {
    /// A workspace with one payout short code, 600111, signed in as its administrator.
    pub async fn new(environment: Environment) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
        let engine = Engine::new(options(folder.path(), &vault, environment)).unwrap();
        let desk = Self {
            folder,
            vault,
            engine,
        };
        found(&desk.engine).await;
        desk.add("600111").await;
        desk
    }

    pub async fn add(&self, short_code: &str) -> i64 {
        let request = ProfileAdd {
            short_code: short_code.into(),
            kind: ProfileKind::Payout,
            name: "Duka".into(),
        };
        self.engine.profile_add(request).await.unwrap().id
    }

    pub async fn connect(&self, receiver: &Receiver) -> ReceiverInfo {
        self.try_connect(&receiver.base, TOKEN, false)
            .await
            .unwrap()
    }

    pub async fn try_connect(
        &self,
        url: &str,
        token: &str,
        seal: bool,
    ) -> Result<ReceiverInfo, Problem> {
        let request = ReceiverConnect {
            url: url.into(),
            token: token.into(),
            certificate: None,
            seal,
        };
        self.engine.receiver_connect(request).await
    }

    pub async fn show(&self) -> ReceiverInfo {
        self.engine.receiver_show(Nothing {}).await.unwrap()
    }

    /// Waits until the receiver is as it should be.
    pub async fn until(&self, what: &str, wanted: impl Fn(&ReceiverInfo) -> bool) -> ReceiverInfo {
        let begun = Instant::now();
        loop {
            let info = self.show().await;
            if wanted(&info) {
                return info;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "never {what}: {info:?}"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub async fn callbacks(&self, filter: CallbackFilter) -> CallbacksPage {
        let request = CallbacksRequest {
            filter,
            use_: None,
            search: String::new(),
            before: None,
            limit: 50,
        };
        self.engine.callbacks_page(request).await.unwrap()
    }

    pub async fn events(&self, action: &str) -> Vec<AuditEventInfo> {
        let request = AuditEventsRequest {
            before: None,
            limit: 200,
            operator: None,
            action: Some(action.into()),
        };
        self.engine.audit_events(request).await.unwrap().events
    }
}

pub fn options(
    folder: &std::path::Path,
    vault: &Arc<dyn Vault>,
    environment: Environment,
) -> Options {
    Options {
        data_folder: Some(folder.join("data")),
        vault: Some(Arc::clone(vault)),
        operator: Some("tester".into()),
        clock: Some(|| NOW),
        environment: Some(environment),
        result_wait: Some(Duration::from_millis(1_500)),
        ..Options::default()
    }
}

/// Makes a workspace and names its first two people.
pub async fn found(engine: &Engine) {
    let business = "Mfano Traders".to_owned();
    engine
        .workspace_create(WorkspaceCreate { business })
        .await
        .unwrap();
    let founder = |(name, passphrase): (&str, &str), role| Founder {
        name: name.into(),
        roles: vec![role],
        passphrase: passphrase.into(),
    };
    let request = PeopleFound {
        administrator: founder(ADMINISTRATOR, RoleDto::Administrator),
        other: founder(MAKER, RoleDto::Maker),
    };
    engine.people_found(request).await.unwrap();
    enter(engine).await;
}

/// Signs in as the administrator.
pub async fn enter(engine: &Engine) {
    let (name, passphrase) = ADMINISTRATOR;
    let request = SignIn {
        name: name.into(),
        passphrase: passphrase.into(),
    };
    engine.sign_in(request).await.unwrap();
}

/// The same desk after the program was closed and started again, signed in.
pub async fn reopened(
    folder: &std::path::Path,
    vault: &Arc<dyn Vault>,
    environment: Environment,
) -> Engine {
    // The loop of the one that was closed may still end a moment later.
    let mut tries = 0;
    loop {
        let engine = Engine::new(options(folder, vault, environment)).unwrap();
        let status = engine.app_status(Nothing {}).await.unwrap();
        if status.blocked.is_none() {
            enter(&engine).await;
            return engine;
        }
        tries += 1;
        assert!(tries < 200, "{:?}", status.blocked);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
