//! Law 11 through the same methods the hosts call.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::sync::Arc;

use engine::api::*;
use engine::vault::{MemoryVault, Vault};
use engine::{Engine, Options};

struct Desk {
    folder: tempfile::TempDir,
    vault: Arc<dyn Vault>,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryVault::new()),
        }
    }

    fn start_at(&self, clock: fn() -> i64) -> Engine {
        Engine::new(Options {
            data_folder: Some(self.folder.path().join("data")),
            vault: Some(Arc::clone(&self.vault)),
            operator: Some("tester".into()),
            clock: Some(clock),
            ..Options::default()
        })
        .unwrap()
    }
}

async fn enter(engine: &Engine) -> AppStatus {
    let maker = engine::practice::OPERATORS[1];
    let request = SignIn {
        name: maker.name.into(),
        passphrase: maker.passphrase.into(),
    };
    engine.sign_in(request).await.unwrap()
}

fn job() -> JobRequest {
    JobRequest { job: "job".into() }
}

async fn decide(engine: &Engine) {
    let request = LinesRequest {
        filter: LineFilter::Suggested,
        search: None,
        order: LineOrder::Newest,
        offset: 0,
        limit: 1,
    };
    let id = engine.lines_page(request).await.unwrap().rows[0].id;
    let detail = engine.line_detail(LineRef { id }).await.unwrap();
    let id = detail.matches[0].id;
    engine.match_confirm(MatchRef { id }).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_told_and_work_goes_on() {
    use std::sync::atomic::{AtomicI64, Ordering};
    static NOW: AtomicI64 = AtomicI64::new(1_793_000_000);
    let desk = Desk::new();
    let engine = desk.start_at(|| NOW.load(Ordering::Relaxed));
    let made = engine.practice_create(job()).await.unwrap();
    assert!(made.clock.is_none());
    enter(&engine).await;

    NOW.fetch_sub(3_600, Ordering::Relaxed);
    let told = engine.app_status(Nothing {}).await.unwrap().clock.unwrap();
    assert_eq!(told.code, "clock.behind");
    assert!(!told.remedies.is_empty());
    decide(&engine).await;

    NOW.fetch_add(7_200, Ordering::Relaxed);
    let status = engine.app_status(Nothing {}).await.unwrap();
    assert!(status.clock.is_none());
}
