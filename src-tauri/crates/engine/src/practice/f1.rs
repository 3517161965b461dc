//! The statement in the organisation portal's layout F1 (`mpesa-statements.md` section 3): preamble,
//! header, rows newest first, and the totals row that somebody added below.

use domain::Eat;

use super::cells::{bare, line, moment};
use super::legs::{Leg, Text};
use super::wording::Masks;
use super::{BUSINESS, Business, SHORT_CODE};

/// Rows above the first data row: the preamble and the header.
pub(super) const ROWS_ABOVE: u64 = 7;

const HEADER: [&str; 14] = [
    "Receipt No.",
    "Completion Time",
    "Initiation Time",
    "Details",
    "Transaction Status",
    "Paid In",
    "Withdrawn",
    "Balance",
    "Balance Confirmed",
    "Reason Type",
    "Other Party Info",
    "Linked Transaction ID",
    "A/C No.",
    "Currency",
];
/// Columns of [`HEADER`] that hold amounts.
pub(super) const AMOUNT_COLUMNS: [usize; 3] = [5, 6, 7];

/// The preamble's six rows.
pub(super) fn preamble(of: &Business) -> Vec<Vec<String>> {
    let (first, last) = (Eat::start_of(of.period.first), Eat::end_of(of.period.last));
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    vec![
        row(&["Account Holder:", BUSINESS]),
        row(&["Short Code:", SHORT_CODE]),
        row(&["Account:", "Utility Account"]),
        row(&[
            "Time Period:",
            "From",
            &moment(first, '-'),
            "To",
            &moment(last, '-'),
        ]),
        row(&[
            "Operator:",
            "soko.clerk",
            "Organization:",
            BUSINESS,
            "Date of Report:",
            &moment(of.reported(), '-'),
        ]),
        row(&[
            "Opening Balance:",
            &bare(of.posted.opening),
            "Closing Balance:",
            &bare(of.posted.closing),
            "Available Balance:",
            "",
            "Total Paid In:",
            &bare(of.posted.paid_in),
            "Total Withdrawn:",
            &bare(of.posted.withdrawn),
        ]),
    ]
}

/// The header row.
pub(super) fn header() -> Vec<String> {
    HEADER.map(str::to_owned).to_vec()
}

/// One row's cells, in the header's order.
pub(super) fn row(leg: &Leg) -> [String; 14] {
    let paid_in = if leg.amount > 0 {
        bare(leg.amount)
    } else {
        String::new()
    };
    let withdrawn = if leg.amount < 0 {
        bare(leg.amount)
    } else {
        String::new()
    };
    let balance = if leg.moved_money() {
        bare(leg.balance)
    } else {
        String::new()
    };
    let typed = match leg.text {
        Text::PayIn(_) => leg.typed.as_deref().unwrap_or_default().trim().to_owned(),
        _ => String::new(),
    };
    [
        leg.receipt.to_string(),
        moment(leg.completed, '-'),
        moment(leg.initiated, '-'),
        leg.details(Masks::F1),
        status(leg).to_owned(),
        paid_in,
        withdrawn,
        balance,
        if leg.moved_money() { "true" } else { "" }.to_owned(),
        leg.reason().to_owned(),
        leg.other_party(Masks::F1),
        leg.linked
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        typed,
        "KES".to_owned(),
    ]
}

/// The word for a status as portals print it.
pub(super) fn status(leg: &Leg) -> &'static str {
    use domain::Status;
    match leg.status {
        Status::Completed => "Completed",
        Status::Failed => "Failed",
        Status::Declined => "Declined",
        Status::Cancelled => "Cancelled",
        Status::Expired => "Expired",
        Status::Attempted => "Attempted",
        Status::Pending => "Pending",
        Status::Unknown => "",
    }
}

/// The row of totals below the last.
pub(super) fn footer(of: &Business) -> Vec<String> {
    let mut cells = vec![String::new(); HEADER.len()];
    let totals = [
        "Total".to_owned(),
        bare(of.posted.paid_in),
        bare(of.posted.withdrawn),
    ];
    for (place, text) in [0, 5, 6].into_iter().zip(totals) {
        if let Some(cell) = cells.get_mut(place) {
            *cell = text;
        }
    }
    cells
}

/// The whole file as CSV.
pub(super) fn csv(of: &Business) -> Vec<u8> {
    let mut out = String::with_capacity(of.posted.legs.len() * 260 + 2_000);
    let mut put = |cells: &[String]| {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        line(&mut out, &cells);
    };
    for cells in preamble(of) {
        put(&cells);
    }
    put(&header());
    for leg in &of.posted.legs {
        put(&row(leg));
    }
    put(&footer(of));
    out.into_bytes()
}
