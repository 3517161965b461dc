use crate::app::keep_tests::{Desk, core, events};

use super::*;

#[test]
fn sizes_are_short() {
    for (bytes, expected) in [
        (0, "0 KB"),
        (1, "1 KB"),
        (999_999, "1000 KB"),
        (1_000_000, "1.0 MB"),
        (4_150_000, "4.2 MB"),
        (999_900_000, "999.9 MB"),
        (1_200_000_000, "1.2 GB"),
    ] {
        assert_eq!(size(bytes), expected);
    }
}

#[tokio::test]
async fn the_first_opening_of_a_day_makes_a_backup() {
    let desk = Desk::new();
    drop(desk.with_workspace().await);
    assert_eq!(desk.backups().len(), 1);
    drop(desk.start());
    let engine = desk.start_at(|| 1_793_000_000 + 3_600);
    core(&engine).open_ledger().await.unwrap();
    assert_eq!(desk.backups().len(), 1, "one a day");
    drop(engine);
    let engine = desk.start_at(|| 1_793_000_000 + 86_400);
    core(&engine).open_ledger().await.unwrap();
    assert_eq!(desk.backups().len(), 2);
    let told = events(&engine).await;
    assert_eq!(
        told.iter().filter(|event| *event == "backup.make").count(),
        2
    );
    drop(engine);
    // Long after, the rule has its say.
    for day in 2..12 {
        let name = crate::store::backups::BackupName::new(
            "main",
            domain::Eat::from_unix(1_793_000_000 + 86_400 * day).unwrap(),
            Kind::Daily,
            1,
        );
        let folder = crate::store::backups::folder(&desk.ledger());
        std::fs::write(folder.join(name.file), "old").unwrap();
    }
    let engine = desk.start_at(|| 1_793_000_000 + 86_400 * 12);
    let here = core(&engine);
    let list = here
        .with_ledger(|core, ledger| core.backup_list(ledger))
        .await
        .unwrap();
    assert!(
        list.backups.len() < 13 && list.backups.len() > 7,
        "{list:?}"
    );
    assert!(list.rule.contains("7 days") && list.folder.ends_with("backups"));
    assert!(list.backups.iter().all(|backup| backup.verified));
}

/// The disk refuses: the ledger opens all the same, and says so in its events.
#[tokio::test]
async fn a_backup_that_fails_keeps_nobody_from_working() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("sandbox");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("backups"), "a file where the folder should be").unwrap();
    let engine = desk.start();
    let here = core(&engine);
    here.make_ledger(|_, _| Ok(())).await.unwrap();
    assert!(here.open_ledger().await.unwrap().is_some());
    assert!(!events(&engine).await.contains(&"backup.make".to_owned()));
}
