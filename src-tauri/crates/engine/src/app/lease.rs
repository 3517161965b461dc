//! Who may send for a short code: the last claim that two people signed, held against ledger and keyring.
//!
//! Nothing here is believed because it stands in a row. A claim counts while its two signatures hold, the
//! ledger was not found to be a copy since, and the keyring has the same generation.

use std::sync::Arc;

use domain::{Problem, Retry, ShortCode};
use serde_json::json;

use super::lineage::Lineage;
use super::{Core, lock, roster};
use crate::api::{LeaseInfo, LeaseList, LedgerStanding, ProblemDto, SecondPerson};
use crate::app::session::signed_out;
use crate::audit::hex;
use crate::people::{Lease, SigningKey};
use crate::store::leases::{self, LeaseRow};
use crate::store::{Done, Ledger, StoreError, deeds, lineage, profiles};
use crate::vault::{Secret, SecretName};
use crate::words;

/// The last claim of a short code, as the ledger has it.
struct LastClaim {
    row: LeaseRow,
    /// The two people, or why it does not hold.
    by: Result<[String; 2], &'static str>,
}

impl Core {
    pub(super) fn lease_name(&self, short_code: &ShortCode) -> Result<SecretName, Problem> {
        let place = self.own_place()?;
        Ok(SecretName::lease(
            self.environment,
            place.workspace(),
            short_code,
        ))
    }

    async fn kept_generation(&self, short_code: &ShortCode) -> Result<i64, Problem> {
        let kept = self.shared.keys.get(self.lease_name(short_code)?).await?;
        let text = kept
            .as_ref()
            .map_or(Ok("0"), |kept| std::str::from_utf8(kept.reveal()));
        text.ok()
            .and_then(|text| text.trim().parse().ok())
            .ok_or_else(|| not_held("what the keyring holds of its lease can't be read"))
    }

    async fn keep_generation(
        &self,
        short_code: &ShortCode,
        generation: i64,
    ) -> Result<(), Problem> {
        let kept = Secret::new(generation.to_string());
        let name = self.lease_name(short_code)?;
        self.shared.keys.set(name, kept).await
    }

    /// The last claim of a short code, its signatures checked, and how often the ledger was found to be a
    /// copy.
    async fn last_claim(
        self: &Arc<Self>,
        short_code: &ShortCode,
    ) -> Result<(Option<LastClaim>, i64), Problem> {
        let asked = short_code.clone();
        self.with_ledger(move |core, ledger| {
            ledger.read(|read| {
                let copies = lineage::copies(read)?;
                let Some(row) = leases::last(read, core.environment, &asked)? else {
                    return Ok((None, copies));
                };
                let by = match &row.signed {
                    None => Err("no record that two people signed stands with it"),
                    Some(signed) => {
                        let workspace = lineage::workspace_id(read)?.unwrap_or_default();
                        signed.holds(core.environment, &workspace, &deeds::all(read)?)
                    }
                };
                Ok((Some(LastClaim { row, by }), copies))
            })
        })
        .await
    }
    /// Whether this ledger may send for a short code: it is the one that was here last and was never found
    /// to be a copy; or two people claimed the lease since, and the keyring holds the same claim. And the
    /// clock can be relied on (law 11), and the receiver knows of no console that is ahead.
    ///
    /// # Errors
    /// `lease.not_held`, `lease.claim_bad`; `clock.behind`, `clock.differs`; as `Core::ask_fence`; what
    /// keyring and disk say.
    pub(super) async fn may_send(self: &Arc<Self>, short_code: &ShortCode) -> Result<(), Problem> {
        self.may_send_from_here(short_code).await?;
        let generation = self.kept_generation(short_code).await?;
        self.ask_fence(short_code, generation).await
    }

    /// The same, as far as this computer knows.
    async fn may_send_from_here(self: &Arc<Self>, short_code: &ShortCode) -> Result<(), Problem> {
        self.holds_lease(short_code).await?;
        let fault = self.with_ledger(|core, ledger| core.clock_fault(ledger));
        fault.await?.map_or(Ok(()), Err)
    }

    async fn holds_lease(self: &Arc<Self>, short_code: &ShortCode) -> Result<(), Problem> {
        let kept = self.kept_generation(short_code).await?;
        let (last, copies) = self.last_claim(short_code).await?;
        if let Some(LastClaim { by: Err(why), .. }) = &last {
            return Err(claim_bad(why));
        }
        let claimed = last
            .as_ref()
            .is_some_and(|last| last.row.copies == copies && last.row.generation == kept);
        let found = lock(&self.lineage).clone();
        match found {
            Some(Lineage::Unproved { why }) => Err(why),
            None => Err(not_held("its ledger is not open")),
            Some(Lineage::Own | Lineage::Copied { .. }) if claimed => Ok(()),
            Some(Lineage::Copied { why }) => Err(not_held(&why)),
            Some(Lineage::Own) if last.is_none() && kept == 0 => Ok(()),
            Some(Lineage::Own) => Err(not_held("the keyring holds another claim than the ledger")),
        }
    }

    /// What the open ledger is, and whether it may send for each profile's short code.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub(super) async fn lease_list(self: &Arc<Self>) -> Result<LeaseList, Problem> {
        let mut rows = self
            .with_ledger(|_, ledger| ledger.read(profiles::all))
            .await?;
        rows.sort_by(|one, other| one.profile.short_code.cmp(&other.profile.short_code));
        let (mut shown, mut silent) = (Vec::new(), None::<Problem>);
        for row in rows {
            let code = short_code(&row.profile.short_code)?;
            let (last, _) = self.last_claim(&code).await?;
            let may_send = match &silent {
                None => self.may_send(&code).await,
                Some(why) => self.may_send_from_here(&code).await.and(Err(why.clone())),
            };
            // One that does not answer is asked once, not once for each short code.
            if let Err(why) = &may_send
                && why.code.0 == "lease.fence_unknown"
            {
                silent = Some(why.clone());
            }
            shown.push(info(&code, row.profile.name, last, may_send));
        }
        let found = lock(&self.lineage).clone();
        let (standing, why) = match found {
            Some(Lineage::Own) => (LedgerStanding::Own, None),
            Some(Lineage::Copied { why }) => (LedgerStanding::Copied, Some(why)),
            Some(Lineage::Unproved { why }) => (LedgerStanding::Unproved, Some(why.message)),
            None => (LedgerStanding::Unproved, None),
        };
        Ok(LeaseList {
            standing,
            why,
            leases: shown,
        })
    }

    /// Claims the lease of a profile's short code by who is signed in and a second person, here in person.
    ///
    /// # Errors
    /// `lease.no_profile`; as [`Core::second`]; `lease.refused`; what keyring and disk say. When the claim
    /// is in the ledger and not in the keyring, nothing is sent until it is claimed again.
    pub(super) async fn claim_lease(
        self: &Arc<Self>,
        code: &str,
        second: SecondPerson,
    ) -> Result<i64, Problem> {
        let code = short_code(code)?;
        let above = self.claimable(&code).await?;
        let asked = code.clone();
        let generation = self
            .with_ledger(move |core, ledger| {
                let known = ledger.read(|read| profiles::of_short_code(read, asked.as_str()))?;
                if known.is_none() {
                    return Err(no_profile());
                }
                let Some(me) = &core.actor else {
                    return Err(signed_out());
                };
                let other = core.second(ledger, &core.roster(ledger)?, &second)?;
                let keys = [(me.id, &me.key), (other.person.id, &other.key)];
                core.sign_lease(ledger, &asked, keys, above)
            })
            .await?;
        self.keep_generation(&code, generation).await?;
        self.ask_fence(&code, generation).await?;
        Ok(generation)
    }

    /// The generation that a claim has to be above, once it is known that one would count.
    async fn claimable(self: &Arc<Self>, code: &ShortCode) -> Result<i64, Problem> {
        self.with_ledger(|_, _| Ok(())).await?;
        if let Some(Lineage::Unproved { why }) = lock(&self.lineage).clone() {
            return Err(why);
        }
        let kept = self.kept_generation(code).await?;
        Ok(kept.max(self.fenced_generation(code).await?))
    }

    /// Signs a claim and keeps it. Whoever signs was proved to be there.
    ///
    /// # Errors
    /// `lease.refused` when it would not hold; then nothing is claimed.
    fn sign_lease(
        &self,
        ledger: &Ledger,
        code: &ShortCode,
        keys: [(u32, &SigningKey); 2],
        above: i64,
    ) -> Result<i64, Problem> {
        ledger.write(self.by(), "lease.claim", |write| {
            let now = roster::load(write, self.environment)?;
            let next = leases::next(write, self.environment, code, above)?;
            let claim = Lease {
                environment: self.environment,
                workspace: now.workspace().to_owned(),
                short_code: code.as_str().to_owned(),
                generation: next.generation,
                copies: next.copies,
                at: next.at,
                people: now.position(),
            };
            let signed = claim.signed(keys)?;
            let bytes = signed.lease.canonical();
            let signers = now.two(bytes.as_bytes(), &signed.signatures);
            let [one, other] = signers.map_err(|why| StoreError::from(refused(why)))?;
            leases::add(write, &signed, (&one.name, &other.name))?;
            let told = json!({"generation": next.generation, "hash": hex(&signed.hash())});
            Ok(Done::to(leases::subject(code), next.generation).after(told))
        })
    }

    /// Claims with keys at hand.
    #[cfg(test)]
    pub(super) async fn claim_with(
        self: &Arc<Self>,
        code: &ShortCode,
        keys: [(u32, SigningKey); 2],
    ) -> Result<i64, Problem> {
        let above = self.claimable(code).await?;
        let asked = code.clone();
        let generation = self
            .with_ledger(move |core, ledger| {
                let [(a, one), (b, other)] = &keys;
                core.sign_lease(ledger, &asked, [(*a, one), (*b, other)], above)
            })
            .await?;
        self.keep_generation(code, generation).await?;
        Ok(generation)
    }
}

fn info(
    code: &ShortCode,
    name: String,
    last: Option<LastClaim>,
    may_send: Result<(), Problem>,
) -> LeaseInfo {
    let row = last.as_ref().map(|last| &last.row);
    LeaseInfo {
        short_code: code.as_str().to_owned(),
        name,
        may_send: may_send.is_ok(),
        problem: may_send.err().map(ProblemDto::from),
        generation: row.map_or(0, |row| u32::try_from(row.generation).unwrap_or(u32::MAX)),
        claimed_at: row.map(|row| words::minute(row.at)),
        by: last
            .and_then(|last| last.by.ok())
            .map_or_else(Vec::new, Vec::from),
    }
}

fn short_code(text: &str) -> Result<ShortCode, Problem> {
    ShortCode::parse(text).ok_or_else(no_profile)
}

fn no_profile() -> Problem {
    Problem::new(
        "lease.no_profile",
        "Nothing was claimed: there is no profile of this short code here.",
    )
    .with_field("short_code")
    .with_remedy("Add the short code under Settings → Profiles, or choose one of the list.")
}

fn refused(why: &str) -> Problem {
    Problem::new("lease.refused", format!("Nothing was claimed: {why}."))
        .with_remedy("Have an administrator and one other person of this workspace sign.")
}

fn claim_bad(why: &str) -> Problem {
    Problem::new(
        "lease.claim_bad",
        format!(
            "Nothing was sent: the last claim of the right to send for this short code does not hold \
             ({why}). Somebody changed the file with another program."
        ),
    )
    .with_remedy("Keep a copy of this file for the auditor.")
    .with_remedy("Then have two people claim sending for this computer again.")
    .with_retry(Retry::AfterRemedy)
}

fn not_held(why: &str) -> Problem {
    Problem::new(
        "lease.not_held",
        format!(
            "Nothing was sent: this ledger does not hold the right to send for this short code ({why}). \
             Another copy of it may be sending."
        ),
    )
    .with_remedy("Make sure that no other computer sends with a copy of this ledger.")
    .with_remedy("Then have two people claim sending for this computer.")
    .with_retry(Retry::AfterRemedy)
}

#[cfg(test)]
#[path = "lease_tests.rs"]
mod tests;
