//! `reconciliation.pdf`: the reconciliation as pages an accountant would sign.
//!
//! A4, Inter embedded, tables whose headers repeat, "page x of y". First the whole document is laid
//! out in whole numbers (`flow`, `table`, `statement`, `evidence`), then it is drawn (`ink`): the
//! same data gives the same bytes. Long lists are shortened and say where the rest is; figures are
//! never cut.

mod evidence;
mod flow;
mod ink;
mod page;
mod statement;
mod table;
mod typeface;

use domain::Problem;

use crate::labels;
use crate::model::Reconciliation;
use flow::{Flow, Standing};
use typeface::Typeface;

pub use evidence::EXCEPTIONS_LISTED_MAX;

/// The document's title.
const TITLE: &str = "Bank reconciliation statement — M-Pesa";

/// The PDF's bytes.
///
/// # Errors
/// When the PDF cannot be put together; that is a fault of this program, since any data can be shown.
pub fn reconciliation_pdf(report: &Reconciliation) -> Result<Vec<u8>, Problem> {
    let face = Typeface::open().ok_or_else(damaged_typeface)?;
    let standing = Standing {
        ribbon: labels::ribbon(report.environment),
        business: report.business.clone(),
        title: TITLE,
        foot: format!(
            "As of {} · Times are East Africa Time",
            labels::long_day(report.as_of)
        ),
    };
    let mut flow = Flow::new(&face, standing);
    statement::head(&mut flow, report, TITLE);
    statement::balances(&mut flow, &report.bridge);
    statement::bridge(&mut flow, &report.bridge);
    statement::signatures(&mut flow);
    evidence::classes(&mut flow, report);
    evidence::certificates(&mut flow, report);
    evidence::exceptions(&mut flow, report);
    evidence::sources(&mut flow, report);
    let (pages, bookmarks) = flow.finish();
    let business = face.line(&report.business, typeface::Style::regular(9_000));
    let about = ink::About {
        title: format!("{TITLE}: {}", business.text),
        as_of: report.as_of,
    };
    ink::write(&face, &pages, &bookmarks, about)
}

fn damaged_typeface() -> Problem {
    Problem::new(
        "report.typeface",
        "The PDF was not written; no data was changed. The typeface inside the program is damaged.",
    )
    .with_remedy("Install the program again.")
}
