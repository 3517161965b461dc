//! The rows: invented, the same every time, spread as statements have them.

use chrono::TimeDelta;
use domain::{
    Day, Direction, Eat, Kes, MaskedName, MaskedText, PartyId, Receipt, Status, SubAccount, Wording,
};
use engine::store::By;
use statements::model::{LedgerRow, Precision, StatementRow};

pub fn by() -> By<'static> {
    By {
        operator: "jaribio",
        at: Eat::parse_iso("2026-11-20T12:00:00").unwrap(),
    }
}

/// A number that looks random and is the same every time.
pub fn mixed(n: u32) -> u32 {
    let mut x = n.wrapping_mul(0x9e37_79b9) ^ 0x5bd1_e995;
    x ^= x >> 15;
    x = x.wrapping_mul(0x85eb_ca6b);
    x ^ (x >> 13)
}

const NAMES: [&str; 12] = [
    "AMANI", "MFANO", "JARIBIO", "NURU", "BARAKA", "ZAWADI", "IMANI", "REHEMA", "TUMAINI",
    "FARAJA", "NEEMA", "PENDO",
];

/// Receipts in the order of time within a day, spread over 90 days, as statements have them.
pub fn row(n: u32, of: u32) -> StatementRow {
    let start = Eat::parse_iso("2026-08-01T00:00:00").unwrap();
    let seconds = i64::from(n) * 90 * 86_400 / i64::from(of);
    let completed = Eat::from_civil(start.civil() + TimeDelta::seconds(seconds));
    let prefix = Receipt::date_prefix(completed.day()).unwrap();
    let random = mixed(n);
    let charge = random.is_multiple_of(10);
    let phone = format!("2547{:08}", mixed(n / 3) % 100_000_000);
    let name = format!(
        "{} {}",
        NAMES[(random % 12) as usize],
        NAMES[(random / 12 % 12) as usize]
    );
    let typed = format!("INV-{}", random % of);
    let cents = i64::from(random % 500_000 + 1_000);
    StatementRow {
        row: u64::from(n) + 8,
        account: SubAccount::Utility,
        receipt: format!("{prefix}{n:07}").parse().unwrap(),
        leg: if charge {
            Wording::Charge
        } else {
            Wording::PayIn
        },
        completed,
        precision: Precision::Second,
        initiated: Some(completed),
        status: if random % 50 == 1 {
            Status::Failed
        } else {
            Status::Completed
        },
        amount: Kes::from_cents(if charge { -cents / 100 } else { cents }),
        balance: Some(Kes::from_cents(i64::from(n) * 1_000)),
        details: MaskedText::new(format!("Pay Bill from {phone} - {name} Acc. {typed}")),
        party: PartyId::parse(&phone),
        party_name: Some(MaskedName::new(name)),
        typed_account: Some(typed),
        reason: None,
        linked: None,
        warnings: Vec::new(),
    }
}

pub fn entry(n: u32) -> LedgerRow {
    let random = mixed(n);
    let cents = i64::from(random % 500_000 + 1_000);
    LedgerRow {
        row: u64::from(n) + 2,
        reference: Some(format!("INV-{n}")),
        account: Some(format!("CUST-{}", random % 20_000)),
        direction: Direction::Receivable,
        party: Some(MaskedName::new(format!(
            "{} {}",
            NAMES[(random % 12) as usize],
            NAMES[(random / 12 % 12) as usize]
        ))),
        phone: None,
        amount: Kes::from_cents(cents),
        paid: Kes::ZERO,
        open: Kes::from_cents(cents),
        date: Day::from_num_days_from_ce_opt(739_800 + i32::try_from(random % 90).unwrap()),
        due: Day::from_num_days_from_ce_opt(739_830 + i32::try_from(random % 90).unwrap()),
        description: None,
        receipt: None,
        warnings: Vec::new(),
    }
}
