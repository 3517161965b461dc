//! Whose name is shown to whom (law 8): every command, every role, a name that is nowhere else.

use std::collections::BTreeSet;
use std::path::PathBuf;

use engine::Engine;
use engine::api::*;
use engine::people::permissions::{Command, need};
use engine::people::{Role, Roles};
use engine::practice::OPERATORS;
use serde_json::{Value, json};

use crate::door::{call, guarded, harmless};
use crate::world::{Desk, enter};

/// Parts of the planted name, in upper case.
const PLANTED: [&str; 2] = ["TUMAINI", "MWANAKWETU"];

const STATEMENT: &str = "\
Account Holder:,Soko Mtaani Ltd
Short Code:,600111
Account:,Utility Account
Time Period:,From,03-02-2026 00:00:00,To,03-02-2026 23:59:59
Operator:,mfano.clerk,Organization:,Soko Mtaani Ltd,Date of Report:,04-02-2026 07:05:11
Opening Balance:,1000.0,Closing Balance:,4177.0,Available Balance:,
Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.,Currency
UB39000003,03-02-2026 10:01:12,03-02-2026 10:01:10,Pay Bill from 25470****101 - TUMAINI MWANAKWETU Acc. Tumaini,Completed,Tumaini 5,,4177.0,true,Pay Utility,25470****101 - TUMAINI MWANAKWETU,,Tumaini,KES
UB39000002,03-02-2026 09:01:12,03-02-2026 09:01:10,Pay Bill from 25470****101 - TUMAINI MWANAKWETU Acc. Tumaini house,Completed,1677.0,,4177.0,true,Pay Utility,25470****101 - TUMAINI MWANAKWETU,,Tumaini house,KES
UB39000001,03-02-2026 08:01:12,03-02-2026 08:01:10,Pay Bill from 25470****101 - TUMAINI MWANAKWETU Acc. INV-77001,Completed,1500.0,,2500.0,true,Pay Utility,25470****101 - TUMAINI MWANAKWETU,,INV-77001,KES
";
const LEDGER: &str = "\
reference,account,direction,party,phone,amount,date,due_date,description
INV-77001,Tumaini 4,receivable,Tumaini Mwanakwetu,0711000222,1500.00,2026-02-01,2026-02-10,Rent of Tumaini
,Tumaini Mwanakwetu,receivable,Tumaini Mwanakwetu,0711000222,2000.00,2026-02-01,2026-02-10,Water of Mwanakwetu
";

/// What is asked of the planted rows.
struct Planted {
    lines: Vec<i64>,
    entries: Vec<i64>,
    imports: Vec<i64>,
}

async fn import(engine: &Engine, path: PathBuf) {
    let request = ImportPreviewRequest {
        job: "p".into(),
        paths: vec![path.display().to_string()],
        short_code: None,
    };
    let shown = engine.import_preview(request).await.unwrap();
    assert!(shown.can_commit, "{:?}", shown.files[0].problem);
    let text = serde_json::to_string(&shown).unwrap();
    assert!(has_name(&text), "whoever imports sees the names");
    let request = ImportCommitRequest {
        job: "c".into(),
        token: shown.token,
        accept_changed_entries: false,
    };
    engine.import_commit(request).await.unwrap();
}

fn has_name(text: &str) -> bool {
    let text = text.to_uppercase();
    PLANTED.iter().any(|part| text.contains(part))
}

/// Imports, and decides as a maker, what has the name in every column that can have one.
async fn plant(desk: &Desk, engine: &Engine) -> Planted {
    let write = |name: &str, text: &str| {
        let path = desk.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    enter(engine, (OPERATORS[1].name, OPERATORS[1].passphrase))
        .await
        .unwrap();
    import(engine, write("planted-statement.csv", STATEMENT)).await;
    import(engine, write("planted-ledger.csv", LEDGER)).await;
    // The same entries with other accounts: rows that changed.
    let changed = LEDGER.replace("Tumaini 4", "Mwanakwetu 5")
        + "INV-77003,A-1,receivable,Tumaini,0711000222,1.00,2026-02-01,2026-02-10,\n";
    import(engine, write("planted-ledger-2.csv", &changed)).await;

    let lines = LinesRequest {
        filter: LineFilter::All,
        search: Some("mwanakwetu".into()),
        order: LineOrder::Newest,
        offset: 0,
        limit: 50,
    };
    let lines = engine.lines_page(lines).await.unwrap().rows;
    assert_eq!(lines.len(), 2, "searched by name");
    let entries = EntriesRequest {
        filter: EntryFilter::All,
        search: Some("tumaini".into()),
        offset: 0,
        limit: 50,
    };
    let entries = engine.entries_page(entries).await.unwrap().rows;
    assert!(entries.len() >= 3, "{entries:?}");
    let unnamed = entries
        .iter()
        .find(|entry| entry.reference.is_empty())
        .unwrap();
    let assign = AssignRequest {
        line: lines
            .iter()
            .find(|line| line.receipt == "UB39000002")
            .unwrap()
            .id,
        entry: unnamed.id,
        amount: Some("100.00".into()),
    };
    engine.match_assign(assign).await.unwrap();
    let imports = engine.imports_list(Nothing {}).await.unwrap().imports;
    Planted {
        lines: lines.iter().map(|line| line.id).collect(),
        entries: entries.iter().map(|entry| entry.id).collect(),
        imports: imports.iter().map(|import| import.id).collect(),
    }
}

/// Requests that would show the name if anything did; else the harmless one.
fn requests(of: &Planted, command: Command) -> Vec<Value> {
    use Command as C;
    let each = |ids: &[i64]| ids.iter().map(|id| json!({ "id": id })).collect();
    let page = |search: Value| json!({ "filter": "all", "search": search, "order": "newest", "offset": 0, "limit": 500 });
    let stories = |kind: &str, ids: &[i64]| -> Vec<Value> {
        ids.iter()
            .map(|id| json!({ "kind": kind, "id": id, "name": "" }))
            .collect()
    };
    match command {
        C::lines_page | C::entries_page => {
            vec![
                page(json!("tumaini")),
                page(json!("mwanakwetu")),
                page(Value::Null),
            ]
        }
        C::line_detail => each(&of.lines),
        C::entry_detail => each(&of.entries),
        C::import_detail => each(&of.imports),
        C::entries_search => of
            .lines
            .iter()
            .map(|line| json!({ "line": line, "text": "tumaini" }))
            .collect(),
        C::story_find => [
            "tumaini",
            "mwanakwetu",
            "UB39000001",
            "INV-77001",
            "0711000222",
        ]
        .map(|text| json!({ "text": text }))
        .into(),
        C::story => [
            stories("line", &of.lines),
            stories("entry", &of.entries),
            stories("import", &of.imports),
            vec![json!({ "kind": "operator", "id": 0, "name": OPERATORS[1].name })],
        ]
        .concat(),
        C::audit_events => {
            vec![json!({ "before": null, "limit": 200, "operator": null, "action": null })]
        }
        other => vec![harmless(other)],
    }
}

#[tokio::test]
async fn a_name_is_shown_to_makers_and_checkers_alone() {
    let desk = Desk::new();
    let engine = desk.practice().await;
    let planted = plant(&desk, &engine).await;
    let shows: BTreeSet<&str> = [
        "story_find",
        "story",
        "import_detail",
        "desk_summary",
        "lines_page",
        "line_detail",
        "decisions_list",
        "entries_page",
        "entry_detail",
        "entries_search",
    ]
    .into();
    for one in OPERATORS {
        enter(&engine, (one.name, one.passphrase)).await.unwrap();
        let roles = Roles::new([one.role]).unwrap();
        let mut seen = BTreeSet::new();
        for command in guarded().filter(|command| need(*command).admits(Some(&roles))) {
            if command == Command::undo_last {
                continue;
            }
            for request in requests(&planted, command) {
                let told = match call(&engine, command, request).await {
                    Ok(told) => told.to_string(),
                    Err(problem) => format!("{problem:?}"),
                };
                if has_name(&told) {
                    seen.insert(command.name());
                }
                let number = told.contains("711000222");
                assert!(
                    !number,
                    "a number: {} as {}",
                    command.name(),
                    one.role.word()
                );
            }
        }
        let expected = match one.role {
            Role::Maker | Role::Checker => shows.clone(),
            Role::Administrator | Role::Auditor => BTreeSet::new(),
        };
        assert_eq!(seen, expected, "as {}", one.role.word());
    }
    // The auditor is the last who was let in: a reason shows the name, and that is recorded.
    let reveal = RevealRequest {
        kind: StoryKind::Line,
        id: planted.lines[0],
        reason: "The payer asks.".into(),
    };
    let full = engine.reveal(reveal).await.unwrap();
    assert_eq!(full.name.as_deref(), Some("TUMAINI MWANAKWETU"));
    let events = AuditEventsRequest {
        before: None,
        limit: 1,
        operator: None,
        action: Some("reveal".into()),
    };
    let events = engine.audit_events(events).await.unwrap().events;
    assert_eq!(events[0].seq, full.seq);
    assert_eq!(events[0].operator, OPERATORS[3].name);
    assert!(!has_name(&events[0].after));
}
