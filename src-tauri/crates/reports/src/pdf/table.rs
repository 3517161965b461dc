//! Tables: a header that is repeated on every page, rows that are never split, figures to the right.

use super::flow::Flow;
use super::page::{Colour, FAINT, HAIR, INK, LEFT, MUTED, RIGHT, RULE, TINT};
use super::typeface::{Run, Style};

/// White space between columns.
const GUTTER: i64 = 9_000;
/// Height of the header row.
const HEADER_HEIGHT: i64 = 17_000;
/// Height of a row without notes.
pub(super) const ROW_HEIGHT: i64 = 17_000;
/// Height of a line under a row.
const NOTE_HEIGHT: i64 = 11_000;
/// Size of a cell's text.
const SIZE: i64 = 8_750;

/// How a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To the left, cut at the end.
    Words,
    /// To the left, cut in the middle.
    Name,
    /// To the right, never cut.
    Figures,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) width: i64,
    pub(super) kind: Kind,
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weighting {
    Plain,
    /// Bold under a rule.
    Total,
    /// Bold on a tint, taller: the row that decides.
    Verdict,
}

/// A line under a row, over the table's whole width.
pub(super) struct Note {
    pub(super) text: String,
    pub(super) colour: Colour,
    /// Digits of one width, as for hashes.
    pub(super) tabular: bool,
    /// The most lines it may take.
    pub(super) lines_max: usize,
}

/// A row.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) weighting: Weighting,
    pub(super) notes: Vec<Note>,
}

impl Row {
    pub(super) fn new(cells: Vec<String>) -> Self {
        Self {
            cells,
            weighting: Weighting::Plain,
            notes: Vec::new(),
        }
    }

    pub(super) fn weighted(mut self, weighting: Weighting) -> Self {
        self.weighting = weighting;
        self
    }

    pub(super) fn with_note(mut self, text: String, colour: Colour, lines_max: usize) -> Self {
        self.notes.push(Note {
            text,
            colour,
            tabular: false,
            lines_max,
        });
        self
    }
}

/// What a table of so many plain rows takes, so that a small one is not torn apart. A large one may
/// be: at most about half a page is kept together.
pub(super) fn height_of(rows: usize) -> i64 {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX).min(24);
    HEADER_HEIGHT + ROW_HEIGHT * rows
}

/// Draws a table down the flow.
pub(super) fn draw(flow: &mut Flow<'_>, columns: &[Column], rows: impl IntoIterator<Item = Row>) {
    flow.reserve(HEADER_HEIGHT + ROW_HEIGHT * 2);
    header(flow, columns);
    for row in rows {
        let notes = notes(flow, &row);
        let height = row_height(&row) + NOTE_HEIGHT * i64::try_from(notes.len()).unwrap_or(0);
        if !flow.fits(height) {
            flow.turn();
            header(flow, columns);
        }
        cells(flow, columns, &row);
        for (line, colour) in notes {
            let baseline = flow.y + 7_000;
            flow.text(LEFT, baseline, line, colour);
            flow.gap(NOTE_HEIGHT);
        }
        if !row.notes.is_empty() {
            flow.gap(3_000);
        }
        if row.weighting == Weighting::Plain {
            flow.bar(LEFT, flow.y - HAIR, RIGHT - LEFT, HAIR, FAINT);
        }
    }
}

fn header(flow: &mut Flow<'_>, columns: &[Column]) {
    let style = Style::semibold(7_500);
    let baseline = flow.y + 9_000;
    let mut x = LEFT;
    for (index, column) in columns.iter().enumerate() {
        let room = room(columns, index, column);
        let run = flow.face.cut(column.title, style, room);
        let at = match column.kind {
            Kind::Words | Kind::Name => x,
            Kind::Figures => x + room - run.width,
        };
        flow.text(at, baseline, run, MUTED);
        x += column.width;
    }
    flow.gap(HEADER_HEIGHT);
    flow.bar(LEFT, flow.y - 2_000, RIGHT - LEFT, HAIR, RULE);
}

fn cells(flow: &mut Flow<'_>, columns: &[Column], row: &Row) {
    let height = row_height(row);
    match row.weighting {
        Weighting::Plain => {}
        Weighting::Total => flow.bar(LEFT, flow.y - HAIR, RIGHT - LEFT, HAIR * 3 / 2, RULE),
        Weighting::Verdict => {
            flow.gap(4_000);
            flow.bar(
                LEFT - 6_000,
                flow.y,
                RIGHT - LEFT + 12_000,
                height - 4_000,
                TINT,
            );
        }
    }
    let baseline = flow.y + ROW_HEIGHT - 5_500
        + if row.weighting == Weighting::Verdict {
            1_500
        } else {
            0
        };
    let mut x = LEFT;
    for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let room = room(columns, index, column);
        let run = cell_run(flow, column.kind, cell, row.weighting, room);
        let at = match column.kind {
            Kind::Words | Kind::Name => x,
            Kind::Figures => x + room - run.width,
        };
        flow.text(at, baseline, run, INK);
        x += column.width;
    }
    flow.gap(
        height
            - if row.weighting == Weighting::Verdict {
                4_000
            } else {
                0
            },
    );
}

fn cell_run(flow: &Flow<'_>, kind: Kind, cell: &str, weighting: Weighting, room: i64) -> Run {
    let style = match weighting {
        Weighting::Plain => Style::regular(SIZE),
        Weighting::Total => Style::semibold(SIZE),
        Weighting::Verdict => Style::semibold(SIZE + 1_000),
    };
    match kind {
        Kind::Words => flow.face.cut(cell, style, room),
        Kind::Name => flow.face.cut_middle(cell, style, room),
        Kind::Figures => flow.face.figures(cell, style, room),
    }
}

/// A row's notes as lines.
fn notes(flow: &Flow<'_>, row: &Row) -> Vec<(Run, Colour)> {
    let mut lines = Vec::new();
    for note in &row.notes {
        let style = Style::regular(7_500);
        let style = if note.tabular { style.tabular() } else { style };
        let runs = flow
            .face
            .wrap(&note.text, style, RIGHT - LEFT, note.lines_max);
        lines.extend(runs.into_iter().map(|run| (run, note.colour)));
    }
    lines
}

/// A row without its notes.
const fn row_height(row: &Row) -> i64 {
    match row.weighting {
        Weighting::Plain if row.notes.is_empty() => ROW_HEIGHT,
        Weighting::Plain => ROW_HEIGHT - 1_500,
        Weighting::Total => ROW_HEIGHT,
        Weighting::Verdict => ROW_HEIGHT + 8_000,
    }
}

/// What of a column its text may fill; the last one ends at the margin.
const fn room(columns: &[Column], index: usize, column: &Column) -> i64 {
    if index + 1 == columns.len() {
        column.width
    } else {
        column.width - GUTTER
    }
}
