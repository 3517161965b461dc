//! The people of a workspace: the first two, and every change that two of them sign.

use domain::{Environment, Problem};
use zeroize::Zeroizing;

use crate::api::{
    AppStatus, Founder, Nothing, PeopleFound, PeopleList, PersonAdd, PersonChange, PersonCode,
    PersonRoles, RoleDto,
};
use crate::app::roster::{record, take};
use crate::app::{Acts, Core, lock, show_people};
use crate::people::roster::is_name;
use crate::people::{self, Act, OneTimeCode, Role, Roles, Roster, SigningKey, WrappedKey};
use crate::store::{Ledger, deeds, lineage};

impl Acts<'_> {
    /// Names the first two people.
    pub async fn people_found(&self, request: PeopleFound) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            for (who, name) in [
                (&request.administrator, "administrator"),
                (&request.other, "other"),
            ] {
                let field = format!("{name}.passphrase");
                core.check_passphrase(ledger, &who.passphrase, &who.name, &field)?;
            }
            core.found(ledger, &request).map(|_| ())
        })
        .await?;
        Ok(here.status().await)
    }

    /// Everyone, and the records.
    pub async fn people_list(&self, _: Nothing) -> Result<PeopleList, Problem> {
        self.with_ledger(|core, ledger| core.people(ledger)).await
    }

    /// Invites a person.
    pub async fn person_add(&self, request: PersonAdd) -> Result<PersonCode, Problem> {
        self.with_ledger(move |core, ledger| {
            let roster = core.roster(ledger)?;
            let name = request.name.trim().to_owned();
            check_name(&name, "name")?;
            if roster.by_name(&name).is_some() {
                return Err(Problem::new(
                    "people.name_used",
                    "Nobody was added: the name was used before, and records name people by it.",
                )
                .with_field("name")
                .with_remedy("Add a second name or an initial."));
            }
            let code = OneTimeCode::random()?;
            let act = Act::Add {
                id: roster.next_id(),
                name: name.clone(),
                roles: roles(&request.roles)?,
                voucher: code.voucher(roster.workspace(), core.cost())?.public(),
            };
            core.by_two(ledger, &request.second, "people.add", act, |_| Ok(()))?;
            core.code(ledger, name, &code)
        })
        .await
    }

    /// Changes what a person is.
    pub async fn person_roles(&self, request: PersonRoles) -> Result<PeopleList, Problem> {
        self.with_ledger(move |core, ledger| {
            let act = Act::Roles {
                id: request.id,
                roles: roles(&request.roles)?,
            };
            core.by_two(ledger, &request.second, "people.roles", act, |_| Ok(()))?;
            core.leave_if(request.id);
            core.people(ledger)
        })
        .await
    }

    /// Gives a person a new one-time code; their key is retired at once.
    pub async fn person_rekey(&self, request: PersonChange) -> Result<PersonCode, Problem> {
        self.with_ledger(move |core, ledger| {
            let roster = core.roster(ledger)?;
            let code = OneTimeCode::random()?;
            let act = Act::Rekey {
                id: request.id,
                voucher: code.voucher(roster.workspace(), core.cost())?.public(),
            };
            core.by_two(ledger, &request.second, "people.rekey", act, |write| {
                deeds::forgive(write, request.id)?;
                deeds::forget_key(write, request.id)
            })?;
            let name = roster
                .person(request.id)
                .map_or_else(String::new, |person| person.name.clone());
            core.code(ledger, name, &code)
        })
        .await
    }

    /// Retires a person.
    pub async fn person_retire(&self, request: PersonChange) -> Result<PeopleList, Problem> {
        self.with_ledger(move |core, ledger| {
            let act = Act::Retire { id: request.id };
            core.by_two(ledger, &request.second, "people.retire", act, |write| {
                deeds::forget_key(write, request.id)
            })?;
            core.leave_if(request.id);
            core.people(ledger)
        })
        .await
    }
}

impl Core {
    fn people(&self, ledger: &Ledger) -> Result<PeopleList, Problem> {
        let records = ledger.read(deeds::all)?;
        let me = self.actor.as_ref().map(|actor| actor.id);
        Ok(show_people::list(
            &self.roster(ledger)?,
            &records,
            me,
            self.now(),
        ))
    }

    fn code(
        &self,
        ledger: &Ledger,
        name: String,
        code: &OneTimeCode,
    ) -> Result<PersonCode, Problem> {
        Ok(PersonCode {
            name,
            code: code.reveal(),
            people: self.people(ledger)?,
        })
    }

    /// Ends the session of a person whose rights just changed.
    pub(in crate::app) fn leave_if(&self, person: u32) {
        let mut held = lock(&self.session);
        if held.as_ref().is_some_and(|session| session.id == person) {
            *held = None;
        }
    }

    /// Names the first two people of a ledger that has none.
    pub(in crate::app) fn found(
        &self,
        ledger: &Ledger,
        request: &PeopleFound,
    ) -> Result<(Roster, [SigningKey; 2]), Problem> {
        lineage::ensure_workspace_id(ledger, self.by())?;
        let mut roster = self.roster(ledger)?;
        if !roster.people().is_empty() {
            return Err(Problem::new(
                "people.exist",
                "Nothing was changed: the first people of this workspace were named before.",
            )
            .with_remedy("Sign in as one of them."));
        }
        let (one, other) = (&request.administrator, &request.other);
        let first = founder(one, "administrator")?;
        let second = founder(other, "other")?;
        if !first.1.has(Role::Administrator) {
            return Err(Problem::new(
                "people.no_administrator",
                "Nothing was changed: the first person must be an administrator.",
            )
            .with_field("administrator.roles"));
        }
        if first.0.to_lowercase() == second.0.to_lowercase() {
            return Err(Problem::new(
                "people.name_used",
                "Nothing was changed: the two people need different names.",
            )
            .with_field("other.name"));
        }
        let (key, key2) = (SigningKey::random()?, SigningKey::random()?);
        let act = Act::Found(Box::new([
            people::Founder {
                name: first.0,
                roles: first.1,
                key: key.public(),
            },
            people::Founder {
                name: second.0,
                roles: second.1,
                key: key2.public(),
            },
        ]));
        let deed = roster.next(self.now().unix(), act);
        let signed = deed.signed(&[(1, &key), (2, &key2)])?;
        take(&mut roster, &signed)?;
        let seal = |key: &SigningKey, person, of: &Founder| {
            let text = Zeroizing::new(of.passphrase.clone());
            WrappedKey::seal(key, person, roster.workspace(), &text, self.cost())
        };
        let (sealed, sealed2) = (seal(&key, 1, one)?, seal(&key2, 2, other)?);
        ledger.write(self.by(), "people.found", |write| {
            deeds::set_key(write, 1, &sealed)?;
            deeds::set_key(write, 2, &sealed2)?;
            record(write, &signed, 1)
        })?;
        Ok((roster, [key, key2]))
    }
}

fn founder(of: &Founder, which: &str) -> Result<(String, Roles), Problem> {
    let name = of.name.trim().to_owned();
    check_name(&name, &format!("{which}.name"))?;
    let roles = roles(&of.roles).map_err(|problem| problem.with_field(format!("{which}.roles")))?;
    Ok((name, roles))
}

fn check_name(name: &str, field: &str) -> Result<(), Problem> {
    if is_name(name) {
        return Ok(());
    }
    Err(Problem::new(
        "people.name",
        "Nothing was changed: a person's name has 1 to 40 characters.",
    )
    .with_field(field)
    .with_remedy("Give the name by which colleagues know the person."))
}

fn roles(of: &[RoleDto]) -> Result<Roles, Problem> {
    Roles::new(of.iter().map(|role| Role::from(*role)))
        .map_err(|problem| problem.with_field("roles"))
}

/// Names the four people of the practice workspace, whose passphrases stand on the screen.
pub(in crate::app) fn found_practice(core: &Core, ledger: &Ledger) -> Result<(), Problem> {
    debug_assert_eq!(core.environment, Environment::Practice);
    let [one, two, more @ ..] = &crate::practice::OPERATORS;
    let named = |of: &crate::practice::PracticeOperator| Founder {
        name: of.name.to_owned(),
        roles: vec![of.role.into()],
        passphrase: of.passphrase.to_owned(),
    };
    let (mut roster, [first, second]) = core.found(
        ledger,
        &PeopleFound {
            administrator: named(one),
            other: named(two),
        },
    )?;
    for of in more {
        let id = roster.next_id();
        let voucher = SigningKey::random()?;
        let key = SigningKey::random()?;
        let add = Act::Add {
            id,
            name: of.name.to_owned(),
            roles: Roles::new([of.role])?,
            voucher: voucher.public(),
        };
        let add = roster.next(core.now().unix(), add);
        let add = add.signed(&[(1, &first), (2, &second)])?;
        take(&mut roster, &add)?;
        let enrol = Act::Enrol {
            id,
            key: key.public(),
        };
        let enrol = roster.next(core.now().unix(), enrol);
        let enrol = enrol.signed(&[(0, &voucher), (id, &key)])?;
        take(&mut roster, &enrol)?;
        let sealed = WrappedKey::seal(&key, id, roster.workspace(), of.passphrase, core.cost())?;
        ledger.write(core.by(), "people.add", |write| record(write, &add, id))?;
        ledger.write(core.by(), "people.enrol", |write| {
            deeds::set_key(write, id, &sealed)?;
            record(write, &enrol, id)
        })?;
    }
    Ok(())
}
