//! What rows show beside their neighbours, noted while each is at hand: order, span, charges without a
//! payment beside them, negative balances, and payments to compare for doubles.

use domain::{Eat, PartyId, Status, SubAccount, Wording};

use crate::model::StatementRow;

/// A payment in: a number made of what a second one would share (amount, payer), and its index.
pub(super) type Payment = (u64, usize);

/// Notes over all rows read so far.
#[derive(Debug, Default)]
pub(super) struct Observed {
    /// Rows later than the one above them, and rows earlier.
    pub later: u64,
    pub earlier: u64,
    /// First and last moment.
    pub span: Option<(Eat, Eat)>,
    /// Rows with a negative balance.
    pub negative: Vec<usize>,
    /// Charges without another leg of their receipt right above or below.
    pub lone_charges: Vec<usize>,
    pub payments: Vec<Payment>,
    /// How many rows name each wallet: payments in, payouts, all.
    pub homes: [[u64; 3]; SubAccount::ALL.len()],
    pub unknown_status: u64,
}

impl Observed {
    /// Notes everything anew, after rows were taken out or moved in time.
    pub(super) fn of(rows: &[StatementRow], homes: &[Option<SubAccount>]) -> Self {
        let mut observed = Self::default();
        let mut above = None;
        for (index, (row, home)) in rows.iter().zip(homes).enumerate() {
            observed.see(index, above, row, *home);
            above = Some(row);
        }
        observed
    }

    /// Notes a row and the one above it.
    pub(super) fn see(
        &mut self,
        index: usize,
        above: Option<&StatementRow>,
        row: &StatementRow,
        home: Option<SubAccount>,
    ) {
        let at = row.completed;
        if let Some(above) = above {
            self.later += u64::from(at > above.completed);
            self.earlier += u64::from(at < above.completed);
        }
        self.span = Some(match self.span {
            None => (at, at),
            Some((from, to)) => (from.min(at), to.max(at)),
        });
        if row.balance.is_some_and(domain::Kes::is_negative) {
            self.negative.push(index);
        }
        self.unknown_status += u64::from(row.status == Status::Unknown);
        self.count(row.leg, home);
        let same = above.is_some_and(|above| above.receipt == row.receipt);
        if row.leg == Wording::Charge {
            let beside = same && above.is_some_and(|above| above.leg != Wording::Charge);
            if row.status.moved_money() && !beside {
                self.lone_charges.push(index);
            }
        } else if same && index > 0 && self.lone_charges.last() == Some(&(index - 1)) {
            // Listed newest first, a charge stands above its payment.
            self.lone_charges.pop();
        }
        if row.leg == Wording::PayIn
            && row.status.moved_money()
            && let Some(payer) = payer(row)
        {
            let amount = row.amount.cents().unsigned_abs();
            let shared = (payer ^ amount).wrapping_mul(STEP);
            self.payments.push((shared, index));
        }
    }

    fn count(&mut self, leg: Wording, home: Option<SubAccount>) {
        let place = SubAccount::ALL.iter().position(|it| Some(*it) == home);
        if let Some([pay_in, pay_out, all]) = place.and_then(|place| self.homes.get_mut(place)) {
            *pay_in += u64::from(leg == Wording::PayIn);
            *pay_out += u64::from(leg == Wording::PayOut);
            *all += 1;
        }
    }
}

/// A number that equal payers share; `None` where the row does not name one.
fn payer(row: &StatementRow) -> Option<u64> {
    let start = match row.party.as_ref()? {
        PartyId::Provider => return None,
        PartyId::Phone(phone) => mix(START, &phone.reveal()),
        PartyId::Masked(mask) => mix(START, mask.tail()),
        PartyId::Digest(text) | PartyId::Organisation(text) => mix(START, text),
    };
    let name = row.party_name.as_ref();
    Some(mix(start, name.map_or("", domain::MaskedName::reveal)))
}

/// FNV-1a's start and step: enough to sort by, as equality is checked afterwards.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const STEP: u64 = 0x0100_0000_01b3;

fn mix(start: u64, text: &str) -> u64 {
    text.bytes().fold(start, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(STEP)
    })
}
