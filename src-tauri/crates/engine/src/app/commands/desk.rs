//! The desk's list and its frame.

use domain::{Kes, LineClass, LineId, Problem};
use reports::model::Bridge;

use super::decide;
use crate::api::{
    BridgeDto, BridgeItemDto, DeskSummary, FilterCount, LineFilter, LineOrder, LinePosition,
    LinePositionRequest, LinesPage, LinesRequest, Nothing,
};
use crate::app::position::Position;
use crate::app::show_file::small64;
use crate::app::{Acts, show_line};
use crate::store::lines_page::{self, LineList};
use crate::store::search::Wanted;
use crate::store::{ClassCount, decisions, line_counts};
use crate::words;

/// Every filter in the order of the tabs.
const FILTERS: [LineFilter; 11] = [
    LineFilter::All,
    LineFilter::Matched,
    LineFilter::ToDecide,
    LineFilter::Suggested,
    LineFilter::Ambiguous,
    LineFilter::Part,
    LineFilter::Duplicate,
    LineFilter::Unmatched,
    LineFilter::FeesAndTransfers,
    LineFilter::Reversed,
    LineFilter::NotCompleted,
];

impl Acts<'_> {
    /// Filters with their counts, the bridge, what undo would do.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn desk_summary(&self, _: Nothing) -> Result<DeskSummary, Problem> {
        self.with_ledger(|core, ledger| {
            let position = core.position(ledger)?;
            let (counts, last) = ledger.read(|read| {
                let last = decisions::last_standing(read)?
                    .map(|last| decide::what(read, &last, core.sight()));
                Ok((line_counts(read)?, last.transpose()?))
            })?;
            Ok(DeskSummary {
                subject: subject(&position),
                filters: FILTERS
                    .iter()
                    .map(|filter| count(*filter, &counts))
                    .collect(),
                bridge: bridge(&position.bridge),
                completeness: completeness(&position),
                complete: is_complete(&position),
                undo: last,
            })
        })
        .await
    }

    /// A page of statement lines.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn lines_page(&self, request: LinesRequest) -> Result<LinesPage, Problem> {
        self.with_ledger(move |core, ledger| {
            let sight = core.sight();
            let Some(search) = wanted(request.search.as_deref()) else {
                return Ok(LinesPage {
                    total: 0,
                    rows: Vec::new(),
                });
            };
            let page = ledger.read(|read| {
                lines_page::page(
                    read,
                    list(request.filter),
                    order(request.order),
                    search.as_ref(),
                    request.offset.into(),
                    request.limit,
                )
            })?;
            Ok(LinesPage {
                total: small64(page.total),
                rows: page
                    .rows
                    .iter()
                    .map(|line| show_line::row(line, sight))
                    .collect(),
            })
        })
        .await
    }

    /// Where a line stands in a list.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn line_position(
        &self,
        request: LinePositionRequest,
    ) -> Result<LinePosition, Problem> {
        self.with_ledger(move |_, ledger| {
            let Some(search) = wanted(request.search.as_deref()) else {
                return Ok(LinePosition { position: None });
            };
            let place = ledger.read(|read| {
                let line = LineId::new(request.id);
                lines_page::position(
                    read,
                    list(request.filter),
                    order(request.order),
                    search.as_ref(),
                    line,
                )
            })?;
            Ok(LinePosition {
                position: place.map(small64),
            })
        })
        .await
    }
}

/// The search as the store takes it: `None` when the text asks for nothing that can be found.
#[allow(
    clippy::option_option,
    reason = "no search, a search, and a search without hope are three things"
)]
pub fn wanted(text: Option<&str>) -> Option<Option<Wanted>> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(None),
        Some(text) => Wanted::parse(text).map(Some),
    }
}

const fn list(of: LineFilter) -> LineList {
    match of {
        LineFilter::All => LineList::All,
        LineFilter::Matched => LineList::Class(LineClass::Matched),
        LineFilter::ToDecide => LineList::ToDecide,
        LineFilter::Suggested => LineList::Class(LineClass::Suggested),
        LineFilter::Ambiguous => LineList::Class(LineClass::Ambiguous),
        LineFilter::Part => LineList::Class(LineClass::Part),
        LineFilter::Duplicate => LineList::Class(LineClass::Duplicate),
        LineFilter::Unmatched => LineList::Class(LineClass::Unmatched),
        LineFilter::FeesAndTransfers => LineList::OwnMoney,
        LineFilter::Reversed => LineList::Class(LineClass::Reversed),
        LineFilter::NotCompleted => LineList::Class(LineClass::NotCompleted),
    }
}

const fn order(of: LineOrder) -> lines_page::LineOrder {
    match of {
        LineOrder::Newest => lines_page::LineOrder::Newest,
        LineOrder::Oldest => lines_page::LineOrder::Oldest,
        LineOrder::Largest => lines_page::LineOrder::Largest,
    }
}

fn count(filter: LineFilter, counts: &[ClassCount]) -> FilterCount {
    let of = counts.iter().filter(|count| list(filter).has(count.class));
    let net = of
        .clone()
        .flat_map(|count| [count.paid_in, count.withdrawn]);
    FilterCount {
        filter,
        count: small64(of.map(|count| count.lines).sum()),
        amount: Kes::checked_sum(net).unwrap_or(Kes::MAX).to_string(),
    }
}

/// The bridge as screens show it.
pub fn bridge(of: &Bridge) -> BridgeDto {
    let named = Kes::checked_sum(of.items.iter().map(|item| item.amount)).unwrap_or(Kes::MAX);
    BridgeDto {
        statement: of.statement_closing.to_string(),
        book: of.book_balance.to_string(),
        named: named.to_string(),
        items: of
            .items
            .iter()
            .map(|item| BridgeItemDto {
                code: item.code.to_owned(),
                name: item.name.clone(),
                count: small64(item.count),
                amount: item.amount.to_string(),
            })
            .collect(),
        residual: of.residual.to_string(),
        residual_zero: of.residual.is_zero(),
        balances_known: of.balances_known,
    }
}

fn subject(position: &Position) -> String {
    let wallets: Vec<&str> = position
        .certificates
        .iter()
        .map(|of| words::account(of.account))
        .collect();
    match (wallets.as_slice(), position.period) {
        ([], _) | (_, None) => String::new(),
        ([only], Some((from, to))) => format!("{only} · {}", words::period(from, to)),
        (several, Some((from, to))) => {
            format!("{} accounts · {}", several.len(), words::period(from, to))
        }
    }
}

fn is_complete(position: &Position) -> bool {
    !position.certificates.is_empty() && position.certificates.iter().all(|of| of.is_complete())
}

fn completeness(position: &Position) -> String {
    let rows: u64 = position.certificates.iter().map(|of| of.rows).sum();
    if position.certificates.is_empty() {
        "No statement yet".to_owned()
    } else if is_complete(position) {
        format!(
            "Statement complete: {} lines, balance unbroken",
            words::count(rows)
        )
    } else if position
        .certificates
        .iter()
        .any(|of| words::verdict(of) == "broken")
    {
        "Statement not complete: see its certificate".to_owned()
    } else {
        "Completeness not checkable: see the certificate".to_owned()
    }
}
