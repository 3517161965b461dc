//! The figures of design section 16, each beside a baseline measured in the same run, so that the
//! machine's noise cancels: `cargo bench -p acceptance --bench figures`.
//!
//! Owns: the sections, the table, `src-tauri/docs/benchmarks.md` when asked with `--record`. Stays out:
//! judging answers; the tests do that.
//!
//! `--quick` measures at a tenth of the size; `--only csv,xlsx,import,match,list,chain,receive` some of it.
//! Runs of baseline and product take turns; what is shown is the median. Memory is the peak of a
//! process of its own.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "times and ratios are floats; no money is computed here"
)]

mod args;
mod chain_checking;
mod csv_reading;
mod figure;
mod importing;
mod ledger_file;
mod listing;
mod machine;
mod matching_runs;
mod receiving;
mod timing;
mod xlsx_reading;

use args::{Args, Child};
use figure::Figure;

fn main() {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(said) => {
            eprintln!("{said}");
            std::process::exit(2);
        }
    };
    if let Some(child) = &args.child {
        match child {
            Child::Match(lines) => matching_runs::child(*lines),
            Child::Xlsx(path) => xlsx_reading::child(path),
            Child::Calamine(path) => xlsx_reading::child_calamine(path),
            Child::Receive(handler, folder) => receiving::child(*handler, folder),
        }
        return;
    }
    let scale = if args.quick { 10 } else { 1 };
    let mut figures: Vec<Figure> = Vec::new();
    let mut section = |name: &str, measure: &dyn Fn(u32) -> Vec<Figure>| {
        if args.wants(name) {
            eprintln!("measuring {name} …");
            figures.extend(measure(scale));
        }
    };
    section("csv", &csv_reading::measure);
    section("xlsx", &xlsx_reading::measure);
    section("match", &matching_runs::measure);
    section("import", &importing::measure);
    section("list", &listing::measure);
    section("chain", &chain_checking::measure);
    section("receive", &receiving::measure);
    println!("{}", figure::table(&figures));
    println!("{}", machine::words());
    if args.record {
        match figure::record(&figures, args.quick) {
            Ok(path) => println!("Recorded in {path}."),
            Err(error) => {
                eprintln!("The figures were not recorded: {error}");
                std::process::exit(1);
            }
        }
    }
}
