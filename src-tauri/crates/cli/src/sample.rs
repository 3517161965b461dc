//! `patanisha sample`: the sample business as files.

use domain::Problem;
use engine::practice::{Scale, sample};
use engine::reconcile::write::{OutputFile, write_all};
use serde_json::json;

use crate::args::SampleArguments;

/// Does the job.
pub fn run(of: &SampleArguments, as_json: bool) -> Result<(), Problem> {
    engine::files::make_folder(&of.out)?;
    let made = sample(of.seed, &Scale::default());
    let files = [
        OutputFile {
            name: "statement.csv",
            bytes: made.statement_csv,
        },
        OutputFile {
            name: "statement.xlsx",
            bytes: made.statement_xlsx,
        },
        OutputFile {
            name: "ledger.csv",
            bytes: made.ledger_csv,
        },
        OutputFile {
            name: "ledger.xlsx",
            bytes: made.ledger_xlsx,
        },
    ];
    write_all(&of.out, &files)?;
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    if as_json {
        println!(
            "{}",
            json!({"out": of.out.display().to_string(), "files": names})
        );
    } else {
        println!("Written to {}: {}", of.out.display(), names.join(", "));
        println!("All names, numbers and receipts in them are invented.");
    }
    Ok(())
}
