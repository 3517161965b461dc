use crate::app::keep_tests::{Desk, claim, code, core, events, people, short_code, with};
use crate::vault::Vault as _;

use super::*;

async fn sends(desk: &Desk) -> Result<(), &'static str> {
    let engine = desk.start();
    let told = core(&engine).may_send(&short_code()).await;
    told.map_err(|problem| problem.code.0)
}

#[tokio::test]
async fn a_ledger_of_ones_own_may_send_and_goes_on_to() {
    let desk = Desk::new();
    drop(desk.with_workspace().await);
    for _ in 0..4 {
        assert_eq!(sends(&desk).await, Ok(()));
    }
    let engine = desk.start();
    assert!(!events(&engine).await.contains(&"ledger.copied".to_owned()));
    let id = with(&engine, |_, ledger| ledger.read(lineage::workspace_id));
    assert_eq!(id.await.unwrap().len(), 32);
}

#[tokio::test]
async fn of_two_copies_at_most_one_may_send() {
    let (desk, clone) = (Desk::new(), tempfile::tempdir().unwrap());
    drop(desk.with_workspace().await);
    let copy = clone.path().join("copy");
    std::fs::copy(desk.ledger(), &copy).unwrap();
    assert_eq!(sends(&desk).await, Ok(()));
    let own = clone.path().join("own");
    std::fs::copy(desk.ledger(), &own).unwrap();
    std::fs::copy(&copy, desk.ledger()).unwrap();
    assert_eq!(sends(&desk).await, Err("lease.not_held"), "the copy");
    assert_eq!(
        sends(&desk).await,
        Err("lease.not_held"),
        "and it stays one"
    );
    std::fs::copy(&own, desk.ledger()).unwrap();
    assert_eq!(
        sends(&desk).await,
        Err("lease.not_held"),
        "the copy was open since"
    );
}

/// Between each two steps of an opening.
#[tokio::test]
async fn an_opening_that_is_cut_off_never_looks_like_a_copy() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let name = core(&engine).lineage_name().unwrap();
    let mark = with(&engine, |_, ledger| ledger.read(lineage::mark));
    let mark = mark.await;
    drop(engine);
    // The keyring was told of a next mark that the file never got.
    let cut = Marks {
        current: mark.clone(),
        next: Some("0123".into()),
    };
    desk.vault.set(&name, &cut.secret()).unwrap();
    assert_eq!(sends(&desk).await, Ok(()));
    // The file got it, and the keyring was not told that it is there.
    let engine = desk.start();
    let mark = with(&engine, |_, ledger| ledger.read(lineage::mark));
    let cut = Marks {
        current: Some("0123".into()),
        next: mark.await,
    };
    drop(engine);
    desk.vault.set(&name, &cut.secret()).unwrap();
    assert_eq!(sends(&desk).await, Ok(()));
}

#[tokio::test]
async fn a_keyring_that_lost_the_mark_or_the_claim_does_not_send() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    let keys = people(&engine).await;
    assert_eq!(claim(&engine, &keys).await.unwrap(), 1);
    here.may_send(&short_code()).await.unwrap();
    let lease = here.lease_name(&short_code()).unwrap();
    desk.vault.set(&lease, &Secret::new("7")).unwrap();
    assert_eq!(code(here.may_send(&short_code()).await), "lease.not_held");
    assert_eq!(claim(&engine, &keys).await.unwrap(), 8);
    here.may_send(&short_code()).await.unwrap();
    desk.vault.delete(&lease).unwrap();
    assert_eq!(code(here.may_send(&short_code()).await), "lease.not_held");
    assert_eq!(claim(&engine, &keys).await.unwrap(), 9);
    let name = here.lineage_name().unwrap();
    drop((here, engine));
    desk.vault.delete(&name).unwrap();
    assert_eq!(sends(&desk).await, Err("lease.not_held"));
}

#[tokio::test]
async fn a_ledger_of_an_earlier_program_gets_its_number_and_may_send() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    let name = here.lineage_name().unwrap();
    drop((here, engine));
    let secret = desk.vault.get(&crate::vault::SecretName::ledger_key(
        domain::Environment::Sandbox,
        "main",
    ));
    let key = crate::vault::LedgerKey::from_secret(&secret.unwrap().unwrap()).unwrap();
    crate::store::lineage::as_before(&desk.ledger(), &key);
    desk.vault.delete(&name).unwrap();
    assert_eq!(sends(&desk).await, Ok(()));
    let engine = desk.start();
    let id = with(&engine, |_, ledger| ledger.read(lineage::workspace_id));
    assert!(id.await.is_some());
}
