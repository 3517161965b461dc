//! A secret is in the keyring and nowhere else: not in the ledger, the audit chain, an answer, a problem or
//! a `Debug` text.

use domain::Environment;
use engine::api::*;
use engine::vault::SecretName;
use rusqlite::Connection;

use crate::safaricom::TOKEN;
use crate::world::*;

/// Every cell of every table, as text.
fn dump(desk: &Desk) -> String {
    let key = SecretName::ledger_key(Environment::Sandbox, "main");
    let key = desk.vault.get(&key).unwrap().unwrap();
    let key = std::str::from_utf8(key.reveal()).unwrap().to_owned();
    let path = desk.folder.path().join("data/sandbox/main.ledger");
    let link = Connection::open(path).unwrap();
    link.pragma_update(None, "key", format!("x'{key}'"))
        .unwrap();
    let mut tables = link
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut out = String::new();
    for name in &names {
        let mut rows = link.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let value: rusqlite::types::Value = row.get(column).unwrap();
                match value {
                    rusqlite::types::Value::Blob(bytes) => {
                        out.push_str(&String::from_utf8_lossy(&bytes));
                    }
                    other => out.push_str(&format!("{other:?}")),
                }
                out.push('\n');
            }
        }
    }
    assert!(names.iter().any(|name| name == "profile_item"));
    out
}

#[tokio::test]
async fn secrets_are_nowhere_but_in_the_keyring() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    let own = desk.add("600333", ProfileKind::OneAccount).await.id;
    let mut told = String::new();
    let mut tell = |text: String| told.push_str(&text);
    tell(format!(
        "{:?}",
        desk.set(own, ProfileItem::Passkey, PASSKEY).await
    ));
    let ready = "q7".repeat(170) + "qw==";
    let cut = ready.strip_suffix("qw==").unwrap();
    let refused = desk
        .try_set(own, ProfileItem::SecurityCredential, cut)
        .await;
    tell(format!("{:?}", refused.unwrap_err()));
    tell(format!(
        "{:?}",
        desk.set(own, ProfileItem::SecurityCredential, &ready).await
    ));
    let request = ProfileItemSet {
        profile: id,
        item: ProfileItem::ConsumerSecret,
        value: CONSUMER_SECRET.into(),
    };
    tell(format!("{request:?}"));
    tell(format!("{:?}", desk.test(id, None).await.unwrap()));
    for body in [
        format!(
            r#"{{"errorCode":"400.008.01","errorMessage":"key {CONSUMER_KEY} secret {CONSUMER_SECRET}"}}"#
        ),
        format!("<html>{CONSUMER_SECRET}</html>"),
    ] {
        desk.safaricom.told(|script| script.token = (400, body));
        tell(format!("{:?}", desk.test(id, None).await.unwrap()));
    }
    desk.safaricom
        .told(|script| *script = crate::safaricom::Script::default());
    let body = format!(
        r#"{{"errorCode":"401.002.01","errorMessage":"Error Occurred - Invalid Access Token - {TOKEN}"}}"#
    );
    desk.safaricom.told(|script| script.answer = (401, body));
    tell(format!("{:?}", desk.test(id, None).await.unwrap()));
    desk.safaricom.told(|script| {
        *script = crate::safaricom::Script::default();
        script.timeout = true;
    });
    tell(format!("{:?}", desk.test(id, None).await.unwrap()));
    desk.set(id, ProfileItem::ConsumerKey, CONSUMER_KEY).await;
    desk.delete(id, ProfileItem::ConsumerKey).await;
    let list = desk.engine.profiles_list(Nothing {}).await.unwrap();
    tell(serde_json::to_string(&list).unwrap());
    tell(dump(&desk));

    let mut secrets: Vec<String> = [
        CONSUMER_KEY,
        CONSUMER_SECRET,
        PASSKEY,
        PASSWORD,
        TOKEN,
        &ready,
    ]
    .map(str::to_owned)
    .to_vec();
    for question in desk.safaricom.questions() {
        secrets.push(question["SecurityCredential"].as_str().unwrap().to_owned());
        for url in ["ResultURL", "QueueTimeOutURL"] {
            let path = question[url]
                .as_str()
                .unwrap()
                .strip_prefix(CALLBACKS)
                .unwrap();
            secrets.extend(
                path.split('/')
                    .filter(|part| !part.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    assert!(secrets.len() > 10);
    assert!(
        told.contains("consumer_key") && told.contains("jaribio.api"),
        "the dump holds rows"
    );
    for secret in &secrets {
        assert!(!told.contains(secret.as_str()), "{secret} was told");
        let head: String = secret.chars().take(12).collect();
        assert!(!told.contains(&head), "the beginning of {secret} was told");
    }
}

#[tokio::test]
async fn every_change_is_in_the_audit_chain() {
    let desk = Desk::sandbox(true).await;
    let id = desk.ready().await;
    desk.test(id, None).await.unwrap();
    desk.set(id, ProfileItem::InitiatorPassword, "Nenosiri#2027")
        .await;
    desk.delete(id, ProfileItem::Proxy).await;
    desk.delete(id, ProfileItem::BaseUrl).await;
    desk.engine
        .profile_remove(ProfileRef { profile: id })
        .await
        .unwrap();
    let told = dump(&desk);
    for (action, times) in [
        ("profile.add", 1),
        ("profile.item_set", 8),
        // The token's verdict; that the balance is asked for, before it is sent; its verdict.
        ("profile.test", 3),
        ("profile.checks_reset", 1),
        ("profile.item_delete", 1),
        ("profile.remove", 1),
        ("workspace.create", 1),
    ] {
        assert_eq!(
            told.matches(&format!("\"{action}\"")).count(),
            times,
            "{action}"
        );
    }
    assert!(
        told.contains(CALLBACKS),
        "what is no secret is told in clear"
    );
}
