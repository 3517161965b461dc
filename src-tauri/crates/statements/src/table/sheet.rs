//! Workbooks. `calamine` reads the cells one by one, so that a sheet is never held whole; here they
//! are gathered into rows, and numbers become their shortest exact text.

use std::fmt::Write as _;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::Problem;

use super::{Gate, HEAD_ROWS, Head, HeadRow, Kind, Row, Sink, cells};
use crate::archive;
use crate::model::{Limits, Source};
use crate::refusal;

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    /// As its tab shows it.
    pub name: String,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Which it is, from 1.
    pub number: usize,
}

/// An open workbook.
pub(crate) struct Book<'a> {
    workbook: Xlsx<Cursor<&'a [u8]>>,
    hidden_rows: u64,
    tabs: Vec<Tab>,
}

impl<'a> Book<'a> {
    /// Opens a package that passed [`crate::archive::inspect`].
    pub(crate) fn open(source: Source<'a>) -> Result<Self, Problem> {
        let workbook = contained(source, || Xlsx::new(Cursor::new(source.bytes)))?;
        let tabs: Vec<_> = workbook
            .sheets_metadata()
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
            .map(|(index, sheet)| Tab {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
                number: index + 1,
            })
            .collect();
        if tabs.is_empty() {
            return Err(refusal::damaged(source, "it has no worksheet"));
        }
        Ok(Self {
            workbook,
            hidden_rows: 0,
            tabs,
        })
    }

    /// Whether bare serial numbers count from 1904.
    pub(crate) fn since_1904(&self) -> bool {
        self.workbook.has_1904_epoch()
    }

    /// Hidden rows of the workbook (N63), once it was walked.
    pub(crate) fn hidden_rows(&self) -> u64 {
        self.hidden_rows
    }

    /// The first rows of every sheet, shown ones first.
    pub(crate) fn heads(
        &mut self,
        source: Source<'_>,
        limits: &Limits,
    ) -> Result<Vec<Head>, Problem> {
        let mut tabs = self.tabs.clone();
        tabs.sort_by_key(|tab| tab.hidden);
        let mut heads = Vec::with_capacity(tabs.len());
        for tab in tabs {
            let mut rows = Vec::new();
            let mut keep = |number: u64, row: &SheetRow| {
                if number > HEAD_ROWS {
                    return Ok(false);
                }
                if !row.is_blank() {
                    let cells = cells(row);
                    rows.push(HeadRow { number, cells });
                }
                Ok(true)
            };
            each_row(&mut self.workbook, &tab.name, source, limits, &mut keep)?;
            heads.push(Head {
                rows,
                sheet: Some(tab),
                delimiter: 0,
            });
        }
        Ok(heads)
    }

    /// Hands every row of a sheet to the sink. Returns how many physical rows there are. The hidden
    /// ones are counted meanwhile by a thread of their own, as that means unpacking the sheet again.
    pub(crate) fn walk<S: Sink>(
        &mut self,
        tab: Option<&Tab>,
        gate: &mut Gate<'_>,
        sink: &mut S,
    ) -> Result<u64, Problem> {
        let source = gate.source;
        let stop = AtomicBool::new(false);
        let (rows, hidden) = std::thread::scope(|scope| {
            let counting = std::thread::Builder::new()
                .spawn_scoped(scope, || archive::hidden_rows(source, &stop));
            let rows = self.walk_rows(tab, gate, sink);
            stop.store(rows.is_err(), Ordering::Relaxed);
            let hidden = match counting {
                Ok(counting) => counting
                    .join()
                    .unwrap_or_else(|_| Err(refusal::damaged(source, "a sheet can't be read"))),
                // No thread to be had: count here.
                Err(_) => archive::hidden_rows(source, &stop),
            };
            (rows, hidden)
        });
        let rows = rows?;
        self.hidden_rows = hidden?;
        Ok(rows)
    }

    fn walk_rows<S: Sink>(
        &mut self,
        tab: Option<&Tab>,
        gate: &mut Gate<'_>,
        sink: &mut S,
    ) -> Result<u64, Problem> {
        let (source, limits) = (gate.source, gate.limits);
        let Some(tab) = tab else {
            return Ok(0);
        };
        let mut last = 0;
        let mut take = |number: u64, row: &SheetRow| {
            let gap = number.saturating_sub(last + 1);
            if gap > 0 {
                sink.blank(last + 1, gap);
            }
            last = number;
            gate.check(number, row, row.text.len())?;
            if row.is_blank() {
                sink.blank(number, 1);
            } else {
                sink.row(number, row)?;
            }
            gate.report(number, number, 0)?;
            Ok(true)
        };
        each_row(&mut self.workbook, &tab.name, source, limits, &mut take)?;
        Ok(last)
    }
}

/// Calls for every row that has cells, until told to stop.
fn each_row(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    source: Source<'_>,
    limits: &Limits,
    take: &mut dyn FnMut(u64, &SheetRow) -> Result<bool, Problem>,
) -> Result<(), Problem> {
    let mut reader = match contained(source, || match workbook.worksheet_cells_reader(name) {
        // A chart or dialogue that calls itself a sheet has no rows.
        Err(XlsxError::NotAWorksheet(_)) => Ok(None),
        other => other.map(Some),
    })? {
        Some(reader) => reader,
        None => return Ok(()),
    };
    let mut row = SheetRow::default();
    let mut current = 0_u64;
    while let Some(cell) = contained(source, || reader.next_cell())? {
        let (index, column) = cell.get_position();
        let number = u64::from(index) + 1;
        if number != current {
            if current > 0 && !take(current, &row)? {
                return Ok(());
            }
            if number < current {
                return Err(refusal::damaged(source, "its rows are out of order"));
            }
            row.clear();
            current = number;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= limits.columns_max {
            if matches!(cell.get_value(), DataRef::Empty) {
                continue;
            }
            return Err(refusal::too_many_columns(
                source,
                number,
                column.saturating_add(1),
                limits,
            ));
        }
        row.put(column, cell.get_value());
    }
    if current > 0 {
        take(current, &row)?;
    }
    Ok(())
}

/// A row of a sheet: one text, and where each cell ends in it.
#[derive(Debug, Default)]
pub(crate) struct SheetRow {
    text: String,
    cells: Vec<(usize, usize, Kind)>,
}

impl SheetRow {
    fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    fn put(&mut self, column: usize, value: &DataRef<'_>) {
        let start = self.text.len();
        let kind = self.write(value);
        let end = self.text.len();
        if end == start {
            return;
        }
        while self.cells.len() < column {
            self.cells.push((start, start, Kind::Text));
        }
        // A second cell of the same place, which only a damaged file has, is ignored.
        if self.cells.len() == column {
            self.cells.push((start, end, kind));
        }
    }

    /// Appends a value's text. Writing to a string never fails.
    fn write(&mut self, value: &DataRef<'_>) -> Kind {
        match value {
            DataRef::Empty => Kind::Text,
            DataRef::SharedString(text) => {
                self.text.push_str(text);
                Kind::Text
            }
            DataRef::String(text) => {
                self.text.push_str(text);
                Kind::Text
            }
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                self.text.push_str(text);
                Kind::Date
            }
            // The shortest text that reads back as the same number: `700110`, `99.25`.
            DataRef::Int(number) => {
                let _ = write!(self.text, "{number}");
                Kind::Number
            }
            DataRef::Float(number) => {
                let _ = write!(self.text, "{number}");
                Kind::Number
            }
            DataRef::Bool(yes) => {
                self.text.push_str(if *yes { "TRUE" } else { "FALSE" });
                Kind::Text
            }
            DataRef::Error(error) => {
                let _ = write!(self.text, "{error}");
                Kind::Error
            }
            DataRef::DateTime(moment) => {
                let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
                let second_up = u64::from(milli >= 500);
                let clock = u64::from(hour) * 3600 + u64::from(minute) * 60 + u64::from(second);
                write_moment(&mut self.text, (year, month, day), clock + second_up);
                Kind::Date
            }
        }
    }
}

/// ISO, or only the clock where the day is the spreadsheet's day zero.
fn write_moment(out: &mut String, (year, month, day): (u16, u8, u8), seconds: u64) {
    let date = chrono::NaiveDate::from_ymd_opt(i32::from(year), month.into(), day.into())
        .unwrap_or_default();
    let moment = chrono::TimeDelta::try_seconds(i64::try_from(seconds).unwrap_or(0))
        .and_then(|clock| {
            date.and_time(chrono::NaiveTime::MIN)
                .checked_add_signed(clock)
        })
        .unwrap_or_default();
    let shown = if year < 1905 {
        moment.format("%H:%M:%S")
    } else {
        moment.format("%Y-%m-%d %H:%M:%S")
    };
    let _ = write!(out, "{shown}");
}

impl Row for SheetRow {
    fn width(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, column: usize) -> &str {
        self.cells
            .get(column)
            .and_then(|(start, end, _)| self.text.get(*start..*end))
            .unwrap_or_default()
    }

    fn kind(&self, column: usize) -> Kind {
        self.cells
            .get(column)
            .map_or(Kind::Text, |(_, _, kind)| *kind)
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_sparse(&self) -> bool {
        true
    }
}

/// Calls the workbook reader, which panics on some damaged files (its arithmetic on cell addresses
/// overflows): that is an error of the file like any other. Only its own code runs inside.
fn contained<T>(
    source: Source<'_>,
    read: impl FnOnce() -> Result<T, XlsxError>,
) -> Result<T, Problem> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| problem(source, &error)),
        Err(_) => Err(refusal::damaged(source, "a sheet can't be read")),
    }
}

/// A reader's error as a message; its own words name the part at fault, never a cell's content.
fn problem(source: Source<'_>, error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => refusal::password(source),
        XlsxError::Zip(_) | XlsxError::Io(_) => {
            refusal::damaged(source, "a part of it can't be unpacked")
        }
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            refusal::damaged(source, "a part of it is missing")
        }
        XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::XmlAttr(_) => {
            refusal::damaged(source, "a sheet breaks off in the middle")
        }
        _ => refusal::damaged(source, "a sheet can't be read"),
    }
}
