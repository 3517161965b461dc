//! The profiles of a workspace: adding, removing, and giving and deleting the items of their checklists.
//!
//! Keyring and ledger can't change as one, so the order of acts is such that a crash between two of them
//! leaves nothing said that is not so. Checks that rest on a secret are reset first. A secret is in the
//! keyring before the ledger says that it is given, and out of it before the ledger says that it is not.

use std::sync::Arc;

use domain::account::collapse;
use domain::{Problem, ShortCode};
use serde_json::{Value as Json, json};
use zeroize::Zeroizing;

use crate::api::{
    Nothing, ProfileAdd, ProfileCheck, ProfileInfo, ProfileItem, ProfileItemRef, ProfileItemSet,
    ProfileList, ProfileRef,
};
use crate::app::profile_value::{self, Kept, Value};
use crate::app::{Acts, Core, checklist, lock};
use crate::live::values::certificate;
use crate::store::profiles::{self, ItemRow, NewProfile, ProfileRow};
use crate::store::{Done, Ledger};
use crate::vault::{ProfileSecret, Secret};

/// Longest name of a profile, in characters.
const NAME_CHARS_MAX: usize = 60;
/// Profiles of one workspace.
const PROFILES_MAX: usize = 200;

impl Acts<'_> {
    /// The short codes of this workspace and how ready each is.
    ///
    /// # Errors
    /// When the ledger can't be read, or in practice the keyring can't keep the simulator's secrets.
    pub async fn profiles_list(&self, _: Nothing) -> Result<ProfileList, Problem> {
        let here = self.here();
        here.supply_practice().await?;
        here.list().await
    }

    /// Adds a short code.
    ///
    /// # Errors
    /// `profile.short_code`, `profile.name`, `profile.exists`, `profile.too_many`.
    pub async fn profile_add(&self, request: ProfileAdd) -> Result<ProfileInfo, Problem> {
        let new = new_profile(&request)?;
        let here = self.here();
        here.supply_practice().await?;
        here.with_ledger(move |core, ledger| {
            let id = ledger.write(core.by(), "profile.add", |write| {
                if profiles::of_short_code(write, &new.short_code)?.is_some() {
                    return Err(exists(&new.short_code).into());
                }
                if profiles::all(write)?.len() >= PROFILES_MAX {
                    return Err(too_many().into());
                }
                let id = profiles::add(write, &new)?;
                Ok(Done::to(subject(id), id).after(about(&new)))
            })?;
            let row = ledger.read(|read| profiles::by_id(read, id))?;
            Ok(core.profile_info(&row))
        })
        .await
    }

    /// Forgets a short code and deletes its secrets from the keyring.
    ///
    /// # Errors
    /// When it is the practice profile, a check runs, or the keyring refuses. Then it stays.
    pub async fn profile_remove(&self, request: ProfileRef) -> Result<ProfileList, Problem> {
        let here = self.here();
        here.supply_practice().await?;
        let (id, turn) = (request.profile, here.profiles.lock().await);
        let row = here.changeable(id).await?;
        here.reset_checks(&row, ProfileCheck::ALL).await?;
        for secret in ProfileSecret::ALL {
            here.shared
                .keys
                .delete(here.secret_name(id, secret))
                .await?;
        }
        here.with_ledger(move |core, ledger| {
            ledger.write(core.by(), "profile.remove", |write| {
                profiles::remove(write, id)?;
                let given: Vec<&str> = row.items.iter().map(|item| item.item.word()).collect();
                let mut before = about(&row.profile);
                if let Json::Object(fields) = &mut before {
                    fields.insert("items".into(), json!(given));
                }
                Ok(Done::to(subject(id), ()).before(before))
            })
        })
        .await?;
        drop(turn);
        here.list().await
    }

    /// Gives or replaces one item of the checklist.
    ///
    /// # Errors
    /// `profile.value` when it is not what the item is, with the item as its field; what the keyring
    /// says. Then what was kept before stays.
    pub async fn profile_item_set(&self, request: ProfileItemSet) -> Result<ProfileInfo, Problem> {
        let (id, item) = (request.profile, request.item);
        let text = Zeroizing::new(request.value);
        let here = self.here();
        here.supply_practice().await?;
        let _turn = here.profiles.lock().await;
        let row = here.changeable(id).await?;
        if !checklist::belongs(row.profile.kind, item) {
            return Err(Problem::new(
                "profile.item",
                format!(
                    "Nothing was kept: a payout short code has no {}.",
                    item.called()
                ),
            )
            .with_field(item.word()));
        }
        let value = here
            .blocking(move |core| profile_value::read(item, &text, core.environment))
            .await?;
        if let (Some(secret), Kept::Secret(bytes)) = (checklist::secret(item), &value.kept) {
            here.reset_checks(&row, checklist::rests_on(item)).await?;
            here.keep_secret(id, secret, bytes.clone()).await?;
        }
        here.with_ledger(move |core, ledger| set(core, ledger, &row, item, &value))
            .await?;
        here.info(id).await
    }

    /// Deletes one item. One that is not given is as good as deleted.
    ///
    /// # Errors
    /// As [`crate::Engine::profile_item_set`].
    pub async fn profile_item_delete(
        &self,
        request: ProfileItemRef,
    ) -> Result<ProfileInfo, Problem> {
        let (id, item) = (request.profile, request.item);
        let here = self.here();
        here.supply_practice().await?;
        let _turn = here.profiles.lock().await;
        let row = here.changeable(id).await?;
        if let Some(secret) = checklist::secret(item) {
            here.reset_checks(&row, checklist::rests_on(item)).await?;
            here.shared
                .keys
                .delete(here.secret_name(id, secret))
                .await?;
        }
        if row.item(item).is_some() {
            here.with_ledger(move |core, ledger| delete(core, ledger, &row, item))
                .await?;
        }
        here.info(id).await
    }
}

impl Core {
    async fn list(self: &Arc<Self>) -> Result<ProfileList, Problem> {
        self.with_ledger(|core, ledger| {
            let rows = ledger.read(profiles::all)?;
            Ok(ProfileList {
                profiles: rows.iter().map(|row| core.profile_info(row)).collect(),
            })
        })
        .await
    }

    /// A profile as the ledger has it now.
    pub(in crate::app) async fn profile(self: &Arc<Self>, id: i64) -> Result<ProfileRow, Problem> {
        self.with_ledger(move |_, ledger| ledger.read(|read| profiles::by_id(read, id)))
            .await
    }

    /// A profile as the page shows it now.
    pub(in crate::app) async fn info(self: &Arc<Self>, id: i64) -> Result<ProfileInfo, Problem> {
        Ok(self.profile_info(&self.profile(id).await?))
    }

    /// A profile that may be changed now.
    async fn changeable(self: &Arc<Self>, id: i64) -> Result<ProfileRow, Problem> {
        let row = self.profile(id).await?;
        if row.profile.supplied {
            return Err(Problem::new(
                "state.profile_supplied",
                "Nothing was changed: the practice profile is kept supplied by the built-in simulator.",
            )
            .with_remedy("Add a profile of your own to try things on, or go to the sandbox."));
        }
        if lock(&self.testing).contains(&id) {
            return Err(Problem::new(
                "state.profile_in_test",
                "Nothing was changed: a check of this profile is running with what is kept now.",
            )
            .with_remedy("Wait until the check has ended, or cancel it; then try again."));
        }
        Ok(row)
    }

    /// Keeps a profile's secret in the keyring.
    pub(in crate::app) async fn keep_secret(
        &self,
        id: i64,
        secret: ProfileSecret,
        value: Secret,
    ) -> Result<(), Problem> {
        let name = self.secret_name(id, secret);
        self.shared.keys.set(name, value).await
    }

    /// Forgets how these checks ended, before what they rest on changes.
    async fn reset_checks(
        self: &Arc<Self>,
        of: &ProfileRow,
        checks: &'static [ProfileCheck],
    ) -> Result<(), Problem> {
        let id = of.id;
        if !of.checks.iter().any(|end| checks.contains(&end.check)) {
            return Ok(());
        }
        self.with_ledger(move |core, ledger| {
            ledger.write(core.by(), "profile.checks_reset", |write| {
                for check in checks {
                    profiles::forget_check(write, id, *check)?;
                }
                let words: Vec<&str> = checks.iter().map(|check| check.word()).collect();
                Ok(Done::to(subject(id), ()).before(json!(words)))
            })
        })
        .await
    }
}

fn set(
    core: &Core,
    ledger: &Ledger,
    row: &ProfileRow,
    item: ProfileItem,
    value: &Value,
) -> Result<(), Problem> {
    let shown = match &value.kept {
        Kept::Secret(_) => None,
        Kept::Shown(text) => Some(text.as_str()),
    };
    ledger.write(core.by(), "profile.item_set", |write| {
        profiles::set_item(write, row.id, item, shown, value.remark)?;
        changed(write, row.id, item)?;
        Ok(Done::to(subject(row.id), ())
            .before(given(item, row.item(item)))
            .after(described(item, shown)))
    })
}

fn delete(
    core: &Core,
    ledger: &Ledger,
    row: &ProfileRow,
    item: ProfileItem,
) -> Result<(), Problem> {
    ledger.write(core.by(), "profile.item_delete", |write| {
        profiles::delete_item(write, row.id, item)?;
        changed(write, row.id, item)?;
        Ok(Done::to(subject(row.id), ()).before(given(item, row.item(item))))
    })
}

/// What a changed item makes void.
fn changed(
    write: &crate::store::Write<'_>,
    id: i64,
    item: ProfileItem,
) -> Result<(), crate::store::StoreError> {
    for check in checklist::rests_on(item) {
        profiles::forget_check(write, id, *check)?;
    }
    if checklist::identifies_initiator(item) {
        profiles::refuse(write, id, None)?;
    }
    Ok(())
}

/// The subject of a profile's events.
pub(crate) fn subject(id: i64) -> String {
    format!("profile {id}")
}

fn about(of: &NewProfile) -> Json {
    json!({"short_code": of.short_code, "kind": of.kind.word()})
}

/// An item as an event tells of it: a secret is only given or not, a certificate goes by its
/// fingerprint.
pub(crate) fn described(item: ProfileItem, value: Option<&str>) -> Json {
    let value = match (item, value) {
        (ProfileItem::Certificate, Some(pem)) => {
            certificate(pem.as_bytes()).map_or(Json::Null, |read| json!({"sha256": read.sha256}))
        }
        (_, value) => json!(value),
    };
    json!({"item": item.word(), "given": true, "value": value})
}

fn given(item: ProfileItem, row: Option<&ItemRow>) -> Json {
    match row {
        None => json!({"item": item.word(), "given": false}),
        Some(row) => {
            let mut told = described(item, row.value.as_deref());
            if let Json::Object(fields) = &mut told {
                fields.insert("set_at".into(), json!(row.set_at.unix()));
            }
            told
        }
    }
}

fn new_profile(request: &ProfileAdd) -> Result<NewProfile, Problem> {
    let short_code = ShortCode::parse(&request.short_code)
        .filter(|code| (5..=7).contains(&code.as_str().len()))
        .ok_or_else(|| {
            Problem::new(
                "profile.short_code",
                "No profile was added: a short code has five to seven digits.",
            )
            .with_field("short_code")
            .with_remedy("Give the paybill, till or payout number, digits only, such as 600111.")
        })?;
    let name = collapse(&request.name);
    if !(1..=NAME_CHARS_MAX).contains(&name.chars().count()) {
        return Err(Problem::new(
            "profile.name",
            format!("No profile was added: its name has 1 to {NAME_CHARS_MAX} characters."),
        )
        .with_field("name")
        .with_remedy("Give a name that people here know it by, such as Shop till."));
    }
    Ok(NewProfile {
        short_code: short_code.as_str().to_owned(),
        kind: request.kind,
        name,
        supplied: false,
    })
}

fn exists(short_code: &str) -> Problem {
    Problem::new(
        "profile.exists",
        format!("No profile was added: there is one for {short_code} already."),
    )
    .with_field("short_code")
    .with_remedy("Use the one that is there, or remove it first.")
}

fn too_many() -> Problem {
    Problem::new(
        "profile.too_many",
        format!("No profile was added: a workspace has at most {PROFILES_MAX}."),
    )
    .with_remedy("Remove profiles that are not used any more.")
}
