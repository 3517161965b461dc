//! Showing a full number and name: an act of its own, with a reason, and recorded.

use domain::{EntryId, LineId, MaskedName, PartyId, Problem};
use serde_json::json;

use crate::api::{RevealRequest, Revealed, StoryKind};
use crate::app::Acts;
use crate::store::{Done, Read, StoreError, audit_log, entries, lines};
use crate::words::without_numbers;

/// Characters of a reason.
const REASON_CHARS: std::ops::RangeInclusive<usize> = 5..=200;

impl Acts<'_> {
    /// Gives the full number and name of a line or an entry, and records that and why.
    ///
    /// # Errors
    /// `reveal.reason` and `reveal.kind`; when the row is not there. Nothing is shown then.
    pub async fn reveal(&self, request: RevealRequest) -> Result<Revealed, Problem> {
        let reason = reason(&request.reason, "reveal.reason", "Nothing was shown")?;
        self.with_ledger(move |core, ledger| {
            ledger.write(core.by(), "reveal", |write| {
                let (subject, phone, name) = full(write, request.kind, request.id)?;
                let fields: Vec<&str> = [
                    phone.as_ref().map(|_| "phone"),
                    name.as_ref().map(|_| "name"),
                ]
                .into_iter()
                .flatten()
                .collect();
                let after = json!({"fields": fields, "reason": reason});
                let seq = audit_log::head(write)?.map_or(0, |(last, _)| last) + 1;
                Ok(Done::to(subject, Revealed { phone, name, seq }).after(after))
            })
        })
        .await
    }
}

/// A reason as it is recorded: trimmed, long enough to say something, numbers masked.
///
/// # Errors
/// `code` when it is too short or too long; `outcome` says what did not happen.
pub fn reason(text: &str, code: &'static str, outcome: &str) -> Result<String, Problem> {
    let text = text.trim();
    if REASON_CHARS.contains(&text.chars().count()) {
        return Ok(without_numbers(text));
    }
    Err(Problem::new(
        code,
        format!("{outcome}: it needs a reason of 5 to 200 characters, which is recorded."),
    )
    .with_field("reason")
    .with_remedy("Write why you need it, for example: the customer asks where the payment went."))
}

type Full = (String, Option<String>, Option<String>);

fn full(read: &Read<'_>, kind: StoryKind, id: i64) -> Result<Full, StoreError> {
    let name = |name: Option<&MaskedName>| {
        name.map(|name| name.reveal().to_owned())
            .filter(|name| !name.is_empty())
    };
    match kind {
        StoryKind::Line => {
            let line = lines::by_id(read, LineId::new(id))?;
            let phone = line.party.as_ref().and_then(|party| match party {
                PartyId::Phone(phone) => Some(phone.reveal()),
                PartyId::Masked(mask) => Some(mask.to_string()),
                PartyId::Organisation(code) => Some(code.to_string()),
                PartyId::Digest(_) | PartyId::Provider => None,
            });
            Ok((format!("line {id}"), phone, name(line.party_name.as_ref())))
        }
        StoryKind::Entry => {
            let entry = entries::by_id(read, EntryId::new(id))?;
            let phone = entry.phone.map(domain::Phone::reveal);
            Ok((format!("entry {id}"), phone, name(entry.party.as_ref())))
        }
        StoryKind::Import | StoryKind::Operator => Err(Problem::new(
            "reveal.kind",
            "Nothing was shown: only a statement line or a ledger entry has a number and a name.",
        )
        .into()),
    }
}
