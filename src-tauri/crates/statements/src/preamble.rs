//! The labelled rows above a header, read by label wherever they stand (`mpesa-statements.md`
//! section 3 F1, 8.5, N01, N65).

use domain::{Eat, Kes, ShortCode};

use crate::amount::{self, Mark};
use crate::header::fold;
use crate::layouts::wallet;
use crate::model::{Preamble, Precision};
use crate::table::HeadRow;
use crate::time::{self, Printed};

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Holder,
    ShortCode,
    Account,
    Period,
    From,
    To,
    Reported,
    Opening,
    Closing,
    PaidIn,
    Withdrawn,
    /// Known, and not kept.
    Other,
}

fn label(folded: &str) -> Option<Label> {
    Some(match folded {
        "accountholder" => Label::Holder,
        "shortcode" => Label::ShortCode,
        "account" => Label::Account,
        "timeperiod" => Label::Period,
        "from" => Label::From,
        "to" => Label::To,
        "dateofreport" => Label::Reported,
        "openingbalance" => Label::Opening,
        "closingbalance" => Label::Closing,
        "totalpaidin" => Label::PaidIn,
        "totalwithdrawn" => Label::Withdrawn,
        "operator" | "organization" | "organisation" | "availablebalance" => Label::Other,
        _ => return None,
    })
}

/// A cell as a label, with what is glued to it: `Short Code: 600111`, `From 10-10-2025 00:00:00`.
fn labelled(cell: &str) -> Option<(Label, &str)> {
    let cell = cell.trim();
    if let Some(found) = label(&fold(cell).name) {
        return Some((found, ""));
    }
    if let Some((head, tail)) = cell.split_once(':')
        && let Some(found) = label(&fold(head).name)
    {
        return Some((found, tail.trim()));
    }
    let (head, tail) = cell.split_once(char::is_whitespace)?;
    match label(&fold(head).name) {
        Some(found @ (Label::From | Label::To)) => Some((found, tail.trim())),
        _ => None,
    }
}

/// What the rows above the header say, and whether they have any label at all. `month_first` reads
/// dates as a re-save in another locale writes them; `since_1904` is the workbook's flag.
pub(crate) fn read(rows: &[HeadRow], month_first: bool, since_1904: bool) -> (Preamble, bool) {
    let mut out = Preamble::default();
    let mut any = false;
    let (mut from, mut to) = (None, None);
    for row in rows {
        let mut cells = row.cells.iter().map(String::as_str).peekable();
        while let Some(cell) = cells.next() {
            let Some((label, glued)) = labelled(cell) else {
                continue;
            };
            any = true;
            let mut value = glued;
            if value.is_empty() {
                // The next cell that holds anything, unless it is a label itself; merged cells leave
                // empty ones between.
                while let Some(next) = cells.peek().copied() {
                    if next.trim().is_empty() {
                        cells.next();
                    } else if labelled(next).is_some() {
                        break;
                    } else {
                        value = next.trim();
                        cells.next();
                        break;
                    }
                }
            }
            if value.is_empty() {
                continue;
            }
            let moment = |end: bool| {
                time::read(value, since_1904).and_then(|printed| at(&printed, month_first, end))
            };
            match label {
                Label::Holder => out.holder = Some(domain::account::collapse(value)),
                Label::ShortCode => out.short_code = short_code(value),
                Label::Account => out.account = wallet(value),
                Label::From => from = moment(false),
                Label::To => to = moment(true),
                Label::Reported => out.reported = moment(false),
                Label::Opening => out.opening = money(value),
                Label::Closing => out.closing = money(value),
                Label::PaidIn => out.paid_in = money(value).map(Kes::magnitude),
                Label::Withdrawn => out.withdrawn = money(value).map(|it| it.magnitude().negated()),
                Label::Period | Label::Other => {}
            }
        }
    }
    out.period = from.zip(to).filter(|(from, to)| from <= to);
    (out, any)
}

fn at(printed: &Printed, month_first: bool, end: bool) -> Option<Eat> {
    let (first, second) = if month_first {
        (printed.swapped, printed.day)
    } else {
        (printed.day, printed.swapped)
    };
    let day = first.or(second).or(printed.year_first)?;
    Some(match (printed.precision, end) {
        (Precision::Day, false) => Eat::start_of(day),
        (Precision::Day, true) => Eat::end_of(day),
        _ => Eat::from_civil(printed.on(day).at),
    })
}

fn short_code(value: &str) -> Option<ShortCode> {
    ShortCode::parse(
        value
            .strip_suffix(".0")
            .unwrap_or(value)
            .trim_start_matches('\''),
    )
}

fn money(value: &str) -> Option<Kes> {
    let mark = if amount::shows_decimal_comma(value) {
        Mark::Comma
    } else {
        Mark::Point
    };
    amount::read(value, mark).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SubAccount;

    fn rows(text: &str) -> Vec<HeadRow> {
        (1..)
            .zip(text.lines())
            .map(|(number, line)| HeadRow {
                number,
                cells: line.split(',').map(str::to_owned).collect(),
            })
            .collect()
    }

    const PORTAL: &str = "Account Holder:,Mfano Water Services Ltd\n\
        Short Code:,600111\n\
        Account:,Utility Account\n\
        Time Period:,From,03-02-2026 00:00:00,To,03-02-2026 23:59:59\n\
        Operator:,mfano.clerk,Organization:,Mfano Water,Date of Report:,04-02-2026 07:05:11\n\
        Opening Balance:,1000.0,Closing Balance:,0.0,Available Balance:,,Total Paid In:,4000.5,Total Withdrawn:,-5000.5";

    fn check(text: &str) {
        let (found, any) = read(&rows(text), false, false);
        assert!(any);
        assert_eq!(found.holder.as_deref(), Some("Mfano Water Services Ltd"));
        assert_eq!(found.short_code, ShortCode::parse("600111"));
        assert_eq!(found.account, Some(SubAccount::Utility));
        let (from, to) = found.period.unwrap();
        assert_eq!(from.to_string(), "2026-02-03T00:00:00+03:00");
        assert_eq!(to.to_string(), "2026-02-03T23:59:59+03:00");
        assert_eq!(found.opening, Some(Kes::from_cents(100_000)));
        assert_eq!(found.closing, Some(Kes::ZERO));
        assert_eq!(found.paid_in, Some(Kes::from_cents(400_050)));
        assert_eq!(found.withdrawn, Some(Kes::from_cents(-500_050)));
    }

    #[test]
    fn labels_count_not_places() {
        check(PORTAL);
        check(&PORTAL.replace("From,", "From ").replace("To,", "To "));
        check(&PORTAL.replace("Short Code:,", "x,,Short Code: ,,"));
        check(&PORTAL.replace("Account Holder:,", "Account Holder: "));
        check(&format!("made by hand,,\n,,\n{PORTAL}"));
        check(&PORTAL.replace(",Total Paid", ",,,Total Paid"));
    }

    #[test]
    fn what_is_not_there_is_not_made_up() {
        let (found, any) = read(&rows("a,b\nc,1"), false, false);
        assert!(!any);
        assert_eq!(found.short_code, None);
        let (found, _) = read(&rows("Opening Balance:,,Closing Balance:,5"), false, false);
        assert_eq!(found.opening, None);
        assert_eq!(found.closing, Some(Kes::from_cents(500)));
    }
}
