//! New keys for two people by the recovery key, where too few are left who can sign for each other.
//!
//! Whoever has the recovery key can open the file anyway. What this gives is a right to sign, so it is a
//! record that everybody is told of, and the new keys wait a day before they approve.

use domain::Problem;
use serde_json::json;
use zeroize::Zeroizing;

use super::session::own_passphrase;
use crate::api::{AppStatus, NewPassphrase, PeopleRecover};
use crate::app::roster::{subject, take};
use crate::app::tries::{RECOVERY, Tried};
use crate::app::{Acts, Core, audit_head, recovery};
use crate::audit::hex;
use crate::people::{Act, NewKey, Person, Role, Roster, SigningKey, WrappedKey};
use crate::store::checkpoints::{self, Reason};
use crate::store::{By, Done, Ledger, deeds, preferences};
use crate::vault::RecoveryKey;

impl Acts<'_> {
    /// Gives two people new keys.
    ///
    /// # Errors
    /// `people.not_here`, `people.same_person`, `people.no_administrator`, `people.passphrase_weak`,
    /// `people.passphrase_same`; `recovery.unreadable`, `recovery.wrong`, `session.wait`. Then nobody's key
    /// changed.
    pub async fn people_recover(&self, request: PeopleRecover) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| core.recover_people(ledger, &Zeroized::of(request)))
            .await?;
        // A keyring that does not answer is asked again at the next edge.
        let _ = audit_head::keep(&here).await;
        Ok(here.status().await)
    }
}

/// The request, wiped when it was dealt with.
struct Zeroized {
    recovery_key: Zeroizing<String>,
    /// The administrator, then the other: name and passphrase.
    people: [(String, Zeroizing<String>); 2],
}

impl Zeroized {
    fn of(request: PeopleRecover) -> Self {
        let named = |of: NewPassphrase| (of.name, Zeroizing::new(of.passphrase));
        Self {
            recovery_key: Zeroizing::new(request.recovery_key),
            people: [named(request.administrator), named(request.other)],
        }
    }
}

impl Core {
    fn recover_people(&self, ledger: &Ledger, request: &Zeroized) -> Result<(), Problem> {
        let key = RecoveryKey::read(&request.recovery_key)
            .map_err(|problem| problem.with_field("recovery_key"))?;
        let mut roster = self.roster(ledger)?;
        let [(first, text), (second, text2)] = &request.people;
        let one = here(&roster, first, "administrator.name")?;
        let other = here(&roster, second, "other.name")?;
        check_two(&one, &other)?;
        self.check_passphrase(ledger, text, &one.name, "administrator.passphrase")?;
        self.check_passphrase(ledger, text2, &other.name, "other.passphrase")?;
        if text == text2 {
            return Err(Problem::new(
                "people.passphrase_same",
                "Nothing was changed: both people typed the same passphrase, and nobody may know another's.",
            )
            .with_field("other.passphrase")
            .with_remedy("Let each person choose and type their own, while the other looks away."));
        }
        self.try_now(ledger, &Tried::recovery_key(&one))?;
        if !ledger.opens_with(&key) {
            let mut problem = recovery::wrong().with_field("recovery_key");
            problem.message.push_str(&self.next_try(ledger, RECOVERY));
            return Err(problem);
        }
        let (new, new2) = (SigningKey::random()?, SigningKey::random()?);
        let act = Act::Recover(Box::new([
            NewKey {
                id: one.id,
                key: new.public(),
            },
            NewKey {
                id: other.id,
                key: new2.public(),
            },
        ]));
        let deed = roster.next(self.now().unix(), act);
        let signed = deed.signed(&[(one.id, &new), (other.id, &new2)])?;
        take(&mut roster, &signed)?;
        let seal = |key: &SigningKey, person: &Person, text: &str| {
            WrappedKey::seal(key, person.id, roster.workspace(), text, self.cost())
        };
        let sealed = [
            (one.id, seal(&new, &one, text)?),
            (other.id, seal(&new2, &other, text2)?),
        ];
        let by = By {
            operator: &one.name,
            at: self.now(),
        };
        ledger.write(by, "people.recovered", |write| {
            for (person, key) in &sealed {
                deeds::set_key(write, *person, key)?;
                deeds::forgive(write, *person)?;
                preferences::set_meta(write, &own_passphrase(*person), "1")?;
            }
            deeds::forgive(write, RECOVERY)?;
            deeds::add(write, &signed)?;
            Ok(Done::to(subject(one.id), ()).after(json!({
                "record": signed.deed.number,
                "hash": hex(&signed.hash()),
                "people": [&one.name, &other.name],
            })))
        })?;
        self.leave_if(one.id);
        self.leave_if(other.id);
        ledger.write(by, "audit.checkpoint", |write| {
            let made = checkpoints::add(write, &new, &one.name, Reason::SignOut)?;
            Ok(Done::to(format!("checkpoint {}", made.number), ()).after(made.told()))
        })
    }
}

/// A person of this name who is not retired.
fn here(roster: &Roster, name: &str, field: &str) -> Result<Person, Problem> {
    let found = roster.by_name(name).filter(|person| !person.retired);
    found.cloned().ok_or_else(|| {
        Problem::new(
            "people.not_here",
            "Nothing was changed: nobody of this name is here, or they were retired.",
        )
        .with_field(field)
        .with_remedy("Choose a name from the sign-in list. The recovery key makes nobody new.")
    })
}

fn check_two(one: &Person, other: &Person) -> Result<(), Problem> {
    if one.id == other.id {
        return Err(Problem::new(
            "people.same_person",
            "Nothing was changed: two different people must take new keys together.",
        )
        .with_field("other.name")
        .with_remedy("Fetch a second person who is on the sign-in list."));
    }
    if one.roles.has(Role::Administrator) {
        return Ok(());
    }
    Err(Problem::new(
        "people.no_administrator",
        "Nothing was changed: the first of the two must be an administrator.",
    )
    .with_field("administrator.name")
    .with_remedy("Name an administrator first; if it is the other person, change the two round."))
}
