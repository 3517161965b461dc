//! No passphrase, one-time code or ledger key is in any file that the program writes.

use std::path::Path;

use domain::Environment;
use engine::api::*;
use engine::practice::OPERATORS;
use engine::vault::SecretName;

use crate::world::{Desk, enter, second};

const NEW: &str = "jiwe-tone-filimbi-wimbi";
const RECOVERED: [&str; 2] = ["paka-jua-rangi-kumi-dirisha", "kofia-taa-samaki-kumi"];

/// Each byte as the letter of that number: the standard library searches texts fast.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path.display().to_string(), latin(&bytes)));
        }
    }
}

#[tokio::test]
async fn what_is_secret_is_in_no_file() {
    let desk = Desk::new();
    let engine = desk.practice().await;
    let of = |at: usize| (OPERATORS[at].name, OPERATORS[at].passphrase);
    enter(&engine, of(0)).await.unwrap();
    let request = PersonAdd {
        name: "Zuhura".into(),
        roles: vec![RoleDto::Checker],
        second: second(of(1)),
    };
    let code = engine.person_add(request).await.unwrap().code;
    let job = || JobRequest { job: "b".into() };
    engine.backup_make(job()).await.unwrap();
    let shown = engine.recovery_key_show(Nothing {}).await.unwrap().groups;
    let request = Enrol {
        name: "Zuhura".into(),
        code: code.clone(),
        passphrase: NEW.into(),
    };
    engine.enrol(request).await.unwrap();
    enter(&engine, of(3)).await.unwrap();
    let request = AuditPackRequest {
        job: "p".into(),
        folder: None,
        reason: "Yearly audit".into(),
    };
    let pack = engine.audit_pack(request).await.unwrap();
    engine.sign_out(Nothing {}).await.unwrap();

    let new = |at: usize, passphrase: &str| NewPassphrase {
        name: OPERATORS[at].name.into(),
        passphrase: passphrase.into(),
    };
    let request = PeopleRecover {
        recovery_key: shown.join("-"),
        administrator: new(0, RECOVERED[0]),
        other: new(1, RECOVERED[1]),
    };
    engine.people_recover(request).await.unwrap();

    let name = SecretName::ledger_key(Environment::Practice, "main");
    let key = desk.vault.get(&name).unwrap().unwrap();
    let mut secrets: Vec<Vec<u8>> = vec![
        NEW.into(),
        code.replace('-', "").into_bytes(),
        code.into_bytes(),
        shown.concat().into_bytes(),
        shown.join(" ").into_bytes(),
        shown.join("-").into_bytes(),
        RECOVERED[0].into(),
        RECOVERED[1].into(),
        key.reveal().to_vec(),
    ];
    secrets.extend(
        OPERATORS
            .iter()
            .map(|one| one.passphrase.as_bytes().to_vec()),
    );
    let mut found = Vec::new();
    files(desk.folder.path(), &mut found);
    assert!(found.iter().any(|(path, _)| *path == pack.path));
    assert!(found.len() >= 4, "ledger, backups and pack");
    for (path, bytes) in &found {
        for (at, secret) in secrets.iter().enumerate() {
            assert!(!bytes.contains(&latin(secret)), "secret {at} is in {path}");
        }
    }
    // The pack is stored as it is, so a text that belongs in it is found by the same search.
    let (_, bytes) = found.iter().find(|(path, _)| *path == pack.path).unwrap();
    assert!(bytes.contains("Yearly audit"));
}
