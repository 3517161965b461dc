//! Reads a statement: finds its layout and header, reads every row to a verdict, and says what the
//! whole file proves (`mpesa-statements.md` section 8, steps 4–8).

mod checks;
mod gather;
mod observed;
mod rejoin;
mod row;
mod times;
mod typed;
mod wallets;
mod warnings;

use domain::{Problem, ShortCode, SubAccount};

use crate::amount::{self, Mark};
use crate::chain;
use crate::header::{self, Columns, Found};
use crate::layouts::{self, Column, NameHint, Rules};
use crate::model::{
    Container, Flow, Limits, Note, Preamble, Progress, Source, StatementFile, Told,
};
use crate::preamble;
use crate::refusal;
use crate::table::{self, Head, HeadRow, Opened, Row, Sink};
use gather::Gather;

pub(crate) use checks::{
    delimiter as delimiter_note, hidden as hidden_note, sheets as sheets_note,
};

/// What a statement needs, as the message names it.
const WANTED: &str = "No row names the columns of an M-Pesa statement: a receipt, a completion time, \
                      and paid in or withdrawn.";

/// A header found and what stands above it.
pub(crate) struct Top {
    head: Head,
    found: Found<Column>,
    above: Vec<HeadRow>,
    rules: &'static Rules,
}

/// Reads a statement. See [`crate::read_statement`].
pub(crate) fn read(
    source: Source<'_>,
    told: &Told,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<StatementFile, Problem> {
    let mut notes = Vec::new();
    let mut opened = table::open(source, limits, &mut notes)?;
    let top = find_top(&mut opened, source, limits, &mut notes)?;
    let columns = &top.found.columns;
    foreign_unit(source, columns)?;
    let since_1904 = opened.since_1904();
    let hint = layouts::name_hint(source.name, top.rules);
    let (mut said, _) = preamble::read(&top.above, false, since_1904);
    said.short_code = Some(short_code(source, &said, &hint, told)?);
    said.account = match top.rules.all_wallets {
        true => None,
        false => said.account.or(hint.account),
    };
    let mark = mark(&mut opened, &top, source, limits)?;
    if mark == Mark::Comma {
        notes.push(Note {
            code: "delimiter",
            text: "Amounts are written with a decimal comma, as a spreadsheet in another locale \
                   saves them; they were read so."
                .into(),
        });
    }
    let expected = expected_rows(source, &opened);
    let mut gather = Gather::new(&top.found, top.rules, mark, since_1904, expected);
    let row_count = opened.walk(
        &top.head,
        columns.headers().len(),
        source,
        limits,
        progress,
        &mut gather,
    )?;
    let order = gather.times_order();
    if order.month_first() {
        let (again, _) = preamble::read(&top.above, true, since_1904);
        said.period = again.period.or(said.period);
        said.reported = again.reported.or(said.reported);
    }
    said.period = said.period.or(hint.period);
    let gathered = gather.finish(source, said.period, &mut notes)?;
    finish(source, &opened, top, said, gathered, row_count, notes)
}

/// What was gathered, whole: wallets, warnings, certificates, notes.
fn finish(
    source: Source<'_>,
    opened: &Opened<'_>,
    top: Top,
    mut said: Preamble,
    mut gathered: gather::Gathered,
    row_count: u64,
    mut notes: Vec<Note>,
) -> Result<StatementFile, Problem> {
    if top.rules.all_wallets {
        wallets::assign_each(&mut gathered.rows, &gathered.homes, &gathered.observed);
    } else {
        let account = said.account.unwrap_or_else(|| {
            let account = wallets::main(&gathered.observed);
            notes.push(checks::inferred(account));
            account
        });
        said.account = Some(account);
        for row in &mut gathered.rows {
            row.account = account;
        }
    }
    warnings::add(&mut gathered.rows, &mut gathered.observed);
    let certified = chain::certify_counting(&gathered.rows, &[&said]);
    checks::scaled(source, &said, &certified)?;
    checks::notes(&said, &gathered, &certified, &mut notes);
    if let Opened::Book(book) = opened {
        checks::hidden(book.hidden_rows(), &mut notes);
    }
    Ok(StatementFile {
        layout: top.rules.layout,
        container: opened.container(),
        preamble: said,
        mapping: top.found.columns.mapping(),
        rows: gathered.rows,
        refused: gathered.refused,
        footers: gathered.footers,
        skipped: gathered.skipped,
        notes,
        certificates: certified.into_iter().map(|(it, _)| it).collect(),
        header_row: top.found.row,
        row_count,
    })
}

/// Finds the header, and tells of the sheet it is on.
fn find_top(
    opened: &mut Opened<'_>,
    source: Source<'_>,
    limits: &Limits,
    notes: &mut Vec<Note>,
) -> Result<Top, Problem> {
    let heads = opened.heads(source, limits)?;
    let found = find_header(&heads);
    let others = other_sheets(&heads, &found);
    let Some(found) = found.into_iter().next() else {
        return Err(no_header(source, &heads));
    };
    let has_time = found.columns.has(Column::Completed) || found.columns.has(Column::Clock);
    let has_money = found.columns.has(Column::PaidIn) || found.columns.has(Column::Withdrawn);
    if !has_time || !has_money {
        return Err(refusal::no_header(
            source,
            "statement.no_header",
            Some(found.row),
            found.columns.headers(),
            WANTED,
        ));
    }
    let head = heads
        .into_iter()
        .nth(found.head)
        .expect("the head the header was found in");
    if let Some(tab) = &head.sheet {
        checks::sheets(tab, &others, notes);
    }
    if opened.container() == Container::Csv && head.delimiter != b',' {
        notes.push(checks::delimiter(head.delimiter));
    }
    let above: Vec<_> = head
        .rows
        .iter()
        .take_while(|row| row.number < found.row)
        .cloned()
        .collect();
    let (_, labels) = preamble::read(&above, false, false);
    let rules = layouts::recognise(&found.columns, labels);
    Ok(Top {
        head,
        found,
        above,
        rules,
    })
}

/// Headers found, best first: of a text the delimiter that tells most columns apart, of a workbook
/// the first shown sheet.
pub(crate) fn find_header(heads: &[Head]) -> Vec<Found<Column>> {
    let mut found = header::find(heads, layouts::column, layouts::is_header);
    for one in &mut found {
        split_time(&mut one.columns);
    }
    if heads.iter().all(|head| head.sheet.is_none()) {
        found.sort_by_key(|it| std::cmp::Reverse(it.columns.known()));
    }
    found
}

/// A completion time split over two columns: a day, and beside it a clock (N23). A lone clock column
/// is the time itself.
fn split_time(columns: &mut Columns<Column>) {
    if !columns.has(Column::Completed)
        && let Some(clock) = columns.of(Column::Clock)
    {
        columns.assign(clock, Column::Completed);
    }
}

pub(crate) fn no_header(source: Source<'_>, heads: &[Head]) -> Problem {
    let (row, headers) = header::likeliest(heads, layouts::column);
    refusal::no_header(source, "statement.no_header", row, &headers, WANTED)
}

fn other_sheets(heads: &[Head], found: &[Found<Column>]) -> Vec<String> {
    found
        .iter()
        .skip(1)
        .filter_map(|it| heads.get(it.head)?.sheet.as_ref())
        .map(|tab| tab.name.clone())
        .collect()
}

/// A header that names another country's money stops the file: the amounts are not shillings.
fn foreign_unit(source: Source<'_>, columns: &Columns<Column>) -> Result<(), Problem> {
    for field in [Column::PaidIn, Column::Withdrawn, Column::Balance] {
        if let Some(unit) = columns.unit(field).filter(|unit| amount::is_foreign(unit)) {
            let message = format!(
                "Nothing was imported. The amounts are in {unit}, not in Kenyan shillings, and the \
                 two must not be mixed."
            );
            return Err(Problem::new("statement.currency", message)
                .with_place(domain::Place::file(source.name))
                .with_remedy("Import a statement of a Kenyan short code."));
        }
    }
    Ok(())
}

/// The short code, from the file, its name, or a person; a contradiction stops (N48, N49).
fn short_code(
    source: Source<'_>,
    said: &Preamble,
    hint: &NameHint,
    told: &Told,
) -> Result<ShortCode, Problem> {
    if let (Some(inside), Some(named)) = (&said.short_code, &hint.short_code)
        && inside != named
    {
        let message = format!(
            "Nothing was imported. The file says it is of short code {inside}, its name says {named}."
        );
        return Err(Problem::new("statement.short_code_differs", message)
            .with_place(domain::Place::file(source.name))
            .with_field("short_code")
            .with_remedy(
                "If the content is right, rename the file; else export the right account.",
            ));
    }
    let known = [&said.short_code, &hint.short_code, &told.short_code];
    known.into_iter().find_map(Clone::clone).ok_or_else(|| {
        Problem::new(
            "statement.no_short_code",
            "Nothing was imported yet. Neither the file nor its name says which paybill or till it \
             is of.",
        )
        .with_place(domain::Place::file(source.name))
        .with_field("short_code")
        .with_remedy("Enter the short code (the paybill or till number) of this statement.")
    })
}

/// How amounts are written. Only a text that a locale has re-saved can have a decimal comma, and only
/// an amount that can't be read otherwise proves it (N08).
fn mark(
    opened: &mut Opened<'_>,
    top: &Top,
    source: Source<'_>,
    limits: &Limits,
) -> Result<Mark, Problem> {
    if opened.container() != Container::Csv || top.head.delimiter == b',' {
        return Ok(Mark::Point);
    }
    let columns = &top.found.columns;
    let mut look = CommaLook {
        header_row: top.found.row,
        money: [Column::PaidIn, Column::Withdrawn, Column::Balance]
            .into_iter()
            .filter_map(|field| columns.of(field))
            .collect(),
        seen: false,
    };
    let mut go_on = |_: Progress| Flow::Continue;
    opened.walk(
        &top.head,
        columns.headers().len(),
        source,
        limits,
        &mut go_on,
        &mut look,
    )?;
    Ok(if look.seen { Mark::Comma } else { Mark::Point })
}

/// Looks for an amount that only a decimal comma explains.
struct CommaLook {
    header_row: u64,
    money: Vec<usize>,
    seen: bool,
}

impl Sink for CommaLook {
    fn row<R: Row>(&mut self, number: u64, row: &R) -> Result<(), Problem> {
        self.seen |= number > self.header_row
            && self
                .money
                .iter()
                .any(|column| amount::shows_decimal_comma(row.cell(*column)));
        Ok(())
    }

    fn blank(&mut self, _: u64, _: u64) {}

    fn broken(&mut self, _: u64, _: &str) {}
}

/// Rows to make room for: of a text by its length, at the shortest a row is met with.
fn expected_rows(source: Source<'_>, opened: &Opened<'_>) -> usize {
    const ROW_BYTES: usize = 150;
    const ROWS_MAX: usize = 2_000_000;
    match opened {
        Opened::Text(_) => (source.bytes.len() / ROW_BYTES).min(ROWS_MAX),
        Opened::Book(_) => 0,
    }
}

/// The wallets a file without one may be of.
pub(crate) const FALLBACK_WALLET: SubAccount = SubAccount::Utility;
