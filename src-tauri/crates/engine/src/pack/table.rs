//! Tables as CSV: UTF-8, commas, a header row, lines end in `\n`.

use csv::{ReaderBuilder, StringRecord, Terminator, Writer, WriterBuilder};
use reports::neutral::{is_formula_like, neutralise};

/// A table in the making.
pub struct Table(Writer<Vec<u8>>);

impl Table {
    /// A table with these columns.
    pub fn new(header: &[&str]) -> Self {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        writer.write_record(header).expect("memory takes every row");
        Self(writer)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.0.write_record(cells).expect("memory takes every row");
    }

    /// The file's bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every row")
    }
}

/// A text that a person or a file wrote: no spreadsheet runs it.
pub fn text(of: &str) -> String {
    neutralise(of).into_owned()
}

/// The text of a cell, as it was before [`text`].
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula_like(rest) => rest,
        Some(_) | None => cell,
    }
}

/// Runs `each` over the rows of a table that has exactly these columns.
///
/// # Errors
/// A sentence when it has others, or is no CSV; what `each` says, with the row's number.
pub fn rows(
    bytes: &[u8],
    header: &[&str],
    mut each: impl FnMut(&StringRecord) -> Option<()>,
) -> Result<(), String> {
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(bytes);
    for (number, row) in (0_u64..).zip(reader.records()) {
        let row = row.map_err(|_| format!("row {number} is no CSV"))?;
        let fits = if number == 0 {
            row.iter().eq(header.iter().copied())
        } else {
            row.len() == header.len() && each(&row).is_some()
        };
        if !fits {
            return Err(format!(
                "row {number} is not as this pack's makers write it"
            ));
        }
    }
    Ok(())
}
