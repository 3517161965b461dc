//! Pages of the audit chain.

use domain::Problem;

use crate::api::{AuditEventsPage, AuditEventsRequest};
use crate::app::{Acts, show_event};
use crate::store::audit_log;
use crate::store::audit_page::{self, Wanted};

impl Acts<'_> {
    /// A page of events, newest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn audit_events(
        &self,
        request: AuditEventsRequest,
    ) -> Result<AuditEventsPage, Problem> {
        self.with_ledger(move |_, ledger| {
            ledger.read(|read| {
                let wanted = Wanted {
                    before: request.before,
                    operator: given(request.operator.as_deref()),
                    action: given(request.action.as_deref()),
                };
                let events = audit_page::page(read, wanted, request.limit)?;
                Ok(AuditEventsPage {
                    events: events.iter().map(show_event::info).collect(),
                    total: audit_log::head(read)?.map_or(0, |(last, _)| last),
                    operators: audit_page::operators(read)?,
                })
            })
        })
        .await
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
