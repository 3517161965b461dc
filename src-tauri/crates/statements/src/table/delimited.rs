//! Delimited text. The `csv` reader splits the cells; here blank lines are counted, which it skips,
//! and a quotation mark that is never closed costs one row instead of the rest of the file.

use domain::Problem;

use super::{Gate, HEAD_ROWS, Head, HeadRow, Sink, cells};
use crate::refusal;

/// The delimiters met (`mpesa-statements.md` 8.3), likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Times the file's own length that may be read again because of stray quotation marks.
const REREAD_FACTOR: usize = 8;

/// A text and how it is split.
pub(crate) struct Delimited<'t> {
    pub text: &'t str,
    pub delimiter: u8,
    /// Columns of the header, to tell a swallowed row from a quoted line break.
    pub columns: usize,
}

/// The first rows as each delimiter would have them.
pub(crate) fn heads(text: &str) -> Vec<Head> {
    DELIMITERS
        .iter()
        .map(|delimiter| Head {
            rows: head_rows(text, *delimiter),
            sheet: None,
            delimiter: *delimiter,
        })
        .collect()
}

fn head_rows(text: &str, delimiter: u8) -> Vec<HeadRow> {
    let mut rows = Vec::new();
    let mut reader = reader(text.as_bytes(), delimiter);
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    let mut at = 0;
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let (blank, _) = blank_lines(text.as_bytes(), at);
        number += blank + 1;
        if number > HEAD_ROWS {
            break;
        }
        at = offset(&reader);
        let cells = cells(&record);
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(HeadRow { number, cells });
        }
    }
    rows
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(64 * 1024)
        .from_reader(bytes)
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// Counts the empty lines that begin at an offset, and says where the next line that has something
/// begins. The second half of a line end that was split from its first is not an empty line.
fn blank_lines(bytes: &[u8], at: usize) -> (u64, usize) {
    let mut at = at;
    let before = at.checked_sub(1).and_then(|index| bytes.get(index));
    if before == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut count = 0;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at += 2,
            (Some(b'\r' | b'\n'), _) => at += 1,
            _ => return (count, at),
        }
        count += 1;
    }
}

impl Delimited<'_> {
    /// Hands every row to the sink. Returns how many physical rows there are.
    pub(crate) fn walk<S: Sink>(&self, gate: &mut Gate<'_>, sink: &mut S) -> Result<u64, Problem> {
        let bytes = self.text.as_bytes();
        let mut base = 0;
        let mut number = 0;
        let mut reread = 0_usize;
        loop {
            let rest = bytes.get(base..).unwrap_or_default();
            match self.walk_from(base, rest, &mut number, gate, sink)? {
                None => return Ok(number),
                Some(swallowed) => {
                    number += 1;
                    sink.broken(number, swallowed.line);
                    reread = reread.saturating_add(swallowed.reread);
                    if reread > bytes.len().saturating_mul(REREAD_FACTOR) {
                        return Err(refusal::quotes(gate.source, number));
                    }
                    base = swallowed.next;
                }
            }
        }
    }

    fn walk_from<S: Sink>(
        &self,
        base: usize,
        rest: &[u8],
        number: &mut u64,
        gate: &mut Gate<'_>,
        sink: &mut S,
    ) -> Result<Option<Swallowed<'_>>, Problem> {
        let total = self.text.len() as u64;
        let mut reader = reader(rest, self.delimiter);
        let mut record = csv::StringRecord::new();
        let mut start = 0;
        let mut line = 1;
        loop {
            let more = reader
                .read_record(&mut record)
                .map_err(|_| super::damaged(gate.source, "a row can't be split into cells"))?;
            let (blank, content) = blank_lines(rest, start);
            if blank > 0 {
                sink.blank(*number + 1, blank);
                *number += blank;
            }
            if !more {
                return Ok(None);
            }
            let end = offset(&reader);
            if reader.position().line() > line + 1
                && let Some(swallowed) = self.swallowed(base, content, end)
            {
                return Ok(Some(swallowed));
            }
            line = reader.position().line();
            start = end;
            *number += 1;
            gate.check(*number, &record, record.as_slice().len())?;
            if record.as_slice().trim().is_empty() {
                sink.blank(*number, 1);
            } else {
                sink.row(*number, &record)?;
            }
            gate.report(*number, (base + end) as u64, total)?;
        }
    }

    /// Whether a record of several lines has swallowed whole rows: a line inside it has as many
    /// delimiters as the header, which a line break within a cell never has.
    fn swallowed(&self, base: usize, content: usize, end: usize) -> Option<Swallowed<'_>> {
        let begin = base + content;
        let span = self.text.get(begin..base + end)?;
        let span = span.trim_end_matches(['\r', '\n']);
        let (first, inner) = span.split_once('\n')?;
        let delimiter = char::from(self.delimiter);
        let needed = self.columns.checked_sub(1).filter(|needed| *needed > 0)?;
        let whole = |line: &str| line.matches(delimiter).count() >= needed;
        if !inner.split('\n').any(whole) {
            return None;
        }
        Some(Swallowed {
            line: first.trim_end_matches('\r'),
            next: begin + first.len() + 1,
            reread: span.len(),
        })
    }
}

/// A line whose quotation mark reached into the lines after it.
struct Swallowed<'t> {
    line: &'t str,
    /// Where the next line begins.
    next: usize,
    /// Bytes that will be read again.
    reread: usize,
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Row};
    use super::*;
    use crate::model::{Flow, Limits, Progress, Source};
    use proptest::prelude::*;

    #[derive(Default, Debug, PartialEq)]
    struct Seen(Vec<(u64, String)>);

    impl Sink for Seen {
        fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem> {
            assert_eq!(row.kind(0), Kind::Text);
            self.0.push((number, cells(row).join("|")));
            Ok(())
        }

        fn blank(&mut self, first: u64, count: u64) {
            for number in first..first + count {
                self.0.push((number, "(blank)".into()));
            }
        }

        fn broken(&mut self, number: u64, line: &str) {
            self.0.push((number, format!("(broken) {line}")));
        }
    }

    fn walk(text: &str, columns: usize) -> Result<(u64, Seen), Problem> {
        let source = Source {
            name: "a.csv",
            bytes: text.as_bytes(),
        };
        let mut progress = |_: Progress| Flow::Continue;
        let mut gate = Gate {
            source,
            limits: &Limits::default(),
            progress: &mut progress,
        };
        let mut seen = Seen::default();
        let table = Delimited {
            text,
            delimiter: b',',
            columns,
        };
        let count = table.walk(&mut gate, &mut seen)?;
        Ok((count, seen))
    }

    fn texts(text: &str, columns: usize) -> Vec<String> {
        let (count, seen) = walk(text, columns).unwrap();
        for (index, (number, _)) in seen.0.iter().enumerate() {
            assert_eq!(*number, index as u64 + 1);
        }
        assert_eq!(count, seen.0.len() as u64);
        seen.0.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn blank_lines_are_counted() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "", "c,d", ",,", " ", "e,f", ""].join(end);
            assert_eq!(
                texts(&text, 2),
                [
                    "(blank)", "a|b", "(blank)", "(blank)", "c|d", "(blank)", "(blank)", "e|f"
                ],
                "{end:?}"
            );
        }
        assert_eq!(texts("a,b", 2), ["a|b"]);
        assert_eq!(texts("", 2), Vec::<String>::new());
        assert_eq!(texts("\r\n\r\n", 2), ["(blank)", "(blank)"]);
    }

    #[test]
    fn a_quoted_line_break_stays_in_its_cell() {
        assert_eq!(
            texts("a,\"b\r\nc\",d\r\ne,f,g\r\n", 3),
            ["a|b\r\nc|d", "e|f|g"]
        );
        assert_eq!(texts("a,\"b \"\"x\"\" c\",d\n", 3), ["a|b \"x\" c|d"]);
    }

    #[test]
    fn a_quote_never_closed_costs_one_row() {
        let rows = texts("a,b,c\nd,\"e,f\ng,h,i\nj,k,l\n", 3);
        assert_eq!(rows, ["a|b|c", "(broken) d,\"e,f", "g|h|i", "j|k|l"]);
        let rows = texts("a,b,c\r\n\r\nd,\"e,f\r\n\r\ng,\"h\",i\r\n", 3);
        assert_eq!(
            rows,
            ["a|b|c", "(blank)", "(broken) d,\"e,f", "(blank)", "g|h|i"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_walked_row_by_row(text in "[ab,\"\r\n ]{0,60}", columns in 0_usize..4) {
            if let Ok((count, seen)) = walk(&text, columns) {
                prop_assert_eq!(count, seen.0.len() as u64);
                for (index, (number, _)) in seen.0.iter().enumerate() {
                    prop_assert_eq!(*number, index as u64 + 1);
                }
            }
        }
    }
}
