//! A profile as the page shows it: checklist, notices, checks. No secret passes through here, because
//! the ledger holds none.

use chrono::Days;
use domain::{Eat, Environment, Problem};

use super::Core;
use super::checklist::{self, Surroundings};
use crate::api::{
    CheckOutcome, NoticeTone, ProfileCheck, ProfileCheckInfo, ProfileInfo, ProfileItem,
    ProfileItemInfo, ProfileNotice,
};
use crate::live::values::{CertificateInfo, certificate};
use crate::store::profiles::{ItemRow, ProfileRow};
use crate::words;

/// Days that an API operator's password is valid (`daraja-api.md` section 3).
const PASSWORD_DAYS: u64 = 90;
/// From this day on the end is mentioned.
const PASSWORD_INFO_DAYS: i64 = 60;
/// From this day on it is a warning.
const PASSWORD_WARNING_DAYS: i64 = 75;

impl Core {
    /// What profiles of this world stand in.
    pub(super) fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            environment: self.environment,
            practice: self.shared.practice.as_ref(),
            receiver: self.receiver.base().or_else(|| {
                let lent = self.shared.waiters.base(self.environment);
                lent.map(str::to_owned)
            }),
        }
    }

    /// A profile as the page shows it.
    pub(super) fn profile_info(&self, of: &ProfileRow) -> ProfileInfo {
        let around = self.surroundings();
        let now = self.now();
        let items: Vec<ProfileItemInfo> = checklist::items(of.profile.kind)
            .map(|item| item_info(of, item, &around, now))
            .collect();
        let count = |wanted: &dyn Fn(&&ProfileItemInfo) -> bool| {
            super::show_file::small(items.iter().filter(wanted).count())
        };
        ProfileInfo {
            id: of.id,
            short_code: of.profile.short_code.clone(),
            kind: of.profile.kind,
            name: of.profile.name.clone(),
            given: count(&|item| item.required && item.given),
            required: count(&|item| item.required),
            checks: ProfileCheck::ALL
                .iter()
                .map(|check| self.check_info(of, *check))
                .collect(),
            supplied: of.profile.supplied,
            items,
        }
    }

    /// How a check ended last, or why it can't be run.
    pub(super) fn check_info(&self, of: &ProfileRow, check: ProfileCheck) -> ProfileCheckInfo {
        if let Some(end) = of.checks.iter().find(|end| end.check == check) {
            return ProfileCheckInfo {
                check,
                outcome: end.outcome,
                text: end.text.clone(),
                remedies: end.remedies.clone(),
                at: Some(words::minute(end.at)),
            };
        }
        let (outcome, text, remedies) = match self.hindrance(of, check) {
            Some((text, remedy)) => (CheckOutcome::NotPossible, text, vec![remedy]),
            None => (CheckOutcome::NotRun, "Not run yet.".to_owned(), Vec::new()),
        };
        ProfileCheckInfo {
            check,
            outcome,
            text,
            remedies,
            at: None,
        }
    }

    /// Why a check can't be run, and what to do; `None` when it can.
    pub(super) fn hindrance(
        &self,
        of: &ProfileRow,
        check: ProfileCheck,
    ) -> Option<(String, String)> {
        let around = self.surroundings();
        if around.base_url(of).is_none() {
            let why = self.shared.practice_fault.as_deref();
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            return Some((
                format!("The practice simulator does not run{why}."),
                "Start Patanisha again; it starts the simulator with itself.".to_owned(),
            ));
        }
        let missing = around.missing(of, check);
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|item| item.called()).collect();
            return Some((
                format!("Not given yet: {}.", names.join(", ")),
                "Give what is missing on the checklist.".to_owned(),
            ));
        }
        match check {
            ProfileCheck::Token => None,
            ProfileCheck::Balance if around.receiver.is_none() => Some((
                "Nothing here receives Safaricom's results, and the balance comes as one."
                    .to_owned(),
                "Run the receiver at the callback address and connect it to this program."
                    .to_owned(),
            )),
            ProfileCheck::Balance => refusal(of).map(refused_before),
        }
    }
}

/// The refusal of the initiator that still stands. The simulator's operator is unlocked by itself.
pub(super) fn refusal(of: &ProfileRow) -> Option<&(String, Eat)> {
    of.refused.as_ref().filter(|_| !of.profile.supplied)
}

/// Why nothing more is sent with an initiator that was refused.
fn refused_before((code, at): &(String, Eat)) -> (String, String) {
    (
        format!(
            "Safaricom refused the initiator with {code} on {}. Nothing more is sent with it: five wrong \
             tries lock the operator.",
            words::minute(*at)
        ),
        "Give the initiator's name, password, certificate or security credential anew, then run the check."
            .to_owned(),
    )
}

/// The problem of running the balance check with an initiator that was refused.
pub(super) fn refused_problem(refused: &(String, Eat)) -> Problem {
    let (text, remedy) = refused_before(refused);
    Problem::new(
        "state.initiator_refused",
        format!("The check was not run. {text}"),
    )
    .with_remedy(remedy)
}

fn item_info(
    of: &ProfileRow,
    item: ProfileItem,
    around: &Surroundings<'_>,
    now: Eat,
) -> ProfileItemInfo {
    let row = of.item(item);
    let secret = checklist::secret(item).is_some();
    let read = match (item, row.and_then(|row| row.value.as_deref())) {
        (ProfileItem::Certificate, Some(pem)) => certificate(pem.as_bytes()).ok(),
        _ => None,
    };
    let shown = match (item, &read) {
        _ if secret => None,
        (ProfileItem::Certificate, Some(read)) => Some(read.common_name.clone()),
        (ProfileItem::CallbackBase, _) => around.callback_base(of),
        (ProfileItem::BaseUrl, _) if of.profile.supplied => around.base_url(of),
        _ => row.and_then(|row| row.value.clone()),
    };
    ProfileItemInfo {
        item,
        required: checklist::required(of, item),
        given: around.has(of, item),
        secret,
        shown,
        facts: read
            .as_ref()
            .map_or_else(Vec::new, |read| read.facts.clone()),
        set_at: row.map(|row| words::minute(row.set_at)),
        notice: row
            .filter(|_| !of.profile.supplied)
            .and_then(|row| notice(of, row, read.as_ref(), around.environment, now)),
    }
}

fn notice(
    of: &ProfileRow,
    row: &ItemRow,
    certificate: Option<&CertificateInfo>,
    environment: Environment,
    now: Eat,
) -> Option<ProfileNotice> {
    let told = |tone, text: String| Some(ProfileNotice { tone, text });
    let ready = of.item(ProfileItem::SecurityCredential).is_some();
    match row.item {
        ProfileItem::InitiatorPassword if ready => told(
            NoticeTone::Warning,
            "A ready security credential is given too, and that is what is used. Delete one of the two."
                .to_owned(),
        ),
        ProfileItem::InitiatorPassword | ProfileItem::SecurityCredential => {
            let age = age_notice(row.set_at, now);
            let remark = row.remark.as_ref().map(|text| ProfileNotice {
                tone: NoticeTone::Warning,
                text: text.clone(),
            });
            both(age, remark)
        }
        ProfileItem::Certificate => certificate_notice(certificate, environment, now),
        ProfileItem::BaseUrl => told(
            NoticeTone::Info,
            "Requests go here instead of to Safaricom's own address.".to_owned(),
        ),
        ProfileItem::ConsumerKey
        | ProfileItem::ConsumerSecret
        | ProfileItem::Passkey
        | ProfileItem::InitiatorName
        | ProfileItem::CallbackBase
        | ProfileItem::Proxy => None,
    }
}

/// Two notices as one, as loud as the louder.
fn both(one: Option<ProfileNotice>, other: Option<ProfileNotice>) -> Option<ProfileNotice> {
    match (one, other) {
        (Some(one), Some(other)) => Some(ProfileNotice {
            tone: if one.tone == NoticeTone::Danger {
                one.tone
            } else {
                other.tone
            },
            text: format!("{} {}", one.text, other.text),
        }),
        (one, other) => one.or(other),
    }
}

/// An API operator's password ends after 90 days. They are counted from the day it was given here,
/// which is not before the day it was made.
fn age_notice(set_at: Eat, now: Eat) -> Option<ProfileNotice> {
    let days = (now.day() - set_at.day()).num_days();
    let ends = set_at.day().checked_add_days(Days::new(PASSWORD_DAYS))?;
    let date = words::day(ends);
    let left = (ends - now.day()).num_days();
    let (tone, text) = if left < 0 {
        (
            NoticeTone::Danger,
            format!(
                "The password's 90 days ended on {date}, counted from the day it was given here. Set a \
                 new one in the organisation portal and give it here."
            ),
        )
    } else if days >= PASSWORD_INFO_DAYS {
        let tone = if days >= PASSWORD_WARNING_DAYS {
            NoticeTone::Warning
        } else {
            NoticeTone::Info
        };
        let left = match left {
            0 => "today".to_owned(),
            1 => "in 1 day".to_owned(),
            days => format!("in {days} days"),
        };
        (
            tone,
            format!(
                "The password ends {left}, on {date} at the latest: 90 days from the day it was given \
                 here, sooner if it was made before."
            ),
        )
    } else {
        return None;
    };
    Some(ProfileNotice { tone, text })
}

fn certificate_notice(
    read: Option<&CertificateInfo>,
    environment: Environment,
    now: Eat,
) -> Option<ProfileNotice> {
    let Some(read) = read else {
        return Some(ProfileNotice {
            tone: NoticeTone::Danger,
            text: "It can't be read any more. Give the certificate anew.".to_owned(),
        });
    };
    if let Some(other) = read.environment
        && other != environment
    {
        return Some(ProfileNotice {
            tone: NoticeTone::Danger,
            text: format!(
                "This is Safaricom's certificate for {other}, and this is {environment}: a password \
                 encrypted with it is refused."
            ),
        });
    }
    let ended = read.not_after.filter(|end| end.timestamp() < now.unix())?;
    Some(ProfileNotice {
        tone: NoticeTone::Info,
        text: format!(
            "It expired on {}. Safaricom still uses expired certificates, so this alone is no fault.",
            words::day(ended.date_naive())
        ),
    })
}

#[cfg(test)]
#[path = "show_profile_tests.rs"]
mod tests;
