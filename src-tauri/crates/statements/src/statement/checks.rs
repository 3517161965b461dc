//! What the whole file shows: amounts of another size than its totals, a filter, hidden rows, another
//! sheet, lost zeros (N12, N16, N62, N63, N79).

use domain::{Eat, Kes, Problem, SubAccount};

use super::gather::Gathered;
use crate::certificate::{Certificate, Chain};
use crate::model::{Note, Preamble, Source};
use crate::table::sheet::Tab;

/// Factors by which an edit scales a column: shillings to cents, or to thousands.
const FACTORS: [i64; 3] = [100, 1_000, 100_000];
/// Breaks from which a file may be called filtered.
const FILTERED_BREAKS_MIN: usize = 3;

/// Stops a file whose amounts differ from its declared totals by a power of ten (N79).
pub(super) fn scaled(
    source: Source<'_>,
    said: &Preamble,
    certified: &[(Certificate, usize)],
) -> Result<(), Problem> {
    for (certificate, _) in certified {
        if certificate.account != said.account.unwrap_or(certificate.account) {
            continue;
        }
        let pairs = [
            (said.paid_in, certificate.paid_in),
            (said.withdrawn, certificate.withdrawn),
        ];
        let pairs: Vec<(i64, i64)> = pairs
            .into_iter()
            .filter_map(|(declared, computed)| Some((declared?.cents(), computed.cents())))
            .filter(|(declared, computed)| *declared != 0 || *computed != 0)
            .collect();
        let differs = |factor: i64| {
            let up =
                |(declared, computed): &(i64, i64)| declared.checked_mul(factor) == Some(*computed);
            let down =
                |(declared, computed): &(i64, i64)| computed.checked_mul(factor) == Some(*declared);
            pairs.iter().all(up) || pairs.iter().all(down)
        };
        let Some(factor) = FACTORS
            .into_iter()
            .find(|factor| !pairs.is_empty() && differs(*factor))
        else {
            continue;
        };
        let message = format!(
            "Nothing was imported. The rows add up to {factor} times, or one in {factor} of, the totals \
             that the file itself declares, as when a column was changed to cents or thousands."
        );
        return Err(Problem::new("statement.totals_scaled", message)
            .with_place(domain::Place::file(source.name))
            .with_remedy("Export the statement again from the portal and import it unchanged."));
    }
    Ok(())
}

/// Everything else worth knowing.
pub(super) fn notes(
    said: &Preamble,
    gathered: &Gathered,
    certified: &[(Certificate, usize)],
    notes: &mut Vec<Note>,
) {
    order(gathered, notes);
    filtered(certified, notes);
    lost_zeros(gathered, notes);
    footers(gathered, certified, notes);
    outside(said.period, gathered, notes);
    if gathered.observed.unknown_status > 0 {
        notes.push(Note {
            code: "unknown_status",
            text: format!(
                "{} rows have a status that is not known; they count as not completed, so no money.",
                gathered.observed.unknown_status
            ),
        });
    }
    if !gathered.has_status {
        notes.push(Note {
            code: "no_status",
            text: "The file has no status column; every row was taken as completed.".into(),
        });
    }
}

fn order(gathered: &Gathered, notes: &mut Vec<Note>) {
    let text = match (gathered.observed.later, gathered.observed.earlier) {
        (1.., 0) => "Rows run oldest first, so somebody has sorted the file.",
        (1.., 1..) => {
            "Rows run neither newest first nor oldest first; the balance was checked in order of time."
        }
        _ => return,
    };
    notes.push(Note {
        code: "order",
        text: text.into(),
    });
}

/// A statement with one kind of row or one payer left in breaks at nearly every moment.
fn filtered(certified: &[(Certificate, usize)], notes: &mut Vec<Note>) {
    let is_filtered = certified.iter().any(|(certificate, moments)| {
        matches!(&certificate.chain, Chain::Broken(breaks)
            if breaks.len() >= FILTERED_BREAKS_MIN && breaks.len() * 2 > *moments)
    });
    if is_filtered {
        notes.push(Note {
            code: "filtered",
            text: "The balance breaks at most moments, as when only some kinds of rows were exported. \
                   Absence from this file proves nothing."
                .into(),
        });
    }
}

fn lost_zeros(gathered: &Gathered, notes: &mut Vec<Note>) {
    let accounts = gathered.accounts;
    let all_numbers = accounts.typed > 0 && accounts.plain_numbers == accounts.typed;
    let edited = accounts.number_cells > 0 || accounts.shortest != accounts.longest;
    if all_numbers && edited {
        notes.push(Note {
            code: "lost_zeros",
            text: "Every typed account is a number without a leading zero; a spreadsheet may have \
                   taken the zeros away."
                .into(),
        });
    }
}

/// A totals row that somebody added should tie with the rows (N03).
fn footers(gathered: &Gathered, certified: &[(Certificate, usize)], notes: &mut Vec<Note>) {
    let sum = |of: fn(&Certificate) -> Kes| {
        Kes::checked_sum(certified.iter().map(|(it, _)| of(it))).unwrap_or(Kes::MAX)
    };
    let (paid_in, withdrawn) = (sum(|it| it.paid_in), sum(|it| it.withdrawn));
    for (row, said_in, said_out) in &gathered.footer_sums {
        let differs = |said: Option<Kes>, real: Kes| {
            said.is_some_and(|said| !said.is_zero() && said.magnitude() != real.magnitude())
        };
        if differs(*said_in, paid_in) || differs(*said_out, withdrawn) {
            notes.push(Note {
                code: "footer_differs",
                text: format!(
                    "The totals row {row} does not tie with the rows: they hold {paid_in} in and \
                     {withdrawn} out."
                ),
            });
        }
    }
}

fn outside(period: Option<(Eat, Eat)>, gathered: &Gathered, notes: &mut Vec<Note>) {
    let Some(((from, to), (first, last))) = period.zip(gathered.observed.span) else {
        return;
    };
    if from <= first && last <= to {
        return;
    }
    let outside = gathered
        .rows
        .iter()
        .filter(|row| row.completed < from || row.completed > to)
        .count();
    if outside > 0 {
        notes.push(Note {
            code: "outside_period",
            text: format!("{outside} rows lie outside the period that the file says it covers."),
        });
    }
}

/// The wallet was not named.
pub(super) fn inferred(account: SubAccount) -> Note {
    Note {
        code: "account_inferred",
        text: format!(
            "The file does not name its wallet; its rows are those of the {} account.",
            account.word().replace('_', " ")
        ),
    }
}

/// Hidden rows were read too (N63).
pub(crate) fn hidden(rows: u64, notes: &mut Vec<Note>) {
    if rows > 0 {
        notes.push(Note {
            code: "hidden_rows",
            text: format!(
                "{rows} rows are hidden in the workbook; they were read like the others."
            ),
        });
    }
}

/// The sheet that was read, where it is not the first or not the only one (N12).
pub(crate) fn sheets(tab: &Tab, others: &[String], notes: &mut Vec<Note>) {
    if tab.number > 1 || tab.hidden {
        let hidden = if tab.hidden { ", which is hidden" } else { "" };
        notes.push(Note {
            code: "other_sheet",
            text: format!(
                "The rows are on sheet {} (“{}”){hidden}.",
                tab.number, tab.name
            ),
        });
    }
    if !others.is_empty() {
        notes.push(Note {
            code: "more_sheets",
            text: format!(
                "Only sheet “{}” was read. These hold such rows as well: {}. Save each as a file of \
                 its own to import it.",
                tab.name,
                others.join(", ")
            ),
        });
    }
}

/// Another delimiter than a comma (N08).
pub(crate) fn delimiter(delimiter: u8) -> Note {
    let name = match delimiter {
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "bars",
    };
    Note {
        code: "delimiter",
        text: format!("The columns are separated by {name}."),
    }
}
