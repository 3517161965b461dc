//! The roster of the open ledger, proving that somebody is who they say, and changes that two sign.

use domain::{Environment, Problem};
use serde_json::json;

use super::Core;
use super::tries::Tried;
use crate::api::SecondPerson;
use crate::audit::hex;
use crate::people::{Act, Cost, Owner, Person, Roster, SignedDeed, SigningKey};
use crate::store::{By, Done, Ledger, Read, StoreError, Write, deeds, lineage};

/// Somebody who proved who they are.
pub(super) struct Proved {
    pub(super) person: Person,
    pub(super) key: SigningKey,
}

/// Everyone, every record checked.
///
/// # Errors
/// `people.record_bad` when a record does not hold: then nobody has any right.
pub(super) fn load(read: &Read<'_>, environment: Environment) -> Result<Roster, StoreError> {
    let workspace = lineage::workspace_id(read)?.unwrap_or_default();
    let mut roster = Roster::empty(environment, workspace);
    for signed in deeds::all(read)? {
        roster.take(&signed).map_err(|bad| {
            Problem::new(
                "people.record_bad",
                format!(
                    "Nobody can sign in: the records about people do not hold ({bad}). Somebody changed \
                     the file with another program."
                ),
            )
            .with_remedy("Restore the last backup, and keep this file for the auditor.")
        })?;
    }
    Ok(roster)
}

impl Core {
    /// Everyone, every record checked.
    pub(super) fn roster(&self, ledger: &Ledger) -> Result<Roster, Problem> {
        ledger.read(|read| self.roster_in(read))
    }

    /// The same inside a reading or a change.
    pub(super) fn roster_in(&self, read: &Read<'_>) -> Result<Roster, StoreError> {
        load(read, self.environment)
    }

    /// What a guess at a passphrase costs here.
    pub(super) fn cost(&self) -> Cost {
        match self.environment {
            Environment::Practice => Cost::PRACTICE,
            Environment::Sandbox | Environment::Production => Cost::FULL,
        }
    }

    /// Proves by name and passphrase. The try is counted before it is made.
    ///
    /// # Errors
    /// `session.unknown`, `session.wait`, `session.wrong`, with `field` as the field at fault.
    pub(super) fn prove(
        &self,
        ledger: &Ledger,
        roster: &Roster,
        name: &str,
        passphrase: &str,
        field: &str,
    ) -> Result<Proved, Problem> {
        let found = roster.by_name(name).filter(|person| person.key.is_some());
        let Some((person, (public, _))) = found.and_then(|one| Some((one, one.key?))) else {
            return Err(unknown());
        };
        self.try_now(ledger, &Tried::passphrase(person))?;
        let owner = Owner {
            id: person.id,
            workspace: roster.workspace(),
            public,
        };
        let wrapped = ledger.read(|read| deeds::key(read, person.id))?;
        let Some(wrapped) = wrapped else {
            return Err(unknown());
        };
        match wrapped.open(owner, passphrase)? {
            Some(key) => Ok(Proved {
                person: person.clone(),
                key,
            }),
            None => Err(self.wrong(ledger, person.id, field)),
        }
    }

    fn wrong(&self, ledger: &Ledger, person: u32, field: &str) -> Problem {
        Problem::new(
            "session.wrong",
            format!(
                "Nothing was done: the passphrase is not the right one.{}",
                self.next_try(ledger, person)
            ),
        )
        .with_field(field)
        .with_remedy("Check the capital letters and the language of the keyboard.")
    }

    /// The second person under a record, here in person.
    ///
    /// # Errors
    /// As [`Core::prove`]; `people.second_self` when it is who is signed in.
    pub(super) fn second(
        &self,
        ledger: &Ledger,
        roster: &Roster,
        second: &SecondPerson,
    ) -> Result<Proved, Problem> {
        let me = self.actor.as_ref().map(|actor| actor.id);
        if roster.by_name(&second.name).map(|one| one.id) == me {
            return Err(Problem::new(
                "people.second_self",
                "Nothing was changed: the second signature must be another person's.",
            )
            .with_field("second.name")
            .with_remedy("Ask somebody else to type their passphrase here."));
        }
        let proved = self.prove(
            ledger,
            roster,
            &second.name,
            &second.passphrase,
            "second.passphrase",
        )?;
        // Whatever becomes of the record: the passphrase was the right one.
        let by = By {
            operator: &proved.person.name,
            at: self.now(),
        };
        ledger.write(by, "session.prove", |write| {
            deeds::forgive(write, proved.person.id)?;
            Ok(Done::to(subject(proved.person.id), ()))
        })?;
        Ok(proved)
    }

    /// A record signed by who is signed in and by `second`, and whatever `also` writes with it.
    ///
    /// # Errors
    /// `people.refused` when the roster does not take it; then nothing is changed.
    pub(super) fn by_two(
        &self,
        ledger: &Ledger,
        second: &SecondPerson,
        action: &str,
        act: Act,
        also: impl FnOnce(&Write<'_>) -> Result<(), StoreError>,
    ) -> Result<Roster, Problem> {
        let mut roster = self.roster(ledger)?;
        let Some(me) = &self.actor else {
            return Err(unknown());
        };
        let other = self.second(ledger, &roster, second)?;
        let about = about(&act);
        let deed = roster.next(self.now().unix(), act);
        let signed = deed.signed(&[(me.id, &me.key), (other.person.id, &other.key)])?;
        take(&mut roster, &signed)?;
        ledger.write(self.by(), action, |write| {
            also(write)?;
            record(write, &signed, about)
        })?;
        Ok(roster)
    }
}

/// Takes a record, or says why it is none.
///
/// # Errors
/// `people.refused`.
pub(super) fn take(roster: &mut Roster, signed: &SignedDeed) -> Result<(), Problem> {
    roster.take(signed).map_err(|bad| {
        Problem::new(
            "people.refused",
            format!("Nothing was changed: {}.", bad.fault),
        )
    })
}

/// Keeps a record; its event names it by number and hash.
pub(super) fn record(
    write: &Write<'_>,
    signed: &SignedDeed,
    about: u32,
) -> Result<Done<()>, StoreError> {
    deeds::add(write, signed)?;
    Ok(Done::to(subject(about), ())
        .after(json!({ "record": signed.deed.number, "hash": hex(&signed.hash()) })))
}

/// How an event names a person.
pub(super) fn subject(person: u32) -> String {
    format!("operator {person}")
}

fn about(act: &Act) -> u32 {
    match act {
        Act::Found(_) => 1,
        Act::Recover(people) => people.first().map_or(0, |one| one.id),
        Act::Add { id, .. }
        | Act::Enrol { id, .. }
        | Act::Rekey { id, .. }
        | Act::Roles { id, .. }
        | Act::Retire { id } => *id,
    }
}

fn unknown() -> Problem {
    Problem::new(
        "session.unknown",
        "Nothing was done: no operator of this name has a passphrase here.",
    )
    .with_field("name")
    .with_remedy("Choose a name from the list, or enter with a one-time code.")
}
