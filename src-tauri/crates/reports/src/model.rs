//! What a reconciliation report shows, ready to be written: no look-ups, no arithmetic left to do.

use domain::{
    Bucket, Day, Direction, Eat, EntryState, Environment, Kes, LineClass, LineKind, ShortCode,
};

/// A whole reconciliation.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    /// The business, as the statement names it.
    pub business: String,
    /// Short code, where known.
    pub short_code: Option<ShortCode>,
    /// Which world it belongs to; printed on every page unless it is production.
    pub environment: Environment,
    /// First and last day covered.
    pub period: (Day, Day),
    /// The day ages are counted to.
    pub as_of: Day,
    /// The files it was made from.
    pub sources: Vec<SourceFile>,
    /// Book balance to statement balance.
    pub bridge: Bridge,
    /// One per wallet.
    pub certificates: Vec<CertificateRow>,
    /// How many lines of each class, in the order of [`LineClass::ALL`], with the sum of their amounts.
    pub classes: Vec<ClassCount>,
    /// Matches, one row per allocation.
    pub matches: Vec<MatchRow>,
    /// Every statement line.
    pub lines: Vec<LineRow>,
    /// Every ledger entry.
    pub entries: Vec<EntryRow>,
    /// What a person must look at.
    pub exceptions: Vec<ExceptionRow>,
}

/// A file the reconciliation rests on.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Name without folders.
    pub name: String,
    /// `statement` or `ledger`.
    pub role: &'static str,
    /// Layout in words: "F1, CSV".
    pub layout: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Rows that ended in each bucket, in the order of [`Bucket::ALL`].
    pub buckets: [u64; 4],
    /// Rows that hold nothing or only totals.
    pub set_aside: u64,
}

/// Book balance to statement balance through named items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// Statement balance before the period: sum of the wallets.
    pub statement_opening: Kes,
    /// Money in.
    pub statement_in: Kes,
    /// Money out, at or below zero.
    pub statement_out: Kes,
    /// Statement balance after the period.
    pub statement_closing: Kes,
    /// Whether opening and closing were declared or proven by balances; if not, they are worked out
    /// from the rows alone and the report says so.
    pub balances_known: bool,
    /// What the books brought forward.
    pub book_brought_forward: Kes,
    /// Cash-book entries dated in the period: money the ledger itself has booked.
    pub cash_book: Kes,
    /// Book balance: brought forward + cash book.
    pub book_balance: Kes,
    /// Named reconciling items, in a fixed order, zero ones left out.
    pub items: Vec<BridgeItem>,
    /// Statement closing − (book balance + items): zero, or the period does not close.
    pub residual: Kes,
}

/// A named difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BridgeItem {
    /// A stable word: `matched_in`, `unmatched_in`, `fees`, …
    pub code: &'static str,
    /// What it is, in words an accountant uses.
    pub name: String,
    /// How many lines or entries.
    pub count: u64,
    /// Signed as it takes the book balance to the statement balance.
    pub amount: Kes,
}

/// A completeness certificate in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// "600111 Utility Account".
    pub wallet: String,
    /// First and last moment.
    pub period: Option<(Eat, Eat)>,
    /// Completed rows.
    pub rows: u64,
    /// Opening balance.
    pub opening: Option<Kes>,
    /// Money in.
    pub paid_in: Kes,
    /// Money out, at or below zero.
    pub withdrawn: Kes,
    /// Closing balance.
    pub closing: Option<Kes>,
    /// Whether it proves completeness.
    pub complete: bool,
    /// "Balance unbroken over 2,412 rows", "Rows may be missing between … and …".
    pub findings: Vec<String>,
}

/// How many lines ended in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: LineClass,
    /// Lines.
    pub count: u64,
    /// Sum of their signed amounts.
    pub amount: Kes,
}

/// One allocation of one match (`matches.csv`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchRow {
    /// `M000001`, in order.
    pub match_id: String,
    /// The line's receipt.
    pub receipt: String,
    /// The line's kind.
    pub line_kind: LineKind,
    /// The entry's reference, else its account.
    pub reference: String,
    /// Allocated, above zero.
    pub amount: Kes,
    /// `auto` or `suggested`; a person's confirmation reads `confirmed`.
    pub state: &'static str,
    /// 0–10 000, written as 0.00–100.00.
    pub confidence: u16,
    /// 0–10 000, written as 0.00–100.00.
    pub margin: u16,
    /// The rule's word.
    pub rule: &'static str,
    /// One sentence.
    pub explanation: String,
}

/// One statement line (`lines.csv`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// The receipt; as read, for a refused row.
    pub receipt: String,
    /// Its kind; `None` for a refused row.
    pub line_kind: Option<LineKind>,
    /// Booked.
    pub completed_at: Option<Eat>,
    /// Signed amount; money in is positive.
    pub amount: Option<Kes>,
    /// Where the row ended.
    pub bucket: Bucket,
    /// Its class; only new rows have one, so that sums count a line once.
    pub class: Option<LineClass>,
    /// Claimed by matches.
    pub allocated: Option<Kes>,
    /// Not claimed.
    pub open: Option<Kes>,
    /// Payer's name, for the workbook's unmatched sheet; masked unless the reader may see it.
    pub party: String,
    /// Typed account, for the same sheet.
    pub typed: String,
    /// Why, one sentence.
    pub why: String,
}

/// One ledger entry (`entries.csv`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Reference.
    pub reference: String,
    /// Account.
    pub account: String,
    /// Which way.
    pub direction: Direction,
    /// Whole amount.
    pub amount: Kes,
    /// Claimed by matches.
    pub allocated: Kes,
    /// Still open.
    pub open: Kes,
    /// Its state.
    pub state: EntryState,
    /// Due, for the ageing sheet.
    pub due: Option<Day>,
}

/// One exception (`exceptions.csv`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionRow {
    /// Stable: the same finding on the same line or entry has the same id in every run.
    pub id: String,
    /// The kind's word.
    pub kind: &'static str,
    /// The line's receipt.
    pub receipt: String,
    /// The entry's reference.
    pub reference: String,
    /// The money concerned.
    pub amount: Kes,
    /// Days from the line or the due date to `as_of`; 0 for the future.
    pub age_days: i64,
    /// One sentence.
    pub detail: String,
}
