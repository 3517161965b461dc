//! Book balance to statement balance through named items (design section 6).
//!
//! The books carry a balance forward and have booked some movements themselves (entries with a
//! receipt). Everything else that the statement shows is a named item. What no item explains is the
//! residual; a period with a residual does not close.

use domain::{Day, Direction, Kes, LineClass, LineKind};
use reports::model::{Bridge, BridgeItem};
use statements::certificate::{Certificate, Chain};

/// What the bridge needs to know of a statement line.
#[derive(Debug, Clone, Copy)]
pub struct BridgeLine {
    /// Signed amount.
    pub amount: Kes,
    /// Its kind.
    pub kind: LineKind,
    /// What became of it.
    pub class: LineClass,
    /// Claimed by standing matches, as a magnitude.
    pub allocated: Kes,
}

/// What the bridge needs to know of a ledger entry.
#[derive(Debug, Clone, Copy)]
pub struct BridgeEntry {
    /// Which way.
    pub direction: Direction,
    /// Claimed by standing matches, of open and booked together.
    pub allocated: Kes,
    /// Booked as paid by the ledger itself, under a receipt.
    pub booked: Kes,
    /// Of the booked part, what a statement line has met.
    pub booked_met: Kes,
    /// The day the ledger booked it: the receipt's day, else the entry's.
    pub booked_on: Option<Day>,
}

/// Every item there can be, in the order a reader follows: what to post, what to clear, what is only
/// timing, what is missing.
const ITEMS: [(&str, &str); 18] = [
    ("matched_in", "Received and matched, to be posted"),
    ("matched_out", "Paid out and matched, to be posted"),
    ("fees", "M-Pesa charges"),
    ("sweeps", "Settled to bank or settlement account"),
    ("transfers", "Moved between own M-Pesa accounts"),
    ("borrowing", "Overdraft and loan"),
    ("reversals", "Reversed payments"),
    ("overpaid", "Over-payments held as credit"),
    ("duplicates", "Second payments held as credit"),
    ("to_decide_in", "Received, a decision is open"),
    ("to_decide_out", "Paid out, a decision is open"),
    ("unmatched_in", "Received, not identified"),
    ("unmatched_out", "Paid out, not identified"),
    ("other", "Lines of unknown kind"),
    (
        "booked_elsewhere",
        "On this statement, in the cash book of another period",
    ),
    ("booked_missing", "In the cash book, not on this statement"),
    (
        "balance_gap",
        "Rows missing from the statement, by its running balance",
    ),
    (
        "opening_differs",
        "Books brought forward differ from the statement's opening balance",
    ),
];

/// Sums per item; an overflow leaves the sum at the edge and so a residual, never a silent wrap.
struct Sums([(u64, Kes); ITEMS.len()]);

impl Sums {
    fn add(&mut self, code: &str, amount: Kes) {
        if amount.is_zero() {
            return;
        }
        let at = ITEMS.iter().position(|(known, _)| *known == code);
        let slot = at
            .and_then(|at| self.0.get_mut(at))
            .expect("every code is one of ITEMS");
        slot.0 += 1;
        slot.1 = slot.1.checked_add(amount).unwrap_or(slot.1);
    }
}

/// Builds the bridge.
///
/// `brought_forward` is what the books carried into the period; `None` on a first period, when the
/// statement's own opening balance is taken.
pub fn bridge(
    lines: impl Iterator<Item = BridgeLine>,
    entries: impl Iterator<Item = BridgeEntry>,
    certificates: &[Certificate],
    period: (Day, Day),
    brought_forward: Option<Kes>,
) -> Bridge {
    let mut sums = Sums([(0, Kes::ZERO); ITEMS.len()]);
    let (mut paid_in, mut paid_out) = (Kes::ZERO, Kes::ZERO);
    for line in lines {
        if line.class == LineClass::NotCompleted {
            continue;
        }
        let side = if line.amount.is_negative() {
            &mut paid_out
        } else {
            &mut paid_in
        };
        *side = side.checked_add(line.amount).unwrap_or(*side);
        sums.add(code_of(&line), rest_of(&line));
    }
    let mut cash_book = Kes::ZERO;
    for entry in entries {
        cash_book = cash_book
            .checked_add(book_entry(&entry, period, &mut sums))
            .unwrap_or(cash_book);
    }

    let moved = add(paid_in, paid_out);
    let (opening, closing, balances_known) = balances(certificates, moved);
    let brought_forward = brought_forward.unwrap_or(opening);
    sums.add("opening_differs", sub(opening, brought_forward));
    sums.add("balance_gap", gap(certificates));

    let items: Vec<BridgeItem> = ITEMS
        .iter()
        .zip(sums.0)
        .filter(|(_, (count, _))| *count > 0)
        .map(|((code, name), (count, amount))| BridgeItem {
            code,
            name: (*name).to_owned(),
            count,
            amount,
        })
        .collect();
    let book_balance = add(brought_forward, cash_book);
    let named = items
        .iter()
        .fold(Kes::ZERO, |sum, item| add(sum, item.amount));
    Bridge {
        statement_opening: opening,
        statement_in: paid_in,
        statement_out: paid_out,
        statement_closing: closing,
        balances_known,
        book_brought_forward: brought_forward,
        cash_book,
        book_balance,
        residual: sub(closing, add(book_balance, named)),
        items,
    }
}

/// The named item that the unallocated rest of a line belongs to.
fn code_of(line: &BridgeLine) -> &'static str {
    let incoming = line.amount.is_positive();
    match line.class {
        LineClass::Fee => "fees",
        LineClass::Reversed => "reversals",
        LineClass::Transfer => match line.kind {
            LineKind::Sweep => "sweeps",
            LineKind::Borrowing => "borrowing",
            LineKind::Principal
            | LineKind::Charge
            | LineKind::Reversal
            | LineKind::Transfer
            | LineKind::Other => "transfers",
        },
        LineClass::Duplicate => "duplicates",
        LineClass::Matched | LineClass::Part => "overpaid",
        LineClass::Suggested | LineClass::Ambiguous if incoming => "to_decide_in",
        LineClass::Suggested | LineClass::Ambiguous => "to_decide_out",
        LineClass::Unmatched if line.kind == LineKind::Other => "other",
        LineClass::Unmatched if incoming => "unmatched_in",
        LineClass::Unmatched | LineClass::NotCompleted => "unmatched_out",
    }
}

/// What of a line no match has claimed, with the line's sign.
fn rest_of(line: &BridgeLine) -> Kes {
    let rest = sub(line.amount.magnitude(), line.allocated);
    if line.amount.is_negative() {
        rest.negated()
    } else {
        rest
    }
}

/// Adds an entry's items; returns what the cash book holds for it in the period, signed.
fn book_entry(entry: &BridgeEntry, period: (Day, Day), sums: &mut Sums) -> Kes {
    let signed = |amount: Kes| match entry.direction {
        Direction::Receivable => amount,
        Direction::Payable => amount.negated(),
    };
    let to_post = signed(sub(entry.allocated, entry.booked_met));
    sums.add(
        match entry.direction {
            Direction::Receivable => "matched_in",
            Direction::Payable => "matched_out",
        },
        to_post,
    );
    let inside = entry
        .booked_on
        .is_some_and(|day| (period.0..=period.1).contains(&day));
    if inside {
        sums.add(
            "booked_missing",
            signed(sub(entry.booked, entry.booked_met)).negated(),
        );
        signed(entry.booked)
    } else {
        sums.add("booked_elsewhere", signed(entry.booked_met));
        Kes::ZERO
    }
}

/// Opening and closing of all wallets together, and whether every wallet's are declared or proven. A
/// wallet without balances takes part by its movement alone.
fn balances(certificates: &[Certificate], moved: Kes) -> (Kes, Kes, bool) {
    if certificates.is_empty() {
        return (Kes::ZERO, moved, false);
    }
    let mut known = true;
    let (mut opening, mut closing) = (Kes::ZERO, Kes::ZERO);
    for of in certificates {
        if let (Some(from), Some(to)) = (of.opening, of.closing) {
            opening = add(opening, from);
            closing = add(closing, to);
        } else {
            known = false;
            closing = add(closing, add(of.paid_in, of.withdrawn));
        }
    }
    (opening, closing, known)
}

/// What the running balances say is missing.
fn gap(certificates: &[Certificate]) -> Kes {
    certificates
        .iter()
        .filter(|of| of.opening.is_some() && of.closing.is_some())
        .filter_map(|of| match &of.chain {
            Chain::Broken(breaks) => Some(breaks),
            Chain::Unbroken | Chain::NotCheckable(_) => None,
        })
        .flatten()
        .fold(Kes::ZERO, |sum, at| add(sum, at.difference()))
}

/// Sums of real statements stay far inside the range; at its edge the left side stands, and the
/// bridge shows a residual.
fn add(left: Kes, right: Kes) -> Kes {
    left.checked_add(right).unwrap_or(left)
}

fn sub(left: Kes, right: Kes) -> Kes {
    left.checked_sub(right).unwrap_or(left)
}

#[cfg(test)]
#[path = "bridge_tests.rs"]
mod tests;
