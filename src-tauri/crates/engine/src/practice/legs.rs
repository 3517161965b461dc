//! A statement row in the making: what happened, and what is true of it.

use domain::{Eat, LineClass, Receipt, Status, Wording};

use super::oddity::Oddity;
use super::people::Person;

/// One row.
pub(super) struct Leg {
    pub(super) completed: Eat,
    pub(super) initiated: Eat,
    /// Posting order among rows of one second.
    pub(super) rank: u64,
    pub(super) receipt: Receipt,
    pub(super) text: Text,
    pub(super) status: Status,
    /// Cents, signed: in is positive.
    pub(super) amount: i64,
    /// Cents in the utility account afterwards.
    pub(super) balance: i64,
    pub(super) party: Option<Person>,
    pub(super) typed: Option<Box<str>>,
    pub(super) linked: Option<Receipt>,
    pub(super) truth: Truth,
}

/// What a row is about; the layouts put it into words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Text {
    PayIn(Channel),
    PayInCharge(Channel),
    Payout,
    PayoutCharge,
    Sweep,
    TopUp,
    Reversal,
    Advance,
    Repayment,
    Unknown(usize),
}

/// How a payment came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Channel {
    /// SIM menu or prompt.
    Menu,
    /// The app.
    App,
    /// SIM menu, with the customer's overdraft.
    MenuOverdraft,
    /// The app, with the customer's overdraft.
    AppOverdraft,
    /// Recurring.
    Standing,
    /// A small business's wallet.
    SmallBusiness,
    /// A bank's paybill, for its customer.
    Bank,
    /// A financial institution's web page.
    Web,
}

/// What is true of a row, whatever its wording.
pub(super) struct Truth {
    pub(super) oddity: Oddity,
    pub(super) class: LineClass,
    /// Entry by position, and cents above zero.
    pub(super) pays: Vec<(usize, i64)>,
    pub(super) credit_for: Option<usize>,
    pub(super) related: Option<Receipt>,
}

impl Truth {
    pub(super) fn new(oddity: Oddity, class: LineClass) -> Self {
        Self {
            oddity,
            class,
            pays: Vec::new(),
            credit_for: None,
            related: None,
        }
    }

    /// A row that pays entries.
    pub(super) fn pays(oddity: Oddity, class: LineClass, pays: Vec<(usize, i64)>) -> Self {
        Self {
            pays,
            ..Self::new(oddity, class)
        }
    }
}

impl Leg {
    pub(super) fn moved_money(&self) -> bool {
        self.status.moved_money()
    }
}

impl Text {
    /// The leg as a reader of the wording should see it.
    pub(super) const fn wording(self) -> Wording {
        match self {
            Self::PayIn(_) => Wording::PayIn,
            Self::PayInCharge(_) | Self::PayoutCharge => Wording::Charge,
            Self::Payout => Wording::PayOut,
            Self::Sweep => Wording::Sweep,
            Self::TopUp => Wording::OwnTransfer,
            Self::Reversal => Wording::Reversal,
            Self::Advance | Self::Repayment => Wording::Borrowing,
            Self::Unknown(_) => Wording::Unknown,
        }
    }
}
