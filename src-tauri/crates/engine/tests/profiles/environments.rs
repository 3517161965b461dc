//! Going from one world to another.

use std::sync::Arc;

use domain::Environment;
use engine::Engine;
use engine::api::*;
use engine::vault::{MemoryVault, Vault};

use crate::world::{ADMINISTRATOR, Desk, enter, options, people};

async fn go(
    engine: &Engine,
    to: EnvironmentDto,
    typed: Option<&str>,
) -> Result<AppStatus, domain::Problem> {
    let typed = typed.map(str::to_owned);
    engine
        .environment_switch(EnvironmentSwitch { to, typed })
        .await
}

async fn create(engine: &Engine, business: &str) -> Result<AppStatus, domain::Problem> {
    let business = business.to_owned();
    engine.workspace_create(WorkspaceCreate { business }).await
}

#[tokio::test]
async fn production_is_entered_by_typing_its_name() {
    let desk = Desk::new(Environment::Practice, false);
    for typed in [None, Some(""), Some("production"), Some("PRODUCTION!")] {
        let told = go(&desk.engine, EnvironmentDto::Production, typed)
            .await
            .unwrap_err();
        assert_eq!(
            (told.code.0, told.field.as_deref()),
            ("environment.not_typed", Some("typed"))
        );
    }
    let status = desk.engine.app_status(Nothing {}).await.unwrap();
    assert_eq!(status.environment, EnvironmentDto::Practice);
    let status = go(
        &desk.engine,
        EnvironmentDto::Production,
        Some(" PRODUCTION "),
    )
    .await
    .unwrap();
    assert_eq!(status.environment, EnvironmentDto::Production);
    assert!(status.workspace.is_none() && status.blocked.is_none());
    let status = go(&desk.engine, EnvironmentDto::Sandbox, None)
        .await
        .unwrap();
    assert_eq!(status.environment, EnvironmentDto::Sandbox);
}

#[tokio::test]
async fn a_workspace_is_made_where_it_is_wanted_and_only_once() {
    let desk = Desk::new(Environment::Sandbox, false);
    let none = desk.engine.profiles_list(Nothing {}).await.unwrap_err();
    assert_eq!(none.code.0, "workspace.none");
    for bad in ["", "  \n ", &"a".repeat(81)] {
        let told = create(&desk.engine, bad).await.unwrap_err();
        assert_eq!(
            (told.code.0, told.field.as_deref()),
            ("business.name", Some("business"))
        );
    }
    let made = create(&desk.engine, "  Mfano \n Traders ").await.unwrap();
    assert_eq!(made.business.as_deref(), Some("Mfano Traders"));
    assert_eq!(made.gate, GateDto::People);
    let again = create(&desk.engine, "Mfano Traders").await.unwrap_err();
    assert_eq!(again.code.0, "workspace.exists");
    let list = desk
        .engine
        .environments_list(Nothing {})
        .await
        .unwrap()
        .environments;
    let told: Vec<_> = list
        .iter()
        .map(|of| (of.environment, of.current, of.workspace))
        .collect();
    assert_eq!(
        told,
        [
            (EnvironmentDto::Practice, false, false),
            (EnvironmentDto::Sandbox, true, true),
            (EnvironmentDto::Production, false, false),
        ]
    );
    go(&desk.engine, EnvironmentDto::Practice, None)
        .await
        .unwrap();
    let told = create(&desk.engine, "Mfano").await.unwrap_err();
    assert_eq!(told.code.0, "environment.practice");
    go(&desk.engine, EnvironmentDto::Sandbox, None)
        .await
        .unwrap();
    let job = "make".to_owned();
    let told = desk
        .engine
        .practice_create(JobRequest { job })
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "environment.not_practice");
}

#[tokio::test]
async fn worlds_share_nothing() {
    let desk = Desk::sandbox(false).await;
    desk.add("600111", ProfileKind::Paybill).await;
    desk.engine
        .preference_set(Preference {
            key: "theme".into(),
            value: "dark".into(),
        })
        .await
        .unwrap();
    go(&desk.engine, EnvironmentDto::Production, Some("PRODUCTION"))
        .await
        .unwrap();
    create(&desk.engine, "Mfano Halisi").await.unwrap();
    people(&desk.engine).await;
    let status = desk.engine.app_status(Nothing {}).await.unwrap();
    assert!(status.workspace.unwrap().preferences.is_empty());
    assert!(
        desk.engine
            .profiles_list(Nothing {})
            .await
            .unwrap()
            .profiles
            .is_empty()
    );
    // The same short code may be in both, with secrets of its own.
    let id = desk.add("600111", ProfileKind::Paybill).await.id;
    desk.set(id, ProfileItem::ConsumerKey, "ufunguo-halisi")
        .await;
    let status = go(&desk.engine, EnvironmentDto::Sandbox, None)
        .await
        .unwrap();
    assert_eq!(status.business.as_deref(), Some("Mfano Traders"));
    // Who was signed in there is not signed in here.
    assert_eq!(status.gate, GateDto::SignIn);
    enter(&desk.engine, ADMINISTRATOR).await;
    let sandbox = desk
        .engine
        .profiles_list(Nothing {})
        .await
        .unwrap()
        .profiles;
    assert_eq!((sandbox.len(), sandbox[0].given), (1, 0));
    for _ in 0..5 {
        go(&desk.engine, EnvironmentDto::Production, Some("PRODUCTION"))
            .await
            .unwrap();
        go(&desk.engine, EnvironmentDto::Sandbox, None)
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_job_keeps_its_world_open() {
    let folder = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
    let engine = Arc::new(Engine::new(options(&folder, &vault)).unwrap());
    let (begun, has_begun) = std::sync::mpsc::channel();
    engine.on_progress(move |_| {
        let _ = begun.send(());
    });
    let maker = Arc::clone(&engine);
    let making = tokio::spawn(async move {
        let job = "make".to_owned();
        maker.practice_create(JobRequest { job }).await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    let told = go(&engine, EnvironmentDto::Sandbox, None)
        .await
        .unwrap_err();
    assert_eq!(told.code.0, "state.job_running");
    making.await.unwrap().unwrap();
    go(&engine, EnvironmentDto::Sandbox, None).await.unwrap();
    let none = engine.overview(Nothing {}).await.unwrap_err();
    assert_eq!(none.code.0, "workspace.none");
}
