//! A stored line as lists and the right pane show it.

use domain::{LineClass, LineKind, MaskedName};

use crate::api::LineRowDto;
use crate::app::masked::Sight;
use crate::store::lines::LineRow;
use crate::words;

/// A line in a list.
#[must_use]
pub fn row(of: &LineRow, sight: Sight) -> LineRowDto {
    LineRowDto {
        id: of.id.get(),
        receipt: of.receipt.to_string(),
        day: of.completed.civil().format("%-d %b").to_string(),
        time: of.completed.civil().format("%H:%M").to_string(),
        party: party(of, sight),
        typed: of
            .typed_account
            .as_deref()
            .map(|typed| sight.text(typed, &names(of)))
            .unwrap_or_default(),
        amount: of.amount.to_string(),
        class: of.class.word().to_owned(),
        kind: of.leg.kind().word().to_owned(),
        why: sight.text(&why(of), &names(of)),
        confidence: match of.class {
            LineClass::Suggested | LineClass::Ambiguous => {
                of.confidence.map(percent).unwrap_or_default()
            }
            LineClass::Matched
            | LineClass::Part
            | LineClass::Duplicate
            | LineClass::Unmatched
            | LineClass::Fee
            | LineClass::Transfer
            | LineClass::Reversed
            | LineClass::NotCompleted => String::new(),
        },
    }
}

/// A line no matching run has seen yet says so.
fn why(of: &LineRow) -> String {
    if of.why.is_empty() {
        "Not looked at yet.".to_owned()
    } else {
        of.why.clone()
    }
}

/// Who paid or was paid; for own money, what it was.
#[must_use]
pub fn party(of: &LineRow, sight: Sight) -> String {
    let name = of.party_name.as_ref().filter(|name| !name.is_empty());
    match (of.leg.kind(), name) {
        (LineKind::Charge, _) => "M-Pesa charge".to_owned(),
        (LineKind::Sweep | LineKind::Transfer, _) => {
            sight.text(&own_money(of.details.reveal()), &names(of))
        }
        (_, Some(name)) => sight.name(Some(name)),
        (_, None) => of
            .party
            .as_ref()
            .map_or_else(|| details(of, sight), ToString::to_string),
    }
}

/// `Utility → Settlement` instead of the portal's long names.
fn own_money(details: &str) -> String {
    let short = |name: &str| {
        name.trim()
            .trim_start_matches("Organization ")
            .trim_end_matches(" Account")
            .to_owned()
    };
    match details.split_once(" to ") {
        Some((from, to)) => format!("{} → {}", short(from), short(to)),
        None => details.to_owned(),
    }
}

/// Hundredths of a percent as whole percent, never rounded up to certainty.
#[must_use]
pub fn percent(confidence: u16) -> String {
    (confidence / 100).to_string()
}

/// What the statement's wording becomes on the screen.
#[must_use]
pub fn details(of: &LineRow, sight: Sight) -> String {
    sight.text(of.details.reveal(), &names(of))
}

/// The names that may stand in its texts.
pub fn names(of: &LineRow) -> Vec<&MaskedName> {
    of.party_name.iter().collect()
}

/// `19 Nov 2026 14:31:05 EAT`, or less where the file tells less.
#[must_use]
pub fn completed(of: &LineRow) -> String {
    use statements::model::Precision;
    match of.precision {
        Precision::Second => format!("{} EAT", words::second(of.completed)),
        Precision::Minute => format!("{} EAT", words::minute(of.completed)),
        Precision::Day => words::day(of.completed.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_money_is_short() {
        assert_eq!(
            own_money("Utility Account to Organization Settlement Account"),
            "Utility → Settlement"
        );
        assert_eq!(own_money("Real Time Settlement"), "Real Time Settlement");
    }
}
