//! Headers found by content, folded so that spelling, case and units do not matter
//! (`mpesa-statements.md` 8.4, 8.6, N01, N76).

use crate::model::Mapped;
use crate::table::Head;

/// A header in the form that is compared, and the unit in brackets at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Folded {
    /// Letters and digits only, lower case: `receiptno`.
    pub name: String,
    /// `KSHs` of `Paid In (KSHs)`.
    pub unit: Option<String>,
}

/// Folds a header. Punctuation, blanks, marks that print nothing and a trailing unit go.
pub(crate) fn fold(header: &str) -> Folded {
    let trimmed = header.trim_end_matches(|c: char| {
        c.is_whitespace() || domain::account::is_invisible(c) || c == '.' || c == ':'
    });
    let (name, unit) = match trimmed.strip_suffix([')', ']']) {
        Some(open) => match open.rsplit_once(['(', '[']) {
            Some((name, unit)) => (name, Some(unit.trim().to_owned())),
            None => (trimmed, None),
        },
        None => (trimmed, None),
    };
    Folded {
        name: name
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect(),
        unit,
    }
}

/// A field that a column can be taken for.
pub(crate) trait Field: Copy + PartialEq {
    /// Its word in previews and messages.
    fn word(self) -> &'static str;
}

/// Which column holds which field.
#[derive(Debug, Clone)]
pub(crate) struct Columns<F> {
    headers: Vec<String>,
    fields: Vec<Option<F>>,
    units: Vec<Option<String>>,
}

impl<F: Field> Columns<F> {
    /// Takes each header for a field by its name; the first of two with the same meaning counts.
    pub(crate) fn map(cells: &[String], known: impl Fn(&str) -> Option<F>) -> Self {
        let mut headers: Vec<String> = cells
            .iter()
            .map(|cell| domain::account::collapse(cell))
            .collect();
        while headers.last().is_some_and(String::is_empty) {
            headers.pop();
        }
        let mut fields: Vec<Option<F>> = Vec::with_capacity(headers.len());
        let mut units = Vec::with_capacity(headers.len());
        for header in &headers {
            let folded = fold(header);
            let field = known(&folded.name).filter(|field| !fields.contains(&Some(*field)));
            fields.push(field);
            units.push(folded.unit);
        }
        Self {
            headers,
            fields,
            units,
        }
    }

    /// The column of a field, from 0.
    pub(crate) fn of(&self, field: F) -> Option<usize> {
        self.fields.iter().position(|found| *found == Some(field))
    }

    /// Whether the field has a column.
    pub(crate) fn has(&self, field: F) -> bool {
        self.of(field).is_some()
    }

    /// How many fields have one.
    pub(crate) fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// The unit in brackets after a field's header.
    pub(crate) fn unit(&self, field: F) -> Option<&str> {
        self.units.get(self.of(field)?)?.as_deref()
    }

    /// Every header as printed, trailing empty ones left out.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The columns after the one before, as previews show them.
    pub(crate) fn mapping(&self) -> Vec<Mapped> {
        self.headers
            .iter()
            .zip(&self.fields)
            .enumerate()
            .map(|(index, (header, field))| Mapped {
                header: header.clone(),
                column: index + 1,
                field: field.map(Field::word),
            })
            .collect()
    }

    /// Gives a column without a meaning to a field.
    pub(crate) fn assign(&mut self, column: usize, field: F) {
        if let Some(slot) = self.fields.get_mut(column) {
            *slot = Some(field);
        }
    }
}

/// A header row found: in which head, in which row of it.
#[derive(Debug, Clone)]
pub(crate) struct Found<F> {
    /// Index of the head.
    pub head: usize,
    /// The header's row number in the file.
    pub row: u64,
    /// Its columns.
    pub columns: Columns<F>,
}

/// Every head's first row that passes for a header, in the order of the heads.
pub(crate) fn find<F: Field>(
    heads: &[Head],
    known: impl Fn(&str) -> Option<F> + Copy,
    passes: impl Fn(&Columns<F>) -> bool,
) -> Vec<Found<F>> {
    let mut found = Vec::new();
    for (head, candidate) in heads.iter().enumerate() {
        let first = candidate.rows.iter().find_map(|row| {
            let columns = Columns::map(&row.cells, known);
            passes(&columns).then_some(Found {
                head,
                row: row.number,
                columns,
            })
        });
        found.extend(first);
    }
    found
}

/// The row that looks most like a header, for the message that none was found: most known headers,
/// then most cells.
pub(crate) fn likeliest<F: Field>(
    heads: &[Head],
    known: impl Fn(&str) -> Option<F> + Copy,
) -> (Option<u64>, Vec<String>) {
    heads
        .iter()
        .flat_map(|head| &head.rows)
        .map(|row| {
            let columns = Columns::map(&row.cells, known);
            let filled = columns.headers().iter().filter(|h| !h.is_empty()).count();
            ((columns.known(), filled), row)
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map_or((None, Vec::new()), |(_, row)| {
            (Some(row.number), row.cells.clone())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_case_and_units_do_not_matter() {
        for header in [
            "Receipt No.",
            "receipt no",
            "\u{feff}Receipt No",
            "RECEIPT_NO",
            "Receipt\u{a0}No. ",
            "Receipt\nNo.",
            "\u{200f}Receipt No.",
        ] {
            assert_eq!(fold(header).name, "receiptno", "{header:?}");
        }
        let folded = fold("Paid In (KSHs)");
        assert_eq!(folded.name, "paidin");
        assert_eq!(folded.unit.as_deref(), Some("KSHs"));
        assert_eq!(fold("A/C No.").name, "acno");
        assert_eq!(fold("(x").name, "x");
        assert_eq!(fold("").name, "");
    }
}
