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

async fn list(engine: &crate::Engine) -> BackupList {
    core(engine)
        .with_ledger(|core, ledger| core.backup_list(ledger))
        .await
        .unwrap()
}

/// The disk with the backups was taken out: the ledger opens all the same, says so in its events, and the
/// list says why and when.
#[cfg(unix)]
#[tokio::test]
async fn a_backup_that_fails_keeps_nobody_from_working_and_is_told() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("sandbox");
    std::fs::create_dir_all(&folder).unwrap();
    let link = folder.join("backups");
    std::os::unix::fs::symlink(folder.join("taken out"), &link).unwrap();
    let engine = desk.start();
    let here = core(&engine);
    here.make_ledger(|_, _| Ok(())).await.unwrap();
    assert!(here.open_ledger().await.unwrap().is_some());
    let told = events(&engine).await;
    assert!(told.contains(&"backup.failed".to_owned()), "{told:?}");
    assert!(!told.contains(&"backup.make".to_owned()));
    let failed = list(&engine).await.failed.unwrap();
    assert_eq!(failed.code, "backup.folder");
    let when = words::minute(here.now());
    assert!(failed.message.contains(&when), "{}", failed.message);
    assert!(!failed.remedies.is_empty());

    // Put in again, and made by hand.
    std::fs::create_dir(folder.join("taken out")).unwrap();
    let made =
        here.with_ledger(|core, ledger| core.back_up(ledger, Kind::Manual, &mut |_, _, _| true));
    made.await.unwrap();
    let shown = list(&engine).await;
    assert_eq!((shown.backups.len(), shown.failed), (1, None));
}

/// What failed yesterday is not said of today.
#[cfg(unix)]
#[tokio::test]
async fn only_todays_failure_is_told() {
    use std::sync::atomic::{AtomicI64, Ordering};
    static NOW: AtomicI64 = AtomicI64::new(1_793_000_000);
    let desk = Desk::new();
    let folder = desk.folder.path().join("sandbox");
    std::fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(folder.join("taken out"), folder.join("backups")).unwrap();
    let engine = desk.start_at(|| NOW.load(Ordering::Relaxed));
    core(&engine).make_ledger(|_, _| Ok(())).await.unwrap();
    assert!(list(&engine).await.failed.is_some());
    NOW.fetch_add(86_400, Ordering::Relaxed);
    assert_eq!(list(&engine).await.failed, None);
}
