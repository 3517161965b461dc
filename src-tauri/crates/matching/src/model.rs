//! What the engine is given and what it answers. Lines and entries are named by their position in
//! the input, so that a million of each stay small; the caller keeps the ids.

use domain::{
    AccountKey, Day, Direction, Eat, EntryState, Kes, LineClass, PartyId, Receipt, SubAccount,
    Wording,
};

/// Position of a line in the input.
pub type LineNo = u32;
/// Position of an entry in the input.
pub type EntryNo = u32;

/// A statement line, as far as matching needs it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Wallet.
    pub account: SubAccount,
    /// Transaction.
    pub receipt: Receipt,
    /// Leg of the transaction.
    pub leg: Wording,
    /// Booked.
    pub completed: Eat,
    /// Signed amount: in is positive.
    pub amount: Kes,
    /// Whether money moved.
    pub moved_money: bool,
    /// What the payer typed, folded.
    pub typed: Option<AccountKey>,
    /// The payer or payee.
    pub party: Option<PartyId>,
    /// Name parts that can be compared, upper case, in order.
    pub name: Vec<Box<str>>,
    /// The transaction this one undoes.
    pub linked: Option<Receipt>,
}

/// A ledger entry, as far as matching needs it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which way its money goes.
    pub direction: Direction,
    /// Reference, folded.
    pub reference: Option<AccountKey>,
    /// Customer or unit, folded.
    pub account: Option<AccountKey>,
    /// Still open before this run: at or above zero.
    pub open: Kes,
    /// Already booked as paid under `receipt` by the ledger itself; zero where it names none. A line
    /// that carries the receipt meets this part first.
    pub booked: Kes,
    /// Document date.
    pub date: Option<Day>,
    /// Due date.
    pub due: Option<Day>,
    /// The receipt the ledger holds.
    pub receipt: Option<Receipt>,
    /// The party's phone or other id.
    pub party: Option<PartyId>,
    /// The party's name parts, upper case, in order.
    pub name: Vec<Box<str>>,
}

impl Entry {
    /// The most that lines may claim of it: open + booked.
    #[must_use]
    pub fn capacity(&self) -> Kes {
        self.open.checked_add(self.booked).unwrap_or(Kes::MAX)
    }
}

/// What people have decided before; the engine never contradicts it.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// Allocations that stand. Their cents are claimed before any pass.
    pub allocations: Vec<Allocation>,
    /// Pairs not to be offered again.
    pub declined: Vec<(LineNo, EntryNo)>,
}

/// Cents of a line assigned to an entry. Always above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Allocation {
    /// The line.
    pub line: LineNo,
    /// The entry.
    pub entry: EntryNo,
    /// How much, above zero.
    pub amount: Kes,
}

/// The rule that found a match, most certain first. Its word and version are stored with the match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The entry already carries the line's receipt.
    Receipt,
    /// The typed account equals one entry's reference.
    Reference,
    /// The typed account equals one customer's account; oldest due first.
    Account,
    /// No usable reference: amount and payer agree. Never confirms itself.
    Payer,
    /// A person assigned it.
    Manual,
}

/// Whether a match stands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchState {
    /// Confirmed by rule; its cents are claimed.
    Auto,
    /// Proposed; claims nothing until a person confirms.
    Suggested,
}

/// A piece of evidence and how it spoke; in the words of the right pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feature {
    /// What was compared.
    pub kind: FeatureKind,
    /// How it came out.
    pub agreement: Agreement,
    /// Weight in hundredths; zero while a rule, not a score, decides.
    pub weight: i32,
}

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeatureKind {
    /// Receipt number.
    Receipt,
    /// Typed account against reference.
    Reference,
    /// Typed account against customer account.
    Account,
    /// Amount against the open amount.
    Amount,
    /// Visible phone digits.
    Phone,
    /// Name parts.
    Name,
    /// Date against date or due date.
    Date,
}

/// How a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// Equal, or fits.
    Agrees,
    /// Fits in part (an instalment, one name of three).
    Partly,
    /// Speaks against.
    Differs,
    /// One side says nothing.
    Silent,
}

/// Certainty in hundredths of a percent: 0 to 10 000.
pub type Confidence = u16;

/// A set of allocations with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which rule.
    pub rule: Rule,
    /// Whether it stands by itself.
    pub state: MatchState,
    /// How certain, 0–10 000.
    pub confidence: Confidence,
    /// How much worse the best different answer is, 0–10 000; 10 000 where there is none.
    pub margin: Confidence,
    /// The best different answer, where there is one.
    pub runner_up: Option<EntryNo>,
    /// Evidence, in the order it is shown.
    pub features: Vec<Feature>,
    /// What is assigned to what; sorted, never empty.
    pub allocations: Vec<Allocation>,
    /// One sentence a cashier understands. Names references and amounts, never people or phones.
    pub explanation: String,
}

/// What became of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOutcome {
    /// Its class.
    pub class: LineClass,
    /// Cents claimed by standing matches (decided + auto), as a magnitude.
    pub allocated: Kes,
    /// Cents not claimed, as a magnitude; zero for lines that never go to the ledger.
    pub open: Kes,
    /// Why, in one sentence.
    pub why: String,
    /// The line it belongs to: a charge's payment, a reversal's original, a sweep's other leg, a
    /// duplicate's first payment.
    pub related: Option<LineNo>,
    /// The entry a credit is held for (over-payment, double payment).
    pub credit_for: Option<EntryNo>,
}

/// What became of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryOutcome {
    /// Claimed by standing matches, of open and booked together.
    pub allocated: Kes,
    /// Of it, the part that met what the ledger had booked itself.
    pub booked_met: Kes,
    /// Still open after them.
    pub open: Kes,
    /// Its state.
    pub state: EntryState,
}

/// Something a person must look at (design section 6), as far as the lines and entries show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// The line concerned.
    pub line: Option<LineNo>,
    /// The entry concerned.
    pub entry: Option<EntryNo>,
    /// The money concerned, signed as the statement would have it.
    pub amount: Kes,
    /// One sentence.
    pub detail: String,
}

/// Kinds of exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A line that meets nothing, or only a suggestion or rivals.
    UnmatchedLine,
    /// An entry past its due date that nothing has met.
    UnmatchedEntry,
    /// Paid what was already paid.
    DuplicatePayment,
    /// More was paid than was open.
    AmountDiffers,
    /// A payment that was undone.
    Reversed,
    /// The ledger says received, the statement says otherwise.
    Contradiction,
    /// The ledger holds a receipt that a complete statement does not.
    MissingFromStatement,
}

/// The whole answer. `lines` and `entries` are as long as the input and in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Solution {
    /// New matches, auto and suggested; in the order of their first line's time and receipt, so that
    /// the same input in another order gives the same list. Suggestions for one line: best first.
    pub matches: Vec<Match>,
    /// What became of each line.
    pub lines: Vec<LineOutcome>,
    /// What became of each entry.
    pub entries: Vec<EntryOutcome>,
    /// What a person must look at; sorted like the matches.
    pub findings: Vec<Finding>,
}

/// The run was cancelled; nothing was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

impl Rule {
    /// The rules' version, stored with each match; raised whenever an answer could change.
    pub const VERSION: u32 = 1;

    /// The word in files and the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Reference => "reference",
            Self::Account => "account",
            Self::Payer => "payer",
            Self::Manual => "manual",
        }
    }

    /// The rule a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Receipt,
            Self::Reference,
            Self::Account,
            Self::Payer,
            Self::Manual,
        ]
        .into_iter()
        .find(|rule| rule.word() == word)
    }
}

impl MatchState {
    /// The word in files and the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Suggested => "suggested",
        }
    }
}

impl FindingKind {
    /// The word in files and the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnmatchedLine => "unmatched_line",
            Self::UnmatchedEntry => "unmatched_entry",
            Self::DuplicatePayment => "duplicate_payment",
            Self::AmountDiffers => "amount_differs",
            Self::Reversed => "reversed",
            Self::Contradiction => "contradiction",
            Self::MissingFromStatement => "missing_from_statement",
        }
    }
}
