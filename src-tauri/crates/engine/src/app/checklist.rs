//! The rules of a profile's checklist: which items a kind of short code has, which of them it can't do
//! without, what rests on each, and what a check still needs. Pure; words for the page are in
//! `show_profile`.

use domain::Environment;

use super::PracticeWorld;
use crate::api::{ProfileCheck, ProfileItem, ProfileKind};
use crate::live;
use crate::store::profiles::ProfileRow;
use crate::vault::ProfileSecret;

/// What a profile stands in: its world, and what the host lends.
#[derive(Clone)]
pub struct Surroundings<'a> {
    /// The environment.
    pub environment: Environment,
    /// The simulator, in practice.
    pub practice: Option<&'a PracticeWorld>,
    /// Where public addresses of the receiver begin, be it the host's or a connected one.
    pub receiver: Option<String>,
}

impl Surroundings<'_> {
    /// Where requests of a profile go; `None` in practice without a simulator.
    #[must_use]
    pub fn base_url(&self, of: &ProfileRow) -> Option<String> {
        let own = of.value(ProfileItem::BaseUrl).map(str::to_owned);
        match self.environment {
            Environment::Practice => {
                let simulator = self.practice.map(|world| world.base_url.clone());
                own.filter(|_| !of.profile.supplied).or(simulator)
            }
            Environment::Sandbox | Environment::Production => {
                own.or_else(|| live::safaricom(self.environment))
            }
        }
    }

    /// Where results are to be posted; `None` when that is not known.
    #[must_use]
    pub fn callback_base(&self, of: &ProfileRow) -> Option<String> {
        let own = of.value(ProfileItem::CallbackBase).map(str::to_owned);
        match self.environment {
            Environment::Practice => {
                let receiver = self.receiver.clone();
                own.filter(|_| !of.profile.supplied).or(receiver)
            }
            // A receiver on this computer is not reached from outside by that address.
            Environment::Sandbox | Environment::Production => own.or_else(|| {
                self.receiver
                    .clone()
                    .filter(|url| url.starts_with("https:"))
            }),
        }
    }

    /// Whether an item is there, be it given or lent by the host.
    #[must_use]
    pub fn has(&self, of: &ProfileRow, item: ProfileItem) -> bool {
        match item {
            ProfileItem::CallbackBase => self.callback_base(of).is_some(),
            ProfileItem::BaseUrl if of.profile.supplied => self.base_url(of).is_some(),
            _ => of.item(item).is_some(),
        }
    }

    /// The items that a check still needs.
    #[must_use]
    pub fn missing(&self, of: &ProfileRow, check: ProfileCheck) -> Vec<ProfileItem> {
        let wanted: &[ProfileItem] = match check {
            ProfileCheck::Token => &[ProfileItem::ConsumerKey, ProfileItem::ConsumerSecret],
            ProfileCheck::Balance => &[
                ProfileItem::ConsumerKey,
                ProfileItem::ConsumerSecret,
                ProfileItem::InitiatorName,
                ProfileItem::InitiatorPassword,
                ProfileItem::Certificate,
                ProfileItem::SecurityCredential,
                ProfileItem::CallbackBase,
            ],
        };
        wanted
            .iter()
            .copied()
            .filter(|item| required(of, *item) && !self.has(of, *item))
            .collect()
    }
}

/// The items of a kind of short code, in the order to go through them.
pub fn items(kind: ProfileKind) -> impl Iterator<Item = ProfileItem> {
    ProfileItem::ALL
        .iter()
        .copied()
        .filter(move |item| belongs(kind, *item))
}

/// Whether a kind of short code has an item: a passkey is for taking payments.
#[must_use]
pub const fn belongs(kind: ProfileKind, item: ProfileItem) -> bool {
    match kind {
        ProfileKind::Payout => !matches!(item, ProfileItem::Passkey),
        ProfileKind::Paybill | ProfileKind::Till | ProfileKind::OneAccount => true,
    }
}

/// Whether a profile can do its work without an item. Password and certificate stand for the ready
/// security credential, and it for them.
#[must_use]
pub fn required(of: &ProfileRow, item: ProfileItem) -> bool {
    let ready = of.item(ProfileItem::SecurityCredential).is_some();
    match item {
        ProfileItem::ConsumerKey
        | ProfileItem::ConsumerSecret
        | ProfileItem::InitiatorName
        | ProfileItem::CallbackBase => true,
        ProfileItem::InitiatorPassword | ProfileItem::Certificate => !ready,
        ProfileItem::SecurityCredential => ready,
        ProfileItem::Passkey | ProfileItem::BaseUrl | ProfileItem::Proxy => false,
    }
}

/// The checks that say nothing any more once an item changes.
#[must_use]
pub const fn rests_on(item: ProfileItem) -> &'static [ProfileCheck] {
    match item {
        ProfileItem::ConsumerKey
        | ProfileItem::ConsumerSecret
        | ProfileItem::BaseUrl
        | ProfileItem::Proxy => &[ProfileCheck::Token, ProfileCheck::Balance],
        ProfileItem::InitiatorName
        | ProfileItem::InitiatorPassword
        | ProfileItem::SecurityCredential
        | ProfileItem::Certificate
        | ProfileItem::CallbackBase => &[ProfileCheck::Balance],
        ProfileItem::Passkey => &[],
    }
}

/// Whether an item is part of what Safaricom knows the initiator by. After a refusal one of these has
/// to change before anything is sent with it again.
#[must_use]
pub const fn identifies_initiator(item: ProfileItem) -> bool {
    match item {
        ProfileItem::InitiatorName
        | ProfileItem::InitiatorPassword
        | ProfileItem::SecurityCredential
        | ProfileItem::Certificate => true,
        ProfileItem::ConsumerKey
        | ProfileItem::ConsumerSecret
        | ProfileItem::Passkey
        | ProfileItem::CallbackBase
        | ProfileItem::BaseUrl
        | ProfileItem::Proxy => false,
    }
}

/// The secret that an item is; `None` for one that is shown.
#[must_use]
pub const fn secret(item: ProfileItem) -> Option<ProfileSecret> {
    match item {
        ProfileItem::ConsumerKey => Some(ProfileSecret::ConsumerKey),
        ProfileItem::ConsumerSecret => Some(ProfileSecret::ConsumerSecret),
        ProfileItem::Passkey => Some(ProfileSecret::Passkey),
        ProfileItem::InitiatorPassword => Some(ProfileSecret::InitiatorPassword),
        ProfileItem::SecurityCredential => Some(ProfileSecret::SecurityCredential),
        ProfileItem::InitiatorName
        | ProfileItem::Certificate
        | ProfileItem::CallbackBase
        | ProfileItem::BaseUrl
        | ProfileItem::Proxy => None,
    }
}

#[cfg(test)]
#[path = "checklist_tests.rs"]
mod tests;
