use crate::app::keep_tests::{Desk, claim, code, core, events, people, short_code, written};
use crate::vault::Vault as _;

use super::*;

#[tokio::test]
async fn the_key_is_shown_confirmed_and_tested_and_each_is_recorded() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    let confirm = |groups: Vec<String>| {
        here.with_ledger(move |core, ledger| core.confirm_recovery(ledger, &groups))
    };
    assert_eq!(code(confirm(Vec::new()).await), "recovery.not_shown");
    let shown = here
        .with_ledger(|core, ledger| core.show_recovery(ledger))
        .await
        .unwrap();
    assert_eq!((shown.groups.len(), shown.confirm.len()), (14, 3));
    let asked: Vec<String> = shown
        .confirm
        .iter()
        .map(|number| shown.groups[usize::try_from(*number).unwrap() - 1].to_lowercase())
        .collect();
    let mut wrong = asked.clone();
    wrong[1] = if wrong[1] == "0000" { "1111" } else { "0000" }.into();
    let told = confirm(wrong).await.unwrap_err();
    assert_eq!(told.code.0, "recovery.not_confirmed");
    assert!(
        told.message
            .contains(&format!("group {} ", shown.confirm[1])),
        "{told}"
    );
    assert_eq!(
        code(confirm(asked[..2].to_vec()).await),
        "recovery.not_confirmed"
    );
    let list = here
        .with_ledger(|core, ledger| core.backup_list(ledger))
        .await
        .unwrap();
    assert!(!list.recovery_confirmed);
    assert!(confirm(asked.clone()).await.unwrap().recovery_confirmed);
    assert_eq!(code(confirm(asked).await), "recovery.not_shown", "once");

    let typed = shown.groups.concat();
    let test =
        |text: String| here.with_ledger(move |core, ledger| core.test_recovery(ledger, &text));
    test(typed.clone()).await.unwrap();
    let other = RecoveryKey::of(&LedgerKey::random().unwrap());
    let other: String = other
        .groups()
        .iter()
        .map(|group| group.to_string())
        .collect();
    assert_eq!(code(test(other).await), "recovery.wrong");
    assert_eq!(
        code(test(typed.chars().skip(1).collect()).await),
        "recovery.unreadable"
    );
    let told = events(&engine).await;
    let of = |action: &str| told.iter().filter(|event| *event == action).count();
    assert_eq!(
        (
            of("recovery.show"),
            of("recovery.confirm"),
            of("recovery.test")
        ),
        (1, 1, 2)
    );
    let held =
        here.with_ledger(|_, ledger| ledger.read(|read| crate::store::audit_log::newest(read, 99)));
    let said = format!("{:?}", held.await.unwrap());
    assert!(!said.contains(&shown.groups[3]) && !said.contains(&shown.groups[9]));
}

#[test]
fn three_other_groups_are_asked_for() {
    for _ in 0..200 {
        let [one, two, three] = three_groups().unwrap();
        assert!(1 <= one && one < two && two < three && three <= 14);
    }
}

/// Two computers, two keyrings, one file.
#[tokio::test]
async fn a_ledger_moves_to_another_computer_by_its_recovery_key_and_may_not_send_there() {
    let (old, new) = (Desk::new(), Desk::new());
    let engine = old.with_workspace().await;
    let keys = people(&engine).await;
    let typed = written(&engine).await;
    core(&engine).may_send(&short_code()).await.unwrap();
    drop(engine);
    new.bring(&old.ledger());

    let engine = new.start();
    let here = core(&engine);
    assert_eq!(
        code(here.open_ledger().await.map(|_| ())),
        "keyring.missing_key"
    );
    let other = RecoveryKey::of(&LedgerKey::random().unwrap());
    let other: String = other
        .groups()
        .iter()
        .map(|group| group.to_string())
        .collect();
    assert_eq!(code(here.recover(&other).await), "recovery.wrong");
    assert_eq!(code(here.recover("siri").await), "recovery.unreadable");
    let name = here.own_place().unwrap().key_name();
    assert_eq!(new.vault.get(&name).unwrap(), None, "nothing was kept");
    here.recover(&typed).await.unwrap();
    assert!(
        events(&engine)
            .await
            .contains(&"workspace.recover".to_owned())
    );
    assert_eq!(code(here.recover(&typed).await), "recovery.open");
    assert_eq!(code(here.may_send(&short_code()).await), "lease.not_held");
    drop((here, engine));

    let engine = new.start();
    let here = core(&engine);
    assert_eq!(
        code(here.may_send(&short_code()).await),
        "lease.not_held",
        "nor later"
    );
    assert_eq!(claim(&engine, &keys).await.unwrap(), 1);
    here.may_send(&short_code()).await.unwrap();
    let other = domain::ShortCode::parse("600222").unwrap();
    assert_eq!(
        code(here.may_send(&other).await),
        "lease.not_held",
        "each by itself"
    );
    drop((here, engine));
    let engine = new.start();
    core(&engine).may_send(&short_code()).await.unwrap();
}

#[tokio::test]
async fn a_file_over_another_ledgers_is_recovered_and_the_first_key_is_kept() {
    let (old, new) = (Desk::new(), Desk::new());
    let engine = old.with_workspace().await;
    let typed = written(&engine).await;
    drop(engine);
    drop(new.with_workspace().await);
    new.bring(&old.ledger());
    let engine = new.start();
    let here = core(&engine);
    let place = here.own_place().unwrap();
    let first = new.vault.get(&place.key_name()).unwrap().unwrap();
    assert_eq!(
        code(here.open_ledger().await.map(|_| ())),
        "ledger.wrong_key"
    );
    here.recover(&typed).await.unwrap();
    let kept = SecretName::earlier_ledger_keys(here.environment, place.workspace());
    assert_eq!(new.vault.get(&kept).unwrap(), Some(first));
    assert_eq!(code(here.may_send(&short_code()).await), "lease.not_held");
}

#[tokio::test]
async fn without_a_file_there_is_nothing_to_recover() {
    let desk = Desk::new();
    let key = RecoveryKey::of(&LedgerKey::random().unwrap());
    let typed: String = key.groups().iter().map(|group| group.to_string()).collect();
    let engine = desk.start();
    assert_eq!(code(core(&engine).recover(&typed).await), "workspace.none");
}
