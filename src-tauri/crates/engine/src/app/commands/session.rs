//! Signing in and out, proving again, and one's own passphrase.

use std::sync::Arc;

use domain::Problem;
use zeroize::Zeroizing;

use crate::api::{
    AppStatus, Enrol, Nothing, PassphraseChange, PassphraseOnly, PassphraseStrength, SignIn,
};
use crate::app::roster::{Proved, record, subject, take};
use crate::app::session::{Session, signed_out};
use crate::app::tries::Tried;
use crate::app::{Acts, Core, audit_head, lock, notices};
use crate::people::{Act, OneTimeCode, SigningKey, WrappedKey, passphrase};
use crate::store::checkpoints::Reason;
use crate::store::{By, Done, Ledger, deeds, preferences};

impl Acts<'_> {
    /// Signs in.
    pub async fn sign_in(&self, request: SignIn) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let text = Zeroizing::new(request.passphrase);
            let roster = core.roster(ledger)?;
            let proved = core.prove(ledger, &roster, &request.name, &text, "passphrase")?;
            core.begin(ledger, proved)
        })
        .await?;
        Ok(here.status().await)
    }

    /// Sets a first or new passphrase with a one-time code, and signs in.
    pub async fn enrol(&self, request: Enrol) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let proved = core.enrol(ledger, request)?;
            core.begin(ledger, proved)
        })
        .await?;
        Ok(here.status().await)
    }

    /// Locks the window. Jobs go on.
    pub async fn sign_out(&self, _: Nothing) -> Result<AppStatus, Problem> {
        let here = self.here();
        if here.actor.is_some() {
            let left = here.with_ledger(|core, ledger| core.sign_off(ledger)).await;
            let kept = audit_head::edge(&here, Reason::SignOut).await;
            // Locked whatever the ledger says.
            *lock(&here.session) = None;
            left.and(kept)?;
        }
        Ok(here.status().await)
    }

    /// Proves again who is there.
    pub async fn step_up(&self, request: PassphraseOnly) -> Result<AppStatus, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let text = Zeroizing::new(request.passphrase);
            let Some(actor) = &core.actor else {
                return Err(signed_out());
            };
            let roster = core.roster(ledger)?;
            let proved = core.prove(ledger, &roster, &actor.name, &text, "passphrase")?;
            ledger.write(core.by(), "session.prove", |write| {
                deeds::forgive(write, proved.person.id)?;
                Ok(Done::to(subject(proved.person.id), ()))
            })?;
            actor.prove();
            Ok(())
        })
        .await?;
        Ok(here.status().await)
    }

    /// Tells that somebody is still there.
    #[expect(clippy::unused_async, reason = "a command of the table")]
    pub async fn session_touch(&self, _: Nothing) -> Result<Nothing, Problem> {
        if let Some(actor) = &self.here().actor {
            actor.touch();
        }
        Ok(Nothing {})
    }

    /// Changes one's own passphrase. The key stays the same.
    pub async fn passphrase_change(&self, request: PassphraseChange) -> Result<Nothing, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let (old, new) = (Zeroizing::new(request.old), Zeroizing::new(request.new));
            let Some(actor) = &core.actor else {
                return Err(signed_out());
            };
            let roster = core.roster(ledger)?;
            core.check_passphrase(ledger, &new, &actor.name, "new")?;
            let proved = core.prove(ledger, &roster, &actor.name, &old, "old")?;
            let id = proved.person.id;
            let key = WrappedKey::seal(&proved.key, id, roster.workspace(), &new, core.cost())?;
            ledger.write(core.by(), "session.passphrase", |write| {
                deeds::set_key(write, id, &key)?;
                deeds::forgive(write, id)?;
                preferences::set_meta(write, &own_passphrase(id), "1")?;
                Ok(Done::to(subject(id), ()))
            })?;
            Ok(Nothing {})
        })
        .await
    }

    /// How strong a passphrase is.
    pub async fn passphrase_strength(
        &self,
        request: PassphraseOnly,
    ) -> Result<PassphraseStrength, Problem> {
        let here = self.here();
        here.blocking(move |_| {
            let text = Zeroizing::new(request.passphrase);
            let found = passphrase::strength(&text, &["patanisha", "mpesa", "safaricom"]);
            let advice: &[&str] = if found.enough {
                &[]
            } else {
                &passphrase::ADVICE
            };
            Ok(PassphraseStrength {
                score: found.score,
                enough: found.enough,
                advice: advice.iter().map(|text| (*text).to_owned()).collect(),
            })
        })
        .await
    }
}

/// Where it is kept that a person of practice has another passphrase than the one on the screen.
pub(in crate::app) fn own_passphrase(person: u32) -> String {
    format!("own_passphrase_{person}")
}

impl Core {
    /// Begins a session of somebody who proved who they are.
    fn begin(&self, ledger: &Ledger, proved: Proved) -> Result<(), Problem> {
        let Proved { person, key } = proved;
        let by = By {
            operator: &person.name,
            at: self.now(),
        };
        let notices = ledger.write(by, "session.begin", |write| {
            let notices = notices::since_last_time(write, &self.roster_in(write)?, &person.name)?;
            deeds::forgive(write, person.id)?;
            Ok(Done::to(subject(person.id), notices))
        })?;
        let session = Session::new(person, key, notices);
        *lock(&self.session) = Some(Arc::new(session));
        Ok(())
    }

    /// What is written when somebody leaves.
    fn sign_off(&self, ledger: &Ledger) -> Result<(), Problem> {
        let Some(actor) = &self.actor else {
            return Ok(());
        };
        ledger.write(self.by(), "session.end", |_| {
            Ok(Done::to(subject(actor.id), ()))
        })
    }

    /// Refuses a passphrase that is too easy to guess.
    pub(in crate::app) fn check_passphrase(
        &self,
        ledger: &Ledger,
        text: &str,
        name: &str,
        field: &str,
    ) -> Result<(), Problem> {
        let business = self.position(ledger)?.business.clone().unwrap_or_default();
        passphrase::check(text, &[name, &business, "patanisha", "mpesa", "safaricom"])
            .map_err(|problem| problem.with_field(field))
    }

    fn enrol(&self, ledger: &Ledger, request: Enrol) -> Result<Proved, Problem> {
        let text = Zeroizing::new(request.passphrase);
        let code = OneTimeCode::read(&Zeroizing::new(request.code))?;
        let mut roster = self.roster(ledger)?;
        let person = roster.by_name(&request.name).cloned();
        let Some((person, (voucher, until))) = person.and_then(|one| {
            let voucher = one.voucher?;
            Some((one, voucher))
        }) else {
            return Err(Problem::new(
                "people.not_invited",
                "Nothing was changed: nobody of this name waits for a passphrase.",
            )
            .with_field("name")
            .with_remedy("Check the name, or ask an administrator for a new one-time code."));
        };
        self.check_passphrase(ledger, &text, &person.name, "passphrase")?;
        self.try_now(ledger, &Tried::passphrase(&person))?;
        let stands_for = code.voucher(roster.workspace(), self.cost())?;
        if stands_for.public() != voucher {
            return Err(Problem::new(
                "people.code_wrong",
                "Nothing was changed: the one-time code is not the right one.",
            )
            .with_field("code")
            .with_remedy("Have it read out again."));
        }
        if self.now().unix() > until {
            return Err(Problem::new(
                "people.code_old",
                "Nothing was changed: the one-time code is older than seven days.",
            )
            .with_field("code")
            .with_remedy("Ask an administrator for a new one."));
        }
        let key = SigningKey::random()?;
        let act = Act::Enrol {
            id: person.id,
            key: key.public(),
        };
        let deed = roster.next(self.now().unix(), act);
        let signed = deed.signed(&[(0, &stands_for), (person.id, &key)])?;
        take(&mut roster, &signed)?;
        let sealed = WrappedKey::seal(&key, person.id, roster.workspace(), &text, self.cost())?;
        let by = By {
            operator: &person.name,
            at: self.now(),
        };
        ledger.write(by, "people.enrol", |write| {
            deeds::set_key(write, person.id, &sealed)?;
            preferences::set_meta(write, &own_passphrase(person.id), "1")?;
            record(write, &signed, person.id)
        })?;
        Ok(Proved { person, key })
    }
}
