//! Reads the files of a reconciliation and sorts their rows into buckets.

use domain::{Bucket, Code, Day, Eat, Place, Problem, ShortCode};
use statements::certificate::Certificate;
use statements::model::{
    Flow, LedgerRow, Limits, Preamble, RefusedRow, Source, StatementRow, Told,
};

use super::read_file::ReadFile;
use super::{OnProgress, Request, cancelled};
use crate::intake::{self, HeldEntries, HeldLines, Verdict};
use crate::words;

/// A file's bytes and its name.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Name without folders.
    pub name: String,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// A statement row that counts.
#[derive(Debug)]
pub struct CollectedLine {
    /// Which file, by position.
    pub file: usize,
    /// The row.
    pub row: StatementRow,
}

/// A ledger row that counts.
#[derive(Debug)]
pub struct CollectedEntry {
    /// Which file, by position.
    pub file: usize,
    /// The row.
    pub row: LedgerRow,
}

/// A statement row that does not count again: known, changed or refused.
#[derive(Debug)]
pub struct AsideLine {
    /// Which file, by position.
    pub file: usize,
    /// Where it ended.
    pub bucket: Bucket,
    /// The row, when it could be read.
    pub row: Option<StatementRow>,
    /// The refusal, when it could not.
    pub refused: Option<RefusedRow>,
    /// Why, one sentence.
    pub why: String,
}

/// Everything the files hold, each line and entry once.
#[derive(Debug)]
pub struct Collected {
    /// The business, as a statement names it.
    pub business: Option<String>,
    /// The one short code of all statements.
    pub short_code: ShortCode,
    /// First and last day covered.
    pub period: (Day, Day),
    /// New lines.
    pub lines: Vec<CollectedLine>,
    /// New entries.
    pub entries: Vec<CollectedEntry>,
    /// The other rows of statements.
    pub aside: Vec<AsideLine>,
    /// The files, statements first.
    pub files: Vec<ReadFile>,
    /// One per wallet, over all files together.
    pub certificates: Vec<Certificate>,
}

impl Collected {
    /// How matching is to see this period.
    #[must_use]
    pub fn matching_options(&self, as_of: Day) -> matching::Options {
        matching_options(&self.certificates, self.period, as_of)
    }
}

/// Absence from the statement says something only where every wallet's statement is complete.
#[must_use]
pub fn matching_options(
    certificates: &[Certificate],
    period: (Day, Day),
    as_of: Day,
) -> matching::Options {
    let complete = !certificates.is_empty() && certificates.iter().all(Certificate::is_complete);
    matching::Options {
        as_of,
        statement_complete: complete.then_some(period),
    }
}

/// Reads every file.
pub fn collect(request: &Request, progress: OnProgress<'_>) -> Result<Collected, Problem> {
    if request.statements.is_empty() {
        return Err(Problem::new(
            "reconcile.no_statement",
            "There is no statement to reconcile.",
        )
        .with_remedy("Name at least one M-Pesa statement."));
    }
    let mut gathering = Gathering::default();
    for (index, file) in request.statements.iter().enumerate() {
        gathering.statement(index, file, request, progress)?;
    }
    for (index, file) in request.ledgers.iter().enumerate() {
        gathering.ledger(request.statements.len() + index, file, progress)?;
    }
    gathering.finish()
}

#[derive(Default)]
struct Gathering {
    held_lines: HeldLines,
    held_entries: HeldEntries,
    lines: Vec<CollectedLine>,
    entries: Vec<CollectedEntry>,
    aside: Vec<AsideLine>,
    files: Vec<ReadFile>,
    preambles: Vec<Preamble>,
    certificates: Vec<Certificate>,
    short_code: Option<(ShortCode, String)>,
}

impl Gathering {
    fn statement(
        &mut self,
        at: usize,
        file: &InputFile,
        request: &Request,
        progress: OnProgress<'_>,
    ) -> Result<(), Problem> {
        let told = Told {
            short_code: request.short_code.clone(),
        };
        let source = Source {
            name: &file.name,
            bytes: &file.bytes,
        };
        let phase = format!("Reading {}", file.name);
        let read = statements::read_statement(source, &told, &Limits::default(), &mut |at| {
            flow(progress(&phase, at.done, at.total))
        })
        .map_err(|problem| in_file(problem, &file.name))?;
        let short_code = self.one_short_code(read.preamble.short_code.clone(), &file.name)?;
        let verdicts = intake::sort_lines(&read.rows, &short_code, &mut self.held_lines);

        let mut counted = ReadFile::of(
            file,
            "statement",
            words::layout(read.layout, read.container),
        );
        counted.set_aside = read.skipped.blank
            + read.skipped.repeated_header
            + u64::try_from(read.footers.len()).unwrap_or(u64::MAX);
        for (row, verdict) in read.rows.into_iter().zip(verdicts) {
            counted.count(verdict.bucket());
            match verdict {
                Verdict::New { .. } | Verdict::Supersedes { .. } => {
                    self.lines.push(CollectedLine { file: at, row });
                }
                Verdict::Known => {
                    self.set_aside(at, Bucket::Known, row, "Held already, unchanged.".into())
                }
                Verdict::Changed(change) => {
                    let why = format!(
                        "{} differs from what an earlier file says: {} there, {} here. Neither was \
                         merged.",
                        change.what, change.held, change.found
                    );
                    self.set_aside(at, Bucket::Changed, row, why);
                }
            }
        }
        for refused in read.refused {
            counted.count(Bucket::Refused);
            counted.tell(&refused);
            self.aside.push(AsideLine {
                file: at,
                bucket: Bucket::Refused,
                row: None,
                why: refused.reason.clone(),
                refused: Some(refused),
            });
        }
        self.files.push(counted);
        self.preambles.push(read.preamble);
        self.certificates.extend(read.certificates);
        Ok(())
    }

    fn set_aside(&mut self, file: usize, bucket: Bucket, row: StatementRow, why: String) {
        self.aside.push(AsideLine {
            file,
            bucket,
            row: Some(row),
            refused: None,
            why,
        });
    }

    fn ledger(
        &mut self,
        at: usize,
        file: &InputFile,
        progress: OnProgress<'_>,
    ) -> Result<(), Problem> {
        let source = Source {
            name: &file.name,
            bytes: &file.bytes,
        };
        let phase = format!("Reading {}", file.name);
        let read = statements::read_ledger(source, &Limits::default(), &mut |at| {
            flow(progress(&phase, at.done, at.total))
        })
        .map_err(|problem| in_file(problem, &file.name))?;
        let verdicts = intake::sort_entries(&read.rows, &mut self.held_entries);
        let layout = format!("Ledger, {}", words::container(read.container));
        let mut counted = ReadFile::of(file, "ledger", layout);
        counted.set_aside = read.skipped.blank
            + read.skipped.repeated_header
            + u64::try_from(read.footers.len()).unwrap_or(u64::MAX);
        for (row, verdict) in read.rows.into_iter().zip(verdicts) {
            counted.count(verdict.bucket());
            match verdict {
                Verdict::New { .. } | Verdict::Supersedes { .. } => {
                    self.entries.push(CollectedEntry { file: at, row });
                }
                Verdict::Known => {}
                Verdict::Changed(change) => counted.told.push(format!(
                    "{}, row {}: {} differs from an earlier file: {} there, {} here. The earlier stands.",
                    file.name, row.row, change.what, change.held, change.found
                )),
            }
        }
        for refused in read.refused {
            counted.count(Bucket::Refused);
            counted.tell(&refused);
        }
        self.files.push(counted);
        Ok(())
    }

    /// Statements of two short codes are two reconciliations.
    fn one_short_code(
        &mut self,
        found: Option<ShortCode>,
        file: &str,
    ) -> Result<ShortCode, Problem> {
        let found = found.ok_or_else(|| {
            Problem::new(
                "statement.no_short_code",
                "Nothing was imported: neither the file nor its name tells the short code.",
            )
            .with_field("short_code")
            .with_place(Place::file(file))
            .with_remedy("Say which paybill or till it belongs to.")
        })?;
        match &self.short_code {
            Some((first, first_file)) if *first != found => Err(Problem::new(
                "statement.mixed_short_codes",
                format!(
                    "Nothing was reconciled: {first_file} belongs to short code {first}, {file} to \
                     {found}. Two short codes are two reconciliations."
                ),
            )
            .with_place(Place::file(file))
            .with_remedy(format!(
                "Reconcile {found} on its own, with its own ledger."
            ))),
            Some(_) => Ok(found),
            None => {
                self.short_code = Some((found.clone(), file.to_owned()));
                Ok(found)
            }
        }
    }

    fn finish(self) -> Result<Collected, Problem> {
        let (short_code, _) = self.short_code.clone().ok_or_else(cancelled)?;
        let certificates = if self.preambles.len() == 1 && self.aside_known() == 0 {
            self.certificates
        } else {
            let rows = self.lines.iter().map(|line| &line.row);
            statements::certify(rows, &self.preambles.iter().collect::<Vec<_>>())
        };
        let period = period(&self.preambles, &self.lines);
        Ok(Collected {
            business: self.preambles.iter().find_map(|of| of.holder.clone()),
            short_code,
            period,
            lines: self.lines,
            entries: self.entries,
            aside: self.aside,
            files: self.files,
            certificates,
        })
    }

    fn aside_known(&self) -> usize {
        self.aside
            .iter()
            .filter(|of| of.bucket == Bucket::Known)
            .count()
    }
}

/// First and last day that the files say they cover, else that their rows are booked on.
fn period(preambles: &[Preamble], lines: &[CollectedLine]) -> (Day, Day) {
    let declared = preambles.iter().filter_map(|of| of.period);
    let booked = lines.iter().map(|of| (of.row.completed, of.row.completed));
    let (from, to) = declared
        .chain(booked)
        .reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))
        .unwrap_or((Eat::start_of(Day::default()), Eat::start_of(Day::default())));
    (from.day(), to.day())
}

fn flow(go_on: bool) -> Flow {
    if go_on { Flow::Continue } else { Flow::Cancel }
}

/// Names the file in a problem that does not, and turns a stop into the job's own.
pub(crate) fn in_file(problem: Problem, file: &str) -> Problem {
    match (problem.code, &problem.place) {
        (Code("import.cancelled"), _) => cancelled(),
        (_, Some(_)) => problem,
        (_, None) => problem.with_place(Place::file(file)),
    }
}
