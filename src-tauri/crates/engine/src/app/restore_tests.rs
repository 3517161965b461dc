use crate::app::keep_tests::{Desk, claim, code, core, events, people, short_code};
use crate::audit_check::{Checked, KnownHead, check};
use crate::store::backups::BackupKind;
use crate::store::{audit_log, preferences};

use super::*;

async fn back_up(core: &Arc<Core>) {
    core.with_ledger(|core, ledger| core.back_up(ledger, BackupKind::Manual, &mut |_, _, _| true))
        .await
        .unwrap();
}

async fn set_business(core: &Arc<Core>, name: &'static str) {
    core.with_ledger(move |core, ledger| {
        ledger.write(core.by(), "test.change", |write| {
            preferences::set_meta(write, "business", name)?;
            Ok(Done::to("test", ()))
        })
    })
    .await
    .unwrap();
}

async fn business(core: &Arc<Core>) -> Option<String> {
    core.with_ledger(|_, ledger| ledger.read(|read| preferences::meta(read, "business")))
        .await
        .unwrap()
}

fn manual(desk: &Desk) -> String {
    let found = desk
        .backups()
        .into_iter()
        .find(|file| file.contains("manual"));
    found.unwrap()
}

#[tokio::test]
async fn a_restore_brings_the_backup_back_records_it_and_stops_sending() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    set_business(&here, "Kabla").await;
    let keys = people(&engine).await;
    assert_eq!(claim(&engine, &keys).await.unwrap(), 1);
    back_up(&here).await;
    set_business(&here, "Baada").await;
    here.may_send(&short_code()).await.unwrap();

    assert_eq!(
        code(here.restore_named("main.ledger").await),
        "backup.unknown"
    );
    let job = here.shared.jobs.start("import").unwrap();
    assert_eq!(
        code(here.restore_named(&manual(&desk)).await),
        "state.job_running"
    );
    drop(job);
    assert_eq!(business(&here).await.as_deref(), Some("Baada"));

    here.restore_named(&manual(&desk)).await.unwrap();
    assert_eq!(business(&here).await.as_deref(), Some("Kabla"));
    let told = events(&engine).await;
    assert!(
        told.contains(&"ledger.restore".to_owned()) && told.contains(&"ledger.copied".to_owned())
    );
    assert_eq!(code(here.may_send(&short_code()).await), "lease.not_held");
    assert_eq!(claim(&engine, &keys).await.unwrap(), 2);
    here.may_send(&short_code()).await.unwrap();
    assert!(
        desk.backups()
            .iter()
            .any(|file| file.contains("before-restore"))
    );
}

#[tokio::test]
async fn a_reader_is_waited_for_and_a_lasting_one_stops_the_restore() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    back_up(&here).await;
    let reading = here.open_ledger().await.unwrap().unwrap();
    let releasing = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        drop(reading);
    });
    here.restore_named(&manual(&desk)).await.unwrap();
    releasing.await.unwrap();
    let reading = here.open_ledger().await.unwrap().unwrap();
    assert_eq!(code(here.restore_named(&manual(&desk)).await), "state.busy");
    reading.check().unwrap();
}

#[tokio::test]
async fn a_damaged_or_missing_ledger_is_restored_where_nobody_can_sign_in() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    set_business(&here, "Kabla").await;
    back_up(&here).await;
    drop((here, engine));
    let whole = std::fs::read(desk.ledger()).unwrap();
    let mut middle = whole.clone();
    let at = middle.len() / 2;
    for byte in &mut middle[at..at + 9_000] {
        *byte ^= 0x55;
    }
    for damaged in [middle, b"rubbish ".repeat(2_000), Vec::new()] {
        std::fs::write(desk.ledger(), &damaged).unwrap();
        let engine = desk.start();
        let status = engine.restore_blocked(&manual(&desk)).await.unwrap();
        assert!(status.blocked.is_none(), "{:?}", status.blocked);
        assert_eq!(business(&core(&engine)).await.as_deref(), Some("Kabla"));
        drop(engine);
    }
    std::fs::remove_file(desk.ledger()).unwrap();
    let engine = desk.start();
    engine.restore_blocked(&manual(&desk)).await.unwrap();
    assert_eq!(business(&core(&engine)).await.as_deref(), Some("Kabla"));
}

/// A ledger that holds is not restored over past the door.
#[tokio::test]
async fn a_whole_ledger_needs_an_administrator() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    back_up(&core(&engine)).await;
    let told = engine.restore_blocked(&manual(&desk)).await.unwrap_err();
    assert_eq!(told.code.0, "session.none");
}

#[tokio::test]
async fn two_windows_do_not_restore_under_each_other() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    back_up(&core(&engine)).await;
    let second = desk.start();
    assert_eq!(
        code(core(&second).restore_named(&manual(&desk)).await),
        "ledger.in_use"
    );
    assert_eq!(
        code(second.restore_blocked(&manual(&desk)).await),
        "ledger.in_use"
    );
    core(&engine)
        .with_ledger(|_, ledger| ledger.check())
        .await
        .unwrap();
}

/// The check of the whole chain against the keyring's head.
async fn checked(core: &Arc<Core>) -> Checked {
    let known = audit_head::known(core).await;
    core.with_ledger(move |_, ledger| ledger.read(|read| check(read, &known, &mut |_| Ok(()))))
        .await
        .unwrap()
}

/// The head that the keyring knew is that of the ledger that was set aside.
#[tokio::test]
async fn a_restore_sets_the_audit_head_anew_and_a_cut_after_it_is_found() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    back_up(&here).await;
    for _ in 0..20 {
        set_business(&here, "Baada").await;
    }
    engine.keep_audit_head().await;
    let KnownHead::Held(aside) = audit_head::known(&here).await else {
        panic!("it was kept")
    };

    here.restore_named(&manual(&desk)).await.unwrap();
    let KnownHead::Held(anew) = audit_head::known(&here).await else {
        panic!("it was set")
    };
    let head = here.with_ledger(|_, ledger| ledger.read(audit_log::head));
    assert_eq!(head.await.unwrap(), Some((anew.seq, anew.hash)));
    assert!(anew.seq < aside.seq, "a shorter chain, and no cut");
    assert_eq!(checked(&here).await.first_bad, None);

    set_business(&here, "Tena").await;
    engine.keep_audit_head().await;
    assert_eq!(checked(&here).await.first_bad, None);
    drop((here, engine));
    let cut = format!("DELETE FROM audit WHERE seq > {}", anew.seq);
    crate::store::tamper(&desk.ledger(), &desk.key(), &cut);
    let engine = desk.start();
    let found = checked(&core(&engine)).await;
    assert_eq!(found.first_bad, Some(anew.seq + 1), "{:?}", found.told);
}
