//! `patanisha reconcile`: statements and ledgers in, the contracted files out.

use std::path::Path;

use domain::{Bucket, Problem, ShortCode};
use engine::files::read_input;
use engine::reconcile::{Outcome, Reconciliation, Request, reconcile, write};
use serde_json::json;

use crate::args::ReconcileArguments;
use crate::progress::Progress;

/// Rows set aside that are listed on the terminal.
const SET_ASIDE_SHOWN_MAX: usize = 10;

/// Does the job.
pub fn run(of: &ReconcileArguments, as_json: bool) -> Result<(), Problem> {
    let request = Request {
        statements: of
            .statement
            .iter()
            .map(|path| read_input(path))
            .collect::<Result<_, _>>()?,
        ledgers: of
            .ledger
            .iter()
            .map(|path| read_input(path))
            .collect::<Result<_, _>>()?,
        as_of: of.as_of,
        short_code: of.short_code.as_deref().map(short_code).transpose()?,
    };
    engine::files::make_folder(&of.out)?;
    let mut progress = Progress::new(as_json);
    let outcome = reconcile(&request, &mut |phase, done, total| {
        progress.report(phase, done, total)
    })?;
    progress.report("Writing", 0, 1);
    let files = write::files(&outcome.reconciliation, &outcome.phases)?;
    write::write_all(&of.out, &files)?;
    progress.finish();
    if as_json {
        print_json(&outcome, &of.out);
    } else {
        print_words(&outcome, &of.out);
    }
    Ok(())
}

fn short_code(text: &str) -> Result<ShortCode, Problem> {
    ShortCode::parse(text).ok_or_else(|| {
        Problem::new(
            "usage.short_code",
            format!("{text} is no short code; nothing was read."),
        )
        .with_field("short_code")
        .with_remedy("Give the paybill or till number, digits only: --short-code 600111")
    })
}

/// The summary that is in `summary.json`, with the folder.
fn print_json(outcome: &Outcome, out: &Path) {
    let summary = outcome.summary_json();
    let summary: serde_json::Value =
        serde_json::from_str(&summary).expect("the summary is written as JSON");
    println!(
        "{}",
        json!({"out": out.display().to_string(), "summary": summary, "set_aside": outcome.set_aside})
    );
}

fn print_words(outcome: &Outcome, out: &Path) {
    let of = &outcome.reconciliation;
    println!(
        "{} · {}",
        of.business,
        engine::words::period(of.period.0, of.period.1)
    );
    println!();
    for source in &of.sources {
        let counts: Vec<String> = Bucket::ALL
            .iter()
            .zip(source.buckets)
            .map(|(bucket, count)| format!("{} {bucket}", engine::words::count(count)))
            .collect();
        println!("  {:<34} {}", source.name, counts.join(", "));
    }
    println!();
    for class in of.classes.iter().filter(|class| class.count > 0) {
        let count = engine::words::count(class.count);
        println!(
            "  {:<34} {count:>9} {:>20}",
            class.class.word(),
            class.amount
        );
    }
    println!();
    print_bridge(of);
    println!();
    for certificate in &of.certificates {
        let first = certificate.findings.first().map_or("", String::as_str);
        println!("  {}: {first}", certificate.wallet);
    }
    print_set_aside(&outcome.set_aside);
    println!();
    println!(
        "Written to {}: reconciliation.xlsx, reconciliation.pdf,",
        out.display()
    );
    println!("matches.csv, lines.csv, entries.csv, exceptions.csv, summary.json");
}

fn print_bridge(of: &Reconciliation) {
    let bridge = &of.bridge;
    println!("  {:<54} {:>20}", "Book balance", bridge.book_balance);
    for item in &bridge.items {
        println!("  {:<54} {:>20}", item.name, item.amount);
    }
    println!(
        "  {:<54} {:>20}",
        "Statement balance", bridge.statement_closing
    );
    println!("  {:<54} {:>20}", "Residual", bridge.residual);
}

fn print_set_aside(told: &[String]) {
    if told.is_empty() {
        return;
    }
    println!();
    println!(
        "  {} rows were set aside; the rest is reconciled:",
        told.len()
    );
    for sentence in told.iter().take(SET_ASIDE_SHOWN_MAX) {
        println!("    {sentence}");
    }
    if told.len() > SET_ASIDE_SHOWN_MAX {
        println!(
            "    … and {} more; --json lists all",
            told.len() - SET_ASIDE_SHOWN_MAX
        );
    }
}
