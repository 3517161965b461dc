use crate::app::keep_tests::{Desk, claim, code, core, people, short_code, with};
use crate::vault::Vault as _;

use super::*;
use crate::audit_check::{KnownHead, check};
use crate::audit_leases;

/// What a change of the file by another program comes to.
async fn tampered(desk: &Desk, change: &str) -> Result<(), &'static str> {
    let before = std::fs::read(desk.ledger()).unwrap();
    crate::store::tamper(&desk.ledger(), &desk.key(), change);
    let engine = desk.start();
    let told = core(&engine).may_send(&short_code()).await;
    let told = told.map_err(|problem| problem.code.0);
    drop(engine);
    // As it was, with the mark that the keyring knows.
    let name = SecretName::lineage(domain::Environment::Sandbox, "main");
    std::fs::write(desk.ledger(), before).unwrap();
    desk.vault.delete(&name).unwrap();
    crate::store::lineage::as_before(&desk.ledger(), &desk.key());
    told
}

#[tokio::test]
async fn a_claim_that_another_program_changed_does_not_count() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let keys = people(&engine).await;
    assert_eq!(claim(&engine, &keys).await.unwrap(), 1);
    drop(engine);
    for change in [
        "UPDATE lease SET generation = 2",
        "UPDATE lease SET copies = 1",
        "UPDATE lease SET claimed_at = claimed_at + 1",
        "UPDATE lease SET body = ''",
        "UPDATE lease SET body = replace(body, '\"copies\":0', '\"copies\":1'), copies = 1",
        "UPDATE lease SET signatures = '[]'",
        "UPDATE lease SET signatures = replace(signatures, '[2,', '[1,')",
        "UPDATE lease SET signatures = replace(signatures, '[2,', '[3,')",
        "INSERT INTO lease (environment, short_code, generation, claimed_at, by, second, copies)
         VALUES ('sandbox', '600111', 2, 1793000000, 'Amina', 'Baraka', 0)",
        "INSERT INTO lease (environment, short_code, generation, claimed_at, by, second, copies, body, signatures)
         SELECT environment, short_code, 2, claimed_at, by, second, copies,
                replace(body, '\"generation\":1', '\"generation\":2'), signatures FROM lease",
    ] {
        assert_eq!(tampered(&desk, change).await, Err("lease.claim_bad"), "{change}");
    }
    let gone = tampered(&desk, "DELETE FROM lease").await;
    assert_eq!(gone, Err("lease.not_held"), "the keyring knows of one");
}

#[tokio::test]
async fn a_claim_of_another_short_code_does_not_count_for_this_one() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let keys = people(&engine).await;
    assert_eq!(claim(&engine, &keys).await.unwrap(), 1);
    drop(engine);
    crate::store::tamper(
        &desk.ledger(),
        &desk.key(),
        "UPDATE lease SET short_code = '600222'",
    );
    let engine = desk.start();
    let other = ShortCode::parse("600222").unwrap();
    assert_eq!(
        code(core(&engine).may_send(&other).await),
        "lease.claim_bad"
    );
}

/// The first bad event of the record, and the event of the last claim.
async fn checked(engine: &crate::Engine) -> (Option<i64>, Option<i64>) {
    with(engine, |core, ledger| {
        ledger.read(|read| {
            let mut found = check(read, &KnownHead::Missing, &mut |_| Ok(()))?;
            audit_leases::check(read, core.environment, &mut found)?;
            let last = leases::told(read)?.last().map(|(seq, ..)| *seq);
            Ok((found.first_bad, last))
        })
    })
    .await
}

/// The check of the whole record names the claim that was changed, taken away or made up.
#[tokio::test]
async fn the_check_of_the_record_finds_a_changed_claim() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let keys = people(&engine).await;
    claim(&engine, &keys).await.unwrap();
    claim(&engine, &keys).await.unwrap();
    let (first_bad, last) = checked(&engine).await;
    assert_eq!(first_bad, None);
    drop(engine);
    let before = std::fs::read(desk.ledger()).unwrap();
    for change in [
        "DELETE FROM lease WHERE generation = 2",
        "UPDATE lease SET copies = 1 WHERE generation = 2",
        "UPDATE lease SET short_code = '600222' WHERE generation = 2",
        "INSERT INTO lease (environment, short_code, generation, claimed_at, by, second, copies)
         VALUES ('sandbox', '600111', 3, 1793000000, 'Amina', 'Baraka', 0)",
    ] {
        crate::store::tamper(&desk.ledger(), &desk.key(), change);
        let engine = desk.start();
        assert_eq!(checked(&engine).await, (last, last), "{change}");
        drop(engine);
        std::fs::write(desk.ledger(), &before).unwrap();
    }
}

/// Strangers' keys, and one person alone.
#[tokio::test]
async fn what_would_not_hold_is_not_claimed() {
    let desk = Desk::new();
    let engine = desk.with_workspace().await;
    let here = core(&engine);
    let [one, other] = people(&engine).await;
    let stranger = SigningKey::random().unwrap();
    for keys in [
        [(1, one.clone()), (1, one.clone())],
        [(1, one.clone()), (2, stranger)],
        [(2, one.clone()), (1, other.clone())],
    ] {
        let told = here.claim_with(&short_code(), keys).await;
        assert_eq!(code(told), "lease.refused");
    }
    let last = with(&engine, |core, ledger| {
        ledger.read(|read| leases::last(read, core.environment, &short_code()))
    });
    assert_eq!(last.await, None);
    here.may_send(&short_code()).await.unwrap();
}
