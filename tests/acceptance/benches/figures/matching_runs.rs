//! Matching alone, at three sizes, a tenth of the lines needing the score. Each size runs in a process
//! of its own, so that its peak of memory is its own.

use std::time::Duration;

use engine::practice::{Business, SAMPLE_SEED, Scale};
use matching::{Decided, MatchState, Options};

use crate::figure::Figure;
use crate::machine;
use crate::timing::{grouped, median, ratio, timed, words};

/// Sizes, and how often each is run.
const SIZES: [(u32, usize); 3] = [(10_000, 15), (100_000, 5), (1_000_000, 3)];

/// What a child tells.
struct Told {
    lines: usize,
    time: Duration,
    memory_mib: u64,
}

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let told: Vec<(u32, Told)> = SIZES
        .iter()
        .map(|(size, _)| size / smaller)
        .filter_map(|size| Some((size, ask(size)?)))
        .collect();
    let mut figures = Vec::new();
    let mut before: Option<Duration> = None;
    for (size, told) in told {
        let shown = format!(
            "{} lines × {} entries",
            grouped(told.lines),
            grouped(of(size))
        );
        let ours = format!("{}, {} MiB", words(told.time), told.memory_mib);
        let mut figure = Figure::new("Matching", shown.clone(), ours);
        if size == 100_000 {
            figure = figure.bar("≤ 2.5 s", told.time <= Duration::from_millis(2_500));
        }
        if size == 1_000_000 {
            let met = told.time <= Duration::from_secs(30) && told.memory_mib <= 3 * 1_024;
            figure = figure.bar("≤ 30 s, ≤ 3 GiB", met);
        }
        figures.push(figure);
        if let Some(smaller) = before {
            let grows = ratio(told.time, smaller);
            figures.push(
                Figure::new("Matching, ten times the work", shown, words(told.time))
                    .beside(words(smaller), grows)
                    .bar("≤ 13 × the time", grows <= 13.0),
            );
        }
        before = Some(told.time);
    }
    figures
}

fn of(size: u32) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

fn ask(size: u32) -> Option<Told> {
    let program = std::env::current_exe().ok()?;
    let answer = std::process::Command::new(program)
        .args(["--child-match", &size.to_string()])
        .output()
        .ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    let value = |name: &str| -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse().ok()
    };
    Some(Told {
        lines: usize::try_from(value("lines ")?).ok()?,
        time: Duration::from_micros(value("micros ")?),
        memory_mib: value("memory_mib ")?,
    })
}

/// Matches so many lines with as many entries some times and says how long it took and how much
/// memory at most, the input included.
pub fn child(size: u32) {
    let business = Business::new(SAMPLE_SEED, &Scale::load(size));
    let (lines, entries, (first, last)) = (business.lines(), business.entries(), business.period());
    drop(business);
    machine::forget_memory_peak();
    let times = SIZES
        .iter()
        .find(|(of, _)| size <= *of)
        .map_or(1, |(_, times)| *times);
    let options = Options {
        as_of: last,
        statement_complete: Some((first, last)),
    };
    let mut taken = Vec::new();
    for _ in 0..times {
        let (solution, time) = timed(|| {
            matching::solve(
                &lines,
                &entries,
                &Decided::default(),
                &options,
                &mut |_, _| true,
            )
            .expect("nobody cancels")
        });
        let auto = solution
            .matches
            .iter()
            .filter(|found| found.state == MatchState::Auto)
            .count();
        assert!(auto * 2 > lines.len(), "most lines are placed by rule");
        taken.push(time);
    }
    println!("lines {}", lines.len());
    println!("micros {}", median(&mut taken).as_micros());
    println!("memory_mib {}", machine::memory_peak_mib().unwrap_or(0));
}
