//! The receiver as the window shows it. Tokens are masked to their last four digits.

use domain::{Eat, Problem};

use super::Core;
use super::receiver::Rules;
use super::show_callback::moment;
use crate::api::{CallbackUse, ReceiverInfo, ReceiverKind, ReceiverState, ReceiverTested};
use crate::store::callback_addresses::{self, Kind};
use crate::store::profiles::{self, ProfileRow};
use crate::store::receivers::{self, BUILTIN};
use crate::store::{Ledger, StoreError, Write, callbacks, preferences};
use crate::words;

/// Where the last test is kept.
const TEST: &str = "receiver_test";

/// The receiver now.
///
/// # Errors
/// When the ledger can't be read.
pub fn info(core: &Core, ledger: &Ledger) -> Result<ReceiverInfo, Problem> {
    let seen = core.receiver.seen();
    let now = core.now().unix();
    ledger.read(|read| {
        let row = receivers::in_use(read)?;
        let rows = profiles::all(read)?;
        let base = core.receiver.base();
        let test = preferences::meta(read, TEST)?;
        let status = seen.status.as_ref();
        let last_delivery = seen.last_delivery_ms.map(moment);
        let small = |of: i64| u32::try_from(of.max(0)).unwrap_or(u32::MAX);
        let builtin = row.as_ref().is_some_and(|row| row.url == BUILTIN);
        Ok(ReceiverInfo {
            state: if base.is_none() {
                ReceiverState::Off
            } else {
                seen.state
            },
            builtin,
            url: base.clone(),
            problem: seen
                .problem
                .clone()
                .or_else(|| seen.notice.clone())
                .map(Into::into),
            version: status.map(|status| status.version.clone()),
            store: status.map(|status| status.store.clone()),
            sealed: row.as_ref().is_some_and(|row| row.sealed),
            last_delivery,
            last_drained: row.as_ref().and_then(|row| row.drained).map(words::second),
            backlog: small(seen.backlog),
            kept: u32::try_from(callbacks::count(read)?).unwrap_or(u32::MAX),
            published: row
                .as_ref()
                .and_then(|row| row.published_at)
                .map(words::second),
            clock_difference_seconds: seen.ahead.map(|ahead| {
                i32::try_from(ahead).unwrap_or(if ahead < 0 { i32::MIN } else { i32::MAX })
            }),
            kinds: callback_addresses::taken_at(read, now)?
                .iter()
                .map(|kind| show_kind(core, kind, &rows, base.as_deref()))
                .collect(),
            rules: Rules::kept(read)?,
            open_references: u32::try_from(seen.references).unwrap_or(u32::MAX),
            last_test: test
                .as_deref()
                .and_then(|text| serde_json::from_str(text).ok()),
        })
    })
}

/// Keeps how a test went.
///
/// # Errors
/// When the ledger can't be written.
pub fn keep_test(write: &Write<'_>, tested: &ReceiverTested) -> Result<(), StoreError> {
    let text = serde_json::to_string(tested).expect("texts and numbers are JSON");
    preferences::set_meta(write, TEST, &text)
}

fn show_kind(core: &Core, kind: &Kind, rows: &[ProfileRow], base: Option<&str>) -> ReceiverKind {
    let owner = rows.iter().find(|row| row.id == kind.profile_id);
    let base = owner
        .and_then(|row| core.surroundings().callback_base(row))
        .or_else(|| base.map(str::to_owned))
        .unwrap_or_default();
    let seconds = |at: i64| Eat::from_unix(at).map_or_else(String::new, words::second);
    let tail = kind
        .token
        .get(kind.token.len().saturating_sub(4)..)
        .unwrap_or_default();
    ReceiverKind {
        short_code: kind
            .profile
            .split_once('/')
            .map_or("", |(_, code)| code)
            .to_owned(),
        name: owner.map_or_else(String::new, |row| row.profile.name.clone()),
        use_: CallbackUse::from(kind.use_),
        address: format!("{}/••••{tail}/…", base.trim_end_matches('/')),
        made: seconds(kind.made_at),
        until: kind.until.map(seconds),
    }
}
