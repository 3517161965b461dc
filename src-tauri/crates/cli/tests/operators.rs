//! `patanisha operators recover`, with a real keyring in a private D-Bus session.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod computer;

use computer::Computer;

const BOTH: &str =
    "--operator Naliaka --passphrase-file one --second Baraka --second-passphrase-file two";

#[test]
fn two_people_take_new_keys_with_the_recovery_key() {
    let computer = Computer::new();
    let write =
        |name: &str, text: &str| std::fs::write(computer.0.path().join(name), text).unwrap();
    let made = computer.run("init --business 'Mfano Traders'");
    assert_eq!(made.status, 0, "{}", made.told);
    write("one", "mvua-kiatu-embe-kengele");
    write("two", "taa-ndizi-mto-pazia");
    let found = computer.run(&format!("operators found {BOTH} --other-roles maker"));
    assert_eq!(found.status, 0, "{}", found.told);
    let shown = computer.run("--operator Naliaka --passphrase-file one recovery show --json");
    assert_eq!(shown.status, 0, "{}", shown.told);
    let shown: serde_json::Value =
        serde_json::from_str(shown.told.lines().next().unwrap()).unwrap();
    let groups: Vec<&str> = shown["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group.as_str().unwrap())
        .collect();
    let key = groups.join("-");

    let argument = computer.run(&format!("operators recover {BOTH} {key}"));
    assert_eq!(argument.status, 2, "{}", argument.told);
    assert!(!argument.told.contains(groups[1]), "{}", argument.told);
    write("paper", &key);
    write("one", "jiwe-tone-filimbi-wimbi");
    write("two", "paka-jua-rangi-kumi-dirisha");
    let none = computer.run(&format!("operators recover {BOTH} </dev/null"));
    assert_eq!(none.status, 2, "{}", none.told);
    let done = computer.run(&format!("operators recover {BOTH} --from-fd 3 3<paper"));
    assert_eq!(done.status, 0, "{}", done.told);
    assert!(
        done.told.contains("Naliaka and Baraka have new keys."),
        "{}",
        done.told
    );

    let list = computer.run("--operator Baraka --passphrase-file two operators list");
    assert_eq!(list.status, 0, "{}", list.told);
    let notice = "Naliaka and Baraka took new keys with the recovery key.";
    assert!(list.told.contains(notice), "{}", list.told);
    let again = computer.run("--operator Baraka --passphrase-file two operators list");
    assert!(!again.told.contains(notice), "once: {}", again.told);
    write("two", "taa-ndizi-mto-pazia");
    let old = computer.run("--operator Baraka --passphrase-file two operators list");
    assert_eq!(old.status, 4, "{}", old.told);
}
