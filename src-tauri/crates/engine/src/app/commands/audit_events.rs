//! Pages of the audit chain.

use domain::Problem;

use crate::api::{AuditEventInfo, AuditEventsPage, AuditEventsRequest};
use crate::app::masked::{self, Sight};
use crate::app::{Acts, show_event};
use crate::store::audit_log::{self, Logged};
use crate::store::audit_page::{self, Wanted};
use crate::store::{Read, StoreError, decisions};

impl Acts<'_> {
    /// A page of events, newest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn audit_events(
        &self,
        request: AuditEventsRequest,
    ) -> Result<AuditEventsPage, Problem> {
        self.with_ledger(move |core, ledger| {
            let sight = core.sight();
            ledger.read(|read| {
                let wanted = Wanted {
                    before: request.before,
                    operator: given(request.operator.as_deref()),
                    action: given(request.action.as_deref()),
                };
                let events = audit_page::page(read, wanted, request.limit)?;
                Ok(AuditEventsPage {
                    events: events
                        .iter()
                        .map(|of| info(read, of, sight))
                        .collect::<Result<_, _>>()?,
                    total: audit_log::head(read)?.map_or(0, |(last, _)| last),
                    operators: audit_page::operators(read)?,
                })
            })
        })
        .await
    }
}

/// An event. What a decision's says names an entry by its reference or account, and that may be the
/// customer's name.
fn info(read: &Read<'_>, of: &Logged, sight: Sight) -> Result<AuditEventInfo, StoreError> {
    let mut shown = show_event::info(of);
    let decision = shown.subject.strip_prefix("decision ");
    if let (Sight::Initials, Some(id)) = (sight, decision.and_then(|id| id.parse().ok())) {
        let names = decisions::names(read, id)?;
        let names: Vec<_> = names.iter().collect();
        shown.before = masked::json(&shown.before, &names);
        shown.after = masked::json(&shown.after, &names);
    }
    Ok(shown)
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
