//! Damages a file in the ways files are damaged on their way to us, for tests.

/// What happens to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// An amount of the middle data row becomes unreadable.
    BrokenRow,
    /// A byte-order mark is put in front.
    ByteOrderMark,
    /// A name gets accents and a curly apostrophe, and the file is saved as Windows-1252.
    Windows1252,
    /// Saved again with semicolons between the cells.
    Semicolons,
    /// Cut off in the middle of a row, two thirds down.
    Truncated,
    /// The header comes again in the middle.
    RepeatedHeader,
    /// A totals row is added below.
    Totals,
    /// Blank lines, and rows of only separators, in the middle and at the end.
    BlankLines,
}

impl Damage {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::BrokenRow,
        Self::ByteOrderMark,
        Self::Windows1252,
        Self::Semicolons,
        Self::Truncated,
        Self::RepeatedHeader,
        Self::Totals,
        Self::BlankLines,
    ];
}

/// Damages a CSV that this module wrote: a statement or a ledger. Rows keep their numbers, but for
/// the rows that are added.
#[must_use]
pub fn damage(csv: &[u8], kind: Damage) -> Vec<u8> {
    let text = String::from_utf8_lossy(csv);
    let mut rows: Vec<String> = text.split_terminator("\r\n").map(str::to_owned).collect();
    let header = rows.iter().position(|row| is_header(row)).unwrap_or(0);
    let middle = header + 1 + rows.len().saturating_sub(header + 1) / 2;
    match kind {
        Damage::BrokenRow => {
            if let Some(row) = rows.get_mut(middle) {
                *row = broken(row);
            }
        }
        Damage::ByteOrderMark => {
            return [b"\xef\xbb\xbf".as_slice(), csv].concat();
        }
        Damage::Windows1252 => return windows_1252(&rows.join("\r\n")),
        Damage::Semicolons => {
            rows = rows.iter().map(|row| cells(row).join(";")).collect();
        }
        Damage::Truncated => {
            let end = csv.len() / 3 * 2;
            return csv.get(..end).unwrap_or(csv).to_vec();
        }
        Damage::RepeatedHeader => {
            let again = rows.get(header).cloned().unwrap_or_default();
            rows.insert(middle.min(rows.len()), again);
        }
        Damage::Totals => {
            let width = rows.get(header).map_or(1, |row| cells(row).len());
            rows.push(format!("Totals{}", ",".repeat(width.saturating_sub(1))));
        }
        Damage::BlankLines => {
            let width = rows.get(header).map_or(1, |row| cells(row).len());
            let empty = ",".repeat(width.saturating_sub(1));
            let place = middle.min(rows.len());
            rows.splice(place..place, [String::new(), empty.clone()]);
            rows.extend([empty, String::new()]);
        }
    }
    (rows.join("\r\n") + "\r\n").into_bytes()
}

/// The row number, from 1, of the row that [`Damage::BrokenRow`] breaks.
#[must_use]
pub fn broken_row(csv: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(csv);
    let header = text
        .split_terminator("\r\n")
        .position(is_header)
        .unwrap_or(0);
    let rows = text.split_terminator("\r\n").count();
    let middle = header + 1 + rows.saturating_sub(header + 1) / 2;
    u64::try_from(middle + 1).unwrap_or(0)
}

fn is_header(row: &str) -> bool {
    row.starts_with("Receipt No") || row.starts_with("reference,")
}

/// Cells of a row without line breaks in it, quotes taken off.
pub(super) fn cells(row: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            other => out.last_mut().expect("begins with one cell").push(other),
        }
    }
    out
}

/// The same row with a letter in each of its amounts.
fn broken(row: &str) -> String {
    let is_amount = |cell: &str| {
        let bare = cell.strip_prefix('-').unwrap_or(cell);
        bare.contains('.')
            && bare
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let cells: Vec<String> = cells(row)
        .into_iter()
        .map(|cell| {
            if is_amount(&cell) {
                cell.replace('.', "o.")
            } else {
                cell
            }
        })
        .collect();
    let mut out = String::new();
    super::cells::line(
        &mut out,
        &cells.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    out.trim_end().to_owned()
}

/// Accents and curly apostrophes where plain ones were, one byte each.
fn windows_1252(text: &str) -> Vec<u8> {
    text.replace("Rose", "Rosé")
        .replace("ROSE", "ROSÉ")
        .chars()
        .map(|c| match c {
            '\'' => 0x92,
            other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
        })
        .collect()
}
