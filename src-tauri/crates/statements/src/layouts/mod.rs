//! The layouts, one file each. A layout says how its files are told from others, what its file names
//! carry, how it prints times, and whose wallet its rows are in.
//!
//! To add one: a file here, a variant of [`Layout`](crate::model::Layout), a line in [`ALL`].

mod f1;
mod f2;

use domain::{Eat, ShortCode, SubAccount};

use crate::header::{Columns, Field};
use crate::model::Layout;

/// A column of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The transaction.
    Receipt,
    /// When it was booked; its day alone where [`Column::Clock`] stands beside it.
    Completed,
    /// The clock of a booking split over two columns (N23).
    Clock,
    /// When it was begun.
    Initiated,
    /// What happened, in words.
    Details,
    /// Whether it did.
    Status,
    /// Money in.
    PaidIn,
    /// Money out.
    Withdrawn,
    /// The wallet's balance after.
    Balance,
    /// Whether the balance is final.
    BalanceConfirmed,
    /// The portal's word for the kind.
    Reason,
    /// Who, with their number.
    Party,
    /// The transaction undone.
    Linked,
    /// What the payer typed.
    Account,
    /// The money's kind.
    Currency,
}

impl Field for Column {
    fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Completed => "completed",
            Self::Clock => "time",
            Self::Initiated => "initiated",
            Self::Details => "details",
            Self::Status => "status",
            Self::PaidIn => "paid_in",
            Self::Withdrawn => "withdrawn",
            Self::Balance => "balance",
            Self::BalanceConfirmed => "balance_confirmed",
            Self::Reason => "reason",
            Self::Party => "party",
            Self::Linked => "linked",
            Self::Account => "account",
            Self::Currency => "currency",
        }
    }
}

/// What a file's name may tell. Only a hint: people rename files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameHint {
    /// The short code.
    pub short_code: Option<ShortCode>,
    /// The wallet.
    pub account: Option<SubAccount>,
    /// First and last moment.
    pub period: Option<(Eat, Eat)>,
}

/// One layout's rules.
pub(crate) struct Rules {
    /// Which layout.
    pub layout: Layout,
    /// The field of a folded header.
    pub column: fn(&str) -> Option<Column>,
    /// Whether a file with these columns is of this layout; `preamble` tells whether labelled rows
    /// stand above them.
    pub recognises: fn(columns: &Columns<Column>, preamble: bool) -> bool,
    /// What a file name of this layout carries.
    pub name: fn(&str) -> NameHint,
    /// Whether the portal separates its dates with slashes.
    pub slashes: bool,
    /// Whether all wallets of the short code share one file.
    pub all_wallets: bool,
}

/// The layouts, most particular first; the last takes what is a statement of any kind.
pub(crate) const ALL: &[Rules] = &[f2::RULES, f1::RULES];

/// The layout of a header.
pub(crate) fn recognise(columns: &Columns<Column>, preamble: bool) -> &'static Rules {
    ALL.iter()
        .find(|rules| (rules.recognises)(columns, preamble))
        .unwrap_or(&f1::RULES)
}

/// The field of a folded header in any layout.
pub(crate) fn column(folded: &str) -> Option<Column> {
    ALL.iter().find_map(|rules| (rules.column)(folded))
}

/// What the file's name tells, by whichever layout's pattern it follows.
pub(crate) fn name_hint(name: &str, rules: &Rules) -> NameHint {
    let own = (rules.name)(name);
    if own != NameHint::default() {
        return own;
    }
    ALL.iter()
        .map(|rules| (rules.name)(name))
        .find(|hint| *hint != NameHint::default())
        .unwrap_or_default()
}

/// Whether a row can be a statement's header: a receipt and at least two of the columns that every
/// statement has (`mpesa-statements.md` 8.4).
pub(crate) fn is_header(columns: &Columns<Column>) -> bool {
    let others = [
        Column::Completed,
        Column::Details,
        Column::PaidIn,
        Column::Withdrawn,
    ];
    columns.has(Column::Receipt) && others.iter().filter(|it| columns.has(**it)).count() >= 2
}

/// The wallet that a name in a file means (`mpesa-statements.md` section 2).
pub(crate) fn wallet(name: &str) -> Option<SubAccount> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return None;
    }
    let says = |word: &str| name.contains(word);
    Some(if says("charge") {
        SubAccount::ChargesPaid
    } else if says("settlement") {
        SubAccount::Settlement
    } else if says("utility") {
        SubAccount::Utility
    } else if says("merchant") {
        SubAccount::Merchant
    } else if says("mmf") || says("working") {
        SubAccount::Working
    } else {
        SubAccount::Other
    })
}
