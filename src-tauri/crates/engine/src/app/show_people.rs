//! People as the page shows them.

use domain::Eat;

use crate::api::{PeopleList, PersonInfo, PersonState, RecordInfo, RoleDto};
use crate::people::{Act, Person, Role, Roles, Roster, SignedDeed};
use crate::words;

impl From<Role> for RoleDto {
    fn from(of: Role) -> Self {
        match of {
            Role::Administrator => Self::Administrator,
            Role::Maker => Self::Maker,
            Role::Checker => Self::Checker,
            Role::Auditor => Self::Auditor,
        }
    }
}

impl From<RoleDto> for Role {
    fn from(of: RoleDto) -> Self {
        match of {
            RoleDto::Administrator => Self::Administrator,
            RoleDto::Maker => Self::Maker,
            RoleDto::Checker => Self::Checker,
            RoleDto::Auditor => Self::Auditor,
        }
    }
}

/// A person's roles for the page.
pub(super) fn roles(of: &Roles) -> Vec<RoleDto> {
    of.iter().map(RoleDto::from).collect()
}

/// Everyone, and the records, newest first.
pub(super) fn list(
    roster: &Roster,
    records: &[SignedDeed],
    me: Option<u32>,
    now: Eat,
) -> PeopleList {
    let person = |person: &Person| PersonInfo {
        id: person.id,
        name: person.name.clone(),
        roles: roles(&person.roles),
        state: if person.retired {
            PersonState::Retired
        } else if person.key.is_some() {
            PersonState::Active
        } else {
            PersonState::Invited
        },
        fingerprint: person.key.map(|(key, _)| key.fingerprint()),
        may_approve_from: roster
            .may_approve_from(person.id)
            .filter(|from| person.roles.has(Role::Checker) && *from > now.unix())
            .and_then(Eat::from_unix)
            .map(words::minute),
        me: me == Some(person.id),
    };
    PeopleList {
        people: roster.people().iter().map(person).collect(),
        records: records
            .iter()
            .rev()
            .map(|signed| record(roster, signed))
            .collect(),
    }
}

fn record(roster: &Roster, signed: &SignedDeed) -> RecordInfo {
    RecordInfo {
        number: signed.deed.number,
        at: Eat::from_unix(signed.deed.at).map_or_else(String::new, words::minute),
        what: told(roster, signed),
        signed_by: signed
            .signatures
            .iter()
            .map(|(id, _)| name_of(roster, *id))
            .collect(),
    }
}

fn name_of(roster: &Roster, id: u32) -> String {
    roster
        .person(id)
        .map_or_else(|| "one-time code".to_owned(), |person| person.name.clone())
}

/// What a record did: "Halima invited as checker".
pub(super) fn told(roster: &Roster, signed: &SignedDeed) -> String {
    let name = |id: u32| name_of(roster, id);
    match &signed.deed.act {
        Act::Found(founders) => {
            let told: Vec<String> = founders
                .iter()
                .map(|one| format!("{} as {}", one.name, listed(&one.roles)))
                .collect();
            format!("{} named as the first two people", told.join(" and "))
        }
        Act::Add { name, roles, .. } => format!("{name} invited as {}", listed(roles)),
        Act::Enrol { id, .. } => format!("{} set a passphrase and took a key", name(*id)),
        Act::Rekey { id, .. } => format!("Key of {} retired; new one-time code", name(*id)),
        Act::Roles { id, roles } => format!("{} is now {}", name(*id), listed(roles)),
        Act::Retire { id } => format!("{} retired", name(*id)),
        Act::Recover(people) => {
            let [one, other] = people.each_ref().map(|one| name(one.id));
            format!("{one} and {other} took new keys with the recovery key")
        }
    }
}

fn listed(roles: &Roles) -> String {
    let words: Vec<&str> = roles.iter().map(Role::word).collect();
    words.join(" and ")
}
