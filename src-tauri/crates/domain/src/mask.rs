//! Types that print masked. Law 8: a name or a private text reaches a log or an error only as this.

use std::fmt;

/// A person's name. `Display` and `Debug` keep the first letter of each part; [`MaskedName::reveal`]
/// is the one, searchable way to the whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MaskedName(Box<str>);

impl MaskedName {
    /// Wraps a name.
    #[must_use]
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self(name.into())
    }

    /// The whole name, for matching, storing, and screens whose reader may see it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts that can be compared: upper case, letters only, masked parts (`****`) left out.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '*' | '\'' | '’'))
            .filter(|part| !part.is_empty() && !part.contains('*'))
            .map(|part| {
                part.chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect::<String>()
            })
            .filter(|part| !part.is_empty())
            .map(|part| part.to_uppercase())
    }
}

impl fmt::Display for MaskedName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.split_whitespace().enumerate() {
            if index > 0 {
                out.write_str(" ")?;
            }
            match part.chars().next() {
                Some(first) => write!(out, "{first}•••")?,
                None => out.write_str("•••")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for MaskedName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// A text that may hold names or numbers, such as a statement's details. Prints only its length.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MaskedText(Box<str>);

impl MaskedText {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The whole text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for MaskedText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<{} characters>", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_no_more_than_initials() {
        let name = MaskedName::new("Grace W****** Njeri");
        assert_eq!(format!("{name} {name:?}"), "G••• W••• N••• G••• W••• N•••");
        assert_eq!(name.reveal(), "Grace W****** Njeri");
        assert_eq!(
            format!("{:?}", MaskedText::new("0700000101")),
            "<10 characters>"
        );
    }

    #[test]
    fn tokens_leave_masked_parts_out() {
        let tokens: Vec<_> = MaskedName::new("amani **** O'Mfano-Jaribio")
            .tokens()
            .collect();
        assert_eq!(tokens, ["AMANI", "OMFANO", "JARIBIO"]);
    }
}
