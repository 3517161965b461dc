//! Looking at what came to the callback addresses.

use domain::Problem;

use crate::api::{
    CallbackCounts, CallbackDetail, CallbackFilter, CallbackRef, CallbacksPage, CallbacksRequest,
};
use crate::app::{Acts, show_callback};
use crate::store::callbacks_page::{self, Wanted};
use crate::store::profiles;

/// Longest text that is looked for, in characters.
const SEARCH_CHARS_MAX: usize = 200;

impl Acts<'_> {
    /// A page of callbacks, newest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn callbacks_page(
        &self,
        request: CallbacksRequest,
    ) -> Result<CallbacksPage, Problem> {
        self.with_ledger(move |_, ledger| {
            let wanted = Wanted {
                filter: request.filter,
                use_: request.use_.map(Into::into),
                search: request.search.chars().take(SEARCH_CHARS_MAX).collect(),
                before: request.before,
                limit: request.limit,
            };
            let (profiles, (rows, more), counts) = ledger.read(|read| {
                let count = |filter| {
                    let found = callbacks_page::count(read, filter)?;
                    Ok::<_, crate::store::StoreError>(u32::try_from(found).unwrap_or(u32::MAX))
                };
                let counts = CallbackCounts {
                    all: count(CallbackFilter::All)?,
                    unverified: count(CallbackFilter::Unverified)?,
                    strangers: count(CallbackFilter::Strangers)?,
                    unlinked: count(CallbackFilter::Unlinked)?,
                };
                Ok((
                    profiles::all(read)?,
                    callbacks_page::page(read, &wanted)?,
                    counts,
                ))
            })?;
            let next = rows.last().map(|last| last.id).filter(|_| more);
            let rows = rows
                .iter()
                .map(|row| show_callback::row(row, &profiles))
                .collect();
            Ok(CallbacksPage { rows, next, counts })
        })
        .await
    }

    /// One callback, whole.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn callback_detail(&self, request: CallbackRef) -> Result<CallbackDetail, Problem> {
        self.with_ledger(move |_, ledger| {
            let (profiles, (row, deliveries)) = ledger.read(|read| {
                Ok((
                    profiles::all(read)?,
                    callbacks_page::by_id(read, request.id)?,
                ))
            })?;
            Ok(show_callback::detail(&row, &deliveries, &profiles))
        })
        .await
    }
}
