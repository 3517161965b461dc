//! Sentences with references as people write them.
//!
//! The matching engine knows folded keys only (`INV20433`); a reader wants what stands in the ledger
//! (`INV-20433`) or what the payer typed.

use std::collections::HashMap;

use domain::AccountKey;
use domain::account::collapse;
use matching::model::Solution;

/// Shorter keys are left as they are: they could be any word.
const KEY_CHARS_MIN: usize = 3;
/// A longer typed text would swallow the sentence.
const TYPED_CHARS_MAX: usize = 32;

/// What folded keys are written as.
#[derive(Debug, Default)]
pub struct Names {
    written: HashMap<Box<str>, Box<str>>,
}

impl Names {
    /// Adds a reference or account as the ledger writes it. The first way of writing a key stays.
    pub fn add(&mut self, written: &str) {
        let clean = collapse(written);
        if let Some(key) = AccountKey::fold(&clean)
            && key.as_str() != clean
            && is_key(key.as_str())
        {
            self.written
                .entry(key.as_str().into())
                .or_insert_with(|| clean.into());
        }
    }

    /// Rewrites every sentence of an answer. `typed` gives what was typed for each line, in the
    /// answer's order.
    pub fn speak<'t>(&self, solution: &mut Solution, typed: impl Iterator<Item = Option<&'t str>>) {
        for found in &mut solution.matches {
            found.explanation = self.sentence(&found.explanation, None);
        }
        for finding in &mut solution.findings {
            finding.detail = self.sentence(&finding.detail, None);
        }
        for (line, typed) in solution.lines.iter_mut().zip(typed) {
            line.why = self.sentence(&line.why, typed);
        }
    }

    /// One sentence, with each key in it as it is written.
    #[must_use]
    pub fn sentence(&self, text: &str, typed: Option<&str>) -> String {
        let typed = typed
            .map(collapse)
            .filter(|typed| typed.chars().count() <= TYPED_CHARS_MAX);
        let own = typed.as_deref().and_then(AccountKey::fold);
        let mut out = String::with_capacity(text.len() + 8);
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let number = is_in_number(&out, word, after);
            let spoken = self
                .written
                .get(word)
                .map(|written| &**written)
                .or_else(|| {
                    let is_own =
                        is_key(word) && own.as_ref().is_some_and(|key| key.as_str() == word);
                    if is_own { typed.as_deref() } else { None }
                });
            out.push_str(if number { word } else { spoken.unwrap_or(word) });
            let mut others = after.char_indices();
            others.next();
            let next = others.next().map_or(after.len(), |(at, _)| at);
            let (gap, following) = after.split_at(next);
            out.push_str(gap);
            rest = following;
        }
        out
    }
}

/// Whether digits are part of an amount or a date: `26,101.00`, `KES 399.00`, `2026-08-05`.
fn is_in_number(before: &str, word: &str, after: &str) -> bool {
    let joins = |c: Option<char>| matches!(c, Some(',' | '.' | '-' | '−'));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    word.bytes().all(|b| b.is_ascii_digit())
        && (before.ends_with("KES ")
            || before.ends_with("KES −")
            || (joins(back.next()) && digit(back.next()))
            || (joins(on.next()) && digit(on.next())))
}

/// Whether a word can only be a key: long enough, and not the currency.
fn is_key(word: &str) -> bool {
    word.chars().count() >= KEY_CHARS_MIN && word != "KES"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names() -> Names {
        let mut names = Names::default();
        for written in ["INV-20433", "STALL 027", "Kes", "inv 20433"] {
            names.add(written);
        }
        names
    }

    #[test]
    fn keys_are_written_as_in_the_ledger() {
        let said = names().sentence(
            "The account typed is invoice INV20433; KES 4,870.00 settles INV20433.",
            None,
        );
        assert_eq!(
            said,
            "The account typed is invoice INV-20433; KES 4,870.00 settles INV-20433."
        );
        assert_eq!(
            names().sentence("customer STALL027", None),
            "customer STALL 027"
        );
    }

    #[test]
    fn amounts_and_dates_are_never_rewritten() {
        let mut names = Names::default();
        for written in ["1-01", "3-99", "20-26", "1-00"] {
            names.add(written);
        }
        let text =
            "KES 26,101.00 pays part of 101, of which KES 399.00 stays open since 2026-08-05.";
        let said = names.sentence(text, None);
        assert_eq!(said, text.replace("part of 101", "part of 1-01"));
    }

    #[test]
    fn what_was_typed_is_shown_as_typed() {
        let said = names().sentence("No invoice is called MEDICALFUND.", Some("Medical  fund"));
        assert_eq!(said, "No invoice is called Medical fund.");
    }

    proptest! {
        #[test]
        fn other_text_is_left_alone(text in "\\PC{0,60}") {
            prop_assert_eq!(Names::default().sentence(&text, None), text);
        }
    }
}
