//! The ledger's entries: pages, one whole, and what a line could pay.

use domain::{EntryId, EntryState, LineId, Problem};

use super::desk::wanted;
use crate::api::{
    EntriesFound, EntriesPage, EntriesRequest, EntriesSearch, EntryDetail, EntryFilter,
    EntryFilterCount, EntryPayment, EntryRef,
};
use crate::app::show_file::small64;
use crate::app::{Acts, show_entry, show_line};
use crate::store::entries_page::{self, EntryList};
use crate::store::{entries, imports, lines, matches};

/// Entries that a search for a line lists.
const FOUND_MAX: u32 = 50;
/// Every filter in the order of the tabs.
const FILTERS: [EntryFilter; 6] = [
    EntryFilter::All,
    EntryFilter::Open,
    EntryFilter::Part,
    EntryFilter::Settled,
    EntryFilter::Credit,
    EntryFilter::Overdue,
];

impl Acts<'_> {
    /// A page of ledger entries.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn entries_page(&self, request: EntriesRequest) -> Result<EntriesPage, Problem> {
        self.with_ledger(move |core, ledger| {
            let (as_of, sight) = (core.position(ledger)?.as_of(), core.sight());
            let search = wanted(request.search.as_deref());
            ledger.read(|read| {
                let mut filters = Vec::with_capacity(FILTERS.len());
                for filter in FILTERS {
                    let (count, open) = entries_page::count_of(read, list(filter, as_of))?;
                    filters.push(EntryFilterCount {
                        filter,
                        count: small64(count),
                        open: open.to_string(),
                    });
                }
                let Some(search) = &search else {
                    return Ok(EntriesPage {
                        total: 0,
                        filters,
                        rows: Vec::new(),
                    });
                };
                let wanted = list(request.filter, as_of);
                let offset = request.offset.into();
                let page =
                    entries_page::page(read, wanted, search.as_ref(), offset, request.limit)?;
                Ok(EntriesPage {
                    total: small64(page.total),
                    filters,
                    rows: page
                        .rows
                        .iter()
                        .map(|row| show_entry::card(row, as_of, sight))
                        .collect(),
                })
            })
        })
        .await
    }

    /// One entry and the lines that pay it.
    ///
    /// # Errors
    /// When it is not there any more.
    pub async fn entry_detail(&self, request: EntryRef) -> Result<EntryDetail, Problem> {
        self.with_ledger(move |core, ledger| {
            let (as_of, sight) = (core.position(ledger)?.as_of(), core.sight());
            ledger.read(|read| {
                let entry = entries::by_id(read, EntryId::new(request.id))?;
                let mut payments = Vec::new();
                for found in matches::of_entry(read, entry.id)? {
                    for part in found
                        .content
                        .parts
                        .iter()
                        .filter(|part| part.entry == entry.id)
                    {
                        let line = lines::by_id(read, part.line)?;
                        let mut names = show_entry::names(&entry);
                        names.extend(show_line::names(&line));
                        payments.push(EntryPayment {
                            line: show_line::row(&line, sight),
                            amount: part.amount.to_string(),
                            state: found.content.standing.word().to_owned(),
                            explanation: sight.text(&found.content.explanation, &names),
                        });
                    }
                }
                let import = imports::by_id(read, entry.import)?;
                Ok(EntryDetail {
                    entry: show_entry::card(&entry, as_of, sight),
                    payments,
                    source: format!("{}, row {}", import.import.file_name, entry.row),
                })
            })
        })
        .await
    }

    /// Entries that a line could be assigned to, likeliest first.
    ///
    /// # Errors
    /// When the line is not there any more.
    pub async fn entries_search(&self, request: EntriesSearch) -> Result<EntriesFound, Problem> {
        self.with_ledger(move |core, ledger| {
            let (as_of, sight) = (core.position(ledger)?.as_of(), core.sight());
            let Some(search) = wanted(Some(&request.text)) else {
                return Ok(EntriesFound {
                    entries: Vec::new(),
                });
            };
            ledger.read(|read| {
                let line = lines::by_id(read, LineId::new(request.line))?;
                let direction = if line.amount.is_negative() {
                    domain::Direction::Payable
                } else {
                    domain::Direction::Receivable
                };
                let open = line.unclaimed();
                let found =
                    entries_page::candidates(read, direction, open, search.as_ref(), FOUND_MAX)?;
                Ok(EntriesFound {
                    entries: found
                        .iter()
                        .map(|entry| show_entry::card(entry, as_of, sight))
                        .collect(),
                })
            })
        })
        .await
    }
}

const fn list(of: EntryFilter, as_of: domain::Day) -> EntryList {
    match of {
        EntryFilter::All => EntryList::All,
        EntryFilter::Open => EntryList::State(EntryState::Open),
        EntryFilter::Part => EntryList::State(EntryState::Part),
        EntryFilter::Settled => EntryList::State(EntryState::Settled),
        EntryFilter::Credit => EntryList::State(EntryState::Credit),
        EntryFilter::Overdue => EntryList::Overdue(as_of),
    }
}
