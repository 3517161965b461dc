//! Lists of a ledger with a million lines and as many entries, matched: the first page, a page
//! anywhere, searches and counts, each as the store answers it.

use std::time::Duration;

use domain::{EntryState, LineClass};
use engine::store::entries_page::{self, EntryList};
use engine::store::lines_page::{self, LineList, LineOrder};
use engine::store::search::Wanted;
use engine::store::{Done, Ledger, line_counts, matching_input, runs};
use matching::Options;

use crate::figure::Figure;
use crate::ledger_file::{by, import_ledger, import_statement, open, read_sample};
use crate::timing::{grouped, percentile, timed, words};

const LINES: u32 = 1_000_000;
/// Rows of a page, as the window asks for them.
const PAGE_ROWS: u32 = 100;
/// Rounds over all lists and searches.
const ROUNDS: u64 = 12;
const SEARCHES: &[&str] = &[
    "wanjiru",
    "INV-2000",
    "njeri kamau",
    "HSE-0",
    "otieno",
    "UI5",
    "12,500",
];

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let read = read_sample(LINES / smaller);
    let open = open();
    import_statement(&open, &read);
    import_ledger(&open, &read);
    open.ledger
        .refresh_search(by())
        .expect("names can be indexed");
    let size = format!("{} lines", grouped(read.statement.rows.len()));
    drop(read);
    let (_, kept) = timed(|| keep_answer(&open.ledger));
    let mut figures = vec![Figure::new(
        "Matching run over the ledger file, kept",
        size.clone(),
        words(kept),
    )];
    let bar = Duration::from_millis(50);
    for (what, mut times) in [
        ("List's first page", first_pages(&open.ledger)),
        ("List's page anywhere", pages_anywhere(&open.ledger)),
        ("Search", searches(&open.ledger)),
    ] {
        figures.push(
            show(what, &size, &mut times).bar("p99 ≤ 50 ms", percentile(&mut times, 99) <= bar),
        );
    }
    let mut times = counts(&open.ledger);
    let met = percentile(&mut times, 99) <= Duration::from_millis(500);
    figures.push(show("Exact counts of every filter", &size, &mut times).bar("≤ 500 ms", met));
    figures
}

fn show(what: &str, size: &str, times: &mut [Duration]) -> Figure {
    let (middle, most) = (percentile(times, 50), percentile(times, 99));
    Figure::new(
        what,
        size,
        format!("p50 {}, p99 {}", words(middle), words(most)),
    )
}

/// Matches what the ledger holds and keeps the answer, so that lines have classes.
fn keep_answer(ledger: &Ledger) {
    let input = ledger
        .read(matching_input::gather)
        .expect("the ledger can be read");
    let days = || input.lines.iter().map(|line| line.completed.day());
    let covered = days().min().zip(days().max());
    let options = Options {
        as_of: covered.map(|(_, last)| last).unwrap_or_default(),
        statement_complete: covered,
    };
    let solution = matching::solve(
        &input.lines,
        &input.entries,
        &input.decided,
        &options,
        &mut |_, _| true,
    )
    .expect("nobody cancels");
    let kept = ledger.write(by(), "matching.run", |write| {
        let run = runs::replace(write, &input.line_ids, &input.entry_ids, &solution)?;
        Ok(Done::to(format!("run {}", run.id), ()))
    });
    kept.expect("the answer can be kept");
}

/// Every list of lines in every order, and every list of entries.
fn line_lists() -> Vec<(LineList, LineOrder)> {
    let lists = [LineList::All, LineList::ToDecide, LineList::OwnMoney]
        .into_iter()
        .chain(LineClass::ALL.iter().map(|class| LineList::Class(*class)));
    let orders = [LineOrder::Newest, LineOrder::Oldest, LineOrder::Largest];
    lists
        .flat_map(|list| orders.map(|order| (list, order)))
        .collect()
}

fn entry_lists() -> Vec<EntryList> {
    let states = EntryState::ALL.iter().map(|state| EntryList::State(*state));
    let today = by().at.day();
    [EntryList::All, EntryList::Overdue(today)]
        .into_iter()
        .chain(states)
        .collect()
}

fn first_pages(ledger: &Ledger) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for (list, order) in line_lists() {
            times.push(lines(ledger, list, order, None, 0));
        }
        for list in entry_lists() {
            times.push(entries(ledger, list, None, 0));
        }
    }
    times
}

/// Pages at places spread over each list.
fn pages_anywhere(ledger: &Ledger) -> Vec<Duration> {
    let mut times = Vec::new();
    for round in 1..=ROUNDS {
        for (list, order) in line_lists() {
            let total = ledger
                .read(|read| lines_page::total(read, list))
                .expect("a count");
            times.push(lines(
                ledger,
                list,
                order,
                None,
                total * round / (ROUNDS + 1),
            ));
        }
        for list in entry_lists() {
            let (total, _) = ledger
                .read(|read| entries_page::count_of(read, list))
                .expect("a count");
            times.push(entries(ledger, list, None, total * round / (ROUNDS + 1)));
        }
    }
    times
}

fn searches(ledger: &Ledger) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for wanted in SEARCHES.iter().filter_map(|text| Wanted::parse(text)) {
            times.push(lines(
                ledger,
                LineList::All,
                LineOrder::Newest,
                Some(&wanted),
                0,
            ));
            times.push(entries(ledger, EntryList::All, Some(&wanted), 0));
        }
    }
    times
}

fn counts(ledger: &Ledger) -> Vec<Duration> {
    let count = || {
        timed(|| {
            ledger.read(line_counts).expect("the lines' counts");
            ledger
                .read(entries_page::counts)
                .expect("the entries' counts");
        })
        .1
    };
    (0..ROUNDS).map(|_| count()).collect()
}

fn lines(
    ledger: &Ledger,
    list: LineList,
    order: LineOrder,
    search: Option<&Wanted>,
    offset: u64,
) -> Duration {
    let page =
        || ledger.read(|read| lines_page::page(read, list, order, search, offset, PAGE_ROWS));
    let (page, time) = timed(page);
    std::hint::black_box(page.expect("a page of lines"));
    time
}

fn entries(ledger: &Ledger, list: EntryList, search: Option<&Wanted>, offset: u64) -> Duration {
    let page = || ledger.read(|read| entries_page::page(read, list, search, offset, PAGE_ROWS));
    let (page, time) = timed(page);
    std::hint::black_box(page.expect("a page of entries"));
    time
}
