//! What a read file is: rows, what was set aside and why, and what the file says of itself.

use chrono::NaiveDateTime;
use domain::{
    Day, Direction, Eat, Kes, LineKind, MaskedName, MaskedText, PartyId, Phone, Receipt, ShortCode,
    Status, SubAccount, Wording,
};

use crate::certificate::Certificate;

/// The bytes of a file and the name it had. The name is only a hint.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Name without folders.
    pub name: &'a str,
    /// The whole file.
    pub bytes: &'a [u8],
}

/// Which layout a statement follows (`mpesa-statements.md` section 1). One file of code each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Organisation-portal account statement, one wallet per file.
    F1,
    /// Newer "Statements for …" export, all wallets of a short code in one file.
    F2,
}

/// What the bytes turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Container {
    /// Delimited text.
    Csv,
    /// Office Open XML workbook.
    Xlsx,
}

/// A statement, read.
#[derive(Debug, Clone)]
pub struct StatementFile {
    /// The layout found.
    pub layout: Layout,
    /// The container found, whatever the file's ending says.
    pub container: Container,
    /// What the file says of itself.
    pub preamble: Preamble,
    /// Which column was taken for what, in file order.
    pub mapping: Vec<Mapped>,
    /// Every row that could be read, in file order.
    pub rows: Vec<StatementRow>,
    /// Every data row that could not, with the reason.
    pub refused: Vec<RefusedRow>,
    /// Totals rows that somebody added (N03).
    pub footers: Vec<FooterRow>,
    /// Rows below the header that hold nothing: blank, or the header again.
    pub skipped: Skipped,
    /// Things a reader should know that lose nothing.
    pub notes: Vec<Note>,
    /// One per wallet in the file.
    pub certificates: Vec<Certificate>,
    /// Row number of the header; the rows above it are preamble.
    pub header_row: u64,
    /// Physical rows of the file. Header row + rows + refused + footers + skipped is this number:
    /// every row is accounted for once.
    pub row_count: u64,
}

/// What a statement's preamble, and failing that its file name, says of it.
#[derive(Debug, Clone, Default)]
pub struct Preamble {
    /// The business.
    pub holder: Option<String>,
    /// The short code.
    pub short_code: Option<ShortCode>,
    /// The wallet named, for layouts with one wallet per file.
    pub account: Option<SubAccount>,
    /// First and last moment covered, both included.
    pub period: Option<(Eat, Eat)>,
    /// When the portal made the file.
    pub reported: Option<Eat>,
    /// Balance before the first row.
    pub opening: Option<Kes>,
    /// Balance after the last row.
    pub closing: Option<Kes>,
    /// Declared total of money in.
    pub paid_in: Option<Kes>,
    /// Declared total of money out, at or below zero.
    pub withdrawn: Option<Kes>,
}

/// A column of the file and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The header as printed.
    pub header: String,
    /// Column number from 1.
    pub column: usize,
    /// The field, or `None` for a column kept only in the file's bytes.
    pub field: Option<&'static str>,
}

/// One row of a statement.
#[derive(Debug, Clone)]
pub struct StatementRow {
    /// Row number in the file from 1, as a text editor or spreadsheet counts.
    pub row: u64,
    /// The wallet it is booked in.
    pub account: SubAccount,
    /// The transaction.
    pub receipt: Receipt,
    /// Which leg of the transaction, from the wording.
    pub leg: Wording,
    /// When it was booked.
    pub completed: Eat,
    /// How exactly the file tells that.
    pub precision: Precision,
    /// When it was begun, where the layout says.
    pub initiated: Option<Eat>,
    /// Whether money moved.
    pub status: Status,
    /// Signed: money in is positive.
    pub amount: Kes,
    /// The wallet's balance after the row.
    pub balance: Option<Kes>,
    /// Who paid or was paid.
    pub party: Option<PartyId>,
    /// Their name.
    pub party_name: Option<MaskedName>,
    /// What the payer typed as account.
    pub typed_account: Option<String>,
    /// Details with white space collapsed. The original is in the file's bytes.
    pub details: MaskedText,
    /// The layout's reason column.
    pub reason: Option<String>,
    /// The transaction this one undoes.
    pub linked: Option<Receipt>,
    /// Warnings on this row; it counts all the same.
    pub warnings: Vec<Warning>,
}

impl StatementRow {
    /// The kind the contract reports.
    #[must_use]
    pub fn kind(&self) -> LineKind {
        self.leg.kind()
    }
}

/// How exactly a row's time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the second.
    Second,
    /// Seconds were missing (N24).
    Minute,
    /// Only the day (N26), or the day from the receipt's code (N22).
    Day,
}

/// Something odd about a row that is counted all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The receipt's own date differs by more than a day (N61).
    DateCode {
        /// The day the receipt names.
        coded: Day,
    },
    /// The date was read by the receipt's code because day and month could be swapped (N21).
    DateResolved,
    /// The day came from the receipt, because the cell held only a time (N22).
    DateFromReceipt,
    /// The account cell was a date or a number a spreadsheet may have changed (N18).
    AccountConverted,
    /// A negative balance on a wallet that has none (N78).
    NegativeBalance,
    /// The sign contradicted its column; the column was believed (N28).
    SignContradictsColumn,
    /// Another payment by the same payer of the same amount within a minute (N46).
    PossibleDoublePayment,
    /// A charge whose payment is not in the file (N34).
    OrphanCharge,
    /// The phone number's digits were lost to a spreadsheet (N15).
    PhoneLost,
}

/// A row that could not be read. The rest of the file is not affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Row number in the file from 1.
    pub row: u64,
    /// The column at fault, by its header.
    pub column: Option<String>,
    /// What was read there; masked in print.
    pub read: MaskedText,
    /// What was expected.
    pub expected: String,
    /// Why it was refused, a whole sentence.
    pub reason: String,
    /// A stable word for the reason: `amount`, `receipt`, `time`, `both_sides`, `no_amount`,
    /// `short_row`, `currency`, `formula_error`, `direction`, `reference`.
    pub code: &'static str,
    /// The raw cells, so that nothing is lost.
    pub raw: Vec<String>,
}

/// A totals row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterRow {
    /// Row number in the file from 1.
    pub row: u64,
    /// Its text.
    pub text: String,
}

/// Rows that hold nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Blank, or only separators.
    pub blank: u64,
    /// The header again.
    pub repeated_header: u64,
}

/// Something about the whole file that a reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A stable word: `encoding`, `delimiter`, `hidden_rows`, `other_sheet`, `unsigned_withdrawals`,
    /// `lost_zeros`, `order`, `filtered`, `date_order`, `ending`, …
    pub code: &'static str,
    /// A whole sentence.
    pub text: String,
}

/// A ledger, read.
#[derive(Debug, Clone)]
pub struct LedgerFile {
    /// The container found.
    pub container: Container,
    /// Which column was taken for what.
    pub mapping: Vec<Mapped>,
    /// Every entry that could be read, in file order.
    pub rows: Vec<LedgerRow>,
    /// Every row that could not, with the reason.
    pub refused: Vec<RefusedRow>,
    /// Totals rows.
    pub footers: Vec<FooterRow>,
    /// Blank rows and repeated headers.
    pub skipped: Skipped,
    /// Things a reader should know.
    pub notes: Vec<Note>,
    /// Row number of the header.
    pub header_row: u64,
    /// Physical rows of the file. Header row + rows + refused + footers + skipped is this number.
    pub row_count: u64,
}

/// One expected movement.
#[derive(Debug, Clone)]
pub struct LedgerRow {
    /// Row number in the file from 1.
    pub row: u64,
    /// Invoice or bill number.
    pub reference: Option<String>,
    /// Customer or unit.
    pub account: Option<String>,
    /// Which way the money goes.
    pub direction: Direction,
    /// Whose it is.
    pub party: Option<MaskedName>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// The whole amount, above zero.
    pub amount: Kes,
    /// Paid before, by the ledger's own account.
    pub paid: Kes,
    /// Still open: the column, else amount − paid.
    pub open: Kes,
    /// Document date.
    pub date: Option<Day>,
    /// Due date.
    pub due: Option<Day>,
    /// Free text.
    pub description: Option<String>,
    /// The M-Pesa receipt the ledger already holds for it.
    pub receipt: Option<Receipt>,
    /// Odd things that were read all the same, as whole sentences (a phone that is none).
    pub warnings: Vec<String>,
}

/// Limits on what is read; each has a name, a default and a message of its own.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes_max: u64,
    /// Bytes of a workbook's parts once unpacked.
    pub unpacked_bytes_max: u64,
    /// Rows of a file.
    pub rows_max: u64,
    /// Columns of a row.
    pub columns_max: usize,
    /// Characters of a cell.
    pub cell_chars_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes_max: 1 << 30,
            unpacked_bytes_max: 4 << 30,
            rows_max: 5_000_000,
            columns_max: 200,
            cell_chars_max: 32_767,
        }
    }
}

/// What the reader can't find in the file and a person has told.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The short code, for a file that names none (N49).
    pub short_code: Option<ShortCode>,
}

/// How far reading has come; returned to it is whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes or rows done.
    pub done: u64,
    /// Of how many; 0 when not known.
    pub total: u64,
}

/// The answer to a progress report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop: the user cancelled.
    Cancel,
}

/// A time as a file printed it, before zone and precision are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// What the clock showed.
    pub at: NaiveDateTime,
    /// How exactly.
    pub precision: Precision,
}
