//! The words in which the engine says things: days, periods, wallets, what a certificate found.

use chrono::Datelike;
use domain::{Day, Eat, Kes, Phone, ShortCode, SubAccount};
use statements::certificate::{Break, Certificate, Chain, Check};
use statements::model::{Container, Layout, Warning};

/// `3 Feb 2026`
#[must_use]
pub fn day(day: Day) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `3 Feb 2026 12:40`
#[must_use]
pub fn minute(at: Eat) -> String {
    at.civil().format("%-d %b %Y %H:%M").to_string()
}

/// `3 Feb 2026 12:40:05`
#[must_use]
pub fn second(at: Eat) -> String {
    at.civil().format("%-d %b %Y %H:%M:%S").to_string()
}

/// `1 August – 31 October 2026`, `1–19 November 2026`, `3 February 2026`
#[must_use]
pub fn period(from: Day, to: Day) -> String {
    let end = to.format("%-d %B %Y");
    if from == to {
        end.to_string()
    } else if from.year() != to.year() {
        format!("{} – {end}", from.format("%-d %B %Y"))
    } else if from.month() != to.month() {
        format!("{} – {end}", from.format("%-d %B"))
    } else {
        format!("{}–{end}", from.day())
    }
}

/// `Utility Account`, as statements print it.
#[must_use]
pub const fn account(of: SubAccount) -> &'static str {
    match of {
        SubAccount::Utility => "Utility Account",
        SubAccount::Merchant => "Merchant Account",
        SubAccount::Working => "Working Account",
        SubAccount::ChargesPaid => "Charges Paid Account",
        SubAccount::Settlement => "Settlement Account",
        SubAccount::Other => "Other account",
    }
}

/// `600111 Utility Account`
#[must_use]
pub fn wallet(code: Option<&ShortCode>, of: SubAccount) -> String {
    match code {
        Some(code) => format!("{code} {}", account(of)),
        None => account(of).to_owned(),
    }
}

/// `Organisation-portal statement (F1), CSV`
#[must_use]
pub fn layout(layout: Layout, container: Container) -> String {
    let layout = match layout {
        Layout::F1 => "Organisation-portal statement (F1)",
        Layout::F2 => "Statements-for export (F2)",
    };
    format!("{layout}, {}", self::container(container))
}

/// `CSV`
#[must_use]
pub const fn container(of: Container) -> &'static str {
    match of {
        Container::Csv => "CSV",
        Container::Xlsx => "XLSX",
    }
}

/// `1,204,331`
#[must_use]
pub fn count(of: u64) -> String {
    let cents = i64::try_from(of).ok().and_then(Kes::from_shillings);
    let text = cents.map_or_else(|| of.to_string(), |kes| kes.to_string());
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// What a certificate found, a sentence each; the first says whether the balance holds.
#[must_use]
pub fn findings(of: &Certificate) -> Vec<String> {
    const BREAKS_SHOWN_MAX: usize = 20;
    let mut told = match &of.chain {
        Chain::Unbroken => vec![format!("Balance unbroken over {} rows.", count(of.rows))],
        Chain::NotCheckable(why) => vec![format!("Running balance not checkable: {why}.")],
        Chain::Broken(breaks) => breaks.iter().take(BREAKS_SHOWN_MAX).map(hole).collect(),
    };
    if let Chain::Broken(breaks) = &of.chain
        && breaks.len() > BREAKS_SHOWN_MAX
    {
        told.push(format!(
            "… and {} more breaks.",
            breaks.len() - BREAKS_SHOWN_MAX
        ));
    }
    told.push(check("Opening + in + out = closing", &of.arithmetic));
    told.push(check("Sums of rows = the file's totals", &of.totals));
    if of.not_completed > 0 {
        told.push(format!(
            "{} rows moved no money and took no part.",
            count(of.not_completed)
        ));
    }
    told
}

fn hole(at: &Break) -> String {
    let from = at.after.map_or_else(|| "the start".to_owned(), second);
    format!(
        "Rows may be missing or edited between {from} and {} (row {}): the balance should be {}, the \
         file says {}, a difference of {}.",
        second(at.at),
        at.row,
        at.expected,
        at.found,
        at.difference()
    )
}

fn check(what: &str, of: &Check) -> String {
    match of {
        Check::Ties => format!("{what}: ties."),
        Check::Differs { declared, computed } => {
            format!("{what}: differs. The file declares {declared}, its rows give {computed}.")
        }
        Check::NotCheckable(why) => format!("{what}: not checkable, {why}."),
    }
}

/// `complete`, `broken` or `not_checkable`.
#[must_use]
pub fn verdict(of: &Certificate) -> &'static str {
    let differs = |check: &Check| matches!(check, Check::Differs { .. });
    match &of.chain {
        Chain::Broken(_) => "broken",
        _ if differs(&of.arithmetic) || differs(&of.totals) => "broken",
        Chain::Unbroken => "complete",
        Chain::NotCheckable(_) => "not_checkable",
    }
}

/// A row's warning as a sentence.
#[must_use]
pub fn warning(of: &Warning) -> String {
    match of {
        Warning::DateCode { coded } => format!(
            "The receipt itself names {}, more than a day from the time printed.",
            day(*coded)
        ),
        Warning::DateResolved => {
            "Day and month could be swapped; the receipt's date decided.".to_owned()
        }
        Warning::DateFromReceipt => {
            "The cell held no date; the day is taken from the receipt.".to_owned()
        }
        Warning::AccountConverted => {
            "A spreadsheet may have changed the typed account into a number or date.".to_owned()
        }
        Warning::NegativeBalance => "The balance is below zero here.".to_owned(),
        Warning::SignContradictsColumn => {
            "The sign contradicts its column; the column was believed.".to_owned()
        }
        Warning::PossibleDoublePayment => {
            "The same payer paid the same amount within a minute.".to_owned()
        }
        Warning::OrphanCharge => {
            "The payment this charge belongs to is not in the file.".to_owned()
        }
        Warning::PhoneLost => "A spreadsheet has lost digits of the phone number.".to_owned(),
    }
}

/// A text with every phone number in it masked.
#[must_use]
pub fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_ascii_digit() && c != '+') {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        match Phone::parse(digits) {
            Ok(phone) if digits.len() >= 9 => {
                out.push_str(&phone.to_string());
                out.push_str(piece.strip_prefix(digits).unwrap_or_default());
            }
            Ok(_) | Err(_) => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn periods_say_no_more_than_needed() {
        assert_eq!(
            period(at(2026, 8, 1), at(2026, 10, 31)),
            "1 August – 31 October 2026"
        );
        assert_eq!(
            period(at(2026, 11, 1), at(2026, 11, 19)),
            "1–19 November 2026"
        );
        assert_eq!(period(at(2026, 2, 3), at(2026, 2, 3)), "3 February 2026");
        assert_eq!(
            period(at(2025, 12, 1), at(2026, 1, 31)),
            "1 December 2025 – 31 January 2026"
        );
    }

    #[test]
    fn counts_have_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1_204_331), "1,204,331");
    }

    #[test]
    fn numbers_in_texts_are_masked() {
        assert_eq!(
            without_numbers("Pay Bill from 254712345118 - AMANI Acc. 42, 0700000101."),
            "Pay Bill from 2547••••118 - AMANI Acc. 42, 2547••••101."
        );
        assert_eq!(without_numbers("Acc. INV-20433"), "Acc. INV-20433");
    }
}
