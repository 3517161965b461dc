//! A statement read from a workbook, against calamine's own read of the same sheet; the memory of
//! each in a process of its own.

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use calamine::{Reader, Xlsx};
use engine::practice::{Business, SAMPLE_SEED, Scale};
use statements::{Flow, Limits, Source, Told};

use crate::figure::Figure;
use crate::machine;
use crate::timing::{grouped, in_turns, ratio, timed, words};

const LINES: u32 = 200_000;
const TURNS: usize = 5;

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let business = Business::new(SAMPLE_SEED, &Scale::load(LINES / smaller));
    let rows = business.line_count();
    let bytes = business.statement_xlsx().expect("the rows fit a sheet");
    drop(business);
    let folder = tempfile::tempdir().expect("a folder for the workbook");
    let path = folder.path().join("statement.xlsx");
    std::fs::write(&path, &bytes).expect("the workbook can be written");
    let (ours, baseline) = in_turns(TURNS, || read(&bytes), || calamine(&bytes));
    let times = ratio(ours, baseline);
    let (our_memory, their_memory) = (
        memory_of("--child-xlsx", &path),
        memory_of("--child-calamine", &path),
    );
    let size = format!("{} rows", grouped(rows));
    let mut figures = vec![
        Figure::new("XLSX statement read", size.clone(), words(ours))
            .beside(format!("{} (calamine's range)", words(baseline)), times)
            .bar("≤ 1.2 × the time", times <= 1.2),
    ];
    if let (Some(ours), Some(theirs)) = (our_memory, their_memory) {
        figures.push(
            Figure::new(
                "XLSX statement read, peak memory",
                size,
                format!("{ours} MiB"),
            )
            .beside(
                format!("{theirs} MiB (calamine's range)"),
                ours as f64 / theirs as f64,
            ),
        );
    }
    figures
}

fn read(bytes: &[u8]) -> Duration {
    let source = Source {
        name: "statement.xlsx",
        bytes,
    };
    let (read, time) = timed(|| {
        statements::read_statement(source, &Told::default(), &Limits::default(), &mut |_| {
            Flow::Continue
        })
        .expect("the sample is a statement")
    });
    assert!(read.refused.is_empty());
    time
}

fn calamine(bytes: &[u8]) -> Duration {
    let (range, time) = timed(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("the sample is a workbook");
        book.worksheet_range_at(0)
            .expect("it has a sheet")
            .expect("the sheet can be read")
    });
    black_box(range);
    time
}

/// Reads the workbook and says how much memory that took at most.
pub fn child(path: &Path) {
    let bytes = std::fs::read(path).expect("the workbook can be read");
    read(&bytes);
    say_memory();
}

/// The same for calamine.
pub fn child_calamine(path: &Path) {
    let bytes = std::fs::read(path).expect("the workbook can be read");
    calamine(&bytes);
    say_memory();
}

fn say_memory() {
    println!("memory_mib {}", machine::memory_peak_mib().unwrap_or(0));
}

fn memory_of(flag: &str, path: &Path) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let told = std::process::Command::new(program)
        .arg(flag)
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8(told.stdout).ok()?;
    let mib = text
        .lines()
        .find_map(|line| line.strip_prefix("memory_mib "))?
        .parse()
        .ok()?;
    (mib > 0).then_some(mib)
}
