use super::*;
use crate::people::SigningKey;
use crate::people::deed::Founder;

pub(super) struct World {
    pub(super) roster: Roster,
    pub(super) keys: Vec<SigningKey>,
    pub(super) deeds: Vec<SignedDeed>,
}

pub(super) fn roles(of: &[Role]) -> Roles {
    Roles::new(of.iter().copied()).unwrap()
}

pub(super) fn found() -> World {
    let keys = vec![SigningKey::random().unwrap(), SigningKey::random().unwrap()];
    let mut roster = Roster::empty(Environment::Sandbox, "w".into());
    let deed = roster.next(
        100,
        Act::Found(Box::new([
            Founder {
                name: "Wanjiru".into(),
                roles: roles(&[Role::Administrator]),
                key: keys[0].public(),
            },
            Founder {
                name: "Otieno".into(),
                roles: roles(&[Role::Maker]),
                key: keys[1].public(),
            },
        ])),
    );
    let signed = deed.signed(&[(1, &keys[0]), (2, &keys[1])]).unwrap();
    roster.take(&signed).unwrap();
    World {
        roster,
        keys,
        deeds: vec![signed],
    }
}

impl World {
    pub(super) fn by_two(&mut self, at: i64, act: Act) -> Result<(), BadDeed> {
        let signed = self.roster.next(at, act);
        let signed = signed
            .signed(&[(1, &self.keys[0]), (2, &self.keys[1])])
            .unwrap();
        self.roster.take(&signed)?;
        self.deeds.push(signed);
        Ok(())
    }

    pub(super) fn enrol(&mut self, at: i64, id: u32, voucher: &SigningKey) -> Result<(), BadDeed> {
        let key = SigningKey::random().unwrap();
        let act = Act::Enrol {
            id,
            key: key.public(),
        };
        let signed = self.roster.next(at, act);
        let signed = signed.signed(&[(0, voucher), (id, &key)]).unwrap();
        self.roster.take(&signed)?;
        self.deeds.push(signed);
        self.keys.push(key);
        Ok(())
    }
}

#[test]
fn people_come_change_and_go() {
    let mut world = found();
    let voucher = SigningKey::random().unwrap();
    let add = Act::Add {
        id: 3,
        name: "Halima".into(),
        roles: roles(&[Role::Checker]),
        voucher: voucher.public(),
    };
    world.by_two(200, add).unwrap();
    assert!(world.roster.person(3).unwrap().key.is_none());
    let stranger = SigningKey::random().unwrap();
    assert!(world.enrol(300, 3, &stranger).is_err());
    world.enrol(300, 3, &voucher).unwrap();
    assert_eq!(world.roster.may_approve_from(3), Some(300 + APPROVE_AFTER));
    assert!(
        world.enrol(301, 3, &voucher).is_err(),
        "a code is good once"
    );
    let change = Act::Roles {
        id: 2,
        roles: roles(&[Role::Maker, Role::Checker]),
    };
    world.by_two(400, change).unwrap();
    world.by_two(500, Act::Retire { id: 3 }).unwrap();
    assert!(world.roster.person(3).unwrap().retired);
    let again = Act::Add {
        id: 4,
        name: "halima".into(),
        roles: roles(&[Role::Checker]),
        voucher: voucher.public(),
    };
    assert!(world.by_two(600, again).is_err(), "a name is used once");
    // All of it reads back from its bytes and folds to the same.
    let mut folded = Roster::empty(Environment::Sandbox, "w".into());
    for signed in &world.deeds {
        let deed = Deed::read(&signed.deed.canonical()).unwrap();
        assert_eq!(deed, signed.deed);
        folded.take(signed).unwrap();
    }
    assert_eq!(folded, world.roster);
}

#[test]
fn what_two_people_did_not_sign_is_refused() {
    let world = found();
    let act = || Act::Roles {
        id: 2,
        roles: roles(&[Role::Checker]),
    };
    let refused = |signers: &[(u32, &SigningKey)]| {
        let signed = world.roster.next(200, act()).signed(signers).unwrap();
        let mut roster = world.roster.clone();
        let error = roster.take(&signed).unwrap_err();
        assert_eq!(roster, world.roster);
        error.fault
    };
    let [one, two] = [&world.keys[0], &world.keys[1]];
    assert!(refused(&[(1, one)]).contains("two signatures"));
    assert!(refused(&[(1, one), (1, one)]).contains("one person"));
    assert!(refused(&[(1, one), (2, one)]).contains("does not fit"));
    let stranger = SigningKey::random().unwrap();
    assert!(refused(&[(1, one), (3, &stranger)]).contains("not here"));
    assert!(refused(&[(1, two), (2, one)]).contains("does not fit"));
}

#[test]
fn the_last_administrator_and_the_last_two_stay() {
    let mut world = found();
    for act in [
        Act::Retire { id: 1 },
        Act::Retire { id: 2 },
        Act::Roles {
            id: 1,
            roles: roles(&[Role::Auditor]),
        },
    ] {
        assert!(world.by_two(200, act).is_err());
    }
    let act = Act::Rekey {
        id: 2,
        voucher: SigningKey::random().unwrap().public(),
    };
    assert!(
        world
            .by_two(200, act)
            .unwrap_err()
            .fault
            .contains("signed it")
    );
}

#[test]
fn any_change_of_a_signed_deed_is_found() {
    let world = found();
    let signed = &world.deeds[0];
    let text = signed.deed.canonical();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Some(deed) = String::from_utf8(bytes)
            .ok()
            .and_then(|bent| Deed::read(&bent))
        else {
            continue;
        };
        let bent = SignedDeed {
            deed,
            signatures: signed.signatures.clone(),
        };
        let mut roster = Roster::empty(Environment::Sandbox, "w".into());
        assert!(roster.take(&bent).is_err(), "byte {at}");
    }
    let mut elsewhere = Roster::empty(Environment::Production, "w".into());
    assert!(elsewhere.take(signed).is_err());
    let mut elsewhere = Roster::empty(Environment::Sandbox, "v".into());
    assert!(elsewhere.take(signed).is_err());
}

#[test]
fn an_old_code_is_not_taken() {
    let mut world = found();
    let voucher = SigningKey::random().unwrap();
    let add = Act::Add {
        id: 3,
        name: "Kamau".into(),
        roles: roles(&[Role::Auditor]),
        voucher: voucher.public(),
    };
    world.by_two(200, add).unwrap();
    let late = 200 + DAYS_MAX * 86_400 + 1;
    assert!(
        world
            .enrol(late, 3, &voucher)
            .unwrap_err()
            .fault
            .contains("too old")
    );
    assert!(world.enrol(late - 1, 3, &voucher).is_ok());
}
