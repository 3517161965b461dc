//! Rows with more or fewer cells than the header (N67): a comma that nobody quoted splits a name or a
//! typed account. The cells are joined again when exactly one way of doing so makes a row; else the
//! row is refused with its cells.

use domain::Receipt;

use super::row::{Extra, NOWHERE, Places, Reading, Refusal};
use crate::amount;
use crate::model::StatementRow;
use crate::table::{Kind, Row, cells};

/// More cells than this over are not tried: something else is wrong with the row.
const SURPLUS_MAX: usize = 4;

/// A row put together anew.
struct Joined(Vec<String>);

impl Row for Joined {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn cell(&self, column: usize) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }

    fn kind(&self, _: usize) -> Kind {
        Kind::Text
    }

    fn is_blank(&self) -> bool {
        false
    }

    fn is_sparse(&self) -> bool {
        false
    }
}

/// Reads a row whose width is not the header's.
pub(super) fn row<R: Row>(
    reading: &mut Reading,
    number: u64,
    row: &R,
    places: &Places,
    width: usize,
    rows: &mut Vec<StatementRow>,
) -> Result<Extra, Box<Refusal>> {
    let filled = (0..row.width())
        .rev()
        .find(|column| !row.cell(*column).trim().is_empty())
        .map_or(0, |last| last + 1);
    // A workbook leaves trailing empty cells out; an edited text may add them.
    if filled <= width && (row.width() >= places.needed || row.is_sparse()) {
        return reading.row(number, row, places, rows);
    }
    let mut trial = Vec::new();
    let verdict = reading.row(number, row, places, &mut trial);
    if let Err(refusal) = &verdict
        && refusal.code == "receipt"
    {
        // Not a transaction at all: a totals row, or a remark.
        return verdict;
    }
    if filled > width && filled - width <= SURPLUS_MAX {
        let all = cells(row);
        let mut fitting = joins(&all, filled - width, places)
            .into_iter()
            .filter(|joined| is_sound(joined, reading, places));
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            return reading.row(number, &only, places, rows);
        }
    }
    Err(Box::new(Refusal {
        column: None,
        read: format!("{} cells", row.width()),
        expected: "as many cells as the header has",
        reason: format!(
            "The row has {} cells where the header has {width}, so its values can't be told apart.",
            row.width()
        ),
        code: "short_row",
    }))
}

/// Every way of joining surplus cells into the columns that hold free text.
fn joins(all: &[String], surplus: usize, places: &Places) -> Vec<Joined> {
    let free: Vec<usize> = [places.details, places.party, places.account]
        .into_iter()
        .filter(|column| *column != NOWHERE)
        .collect();
    let mut ways = Vec::new();
    spread(surplus, free.len(), &mut Vec::new(), &mut ways);
    ways.iter()
        .map(|way| {
            let extra = |column: usize| {
                free.iter()
                    .position(|it| *it == column)
                    .and_then(|at| way.get(at).copied())
                    .unwrap_or(0)
            };
            let mut rest = all.iter();
            let mut joined: Vec<String> = Vec::with_capacity(all.len());
            while let Some(first) = rest.next() {
                let mut cell = first.clone();
                for more in rest.by_ref().take(extra(joined.len())) {
                    cell.push(',');
                    cell.push_str(more);
                }
                joined.push(cell);
            }
            Joined(joined)
        })
        .collect()
}

/// Every way of spreading a number over so many columns.
fn spread(surplus: usize, columns: usize, so_far: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
    if so_far.len() == columns {
        if surplus == 0 {
            ways.push(so_far.clone());
        }
        return;
    }
    for part in 0..=surplus {
        so_far.push(part);
        spread(surplus - part, columns, so_far, ways);
        so_far.pop();
    }
}

/// Whether every cell that has a shape has it: status a known word, money an amount, the balance's
/// linked receipt a receipt, the currency one, and the party's name also in the details.
fn is_sound(joined: &Joined, reading: &Reading, places: &Places) -> bool {
    let status = joined.cell(places.status);
    let known =
        places.status == NOWHERE || super::row::read_status(status) != domain::Status::Unknown;
    let money = [places.paid_in, places.withdrawn, places.balance]
        .into_iter()
        .all(|column| amount::read(joined.cell(column), reading.mark).is_ok());
    let currency = amount::is_kes(joined.cell(places.currency));
    let party = joined.cell(places.party).trim();
    let agrees = party.is_empty()
        || party.eq_ignore_ascii_case("SP")
        || joined.cell(places.details).contains(party);
    let linked = joined.cell(places.linked).trim();
    let links = linked.is_empty()
        || (linked.contains(|c: char| c.is_ascii_digit()) && linked.parse::<Receipt>().is_ok());
    known && money && currency && agrees && links
}
