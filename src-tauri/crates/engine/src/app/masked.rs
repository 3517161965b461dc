//! What of customers is shown to whom (law 8). Numbers are masked for everybody; names for whoever does not
//! reconcile or pay by them (`people::permissions::sees_names`). Nothing else puts a name on the screen.

use std::collections::BTreeSet;

use domain::{MaskedName, Phone};
use serde_json::Value;

use super::Core;
use crate::audit::canonical_json;
use crate::people::permissions;
use crate::words::without_numbers;

/// What the person who asks sees of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Full,
    /// The first letter of each part.
    Initials,
}

impl Core {
    /// What whoever acts sees of names.
    pub(super) fn sight(&self) -> Sight {
        let full = self
            .actor
            .as_ref()
            .is_some_and(|actor| permissions::sees_names(&actor.roles));
        if full { Sight::Full } else { Sight::Initials }
    }
}

impl Sight {
    /// A name; empty when there is none.
    #[must_use]
    pub fn name(self, of: Option<&MaskedName>) -> String {
        match self {
            Self::Full => of.map_or_else(String::new, |name| name.reveal().to_owned()),
            Self::Initials => of.map_or_else(String::new, ToString::to_string),
        }
    }

    /// A text in which these names may stand, and in which numbers are masked. A wording of M-Pesa of which
    /// no name was read has what may be one after a dash.
    #[must_use]
    pub fn text(self, text: &str, names: &[&MaskedName]) -> String {
        match (self, text.split_once(" - ")) {
            (Self::Full, _) => without_numbers(text),
            (Self::Initials, Some((head, tail))) if names.is_empty() => {
                format!("{} - {}", without_numbers(head), initials(tail))
            }
            (Self::Initials, _) => cell(text, names),
        }
    }

    /// A cell that could not be read as anything: any word of it may be a name.
    #[must_use]
    pub fn unread(self, text: &str) -> String {
        match self {
            Self::Full => without_numbers(text),
            Self::Initials => initials(text),
        }
    }
}

/// Numbers masked, and of every word that begins with a letter only that letter.
fn initials(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in without_numbers(text).chars() {
        let joins = c.is_alphabetic() || (inside && matches!(c, '\'' | '’'));
        match (joins, inside) {
            (true, false) => {
                out.push(c);
                out.push_str("•••");
            }
            (true, true) => {}
            (false, _) => out.push(c),
        }
        inside = joins;
    }
    out
}

/// A cell's text with every phone number in it masked, and every part of these names but its first
/// letter.
#[must_use]
pub fn cell(text: &str, names: &[&MaskedName]) -> String {
    if let Ok(phone) = Phone::parse(text) {
        return phone.to_string();
    }
    let text = without_numbers(text);
    let parts: BTreeSet<String> = names.iter().flat_map(|name| name.tokens()).collect();
    if parts.is_empty() {
        return text;
    }
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars() {
        if joins(c) {
            word.push(c);
        } else {
            flush(&mut out, &mut word, &parts);
            out.push(c);
        }
    }
    flush(&mut out, &mut word, &parts);
    out
}

/// Canonical JSON with [`cell`] done to every text in it; its keys stay.
#[must_use]
pub fn json(text: &str, names: &[&MaskedName]) -> String {
    let Ok(mut value) = serde_json::from_str(text) else {
        return cell(text, names);
    };
    each_text(&mut value, names);
    canonical_json(&value)
}

fn each_text(value: &mut Value, names: &[&MaskedName]) {
    match value {
        Value::String(text) => *text = cell(text, names),
        Value::Array(list) => list.iter_mut().for_each(|of| each_text(of, names)),
        Value::Object(map) => map.values_mut().for_each(|of| each_text(of, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn flush(out: &mut String, word: &mut String, parts: &BTreeSet<String>) {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    match word.chars().next() {
        Some(first) if parts.contains(&plain.to_uppercase()) => {
            out.push(first);
            out.push_str("•••");
        }
        Some(_) | None => out.push_str(word),
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_masked() {
        let name = MaskedName::new("AMANI O'MFANO");
        assert_eq!(
            cell(
                "Pay Bill from 254712345118 - Amani O'Mfano Acc. INV-1",
                &[&name]
            ),
            "Pay Bill from 2547••••118 - A••• O••• Acc. INV-1"
        );
        assert_eq!(cell("0712 345 118", &[]), "2547••••118");
        assert_eq!(cell("1,500.00", &[&name]), "1,500.00");
        assert_eq!(
            json(r#"{"amani":[1,"to Amani"]}"#, &[&name]),
            r#"{"amani":[1,"to A•••"]}"#
        );
    }

    #[test]
    fn a_name_is_seen_in_full_or_by_its_first_letters() {
        let name = MaskedName::new("AMANI O'MFANO");
        let text = "Pay Bill from 254712345118 - Amani O'Mfano Acc. INV-1";
        let (full, first) = (Sight::Full, Sight::Initials);
        assert_eq!(full.name(Some(&name)), "AMANI O'MFANO");
        assert_eq!(first.name(Some(&name)), "A••• O•••");
        assert_eq!(first.name(None), "");
        assert_eq!(
            full.text(text, &[&name]),
            "Pay Bill from 2547••••118 - Amani O'Mfano Acc. INV-1"
        );
        assert_eq!(
            first.text(text, &[&name]),
            "Pay Bill from 2547••••118 - A••• O••• Acc. INV-1"
        );
        assert_eq!(
            first.text(text, &[]),
            "Pay Bill from 2547••••118 - A••• O••• A•••. I•••-1"
        );
        assert_eq!(first.text("Pay Bill Charge", &[]), "Pay Bill Charge");
        assert_eq!(first.unread("13/25/2026 of amani"), "13/25/2026 o••• a•••");
        assert_eq!(full.unread("amani 0712345118"), "amani 2547••••118");
    }
}
