//! What is told when something can't be done: what happened to the money, why, and what to do.

use std::fmt;

/// A failure in words a user can act on. It crosses every boundary: engine to window, engine to
/// terminal. It never carries a secret, a full phone number or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable, for programs and tests: `statement.no_header`.
    pub code: Code,
    /// What happened, first to the money or the data, then why. Whole sentences.
    pub message: String,
    /// What the reader can do, most promising first; each an instruction.
    pub remedies: Vec<String>,
    /// The form field at fault, where there is one.
    pub field: Option<String>,
    /// The file, row and column at fault, where there is one.
    pub place: Option<Place>,
    /// Whether the same act may succeed later.
    pub retry: Retry,
}

/// A stable name for a kind of problem: `area.what`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file's name without its folders.
    pub file: String,
    /// Row number as the file's own program counts, from 1.
    pub row: Option<u64>,
    /// The column's header.
    pub column: Option<String>,
}

/// Whether trying again is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same act gives the same answer.
    Never,
    /// Once the reader has followed a remedy.
    AfterRemedy,
    /// At once; the cause may have passed.
    Now,
}

impl Problem {
    /// A problem that trying again does not cure. Add to it with the `with_` methods.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code: Code(code),
            message: message.into(),
            remedies: Vec::new(),
            field: None,
            place: None,
            retry: Retry::Never,
        }
    }

    /// Adds something to do, and with it the hope that doing it helps.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedies.push(remedy.into());
        if self.retry == Retry::Never {
            self.retry = Retry::AfterRemedy;
        }
        self
    }

    /// Names the form field.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Names the place in a file.
    #[must_use]
    pub fn with_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says that the same act may succeed at once.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(name: impl Into<String>) -> Self {
        Self {
            file: name.into(),
            row: None,
            column: None,
        }
    }
}

/// `statement.csv, row 14, column Paid In`
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(out, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(out, ", column {column}")?;
        }
        Ok(())
    }
}

/// The message, its place and the remedies, as a terminal prints them.
impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(out, "{place}: ")?;
        }
        out.write_str(&self.message)?;
        for remedy in &self.remedies {
            write!(out, "\n  → {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_a_clerk_would_want_it() {
        let place = Place {
            file: "march.csv".into(),
            row: Some(14),
            column: Some("Paid In".into()),
        };
        let problem = Problem::new(
            "statement.amount",
            "This row was set aside; the rest is read.",
        )
        .with_place(place)
        .with_remedy("Correct the amount in the file and import it again.");
        assert_eq!(problem.retry, Retry::AfterRemedy);
        assert_eq!(
            problem.to_string(),
            "march.csv, row 14, column Paid In: This row was set aside; the rest is read.\n  \
             → Correct the amount in the file and import it again."
        );
    }
}
