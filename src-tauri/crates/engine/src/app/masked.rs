//! Raw evidence as everybody may see it: numbers and the party's name masked.

use std::collections::BTreeSet;

use domain::{MaskedName, Phone};

use crate::words::without_numbers;

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
    }
}
