//! Every command and every role, through the door that hosts use.

use std::time::Duration;

use domain::{Environment, Problem};
use engine::Engine;
use engine::api::*;
use engine::people::permissions::{Command, Who, need};
use engine::people::{Role, Roles};
use engine::practice::OPERATORS;
use serde_json::{Value, json};

use crate::world::{Desk, enter, short_while};

macro_rules! calls {
    ($($(#[doc = $doc:literal])* $name:ident($request:ident) -> $response:ident;)*) => {
        pub async fn call(
            engine: &Engine,
            command: Command,
            request: Value,
        ) -> Result<Value, Problem> {
            match command {
                $(Command::$name => {
                    let request: $request = serde_json::from_value(request)
                        .unwrap_or_else(|error| panic!("{}: {error}", stringify!($name)));
                    engine.$name(request).await.map(|told| serde_json::to_value(told).unwrap())
                })*
            }
        }
    };
}
engine::for_each_command!(calls);

/// A request that each command can read and that changes nothing when it is let in.
pub fn harmless(command: Command) -> Value {
    use Command as C;
    let second = json!({ "name": "Nobody", "passphrase": "x" });
    let list =
        json!({ "filter": "all", "search": null, "order": "newest", "offset": 0, "limit": 1 });
    match command {
        C::people_recover => {
            let nobody = json!({ "name": "Nobody", "passphrase": "x" });
            json!({ "recovery_key": "", "administrator": nobody, "other": nobody })
        }
        C::preference_set => json!({ "key": "no such", "value": "" }),
        C::step_up => json!({ "passphrase": "x" }),
        C::passphrase_change => json!({ "old": "x", "new": "y" }),
        C::profile_add => json!({ "short_code": "x", "kind": "paybill", "name": "" }),
        C::profile_remove => json!({ "profile": 99 }),
        C::profile_item_set => json!({ "profile": 99, "item": "passkey", "value": "" }),
        C::profile_item_delete => json!({ "profile": 99, "item": "passkey" }),
        C::profile_test => json!({ "job": "t", "profile": 99, "check": null }),
        C::receiver_connect => {
            json!({ "url": "", "token": "", "certificate": null, "seal": false })
        }
        C::receiver_test => json!({ "job": "r" }),
        C::receiver_rotate => json!({ "overlap_hours": 0 }),
        C::receiver_rules => json!({ "accept_by_default": true, "accept_unknown": true,
            "accept_over": true, "accept_under": true }),
        C::callbacks_page => {
            json!({ "filter": "all", "use": null, "search": "", "before": null, "limit": 1 })
        }
        C::callback_detail => json!({ "id": 0 }),
        C::person_add => json!({ "name": "", "roles": [], "second": second }),
        C::person_roles => json!({ "id": 99, "roles": [], "second": second }),
        C::person_rekey | C::person_retire => json!({ "id": 99, "second": second }),
        C::import_preview => json!({ "job": "p", "paths": [], "short_code": null }),
        C::import_commit => {
            json!({ "job": "c", "token": "none", "accept_changed_entries": false })
        }
        C::import_discard => json!({ "token": "none" }),
        C::import_detail | C::import_undo | C::entry_detail | C::line_detail => json!({ "id": 0 }),
        C::match_confirm | C::match_decline | C::match_release => json!({ "id": 0 }),
        C::match_assign => json!({ "line": 0, "entry": 0, "amount": null }),
        C::match_run | C::audit_verify | C::backup_make => json!({ "job": "j" }),
        C::lines_page => list,
        C::line_position => {
            json!({ "id": 0, "filter": "all", "search": null, "order": "newest" })
        }
        C::entries_page => {
            json!({ "filter": "all", "search": null, "order": "newest", "offset": 0, "limit": 1 })
        }
        C::entries_search => json!({ "line": 0, "text": "x" }),
        C::report_export => json!({ "job": "e", "folder": "/dev/null/no" }),
        C::audit_events => json!({ "before": null, "limit": 1, "operator": null, "action": null }),
        C::story_find => json!({ "text": "x" }),
        C::story => json!({ "kind": "line", "id": 0, "name": "" }),
        C::reveal => json!({ "kind": "line", "id": 0, "reason": "" }),
        C::audit_pack => json!({ "job": "a", "folder": "/dev/null/no", "reason": "" }),
        C::backup_restore => json!({ "file": "none" }),
        C::lease_claim => json!({ "short_code": "x", "second": second }),
        C::recovery_key_confirm => json!({ "groups": [] }),
        C::recovery_key_test => json!({ "text": "" }),
        _ => json!({}),
    }
}

const REFUSALS: [&str; 3] = ["access.refused", "session.none", "session.step_up"];

async fn refusal(engine: &Engine, command: Command) -> Option<&'static str> {
    match call(engine, command, harmless(command)).await {
        Ok(_) => None,
        Err(problem) => REFUSALS.into_iter().find(|code| *code == problem.code.0),
    }
}

pub fn guarded() -> impl Iterator<Item = Command> {
    Command::ALL
        .iter()
        .copied()
        .filter(|command| need(*command).who != Who::Anyone)
}

#[tokio::test]
async fn every_command_asks_who_is_there() {
    let desk = Desk::new();
    let engine = desk.practice().await;
    for command in guarded() {
        let told = refusal(&engine, command).await;
        assert_eq!(told, Some("session.none"), "{}", command.name());
    }
    let mut refused = 0;
    for (role, one) in Role::ALL.into_iter().zip(OPERATORS) {
        assert_eq!(role, one.role);
        enter(&engine, (one.name, one.passphrase)).await.unwrap();
        let roles = Roles::new([role]).unwrap();
        for command in guarded() {
            let told = refusal(&engine, command).await;
            let expected = (!need(command).admits(Some(&roles))).then_some("access.refused");
            assert_eq!(told, expected, "{} as {}", command.name(), role.word());
            refused += i64::from(expected.is_some());
        }
    }
    // Each refusal of somebody who was signed in is on record, with who it was.
    let of_maker = events(&engine, Some("Otieno")).await;
    assert!(
        of_maker
            .iter()
            .any(|event| event.subject == "command person_add")
    );
    assert_eq!(
        i64::try_from(events(&engine, None).await.len()).unwrap(),
        refused.min(200)
    );
}

async fn events(engine: &Engine, operator: Option<&str>) -> Vec<AuditEventInfo> {
    let request = AuditEventsRequest {
        before: None,
        limit: 200,
        operator: operator.map(str::to_owned),
        action: Some("access.".into()),
    };
    engine.audit_events(request).await.unwrap().events
}

#[tokio::test]
async fn what_moves_people_asks_for_the_passphrase_again() {
    let desk = Desk::new();
    drop(desk.practice().await);
    let engine = Engine::new(engine::Options {
        step_up: Some(Duration::from_millis(50)),
        ..desk.options(Environment::Practice)
    })
    .unwrap();
    for one in OPERATORS {
        enter(&engine, (one.name, one.passphrase)).await.unwrap();
        short_while().await;
        let roles = Roles::new([one.role]).unwrap();
        for command in guarded().filter(|command| need(*command).admits(Some(&roles))) {
            let told = refusal(&engine, command).await;
            let expected = need(command).step_up.then_some("session.step_up");
            assert_eq!(told, expected, "{}", command.name());
        }
    }
}
