//! Two people take new keys with the recovery key: what the fold takes and what it refuses.

use super::tests::{World, found, roles};
use super::*;
use crate::people::key_history::{self, Mark};
use crate::people::{NewKey, SigningKey};

fn recover(ids: [u32; 2], keys: [&SigningKey; 2]) -> Act {
    let [a, b] = [0, 1].map(|at: usize| NewKey {
        id: ids[at],
        key: keys[at].public(),
    });
    Act::Recover(Box::new([a, b]))
}

fn two() -> [SigningKey; 2] {
    [SigningKey::random().unwrap(), SigningKey::random().unwrap()]
}

/// Signs a recovery of these people with these keys, and takes it.
fn take(
    world: &World,
    ids: [u32; 2],
    keys: [&SigningKey; 2],
) -> Result<(Roster, SignedDeed), &'static str> {
    let deed = world.roster.next(900, recover(ids, keys));
    let signers = [(ids[0], keys[0]), (ids[1], keys[1])];
    let signed = deed.signed(&signers).unwrap();
    let mut roster = world.roster.clone();
    match roster.take(&signed) {
        Ok(()) => Ok((roster, signed)),
        Err(bad) => {
            assert_eq!(roster, world.roster, "nothing is changed");
            Err(bad.fault)
        }
    }
}

/// A third person with a key, and a fourth who was invited.
fn of_four() -> World {
    let mut world = found();
    for (id, name) in [(3, "Halima"), (4, "Kamau")] {
        let voucher = SigningKey::random().unwrap();
        let add = Act::Add {
            id,
            name: name.into(),
            roles: roles(&[Role::Auditor]),
            voucher: voucher.public(),
        };
        world.by_two(200, add).unwrap();
        if id == 3 {
            world.enrol(300, id, &voucher).unwrap();
        }
    }
    world
}

#[test]
fn new_keys_count_and_old_ones_no_more_and_everybody_else_stays() {
    let mut world = of_four();
    let before = world.roster.clone();
    let keys = two();
    let (roster, signed) = take(&world, [1, 2], [&keys[0], &keys[1]]).unwrap();
    assert_eq!(roster.key_of(1), Some(keys[0].public()));
    assert_eq!(roster.key_of(2), Some(keys[1].public()));
    assert_eq!(roster.may_approve_from(2), Some(900 + APPROVE_AFTER));
    assert_eq!(roster.people()[2..], before.people()[2..]);
    world.roster = roster;
    world.deeds.push(signed);
    // The old keys sign nothing new; the new ones do.
    let act = || Act::Roles {
        id: 2,
        roles: roles(&[Role::Checker]),
    };
    assert!(
        world
            .by_two(950, act())
            .unwrap_err()
            .fault
            .contains("does not fit")
    );
    world.keys[..2].clone_from_slice(&keys);
    world.by_two(950, act()).unwrap();
    // What was signed before still holds, from the first record on.
    let mut folded = Roster::empty(Environment::Sandbox, "w".into());
    for signed in &world.deeds {
        assert_eq!(Deed::read(&signed.deed.canonical()).unwrap(), signed.deed);
        folded.take(signed).unwrap();
    }
    assert_eq!(folded, world.roster);
    // The history of keys tells both.
    let all = key_history::keys(&world.deeds);
    let of_one: Vec<_> = all.iter().filter(|held| held.person == 1).collect();
    let mark = |record, at| Mark { record, at };
    assert_eq!(of_one[0].from, mark(1, 100));
    assert_eq!(of_one[0].to, Some(mark(5, 900)));
    assert_eq!((of_one[1].from, of_one[1].to), (mark(5, 900), None));
    assert_eq!(of_one[1].name, "Wanjiru");
    assert_eq!(all.len(), 5);
}

#[test]
fn an_invited_person_may_be_the_other_and_needs_no_code_then() {
    let world = of_four();
    let keys = two();
    let (roster, _) = take(&world, [1, 4], [&keys[0], &keys[1]]).unwrap();
    let kamau = roster.person(4).unwrap();
    assert!(kamau.key.is_some() && kamau.voucher.is_none());
}

#[test]
fn who_may_not_recover() {
    let mut world = of_four();
    world.by_two(400, Act::Retire { id: 3 }).unwrap();
    let keys = two();
    let refused = |ids| take(&world, ids, [&keys[0], &keys[1]]).unwrap_err();
    assert!(refused([2, 1]).contains("no administrator"));
    assert!(refused([1, 1]).contains("one person"));
    assert!(refused([1, 3]).contains("nobody who is here"), "retired");
    assert!(refused([1, 9]).contains("nobody who is here"));
    let one_key = take(&world, [1, 2], [&keys[0], &keys[0]]).unwrap_err();
    assert!(one_key.contains("one person"));
    let old = take(&world, [1, 2], [&keys[0], &world.keys[1]]).unwrap_err();
    assert!(old.contains("used before"));
    // Signed by others than those whom it is about.
    let act = recover([1, 2], [&keys[0], &keys[1]]);
    let deed = world.roster.next(900, act);
    for signers in [
        [(1, &world.keys[0]), (2, &world.keys[1])],
        [(1, &keys[0]), (2, &world.keys[1])],
        [(2, &keys[1]), (1, &keys[0])],
    ] {
        let signed = deed.clone().signed(&signers).unwrap();
        assert!(world.roster.clone().take(&signed).is_err());
    }
}

#[test]
fn any_change_of_it_is_found() {
    let world = found();
    let keys = two();
    let (_, signed) = take(&world, [1, 2], [&keys[0], &keys[1]]).unwrap();
    let text = signed.deed.canonical();
    let mut read = 0;
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let bent = String::from_utf8(bytes).ok();
            let Some(deed) = bent.and_then(|bent| Deed::read(&bent)) else {
                continue;
            };
            read += 1;
            let signatures = signed.signatures.clone();
            let bent = SignedDeed { deed, signatures };
            assert!(world.roster.clone().take(&bent).is_err(), "byte {at}");
        }
    }
    assert!(read > 100, "keys and numbers read as others");
    for who in 0..2 {
        for at in 0..64 {
            let mut bent = signed.clone();
            bent.signatures[who].1.0[at] ^= 1;
            assert!(world.roster.clone().take(&bent).is_err());
        }
    }
}
