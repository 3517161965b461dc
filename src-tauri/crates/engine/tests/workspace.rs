//! A workspace through the same methods the window calls, with a real ledger file and the in-memory
//! vault that passes the keyring's contract.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

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

    /// A program start on this desk.
    fn start(&self) -> Engine {
        Engine::new(Options {
            data_folder: Some(self.folder.path().join("data")),
            vault: Some(Arc::clone(&self.vault)),
            operator: Some("tester".into()),
            clock: Some(|| 1_793_000_000),
            ..Options::default()
        })
        .unwrap()
    }

    async fn with_sample(&self) -> Engine {
        let engine = self.start();
        let status = engine.practice_create(job("make")).await.unwrap();
        assert_eq!(status.business.as_deref(), Some("Soko Mtaani Ltd"));
        enter(&engine).await;
        engine
    }
}

/// Signs in as the practice workspace's maker.
async fn enter(engine: &Engine) -> AppStatus {
    let maker = engine::practice::OPERATORS[1];
    let request = SignIn {
        name: maker.name.into(),
        passphrase: maker.passphrase.into(),
    };
    engine.sign_in(request).await.unwrap()
}

fn job(name: &str) -> JobRequest {
    JobRequest { job: name.into() }
}

fn november(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/november")
        .join(name)
}

async fn preview(engine: &Engine, paths: &[PathBuf]) -> ImportPreview {
    let paths = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let request = ImportPreviewRequest {
        job: "preview".into(),
        paths,
        short_code: None,
    };
    engine.import_preview(request).await.unwrap()
}

async fn commit(engine: &Engine, token: String) -> ImportDone {
    let request = ImportCommitRequest {
        job: "commit".into(),
        token,
        accept_changed_entries: false,
    };
    engine.import_commit(request).await.unwrap()
}

async fn page(engine: &Engine, filter: LineFilter) -> LinesPage {
    let order = LineOrder::Newest;
    let request = LinesRequest {
        filter,
        search: None,
        order,
        offset: 0,
        limit: 500,
    };
    engine.lines_page(request).await.unwrap()
}

async fn residual(engine: &Engine) -> String {
    engine
        .desk_summary(Nothing {})
        .await
        .unwrap()
        .bridge
        .residual
}

#[tokio::test]
async fn first_start_is_one_click_and_survives_a_restart() {
    let desk = Desk::new();
    let engine = desk.start();
    let status = engine.app_status(Nothing {}).await.unwrap();
    assert!(status.workspace.is_none() && status.blocked.is_none());
    assert_eq!(
        engine.overview(Nothing {}).await.unwrap_err().code.0,
        "workspace.none"
    );

    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    engine.on_progress(move |progress| ear.lock().unwrap().push(progress));
    engine.practice_create(job("make")).await.unwrap();
    assert!(!heard.lock().unwrap().is_empty(), "progress is told");
    let again = engine.practice_create(job("again")).await.unwrap_err();
    assert_eq!(again.code.0, "workspace.exists");

    enter(&engine).await;
    let overview = engine.overview(Nothing {}).await.unwrap();
    assert_eq!(
        overview.period.as_deref(),
        Some("1 August – 31 October 2026")
    );
    assert!(overview.bridge.unwrap().residual_zero);
    drop(engine);

    let info = enter(&desk.start()).await.workspace.unwrap();
    assert_eq!((info.statements, info.entries), (2, 1_800));
    assert!(info.to_decide > 100);
}

#[tokio::test]
async fn a_cancelled_first_start_leaves_no_workspace() {
    let desk = Desk::new();
    let engine = Arc::new(desk.start());
    let canceller = Arc::clone(&engine);
    engine.on_progress(move |progress| {
        let engine = Arc::clone(&canceller);
        if progress.phase == "Importing" {
            tokio::spawn(async move { engine.job_cancel(job("make")).await });
        }
    });
    let made = engine.practice_create(job("make")).await;
    let status = engine.app_status(Nothing {}).await.unwrap();
    match made {
        Err(problem) => {
            assert_eq!(problem.code.0, "job.cancelled");
            assert!(status.workspace.is_none());
            engine.practice_create(job("once more")).await.unwrap();
        }
        // The cancel came too late: then the workspace is whole.
        Ok(_) => assert_eq!(status.workspace.unwrap().entries, 1_800),
    }
}

#[tokio::test]
async fn import_shows_then_does_and_the_counts_add_up() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let shown = preview(
        &engine,
        &[
            november("november-statement.csv"),
            november("november-ledger.csv"),
        ],
    )
    .await;
    let statement = &shown.files[0];
    assert_eq!(
        statement.counts,
        BucketCounts {
            new: 5,
            known: 0,
            changed: 0,
            refused: 1
        }
    );
    assert_eq!(statement.data_rows, 6);
    assert_eq!(statement.refused[0].row, 9);
    assert!(statement.refused[0].read.contains("12.345"));
    assert_eq!(
        statement.certificates[0].verdict, "broken",
        "a row is missing, and it is seen"
    );
    let ledger = &shown.files[1];
    assert_eq!((ledger.counts.new, ledger.counts.refused), (3, 1));

    let done = commit(&engine, shown.token.clone()).await;
    assert_eq!(done.imports.len(), 2);
    assert_eq!(
        residual(&engine).await,
        "0.00",
        "the missing row is a named item"
    );
    let gone = ImportCommitRequest {
        job: "x".into(),
        token: shown.token,
        accept_changed_entries: false,
    };
    assert_eq!(
        engine.import_commit(gone).await.unwrap_err().code.0,
        "import.preview_gone"
    );

    let again = preview(&engine, &[november("november-statement.csv")]).await;
    assert_eq!(
        again.files[0].counts,
        BucketCounts {
            new: 0,
            known: 5,
            changed: 0,
            refused: 1
        }
    );
    assert!(again.files[0].already_imported.is_some() && !again.can_commit);
}

#[tokio::test]
async fn an_import_is_taken_back_as_one_unit() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let before = page(&engine, LineFilter::All).await.total;
    let shown = preview(&engine, &[november("november-statement.csv")]).await;
    let done = commit(&engine, shown.token).await;
    assert_eq!(page(&engine, LineFilter::All).await.total, before + 5);
    let id = done.imports[0].id;
    let info = engine.import_undo(ImportRef { id }).await.unwrap();
    assert!(info.undone_at.is_some());
    assert_eq!(page(&engine, LineFilter::All).await.total, before);
    assert_eq!(residual(&engine).await, "0.00");
    assert_eq!(
        engine
            .import_undo(ImportRef { id })
            .await
            .unwrap_err()
            .code
            .0,
        "import.undone"
    );
    let once_more = preview(&engine, &[november("november-statement.csv")]).await;
    assert_eq!(once_more.files[0].counts.new, 5);
}

#[tokio::test]
async fn a_statement_of_another_business_is_stopped() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let text = std::fs::read_to_string(november("november-statement.csv")).unwrap();
    let other = desk.folder.path().join("other.csv");
    std::fs::write(&other, text.replace("600111", "600222")).unwrap();
    let shown = preview(
        &engine,
        &[
            other,
            november("november-ledger.csv"),
            PathBuf::from("/no/such.csv"),
        ],
    )
    .await;
    let codes: Vec<Option<&str>> = shown
        .files
        .iter()
        .map(|file| file.problem.as_ref().map(|problem| problem.code.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            Some("import.other_short_code"),
            None,
            Some("file.not_found")
        ]
    );
    assert!(shown.can_commit, "the good file can still be imported");
}

#[tokio::test]
async fn decisions_are_undone_last_first_even_after_a_restart() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let suggested = page(&engine, LineFilter::Suggested).await;
    let line = LineRef {
        id: suggested.rows[0].id,
    };
    let detail = engine.line_detail(line).await.unwrap();
    let card = detail.matches[0].clone();
    assert_eq!(card.state, "suggested");
    assert!(!card.explanation.is_empty() && !card.evidence.is_empty());

    let said = engine
        .match_confirm(MatchRef { id: card.id })
        .await
        .unwrap();
    assert!(said.what.contains(&detail.line.receipt), "{}", said.what);
    assert!(said.lines.contains(&line.id));
    let now = engine.line_detail(line).await.unwrap();
    assert_eq!(
        (&*now.matches[0].state, &*now.line.class),
        ("confirmed", "matched")
    );
    assert_eq!(
        engine
            .match_confirm(MatchRef { id: card.id })
            .await
            .unwrap_err()
            .code
            .0,
        "match.gone"
    );
    assert_eq!(
        page(&engine, LineFilter::Suggested).await.total,
        suggested.total - 1
    );
    drop(engine);

    let engine = desk.start();
    enter(&engine).await;
    let undo = engine.desk_summary(Nothing {}).await.unwrap().undo.unwrap();
    assert_eq!(undo, said.what);
    engine.undo_last(Nothing {}).await.unwrap();
    let back = engine.line_detail(line).await.unwrap();
    assert_eq!(
        (&*back.matches[0].state, &*back.line.class),
        ("suggested", "suggested")
    );
    assert_eq!(
        engine.undo_last(Nothing {}).await.unwrap_err().code.0,
        "decision.none"
    );
    assert!(back.history[0].undone);

    engine
        .match_decline(MatchRef { id: card.id })
        .await
        .unwrap();
    engine.match_run(job("run")).await.unwrap();
    let after = engine.line_detail(line).await.unwrap();
    let offered: Vec<i64> = after
        .matches
        .iter()
        .flat_map(|of| &of.parts)
        .map(|part| part.entry.id)
        .collect();
    assert!(
        !offered.contains(&card.parts[0].entry.id),
        "a declined pair is not offered again"
    );
    assert_eq!(residual(&engine).await, "0.00");
}

/// A ledger with these rows: `reference,amount,open`, all of one customer's kind.
fn ledger_file(desk: &Desk, name: &str, rows: &[&str]) -> PathBuf {
    let path = desk.folder.path().join(name);
    let rows: Vec<String> = rows.iter().map(|row| format!("{row},receivable")).collect();
    std::fs::write(
        &path,
        format!("reference,amount,open,direction\n{}\n", rows.join("\n")),
    )
    .unwrap();
    path
}

#[tokio::test]
async fn undo_after_new_figures_leaves_nothing_behind() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let first = preview(
        &engine,
        &[ledger_file(&desk, "a.csv", &["INV-90001,500.00,500.00"])],
    )
    .await;
    commit(&engine, first.token).await;
    let lines = page(&engine, LineFilter::Unmatched).await.rows;
    let line = lines
        .iter()
        .find(|row| !row.amount.starts_with('−'))
        .unwrap()
        .id;
    let text = "INV-90001".to_owned();
    let entry = engine
        .entries_search(EntriesSearch {
            text: text.clone(),
            line,
        })
        .await
        .unwrap()
        .entries[0]
        .id;
    let amount = Some("1.00".to_owned());
    engine
        .match_assign(AssignRequest {
            line,
            entry,
            amount,
        })
        .await
        .unwrap();

    let changed = preview(
        &engine,
        &[ledger_file(&desk, "b.csv", &["INV-90001,800.00,800.00"])],
    )
    .await;
    assert_eq!(changed.files[0].counts.changed, 1);
    let request = ImportCommitRequest {
        job: "c".into(),
        token: changed.token,
        accept_changed_entries: true,
    };
    engine.import_commit(request).await.unwrap();
    let now = engine
        .entries_search(EntriesSearch {
            text: text.clone(),
            line,
        })
        .await
        .unwrap();
    assert_eq!(
        (&*now.entries[0].amount, &*now.entries[0].open),
        ("800.00", "799.00")
    );

    engine.undo_last(Nothing {}).await.unwrap();
    let back = engine
        .entries_search(EntriesSearch { text, line })
        .await
        .unwrap();
    assert_eq!(
        (&*back.entries[0].open, &*back.entries[0].state),
        ("800.00", "open")
    );
    assert_eq!(
        engine
            .line_detail(LineRef { id: line })
            .await
            .unwrap()
            .line
            .class,
        "unmatched"
    );
    assert_eq!(residual(&engine).await, "0.00");
}

#[tokio::test]
async fn an_import_that_others_rest_on_is_not_taken_back() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let one = preview(&engine, &[november("november-statement.csv")]).await;
    let first = commit(&engine, one.token).await.imports[0].id;
    // The same rows again in another file, with one row more at its end.
    let text = std::fs::read_to_string(november("november-statement.csv")).unwrap();
    let longer = desk.folder.path().join("longer.csv");
    std::fs::write(&longer, format!("{text}\r\n")).unwrap();
    let two = preview(&engine, &[longer]).await;
    assert_eq!(two.files[0].counts.known, 5);
    let second = commit(&engine, two.token).await.imports[0].id;
    let blocked = engine
        .import_undo(ImportRef { id: first })
        .await
        .unwrap_err();
    assert_eq!(blocked.code.0, "import.depended_on");
    assert!(blocked.remedies[0].contains("longer.csv"));
    engine.import_undo(ImportRef { id: second }).await.unwrap();
    engine.import_undo(ImportRef { id: first }).await.unwrap();
}

/// Law 4's other half: a person's word outlives an answer that was being worked out meanwhile.
#[tokio::test]
async fn a_decision_made_while_matching_runs_is_not_overwritten() {
    let desk = Desk::new();
    let engine = Arc::new(desk.with_sample().await);
    let line = LineRef {
        id: page(&engine, LineFilter::Suggested).await.rows[0].id,
    };
    let card = engine.line_detail(line).await.unwrap().matches[0].clone();
    let decided = Arc::new(Mutex::new(false));
    let (meanwhile, done, id) = (Arc::clone(&engine), Arc::clone(&decided), card.id);
    engine.on_progress(move |progress| {
        let mut done = done.lock().unwrap();
        if progress.job == "run" && !*done {
            *done = true;
            let engine = Arc::clone(&meanwhile);
            let decide = move || {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                runtime
                    .block_on(engine.match_decline(MatchRef { id }))
                    .unwrap();
            };
            std::thread::spawn(decide).join().unwrap();
        }
    });
    engine.match_run(job("run")).await.unwrap();
    assert!(
        *decided.lock().unwrap(),
        "the decision fell between reading and keeping"
    );
    let after = engine.line_detail(line).await.unwrap();
    let offered = after
        .matches
        .iter()
        .flat_map(|of| &of.parts)
        .map(|part| part.entry.id);
    assert!(
        !offered
            .collect::<Vec<_>>()
            .contains(&card.parts[0].entry.id)
    );
    assert!(!after.history[0].undone);
}

#[tokio::test]
async fn a_line_is_assigned_by_hand_within_what_is_open() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let rows = page(&engine, LineFilter::Unmatched).await.rows;
    let line = rows
        .iter()
        .find(|row| !row.amount.starts_with('−'))
        .unwrap()
        .id;
    let found = engine
        .entries_search(EntriesSearch {
            text: String::new(),
            line,
        })
        .await
        .unwrap();
    let entry = found.entries[0].id;
    let assign = |amount: Option<&str>| AssignRequest {
        line,
        entry,
        amount: amount.map(Into::into),
    };
    let code = |result: Result<Decided, domain::Problem>| result.unwrap_err().code.0;
    assert_eq!(
        code(engine.match_assign(assign(Some("zero"))).await),
        "match.amount"
    );
    assert_eq!(
        code(engine.match_assign(assign(Some("999,999,999.00"))).await),
        "match.no_room"
    );
    engine.match_assign(assign(Some("1.50"))).await.unwrap();
    let detail = engine.line_detail(LineRef { id: line }).await.unwrap();
    assert_eq!((&*detail.allocated, &*detail.line.class), ("1.50", "part"));
    assert_eq!(residual(&engine).await, "0.00");

    let fee = page(&engine, LineFilter::FeesAndTransfers).await.rows[0].id;
    let request = AssignRequest {
        line: fee,
        entry,
        amount: None,
    };
    assert_eq!(
        code(engine.match_assign(request).await),
        "match.not_assignable"
    );

    let standing = detail
        .matches
        .iter()
        .find(|of| of.state == "confirmed")
        .unwrap()
        .id;
    engine
        .match_release(MatchRef { id: standing })
        .await
        .unwrap();
    let detail = engine.line_detail(LineRef { id: line }).await.unwrap();
    assert_eq!(
        (&*detail.allocated, &*detail.line.class),
        ("0.00", "unmatched")
    );
    for _ in 0..2 {
        engine.undo_last(Nothing {}).await.unwrap();
    }
    assert_eq!(
        engine
            .line_detail(LineRef { id: line })
            .await
            .unwrap()
            .allocated,
        "0.00"
    );
}

#[tokio::test]
async fn the_export_is_the_command_lines_and_says_what_a_person_did() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let line = page(&engine, LineFilter::Suggested).await.rows[0].clone();
    let card = engine
        .line_detail(LineRef { id: line.id })
        .await
        .unwrap()
        .matches[0]
        .id;
    engine.match_confirm(MatchRef { id: card }).await.unwrap();
    let export = |name: &str| ExportRequest {
        job: name.into(),
        folder: Some(desk.folder.path().join(name).display().to_string()),
    };
    let one = engine.report_export(export("one")).await.unwrap();
    let two = engine.report_export(export("two")).await.unwrap();
    assert_eq!(one.files.len(), 7);
    for name in &one.files {
        let of = |folder: &str| std::fs::read(Path::new(folder).join(name)).unwrap();
        assert!(
            of(&one.folder) == of(&two.folder),
            "{name} is the same twice"
        );
    }
    let matches = std::fs::read_to_string(Path::new(&one.folder).join("matches.csv")).unwrap();
    let row = matches
        .lines()
        .find(|row| row.contains(&line.receipt))
        .unwrap();
    assert!(row.contains(",confirmed,"), "{row}");
    let lines = std::fs::read_to_string(Path::new(&one.folder).join("lines.csv")).unwrap();
    assert_eq!(lines.lines().count(), 2_401);
}

#[tokio::test]
async fn preferences_are_few_and_kept() {
    let desk = Desk::new();
    let engine = desk.with_sample().await;
    let set = |key: &str| Preference {
        key: key.into(),
        value: "dark".into(),
    };
    engine.preference_set(set("theme")).await.unwrap();
    assert_eq!(
        engine
            .preference_set(set("other"))
            .await
            .unwrap_err()
            .code
            .0,
        "preference.unknown"
    );
    let info = desk.start().app_status(Nothing {}).await.unwrap();
    // The first window still holds the file: the second one says so and harms nothing.
    assert_eq!(info.blocked.unwrap().code, "ledger.in_use");
    drop(engine);
    let info = enter(&desk.start()).await.workspace.unwrap();
    assert_eq!(info.preferences, [set("theme")]);
}

#[tokio::test]
async fn a_ledger_without_its_key_is_told_and_not_touched() {
    let desk = Desk::new();
    drop(desk.with_sample().await);
    let stranger = Desk {
        folder: desk.folder,
        vault: Arc::new(MemoryVault::new()),
    };
    let status = stranger.start().app_status(Nothing {}).await.unwrap();
    let blocked = status.blocked.unwrap();
    assert_eq!(blocked.code, "keyring.missing_key");
    assert!(!blocked.remedies.is_empty());
}
