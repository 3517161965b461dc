//! One run: the passes in order, then the answer.

use domain::Day;

use crate::answer;
use crate::book::{Book, Receipts};
use crate::groups::Groups;
use crate::model::{Cancelled, Decided, Entry, Line, Solution};
use crate::pass::near::Near;
use crate::pass::typed::Paid;
use crate::pass::{account, decided, inside, payer, receipt, reference, reversals, rivals};
use crate::progress::Progress;
use crate::run::Run;

/// How often a run walks all lines and all entries, for the total that progress is told.
const LINE_WALKS: usize = 11;
const ENTRY_WALKS: usize = 4;

/// What a run must know beside lines and entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The day "due" is judged by.
    pub as_of: Day,
    /// First and last day that a complete statement covers, both included. Only there can a receipt
    /// be called missing.
    pub statement_complete: Option<(Day, Day)>,
}

/// Matches lines to entries. `as_decided` stands; everything else is worked out anew.
///
/// The answer depends on the content of lines and entries, not on their order. Rows that are equal in
/// everything are interchangeable: which twin is named may follow the order, what becomes of them
/// together does not.
///
/// `progress` is told rows done and rows in all, and answers whether to go on.
///
/// # Errors
/// [`Cancelled`] when `progress` says no; nothing was decided then.
pub fn solve(
    lines: &[Line],
    entries: &[Entry],
    as_decided: &Decided,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Solution, Cancelled> {
    let total = lines.len() * LINE_WALKS + entries.len() * ENTRY_WALKS;
    let mut progress = Progress::new(progress, u64::try_from(total).unwrap_or(u64::MAX));
    progress.steps(0)?;
    let book = Book::new(lines, entries, as_decided);
    progress.steps(lines.len() + entries.len())?;
    let receipts = Receipts::new(&book);
    let mut run = Run::new(book, as_decided, progress);

    inside::run(&mut run, &receipts)?;
    reversals::run(&mut run, &receipts)?;
    decided::run(&mut run, as_decided);
    let held = receipt::run(&mut run, &receipts)?;

    let mut references = Groups::new(&run.book, |entry| entry.reference.as_ref());
    let mut accounts = Groups::new(&run.book, |entry| entry.account.as_ref());
    let (mut by_reference, mut by_account) = (Paid::default(), Paid::default());
    for zeros_lost in [false, true] {
        reference::run(&mut run, &mut references, &mut by_reference, zeros_lost)?;
        account::run(&mut run, &mut accounts, &mut by_account, zeros_lost)?;
    }
    drop((by_reference, by_account));

    rivals::run(&mut run, &held, &mut references)?;
    payer::run(&mut run)?;
    let near = Near::new(&mut run, references, accounts)?;
    answer::write(run, &near, &receipts, options)
}
