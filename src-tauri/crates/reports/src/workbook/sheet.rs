//! One sheet being written, top to bottom: values of the report's own types in, typed cells out.

use chrono::{Datelike, Timelike};
use domain::{Day, Eat, Kes};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::number;
use super::style::Styles;
use crate::labels;
use crate::neutral::is_formula_like;

/// The most characters a spreadsheet cell holds.
const CELL_CHARS_MAX: usize = 32_767;
/// The most rows a sheet holds.
const SHEET_ROWS_MAX: u32 = 1_048_576;

/// A column of a table.
pub(super) struct Column {
    /// Header.
    pub(super) title: &'static str,
    /// Width in characters of the standard font.
    pub(super) width: u16,
    /// Whether it holds figures, which stand to the right.
    pub(super) figures: bool,
}

/// A cell's value; the type decides how it is stored and shown.
pub(super) enum Value<'a> {
    /// Stays text, whatever it looks like.
    Text(&'a str),
    /// Text in the words of this crate.
    Words(String),
    /// An amount.
    Amount(Kes),
    /// A whole number.
    Count(i64),
    /// Hundredths of a percent.
    Share(u16),
    /// A day.
    Day(Day),
    /// A moment.
    Moment(Eat),
    /// Nothing.
    Blank,
}

impl Value<'_> {
    /// A value, or a blank cell.
    pub(super) fn or_blank<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Blank, make)
    }

    /// A count that cannot be negative.
    pub(super) fn count(number: u64) -> Self {
        i64::try_from(number).map_or_else(|_| Value::Words(number.to_string()), Value::Count)
    }
}

/// A sheet and the row it has reached.
pub(super) struct Sheet<'a> {
    page: &'a mut Worksheet,
    styles: &'a Styles,
    row: u32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(page: &'a mut Worksheet, styles: &'a Styles) -> Self {
        Self {
            page,
            styles,
            row: 0,
        }
    }

    /// Leaves rows empty.
    pub(super) fn skip(&mut self, rows: u32) {
        self.row = self.row.saturating_add(rows);
    }

    /// One cell of this row in a given format; the row is not left.
    pub(super) fn put(
        &mut self,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let text = within_cell(text);
        self.page
            .write_string_with_format(self.row, column, text, format)?;
        Ok(())
    }

    /// A row of header cells.
    pub(super) fn header(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let styles = self.styles;
        for (index, column) in (0u16..).zip(columns) {
            let format = if column.figures {
                &styles.header_right
            } else {
                &styles.header
            };
            self.put(index, column.title, format)?;
        }
        self.skip(1);
        Ok(())
    }

    /// A row of values.
    pub(super) fn values(&mut self, values: &[Value<'_>]) -> Result<(), XlsxError> {
        self.row_with(values, &self.styles.amount, &self.styles.sentence)
    }

    /// A row of values under a rule, in bold.
    pub(super) fn total(&mut self, values: &[Value<'_>]) -> Result<(), XlsxError> {
        self.row_with(values, &self.styles.total_amount, &self.styles.total)
    }

    fn row_with(
        &mut self,
        values: &[Value<'_>],
        amount: &'a Format,
        words: &'a Format,
    ) -> Result<(), XlsxError> {
        for (column, value) in (0u16..).zip(values) {
            self.value(column, value, amount, words)?;
        }
        self.skip(1);
        Ok(())
    }

    fn value(
        &mut self,
        column: u16,
        value: &Value<'_>,
        amount: &'a Format,
        words: &'a Format,
    ) -> Result<(), XlsxError> {
        let styles = self.styles;
        match value {
            Value::Text(text) if is_formula_like(text) => self.put(column, text, &styles.guarded),
            Value::Text("") | Value::Blank => Ok(()),
            Value::Text(text) => self.put(column, text, &styles.text),
            Value::Words(text) => self.put(column, text, words),
            Value::Amount(kes) => match number::shillings(*kes) {
                Some(shillings) => self.number(column, shillings, amount),
                None => self.put(column, &kes.plain(), &styles.amount_text),
            },
            Value::Count(count) => match number::whole(*count) {
                Some(whole) => self.number(column, whole, &styles.count),
                None => self.put(column, &count.to_string(), &styles.amount_text),
            },
            Value::Share(share) => {
                let text = labels::percent(*share);
                match number::decimal(&text) {
                    Some(share) => self.number(column, share, &styles.share),
                    None => self.put(column, &text, &styles.amount_text),
                }
            }
            Value::Day(day) => match excel_day(*day) {
                Some(cell) => self.moment(column, &cell, &styles.day),
                None => self.put(column, &day.to_string(), &styles.amount_text),
            },
            Value::Moment(at) => match excel_moment(*at) {
                Some(cell) => self.moment(column, &cell, &styles.moment),
                None => self.put(column, &at.to_string(), &styles.amount_text),
            },
        }
    }

    fn number(
        &mut self,
        column: u16,
        value: impl Into<f64>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.page
            .write_number_with_format(self.row, column, value, format)?;
        Ok(())
    }

    fn moment(
        &mut self,
        column: u16,
        value: &ExcelDateTime,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.page
            .write_datetime_with_format(self.row, column, value, format)?;
        Ok(())
    }

    /// A whole sheet that is one table: frozen header, filter, widths, and a page layout for
    /// printing. Rows past the sheet's limit are left out, and the last row says how many.
    pub(super) fn table<'v, T>(
        mut self,
        columns: &[Column],
        rows: &'v [T],
        left_out_in: &str,
        values: impl Fn(&'v T) -> Vec<Value<'v>>,
    ) -> Result<(), XlsxError> {
        for (index, column) in (0u16..).zip(columns) {
            self.page.set_column_width(index, column.width)?;
        }
        self.page
            .set_freeze_panes(1, 0)?
            .set_repeat_rows(0, 0)?
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_footer("&L&A&RPage &P of &N");
        self.header(columns)?;
        // One row for the header, one for the note.
        let room = usize::try_from(SHEET_ROWS_MAX - 2).unwrap_or(usize::MAX);
        for row in rows.iter().take(room) {
            self.values(&values(row))?;
        }
        let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
        self.page
            .autofilter(0, 0, self.row.saturating_sub(1).max(1), last_column)?;
        if let Some(more @ 1..) = rows.len().checked_sub(room) {
            let note = format!("… and {more} more rows, all in {left_out_in}");
            self.put(0, &note, &self.styles.note)?;
        }
        Ok(())
    }
}

/// The text, cut to what a cell holds.
fn within_cell(text: &str) -> String {
    if text.encode_utf16().count() <= CELL_CHARS_MAX {
        return text.to_owned();
    }
    // Half the limit is safe even if every character takes two units.
    let mut cut: String = text.chars().take(CELL_CHARS_MAX / 2).collect();
    cut.push('…');
    cut
}

/// A day as a spreadsheet knows it, from 1900 to 9999.
pub(super) fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    let day = u8::try_from(day.day()).ok()?;
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A moment as a spreadsheet knows it, in East Africa Time.
fn excel_moment(at: Eat) -> Option<ExcelDateTime> {
    let civil = at.civil();
    let hour = u16::try_from(civil.hour()).ok()?;
    let minute = u8::try_from(civil.minute()).ok()?;
    let second = u8::try_from(civil.second()).ok()?;
    excel_day(at.day())?.and_hms(hour, minute, second).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_fits_a_cell() {
        assert_eq!(within_cell("short"), "short");
        for c in ["a", "é", "🪙"] {
            let cut = within_cell(&c.repeat(40_000));
            assert!(cut.encode_utf16().count() <= CELL_CHARS_MAX);
            assert!(cut.ends_with('…'));
        }
    }
}
