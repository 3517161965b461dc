use super::*;
use crate::people::deed::Founder;
use crate::people::{Act, Role, Roles};

struct World {
    roster: Roster,
    keys: Vec<SigningKey>,
    deeds: Vec<SignedDeed>,
}

fn roles(of: &[Role]) -> Roles {
    Roles::new(of.iter().copied()).unwrap()
}

fn found() -> World {
    let keys = vec![SigningKey::random().unwrap(), SigningKey::random().unwrap()];
    let named = |name: &str, role, key: &SigningKey| Founder {
        name: name.into(),
        roles: roles(&[role]),
        key: key.public(),
    };
    let mut world = World {
        roster: Roster::empty(Environment::Sandbox, "w".into()),
        deeds: Vec::new(),
        keys,
    };
    world.by_two(Act::Found(Box::new([
        named("Wanjiru", Role::Administrator, &world.keys[0]),
        named("Otieno", Role::Maker, &world.keys[1]),
    ])));
    world
}

impl World {
    fn by_two(&mut self, act: Act) {
        let signed = self.roster.next(100, act);
        let signed = signed
            .signed(&[(1, &self.keys[0]), (2, &self.keys[1])])
            .unwrap();
        self.roster.take(&signed).unwrap();
        self.deeds.push(signed);
    }

    /// A third person, a checker.
    fn third(&mut self) {
        let (voucher, key) = (SigningKey::random().unwrap(), SigningKey::random().unwrap());
        self.by_two(Act::Add {
            id: 3,
            name: "Halima".into(),
            roles: roles(&[Role::Checker]),
            voucher: voucher.public(),
        });
        let act = Act::Enrol {
            id: 3,
            key: key.public(),
        };
        let signed = self.roster.next(100, act);
        let signed = signed.signed(&[(0, &voucher), (3, &key)]).unwrap();
        self.roster.take(&signed).unwrap();
        self.deeds.push(signed);
        self.keys.push(key);
    }

    fn claim(&self) -> Lease {
        Lease {
            environment: Environment::Sandbox,
            workspace: "w".into(),
            short_code: "600111".into(),
            generation: 3,
            copies: 1,
            at: 200,
            people: self.roster.position(),
        }
    }

    fn signed(&self, ids: [u32; 2]) -> SignedLease {
        let key = |id: u32| (id, &self.keys[usize::try_from(id).unwrap() - 1]);
        self.claim().signed(ids.map(key)).unwrap()
    }

    fn told(&self, claim: &SignedLease) -> Result<[String; 2], &'static str> {
        claim.holds(Environment::Sandbox, "w", &self.deeds)
    }
}

#[test]
fn a_claim_by_an_administrator_and_another_holds_and_goes_on_to() {
    let mut world = found();
    let claim = world.signed([1, 2]);
    let names = Ok(["Wanjiru".to_owned(), "Otieno".to_owned()]);
    assert_eq!(world.told(&claim), names);
    // Who they were then counts, whatever they are now.
    world.third();
    world.by_two(Act::Roles {
        id: 3,
        roles: roles(&[Role::Administrator]),
    });
    assert_eq!(world.told(&claim), names);
    assert_eq!(Lease::read(&claim.lease.canonical()), Some(claim.lease));
}

#[test]
fn the_bytes_that_are_signed() {
    let mut claim = found().claim();
    claim.people = (1, [0xab; 32]);
    assert_eq!(
        claim.canonical(),
        format!(
            r#"{{"at":200,"copies":1,"environment":"sandbox","generation":3,"people":{{"hash":"{}","record":1}},"purpose":"patanisha lease 1","short_code":"600111","workspace":"w"}}"#,
            "ab".repeat(32)
        )
    );
    let spaced = claim.canonical().replace("\"at\":", "\"at\": ");
    assert_eq!(Lease::read(&spaced), None);
}

#[test]
fn one_person_no_administrator_or_a_stranger_claim_nothing() {
    let mut world = found();
    assert_eq!(
        world.told(&world.signed([1, 1])),
        Err("both signatures are one person's")
    );
    let stranger = SigningKey::random().unwrap();
    for keys in [
        [(1, &world.keys[0]), (2, &stranger)],
        [(1, &stranger), (2, &world.keys[1])],
        [(2, &world.keys[0]), (1, &world.keys[1])],
    ] {
        let claim = world.claim().signed(keys).unwrap();
        assert_eq!(world.told(&claim), Err("a signature does not fit"));
    }
    for id in [0, 3] {
        let claim = world
            .claim()
            .signed([(1, &world.keys[0]), (id, &stranger)])
            .unwrap();
        assert_eq!(
            world.told(&claim),
            Err("it is signed by somebody who is not here")
        );
    }
    let mut alone = world.signed([1, 2]);
    alone.signatures.pop();
    assert_eq!(world.told(&alone), Err("it has not two signatures"));
    world.third();
    assert_eq!(
        world.told(&world.signed([2, 3])),
        Err("no administrator signed it")
    );
    assert!(world.told(&world.signed([3, 1])).is_ok());
}

#[test]
fn a_claim_of_another_workspace_or_other_people_holds_nothing() {
    let mut world = found();
    let claim = world.signed([1, 2]);
    assert_eq!(
        claim.holds(Environment::Production, "w", &world.deeds),
        Err("it belongs to another workspace")
    );
    assert_eq!(
        claim.holds(Environment::Sandbox, "v", &world.deeds),
        Err("it belongs to another workspace")
    );
    assert_eq!(
        claim.holds(Environment::Sandbox, "w", &[]),
        Err("it names a record about people that is not here")
    );
    world.third();
    let later = world.signed([1, 3]);
    world.deeds.pop();
    assert!(world.told(&later).is_err());
    // Retired before: the key is none any more.
    let mut world = found();
    world.third();
    world.by_two(Act::Retire { id: 3 });
    assert_eq!(
        world.told(&world.signed([1, 3])),
        Err("it is signed by somebody who is not here")
    );
}

#[test]
fn no_changed_field_holds() {
    let world = found();
    let claim = world.signed([1, 2]);
    let changes: [fn(&mut Lease); 4] = [
        |lease| lease.generation += 1,
        |lease| lease.copies += 1,
        |lease| lease.at += 1,
        |lease| lease.short_code = "600222".into(),
    ];
    for change in changes {
        let mut bent = claim.clone();
        change(&mut bent.lease);
        assert_eq!(world.told(&bent), Err("a signature does not fit"));
        assert_ne!(bent.hash(), claim.hash());
    }
}
