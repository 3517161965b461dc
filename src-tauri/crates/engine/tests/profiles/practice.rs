//! Practice is ready without any input.

use std::sync::Arc;
use std::time::Duration;

use engine::api::*;
use engine::callbacks::Callbacks;
use engine::vault::{MemoryVault, Vault};
use engine::{Engine, Options, PracticeWorld};
use tokio::sync::mpsc;

use crate::safaricom::Safaricom;
use crate::world::*;

fn world(safaricom: &Safaricom, password: &str) -> PracticeWorld {
    PracticeWorld {
        base_url: safaricom.base.clone(),
        consumer_key: CONSUMER_KEY.into(),
        consumer_secret: CONSUMER_SECRET.into(),
        passkey: PASSKEY.into(),
        initiator_name: "jaribio.api".into(),
        initiator_password: password.into(),
        certificate_pem: pem(),
        short_code: "600111".into(),
    }
}

fn start(
    folder: &tempfile::TempDir,
    vault: &Arc<dyn Vault>,
    password: Option<&str>,
) -> (Engine, Safaricom) {
    let (sender, deliveries) = mpsc::channel(16);
    let safaricom = Safaricom::start(Some(sender));
    let engine = Engine::new(Options {
        practice: password.map(|password| world(&safaricom, password)),
        practice_fault: password.is_none().then(|| "its port is taken".to_owned()),
        callbacks: Some(Callbacks {
            base: "http://127.0.0.1:9".to_owned(),
            serves: domain::Environment::Practice,
            deliveries,
        }),
        result_wait: Some(Duration::from_millis(600)),
        ..options(folder, vault)
    });
    (engine.unwrap(), safaricom)
}

async fn only(engine: &Engine) -> ProfileInfo {
    let mut list = engine.profiles_list(Nothing {}).await.unwrap().profiles;
    assert_eq!(list.len(), 1);
    list.remove(0)
}

async fn test(engine: &Engine, profile: i64) -> ProfileInfo {
    let request = ProfileTest {
        job: "test".into(),
        profile,
        check: None,
    };
    engine.profile_test(request).await.unwrap()
}

#[tokio::test]
async fn the_practice_profile_is_supplied_and_stays_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
    let (engine, safaricom) = start(&folder, &vault, Some(PASSWORD));
    assert_eq!(
        engine.profiles_list(Nothing {}).await.unwrap_err().code.0,
        "workspace.none"
    );
    engine
        .practice_create(JobRequest { job: "make".into() })
        .await
        .unwrap();
    enter_practice(&engine).await;
    let info = only(&engine).await;
    assert!(info.supplied);
    assert_eq!(
        (info.short_code.as_str(), info.given, info.required),
        ("600111", 6, 6)
    );
    assert_eq!(
        item(&info, ProfileItem::BaseUrl).shown.as_deref(),
        Some(&*safaricom.base)
    );
    assert_eq!(
        item(&info, ProfileItem::CallbackBase).shown.as_deref(),
        Some("http://127.0.0.1:9")
    );
    assert!(
        info.items.iter().all(|row| row.notice.is_none()),
        "nothing to heed in practice"
    );
    let info = test(&engine, info.id).await;
    assert!(
        info.checks
            .iter()
            .all(|run| run.outcome == CheckOutcome::Passed),
        "{info:?}"
    );
    assert!(
        info.checks[0].text.starts_with("The simulator"),
        "{}",
        info.checks[0].text
    );

    let untouchable = [
        engine
            .profile_item_set(ProfileItemSet {
                profile: info.id,
                item: ProfileItem::ConsumerKey,
                value: "x".into(),
            })
            .await
            .unwrap_err(),
        engine
            .profile_item_delete(ProfileItemRef {
                profile: info.id,
                item: ProfileItem::ConsumerKey,
            })
            .await
            .unwrap_err(),
        engine
            .profile_remove(ProfileRef { profile: info.id })
            .await
            .unwrap_err(),
    ];
    assert!(
        untouchable
            .iter()
            .all(|told| told.code.0 == "state.profile_supplied")
    );
    drop(engine);

    // Another start of the same simulator, at another address: the verdicts stand.
    let (engine, safaricom) = start(&folder, &vault, Some(PASSWORD));
    enter_practice(&engine).await;
    let info = only(&engine).await;
    assert_eq!(
        item(&info, ProfileItem::BaseUrl).shown.as_deref(),
        Some(&*safaricom.base)
    );
    assert!(
        info.checks
            .iter()
            .all(|run| run.outcome == CheckOutcome::Passed)
    );
    drop(engine);

    // Another simulator: its password is kept in the place of the first, and nothing is proven yet.
    let (engine, safaricom) = start(&folder, &vault, Some("Nenosiri#2027"));
    enter_practice(&engine).await;
    let info = only(&engine).await;
    assert_eq!(
        check(&info, ProfileCheck::Balance).outcome,
        CheckOutcome::NotRun
    );
    test(&engine, info.id).await;
    assert_eq!(safaricom.questions().len(), 1);
    drop(engine);

    let (engine, _) = start(&folder, &vault, None);
    enter_practice(&engine).await;
    let info = only(&engine).await;
    let info = {
        let list = engine
            .environments_list(Nothing {})
            .await
            .unwrap()
            .environments;
        assert_eq!(list[0].unavailable.as_deref(), Some("its port is taken"));
        test(&engine, info.id).await
    };
    let run = check(&info, ProfileCheck::Balance);
    assert_eq!(
        run.outcome,
        CheckOutcome::Passed,
        "the last verdict is still told"
    );
    let own = ProfileAdd {
        short_code: "600333".into(),
        kind: ProfileKind::Till,
        name: "Duka".into(),
    };
    let own = engine.profile_add(own).await.unwrap();
    for run in &own.checks {
        assert_eq!(run.outcome, CheckOutcome::NotPossible);
        assert!(run.text.contains("its port is taken"), "{}", run.text);
    }
}

#[tokio::test]
async fn practice_works_without_a_simulator() {
    let folder = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
    let engine = Engine::new(options(&folder, &vault)).unwrap();
    engine
        .practice_create(JobRequest { job: "make".into() })
        .await
        .unwrap();
    enter_practice(&engine).await;
    assert!(
        engine
            .profiles_list(Nothing {})
            .await
            .unwrap()
            .profiles
            .is_empty()
    );
}
