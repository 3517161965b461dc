//! `patanisha backup`, `restore` and `recovery`, with a real keyring in a private D-Bus session.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::path::PathBuf;

mod computer;

use computer::Computer;

fn ledger(of: &Computer) -> PathBuf {
    of.0.path().join("data/sandbox/main.ledger")
}

#[test]
fn a_damaged_ledger_is_restored_from_the_days_backup() {
    let computer = Computer::new();
    let made = computer.run("init --business 'Mfano Traders'");
    assert_eq!(made.status, 0, "{}", made.told);
    let folder = ledger(&computer).with_file_name("backups");
    let mut backups = std::fs::read_dir(&folder).unwrap();
    let backup = backups.next().unwrap().unwrap().file_name();
    let backup = backup.to_str().unwrap();
    assert!(backup.ends_with("-daily.ledger"), "{backup}");

    std::fs::write(ledger(&computer), "rubbish ".repeat(2_000)).unwrap();
    let unknown = computer.run("restore main-20200101-000000-daily.ledger");
    assert_eq!(unknown.status, 3, "{}", unknown.told);
    std::fs::write(computer.0.path().join("half"), "half").unwrap();
    let half = computer.run("restore half");
    assert_eq!(half.status, 3, "{}", half.told);
    let restored = computer.run(&format!("restore {backup}"));
    assert_eq!(restored.status, 0, "{}", restored.told);
    assert!(restored.told.contains("Restored."), "{}", restored.told);
    let aside = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.ends_with("-before-restore.ledger"))
        .unwrap();
    let kept = std::fs::read(folder.join(aside)).unwrap();
    assert!(kept.starts_with(b"rubbish"), "set aside, never deleted");

    let again = computer.run(&format!("restore {backup}"));
    assert_eq!(
        again.status, 4,
        "a ledger that holds needs an administrator: {}",
        again.told
    );
}

#[test]
fn a_recovery_key_comes_by_file_or_descriptor_and_never_by_argument() {
    let computer = Computer::new();
    let key = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-DADZ";
    for verb in ["test", "recover"] {
        let argument = computer.run(&format!("recovery {verb} {key}"));
        assert_eq!(argument.status, 2, "{}", argument.told);
        assert!(!argument.told.contains("40R4"), "{}", argument.told);
    }
    let none = computer.run("recovery recover </dev/null");
    assert_eq!(none.status, 2, "{}", none.told);
    std::fs::write(computer.0.path().join("paper"), key).unwrap();
    let nothing = computer.run("recovery recover --from-file paper");
    assert_eq!(nothing.status, 4, "{}", nothing.told);
    assert!(
        nothing.told.contains("there is no ledger at"),
        "{}",
        nothing.told
    );

    let made = computer.run("init --business 'Mfano Traders'");
    assert_eq!(made.status, 0, "{}", made.told);
    let open = computer.run("recovery recover --from-file - <paper");
    assert_eq!(open.status, 3, "{}", open.told);
    // The keyring of another computer knows nothing of this one's key.
    std::fs::remove_dir_all(computer.0.path().join("keyring")).unwrap();
    let wrong = computer.run("recovery recover --from-fd 3 3<paper");
    assert_eq!(wrong.status, 3, "{}", wrong.told);
    assert!(wrong.told.contains("not this ledger's"), "{}", wrong.told);
    assert!(!wrong.told.contains("40R4"), "{}", wrong.told);
}

#[test]
fn the_right_to_send_is_claimed_by_two() {
    let computer = Computer::new();
    let done = |arguments: &str| {
        let run = computer.run(arguments);
        assert_eq!(run.status, 0, "{arguments}: {}", run.told);
        run.told
    };
    done("init --business 'Mfano Traders'");
    for (file, text) in [
        ("one", "mvua-kiatu-embe-kengele"),
        ("two", "taa-ndizi-mto-pazia"),
    ] {
        std::fs::write(computer.0.path().join(file), text).unwrap();
    }
    let by = "--operator Naliaka --passphrase-file one";
    let second = "--second Baraka --second-passphrase-file two";
    done(&format!(
        "operators found --other-roles maker {second} {by}"
    ));
    done(&format!(
        "profiles add --short-code 600111 --kind paybill --name Duka {by}"
    ));
    let told = done(&format!("lease list {by}"));
    assert!(
        told.contains("may send") && told.contains("never claimed"),
        "{told}"
    );
    let told = done(&format!("lease claim 600111 {second} {by}"));
    assert!(told.contains("by Naliaka and Baraka (Duka)"), "{told}");
    let told = done(&format!("--json lease list {by}"));
    assert!(told.contains("\"generation\":1"), "{told}");
    let other = computer.run(&format!("lease claim 600222 {second} {by}"));
    assert_eq!(other.status, 4, "{}", other.told);
}
