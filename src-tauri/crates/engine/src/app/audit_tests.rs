//! The record of who did what, through the door that the window uses, over the sample business.

use std::sync::Arc;

use super::{Engine, Options, lock};
use crate::api::*;
use crate::audit_check::{Head, KnownHead};
use crate::people::{Role, SigningKey};
use crate::practice::OPERATORS;
use crate::store::checkpoints::{self, Reason};
use crate::store::{By, Done};
use crate::vault::MemoryVault;
use crate::{pack, words};

struct Stage {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Stage {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::new(Options {
            data_folder: Some(folder.path().to_owned()),
            vault: Some(Arc::new(MemoryVault::new())),
            operator: Some("host".into()),
            ..Options::default()
        })
        .unwrap();
        engine.practice_create(job()).await.unwrap();
        Self { folder, engine }
    }

    /// As the practice person of that role.
    async fn sign_in(&self, role: Role) {
        let one = OPERATORS.into_iter().find(|one| one.role == role).unwrap();
        let request = SignIn {
            name: one.name.into(),
            passphrase: one.passphrase.into(),
        };
        self.engine.sign_in(request).await.unwrap();
    }

    async fn find(&self, text: &str) -> StoryHits {
        let text = text.to_owned();
        self.engine.story_find(StoryFind { text }).await.unwrap()
    }

    async fn found_by(&self, text: &str, by: &str, kind: StoryKind, id: i64) -> bool {
        let hits = self.find(text).await.hits;
        hits.iter()
            .any(|hit| hit.by == by && hit.kind == kind && hit.id == id)
    }

    async fn story(&self, kind: StoryKind, id: i64, name: &str) -> Story {
        let name = name.to_owned();
        self.engine
            .story(StoryRef { kind, id, name })
            .await
            .unwrap()
    }

    async fn events(&self, operator: Option<&str>, action: Option<&str>) -> Vec<AuditEventInfo> {
        let request = AuditEventsRequest {
            before: None,
            limit: 200,
            operator: operator.map(Into::into),
            action: action.map(Into::into),
        };
        self.engine.audit_events(request).await.unwrap().events
    }
}

fn job() -> JobRequest {
    JobRequest { job: "a".into() }
}

#[tokio::test]
async fn a_shilling_is_found_and_its_story_told() {
    let stage = Stage::new().await;
    stage.sign_in(Role::Maker).await;
    let page = LinesRequest {
        filter: LineFilter::Suggested,
        search: None,
        order: LineOrder::Newest,
        offset: 0,
        limit: 50,
    };
    let page = stage.engine.lines_page(page).await.unwrap();
    let line = page.rows.first().unwrap().id;
    let detail = stage
        .engine
        .line_detail(LineRef { id: line })
        .await
        .unwrap();
    let receipt = detail.line.receipt.clone();
    let found = detail.matches.first().unwrap();
    let entry = found.parts.first().unwrap().entry.id;
    stage
        .engine
        .match_confirm(MatchRef { id: found.id })
        .await
        .unwrap();

    assert!(
        stage
            .found_by(&receipt.to_lowercase(), "receipt", StoryKind::Line, line)
            .await
    );
    let part = receipt.get(..8).unwrap();
    assert!(stage.found_by(part, "receipt", StoryKind::Line, line).await);
    let hits = stage.find("Otieno").await.hits;
    assert_eq!(hits.first().unwrap().kind, StoryKind::Operator);

    let story = stage.story(StoryKind::Line, line, "").await;
    let whats: Vec<&str> = story.steps.iter().map(|step| &*step.what).collect();
    assert!(whats.first().unwrap().starts_with("Paid "), "{whats:?}");
    assert_eq!(whats.get(1), Some(&"Imported"));
    assert!(
        whats
            .iter()
            .any(|what| what.starts_with("Suggested by rule")),
        "{whats:?}"
    );
    assert_eq!(whats.last(), Some(&"Confirmed"));
    let confirmed = story.steps.last().unwrap();
    assert_eq!(confirmed.who, "Otieno");
    assert!(confirmed.seq.is_some());
    assert!(story.steps.iter().skip(1).all(|step| step.seq.is_some()));
    assert!(
        story
            .related
            .iter()
            .any(|hit| hit.kind == StoryKind::Entry && hit.id == entry)
    );

    // The raw row is beneath the import, without the payer's name and number.
    let evidence = story.steps.get(1).unwrap().evidence.as_ref().unwrap();
    assert_eq!(evidence.sha256.len(), 64);
    assert!(
        evidence.fields.iter().any(|field| field.value == receipt),
        "{evidence:?}"
    );
    let revealed = RevealRequest {
        kind: StoryKind::Line,
        id: line,
        reason: "Customer 0712345118 asks.".into(),
    };
    let full = stage.engine.reveal(revealed).await.unwrap();
    let name = full.name.unwrap();
    for field in &evidence.fields {
        assert!(!field.value.contains(&name), "{}", field.name);
        assert_eq!(words::without_numbers(&field.value), field.value);
    }
    let after = stage.story(StoryKind::Line, line, "").await;
    let told = after.steps.last().unwrap();
    assert_eq!(told.seq, Some(full.seq));
    assert_eq!(told.detail, "Customer 2547••••118 asks.");
    let short = RevealRequest {
        kind: StoryKind::Line,
        id: line,
        reason: " ab ".into(),
    };
    let refused = stage.engine.reveal(short).await.unwrap_err();
    assert_eq!(refused.code.0, "reveal.reason");

    stage.engine.undo_last(Nothing {}).await.unwrap();
    let undone = stage.story(StoryKind::Line, line, "").await;
    assert!(
        undone
            .steps
            .iter()
            .any(|step| step.what == "Undone" && step.seq.is_some())
    );
    let entry_story = stage.story(StoryKind::Entry, entry, "").await;
    assert!(
        entry_story
            .steps
            .iter()
            .any(|step| step.what == "Confirmed")
    );
    assert!(
        !entry_story
            .steps
            .first()
            .unwrap()
            .evidence
            .as_ref()
            .unwrap()
            .fields
            .is_empty()
    );
    let mine = stage.story(StoryKind::Operator, 0, "Otieno").await;
    assert!(mine.steps.len() >= 3);
    let import = stage.story(StoryKind::Import, 1, "").await;
    assert!(import.steps.first().unwrap().seq.is_some());
    assert!(
        stage
            .found_by(&import.title, "file name", StoryKind::Import, 1)
            .await
    );
    found_every_way(&stage).await;
}

/// Phones in each form, names, amounts, references.
async fn found_every_way(stage: &Stage) {
    let page = EntriesRequest {
        filter: EntryFilter::All,
        search: None,
        offset: 0,
        limit: 100,
    };
    let page = stage.engine.entries_page(page).await.unwrap();
    let entry = page.rows.iter().find(|row| !row.phone.is_empty()).unwrap();
    let full = RevealRequest {
        kind: StoryKind::Entry,
        id: entry.id,
        reason: "for the test".into(),
    };
    let full = stage.engine.reveal(full).await.unwrap();
    let phone = full.phone.unwrap();
    let national = phone.get(3..).unwrap();
    for text in [
        phone.clone(),
        format!("0{national}"),
        format!(
            "+254 {} {}",
            national.get(..3).unwrap(),
            national.get(3..).unwrap()
        ),
        national.get(1..).unwrap().to_owned(),
        format!("0{}", national.get(..7).unwrap()),
        entry.phone.clone(),
    ] {
        assert!(
            stage
                .found_by(&text, "phone", StoryKind::Entry, entry.id)
                .await,
            "{text}"
        );
    }
    assert!(
        stage
            .find(national.get(6..).unwrap())
            .await
            .hits
            .iter()
            .any(|hit| hit.by == "phone")
    );
    // A whole number finds the statement lines whose mask it fits.
    let hits = stage.find(&phone).await.hits;
    assert!(
        hits.iter().any(|hit| hit.kind == StoryKind::Line),
        "{hits:?}"
    );
    assert!(hits.iter().all(|hit| !hit.detail.contains(national)));
    let reference = &entry.reference;
    assert!(
        stage
            .found_by(reference, "reference", StoryKind::Entry, entry.id)
            .await
    );
    for text in [entry.amount.clone(), entry.amount.replace(',', "")] {
        assert!(
            stage
                .find(&text)
                .await
                .hits
                .iter()
                .any(|hit| hit.by == "amount"),
            "{text}"
        );
    }
    let first = entry.party.split(' ').next().unwrap();
    assert!(
        stage
            .find(first)
            .await
            .hits
            .iter()
            .any(|hit| hit.by == "name")
    );
    assert_eq!(stage.find("hakuna kitu kama hiki").await.hits, []);
}

#[tokio::test]
async fn an_auditor_reads_checks_and_packs_the_record() {
    let stage = Stage::new().await;
    stage.sign_in(Role::Auditor).await;
    let engine = &stage.engine;
    let all = stage.events(None, None).await;
    assert_eq!(all.first().unwrap().seq, i64::try_from(all.len()).unwrap());
    let imports = stage.events(Some("host"), Some("import.")).await;
    assert!(imports.len() >= 2 && imports.iter().all(|event| event.what == "Imported a file"));
    assert!(stage.events(Some("nobody"), None).await.is_empty());
    let older = AuditEventsRequest {
        before: Some(3),
        limit: 1,
        operator: None,
        action: None,
    };
    let older = engine.audit_events(older).await.unwrap();
    assert_eq!(older.events.first().unwrap().seq, 2);
    assert_eq!(older.operators, ["Kamau", "host"]);

    let verdict = engine.audit_verify(job()).await.unwrap();
    assert!(verdict.holds, "{:?}", verdict.checked);
    assert!(
        verdict
            .checked
            .iter()
            .any(|told| told.contains("not proved"))
    );

    let folder = stage.folder.path().join("out").display().to_string();
    let request = |reason: &str| AuditPackRequest {
        job: "pack".into(),
        folder: Some(folder.clone()),
        reason: reason.into(),
    };
    let refused = engine.audit_pack(request("")).await.unwrap_err();
    assert_eq!(refused.code.0, "pack.reason");
    let made = engine
        .audit_pack(request("Yearly audit 2026"))
        .await
        .unwrap();
    let report = pack::verify(std::path::Path::new(&made.path));
    assert_eq!(report.fault, None, "{:?}", report.checked);
    assert_eq!(made.events, verdict.events + 2);
    let last = stage.events(Some("Kamau"), Some("audit.")).await;
    let actions: Vec<&str> = last.iter().map(|event| &*event.action).collect();
    assert_eq!(actions, ["audit.checkpoint", "audit.pack"]);
    assert!(last.last().unwrap().after.contains("Yearly audit 2026"));

    // The keyring knows the head from now on; a ledger that it does not fit is found out.
    let verdict = engine.audit_verify(job()).await.unwrap();
    assert!(verdict.holds && verdict.checked.iter().any(|told| told.contains("1 of 1")));
    assert!(
        !verdict
            .checked
            .iter()
            .any(|told| told.contains("not proved"))
    );
    let core = Arc::clone(&lock(&engine.here));
    let name = core.audit_head_name();
    let ahead = Head {
        seq: verdict.events + 3,
        hash: [7; 32],
    };
    core.shared.keys.set(name, ahead.to_secret()).await.unwrap();
    let verdict = engine.audit_verify(job()).await.unwrap();
    assert_eq!(verdict.first_bad, Some(verdict.events + 1));
    assert!(verdict.fault.unwrap().message.contains("cut off"));
    // What shows the cut is not written over.
    engine.keep_audit_head().await;
    let known = super::audit_head::known(&core).await;
    assert_eq!(known, KnownHead::Held(ahead));
}

#[tokio::test]
async fn a_checkpoint_by_a_strangers_key_is_found_out() {
    let stage = Stage::new().await;
    stage.sign_in(Role::Auditor).await;
    let core = super::Core {
        world: Arc::clone(&lock(&stage.engine.here)),
        actor: None,
    };
    let ledger = core.held().clone().unwrap();
    let by = By {
        operator: "Kamau",
        at: core.now(),
    };
    let stranger = SigningKey::random().unwrap();
    ledger
        .write(by, "audit.checkpoint", |write| {
            let made = checkpoints::add(write, &stranger, "Kamau", Reason::Export)?;
            Ok(Done::to("checkpoint 1", ()).after(made.told()))
        })
        .unwrap();
    drop(ledger);
    let verdict = stage.engine.audit_verify(job()).await.unwrap();
    assert!(!verdict.holds, "{:?}", verdict.checked);
    let fault = verdict.fault.unwrap();
    assert!(fault.message.contains("never Kamau's"), "{}", fault.message);
}
