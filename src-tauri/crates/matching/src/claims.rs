//! What is left of every line and entry, and who claimed the rest. The one place where cents are
//! claimed: nothing can be claimed twice, because nothing else can take from what is left.

use domain::{Kes, LineClass};

use crate::column::{ClaimAt, Column, EntryAt, LineAt, Place};
use crate::reason::Reason;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Offered to the ledger.
    Offered,
    /// Never goes to the ledger; nothing of it counts as open.
    Apart(LineClass),
    /// Not offered, yet open: a reversal without a link, or a line whose decision does not fit.
    Withheld,
}

/// A line during the run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineState {
    /// Where it stands.
    pub(crate) standing: Standing,
    /// Its magnitude less what reversals took back.
    pub(crate) effective: Kes,
    /// Not claimed yet.
    pub(crate) left: Kes,
    /// Claimed.
    pub(crate) allocated: Kes,
    /// The line it belongs to.
    pub(crate) related: Option<LineAt>,
    /// The entry its rest is held for.
    pub(crate) credit_for: Option<EntryAt>,
    /// Why.
    pub(crate) reason: Reason,
    /// What people have assigned of it, whether it fits or not.
    pub(crate) decided: Kes,
    /// Whether a finding already tells that its amount differs.
    pub(crate) difference_told: bool,
    first: Option<ClaimAt>,
    last: Option<ClaimAt>,
}

impl LineState {
    /// Whether a pass over the ledger may still look at it.
    pub(crate) fn is_free(&self) -> bool {
        self.standing == Standing::Offered
            && self.left.is_positive()
            && matches!(self.reason, Reason::Nothing | Reason::Allocated)
    }
}

/// An entry during the run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryState {
    /// Booked by the ledger, not yet met by the line with its receipt.
    pub(crate) booked_left: Kes,
    /// Open, not yet claimed.
    pub(crate) open_left: Kes,
    /// Claimed of both.
    pub(crate) allocated: Kes,
    /// Claimed of the booked part.
    pub(crate) booked_met: Kes,
    /// Whether credit is held for it.
    pub(crate) credit: bool,
    /// The earliest line that claimed some of it.
    pub(crate) first_payer: Option<LineAt>,
}

/// Which part of an entry a claim may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meets {
    /// The line carries the entry's receipt: the booked part, then the open one.
    BookedThenOpen,
    /// A person's decision on another line: the open part, then the booked one.
    OpenThenBooked,
    /// The open part alone; what is booked waits for its receipt.
    Open,
}

/// Cents of a line given to an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) entry: EntryAt,
    pub(crate) amount: Kes,
    next: Option<ClaimAt>,
}

/// All lines, entries and claims.
#[derive(Debug)]
pub(crate) struct Claims {
    pub(crate) lines: Column<LineAt, LineState>,
    pub(crate) entries: Column<EntryAt, EntryState>,
    pub(crate) made: Column<ClaimAt, Claim>,
}

impl Claims {
    /// What of an entry a claim may meet.
    pub(crate) fn room(&self, entry: EntryAt, meets: Meets) -> Kes {
        let state = &self.entries[entry];
        match meets {
            Meets::Open => state.open_left,
            Meets::BookedThenOpen | Meets::OpenThenBooked => {
                plus(state.open_left, state.booked_left)
            }
        }
    }

    /// Claims cents, if that many are left on both sides and the amount is above zero.
    pub(crate) fn claim(
        &mut self,
        line: LineAt,
        entry: EntryAt,
        amount: Kes,
        meets: Meets,
    ) -> Option<ClaimAt> {
        let fits = amount.is_positive()
            && amount <= self.lines[line].left
            && amount <= self.room(entry, meets);
        fits.then(|| {
            let of = &mut self.entries[entry];
            let booked = match meets {
                Meets::BookedThenOpen => amount.min(of.booked_left),
                Meets::OpenThenBooked => less(amount, amount.min(of.open_left)),
                Meets::Open => Kes::ZERO,
            };
            of.booked_left = less(of.booked_left, booked);
            of.booked_met = plus(of.booked_met, booked);
            of.open_left = less(of.open_left, less(amount, booked));
            of.allocated = plus(of.allocated, amount);
            of.first_payer = Some(of.first_payer.map_or(line, |payer| payer.min(line)));
            self.link(line, entry, amount)
        })
    }

    fn link(&mut self, line: LineAt, entry: EntryAt, amount: Kes) -> ClaimAt {
        let next = None;
        let at = self.made.push(Claim {
            entry,
            amount,
            next,
        });
        let of = &mut self.lines[line];
        of.left = less(of.left, amount);
        of.allocated = plus(of.allocated, amount);
        if of.standing == Standing::Offered {
            of.reason = Reason::Allocated;
        }
        match of.last.replace(at) {
            Some(last) => self.made[last].next = Some(at),
            None => of.first = Some(at),
        }
        at
    }

    /// A line's claims, first made first.
    pub(crate) fn of_line(&self, line: LineAt) -> impl Iterator<Item = &Claim> {
        let mut at = self.lines[line].first;
        std::iter::from_fn(move || {
            let claim = &self.made[at?];
            at = claim.next;
            Some(claim)
        })
    }

    /// Claims made one after the other.
    pub(crate) fn range(&self, from: ClaimAt, count: u32) -> impl Iterator<Item = &Claim> {
        (from.number()..from.number().saturating_add(count)).map(|n| &self.made[ClaimAt::new(n)])
    }

    /// Holds the rest of a line as credit for an entry.
    pub(crate) fn hold_credit(&mut self, line: LineAt, entry: EntryAt, reason: Reason) {
        let of = &mut self.lines[line];
        of.credit_for = Some(entry);
        of.reason = reason;
    }
}

impl LineState {
    /// A line nothing is known of yet; nothing of it is left to claim.
    pub(crate) const UNSEEN: Self = Self {
        standing: Standing::Offered,
        effective: Kes::ZERO,
        left: Kes::ZERO,
        allocated: Kes::ZERO,
        related: None,
        credit_for: None,
        reason: Reason::Nothing,
        decided: Kes::ZERO,
        difference_told: false,
        first: None,
        last: None,
    };
}

impl EntryState {
    /// An entry nothing has met. Amounts below zero count as zero; together they stay in range.
    pub(crate) fn new(open: Kes, booked: Kes) -> Self {
        let open = open.max(Kes::ZERO);
        Self {
            booked_left: booked.max(Kes::ZERO).min(less(Kes::MAX, open)),
            open_left: open,
            allocated: Kes::ZERO,
            booked_met: Kes::ZERO,
            credit: false,
            first_payer: None,
        }
    }
}

/// `from` less `part` of it.
pub(crate) fn less(from: Kes, part: Kes) -> Kes {
    from.checked_sub(part)
        .expect("amounts in a run are at or above zero")
}

/// The sum of two parts of one amount.
pub(crate) fn plus(a: Kes, b: Kes) -> Kes {
    a.checked_add(b)
        .expect("parts of one amount never exceed it")
}

/// `from` less `part`, but never below nothing.
pub(crate) fn rest(from: Kes, part: Kes) -> Kes {
    from.checked_sub(part).unwrap_or(Kes::ZERO).max(Kes::ZERO)
}
