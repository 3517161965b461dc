//! Moving to another computer: two keyrings, one file, and the right to send claimed by two.

use domain::Environment;
use engine::Engine;
use engine::api::*;

use crate::world::{BARAKA, Desk, NALIAKA, enter, second};

const CODE: &str = "600111";

async fn list(engine: &Engine) -> LeaseList {
    engine.lease_list(Nothing {}).await.unwrap()
}

/// Whether the one short code may be sent for, and the code of why not.
fn told(list: &LeaseList) -> (bool, Option<&str>) {
    let [one] = list.leases.as_slice() else {
        panic!("one profile: {list:?}");
    };
    let why = one.problem.as_ref().map(|problem| problem.code.as_str());
    (one.may_send, why)
}

fn claim(by: (&str, &str)) -> LeaseClaim {
    LeaseClaim {
        short_code: CODE.into(),
        second: second(by),
    }
}

async fn refused(engine: &Engine, request: LeaseClaim) -> &'static str {
    let told = engine.lease_claim(request).await.unwrap_err();
    assert!(!told.remedies.is_empty(), "{told}");
    told.code.0
}

/// The old computer: a workspace with one short code, and its recovery key on paper.
async fn old_computer(desk: &Desk) -> String {
    let engine = desk.sandbox().await;
    enter(&engine, NALIAKA).await.unwrap();
    for (short_code, name) in [(CODE, "Duka")] {
        let request = ProfileAdd {
            short_code: short_code.into(),
            kind: ProfileKind::Payout,
            name: name.into(),
        };
        engine.profile_add(request).await.unwrap();
    }
    let leases = list(&engine).await;
    assert_eq!(
        (leases.standing, &leases.why),
        (LedgerStanding::Own, &None),
        "{leases:?}"
    );
    assert_eq!(told(&leases), (true, None));
    let one = &leases.leases[0];
    assert_eq!((&*one.short_code, &*one.name), (CODE, "Duka"));
    assert_eq!(
        (one.generation, &one.claimed_at, one.by.len()),
        (0, &None, 0)
    );
    let shown = engine.recovery_key_show(Nothing {}).await.unwrap();
    shown.groups.join(" ")
}

fn carry(from: &Desk, to: &Desk) {
    let place = |desk: &Desk| desk.folder.path().join("data/sandbox");
    std::fs::create_dir_all(place(to)).unwrap();
    std::fs::copy(
        place(from).join("main.ledger"),
        place(to).join("main.ledger"),
    )
    .unwrap();
}

#[tokio::test]
async fn a_ledger_that_moved_sends_only_once_two_people_claimed_it() {
    let (old, new) = (Desk::new(), Desk::new());
    let text = old_computer(&old).await;
    carry(&old, &new);

    let engine = new.start(Environment::Sandbox);
    engine
        .workspace_recover(RecoveryText { text })
        .await
        .unwrap();
    enter(&engine, BARAKA).await.unwrap();
    let leases = list(&engine).await;
    assert_eq!(leases.standing, LedgerStanding::Copied);
    assert!(leases.why.as_deref().unwrap().contains("another computer"));
    assert_eq!(told(&leases), (false, Some("lease.not_held")));
    assert_eq!(refused(&engine, claim(NALIAKA)).await, "access.refused");

    enter(&engine, NALIAKA).await.unwrap();
    assert_eq!(refused(&engine, claim(NALIAKA)).await, "people.second_self");
    assert_eq!(
        refused(&engine, claim((BARAKA.0, "x"))).await,
        "session.wrong"
    );
    let unknown = LeaseClaim {
        short_code: "600999".into(),
        ..claim(BARAKA)
    };
    assert_eq!(refused(&engine, unknown).await, "lease.no_profile");
    assert_eq!(told(&list(&engine).await), (false, Some("lease.not_held")));

    let leases = engine.lease_claim(claim(BARAKA)).await.unwrap();
    assert_eq!(told(&leases), (true, None));
    let one = &leases.leases[0];
    assert_eq!(
        (one.generation, &*one.by),
        (1, &["Naliaka".to_owned(), "Baraka".to_owned()][..])
    );
    assert!(
        one.claimed_at
            .as_deref()
            .is_some_and(|at| at.contains("2026"))
    );
    drop(engine);
    let engine = new.start(Environment::Sandbox);
    enter(&engine, BARAKA).await.unwrap();
    assert_eq!(told(&list(&engine).await), (true, None), "and goes on to");
    drop(engine);

    // The file comes back to the old computer, whose keyring knows nothing of the claim.
    let own = std::fs::read(old.folder.path().join("data/sandbox/main.ledger")).unwrap();
    carry(&new, &old);
    let engine = old.start(Environment::Sandbox);
    enter(&engine, NALIAKA).await.unwrap();
    let leases = list(&engine).await;
    assert_eq!(leases.standing, LedgerStanding::Copied);
    assert_eq!(told(&leases), (false, Some("lease.not_held")));
    assert_eq!(
        leases.leases[0].generation, 1,
        "somebody else's claim shows"
    );
    let leases = engine.lease_claim(claim(BARAKA)).await.unwrap();
    assert_eq!(told(&leases), (true, None));
    assert_eq!(leases.leases[0].generation, 2);
    let verdict = engine
        .audit_verify(JobRequest { job: "v".into() })
        .await
        .unwrap();
    assert!(verdict.holds, "{verdict:?}");
    drop(engine);

    // What had stood there all the while is a copy now.
    std::fs::write(old.folder.path().join("data/sandbox/main.ledger"), own).unwrap();
    let engine = old.start(Environment::Sandbox);
    enter(&engine, NALIAKA).await.unwrap();
    let leases = list(&engine).await;
    assert_eq!(leases.standing, LedgerStanding::Copied);
    assert_eq!(told(&leases), (false, Some("lease.not_held")));
    let leases = engine.lease_claim(claim(BARAKA)).await.unwrap();
    assert_eq!(
        leases.leases[0].generation, 3,
        "above what the keyring knows"
    );
}

#[tokio::test]
async fn leases_are_listed_by_short_code_and_claimed_each_by_itself() {
    let desk = Desk::new();
    let engine = desk.sandbox().await;
    enter(&engine, NALIAKA).await.unwrap();
    assert_eq!(list(&engine).await.leases, []);
    for short_code in ["600222", CODE] {
        let request = ProfileAdd {
            short_code: short_code.into(),
            kind: ProfileKind::Payout,
            name: "Duka".into(),
        };
        engine.profile_add(request).await.unwrap();
    }
    let leases = engine.lease_claim(claim(BARAKA)).await.unwrap();
    let shown: Vec<_> = leases
        .leases
        .iter()
        .map(|one| (&*one.short_code, one.generation))
        .collect();
    assert_eq!(shown, [(CODE, 1), ("600222", 0)]);
    assert!(leases.leases.iter().all(|one| one.may_send));
}
