//! How long matching takes and how it grows: 10 thousand, 100 thousand and 1 million lines against as
//! many entries. `cargo run --release -p matching --example matching_speed [LINES...]`
//!
//! The world is drawn from a seed: four of five payments type a reference, some an account or what
//! nobody knows; one in ten types nothing and is left to the payer pass. Instalments, double payments,
//! charges, sweeps, reversals and receipts the ledger already holds are among them.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use domain::{
    AccountKey, Day, Direction, Eat, Kes, LineClass, PartyId, PhoneMask, Receipt, SubAccount,
    Wording,
};
use matching::{Decided, Entry, Line, Options, Solution, solve};

const SEED: u64 = 20_260_203;
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

/// A linear congruential generator (Knuth's MMIX constants): enough for test data.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn small(&mut self, bound: u32) -> u32 {
        u32::try_from(self.below(u64::from(bound))).unwrap_or(0)
    }

    fn cents(&mut self, shillings: u64) -> i64 {
        i64::try_from(100 * (50 + self.below(shillings))).unwrap_or(100)
    }
}

fn receipt(number: u32) -> Receipt {
    let mut rest = number;
    let mut tail = [b'0'; 7];
    for place in tail.iter_mut().rev() {
        let digit = u8::try_from(rest % 36).unwrap_or(0);
        *place = if digit < 10 {
            b'0' + digit
        } else {
            b'A' + digit - 10
        };
        rest /= 36;
    }
    let text: String = "UB3".chars().chain(tail.map(char::from)).collect();
    text.parse().expect("ten letters and digits are a receipt")
}

const NAMES: [&str; 12] = [
    "AMANI", "BARAKA", "CHAUSIKU", "DALILI", "ELIMU", "FARAJA", "JARIBIO", "MFANO", "NEEMA",
    "PENDO", "TUMAINI", "ZAWADI",
];

struct World {
    lines: Vec<Line>,
    entries: Vec<Entry>,
}

fn world(size: u32) -> World {
    let mut draw = Draw(SEED);
    let base = 1_767_214_800; // 1 January 2026 in Nairobi
    let name = |number: u32| -> Vec<Box<str>> {
        [number % 12, number / 12 % 12]
            .iter()
            .filter_map(|at| NAMES.get(*at as usize))
            .map(|part| (*part).into())
            .collect()
    };
    let mut world = World {
        lines: Vec::new(),
        entries: Vec::new(),
    };
    for number in 0..size {
        let day = Day::from_ymd_opt(2026, 1, 1).expect("a day") + chrono::Days::new(draw.below(60));
        world.entries.push(Entry {
            direction: Direction::Receivable,
            reference: AccountKey::fold(&format!("INV-{number:07}")),
            account: AccountKey::fold(&format!("{:06}", number / 3)),
            open: Kes::from_cents(draw.cents(5_000)),
            booked: Kes::ZERO,
            date: Some(day),
            due: day.checked_add_days(chrono::Days::new(30)),
            receipt: (draw.below(50) == 0).then(|| receipt(number)),
            party: PartyId::parse(&format!(
                "2547{:08}",
                u64::from(number) * 7919 % 100_000_000
            )),
            name: name(number),
        });
    }
    for number in 0..size {
        let row = line(&mut draw, &world.entries, size, number, base);
        world.lines.push(row);
    }
    world
}

fn line(draw: &mut Draw, entries: &[Entry], size: u32, number: u32, base: i64) -> Line {
    let target = if draw.below(20) == 0 {
        draw.small(size)
    } else {
        number
    };
    let entry = entries
        .get(target as usize)
        .expect("targets are below the size");
    let typed = match draw.below(100) {
        0..80 => entry.reference.clone(),
        80..87 => entry.account.clone(),
        87..90 => AccountKey::fold(&format!("HSE {}", draw.below(1_000))),
        _ => None,
    };
    let (mut leg, mut amount, mut linked) = (Wording::PayIn, entry.open, None);
    match draw.below(100) {
        0..4 => amount = Kes::from_cents(amount.cents() / 2),
        4..6 => amount = Kes::from_cents(amount.cents() + 50_000),
        6..9 => (leg, amount) = (Wording::Charge, Kes::from_cents(-1_500)),
        9..10 => (leg, amount) = (Wording::Sweep, amount.negated()),
        10..11 => {
            (leg, amount) = (Wording::Reversal, amount.negated());
            linked = Some(receipt(number / 2));
        }
        _ => {}
    }
    let national = u64::from(target) * 7919 % 100_000_000;
    let mask = PhoneMask::parse(&format!(
        "2547{:01}****{:03}",
        national / 10_000_000,
        national % 1_000
    ));
    Line {
        account: SubAccount::Utility,
        receipt: receipt(number),
        leg,
        completed: Eat::from_unix(base + i64::from(number)).expect("a moment in 2026"),
        amount,
        moved_money: draw.below(100) != 0,
        typed,
        party: mask.map(PartyId::Masked),
        name: entry.name.clone(),
        linked,
    }
}

fn run(world: &World) -> (Duration, Solution) {
    let options = Options {
        as_of: Day::from_ymd_opt(2026, 3, 1).expect("a day"),
        statement_complete: None,
    };
    let start = Instant::now();
    let solution = solve(
        &world.lines,
        &world.entries,
        &Decided::default(),
        &options,
        &mut |_, _| true,
    )
    .expect("nobody cancels");
    (start.elapsed(), solution)
}

/// Peak resident memory in MiB, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|kib| kib / 1024)
}

/// Processor time this process has used, in milliseconds, where the system tells; steadier than the
/// clock on a busy machine. Ticks of /proc are a hundredth of a second.
fn cpu_ms() -> Option<u128> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let ticks = |field: Option<&str>| field.and_then(|field| field.parse::<u128>().ok());
    Some((ticks(fields.next())? + ticks(fields.next())?) * 10)
}

fn growth(now: u128, before: Option<u128>) -> String {
    match before {
        Some(before) if before > 0 => format!("{}.{:02}", now / before, now * 100 / before % 100),
        _ => "-".to_owned(),
    }
}

fn main() {
    let asked: Vec<u32> = std::env::args()
        .skip(1)
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        SIZES.to_vec()
    } else {
        asked
    };
    let (mut clock_before, mut cpu_before) = (None, None);
    println!(
        "{:>9}  {:>8}  {:>7}  {:>8}  {:>7}  {:>9}",
        "lines", "ms", "growth", "cpu ms", "growth", "peak MiB"
    );
    for size in sizes {
        let world = world(size);
        let cpu_start = cpu_ms();
        let (took, solution) = run(&world);
        let cpu = cpu_ms().zip(cpu_start).map(|(end, start)| end - start);
        let ms = took.as_millis().max(1);
        let text =
            |figure: Option<u128>| figure.map_or("-".to_owned(), |figure| figure.to_string());
        println!(
            "{size:>9}  {ms:>8}  {:>7}  {:>8}  {:>7}  {:>9}",
            growth(ms, clock_before),
            text(cpu),
            cpu.map_or("-".to_owned(), |cpu| growth(cpu, cpu_before)),
            text(peak_mib().map(u128::from)),
        );
        let mut classes: HashMap<LineClass, u32> = HashMap::new();
        solution
            .lines
            .iter()
            .for_each(|line| *classes.entry(line.class).or_default() += 1);
        let counts = LineClass::ALL
            .iter()
            .filter_map(|class| classes.get(class).map(|count| format!("{class} {count}")));
        println!("           {}", counts.collect::<Vec<_>>().join(", "));
        (clock_before, cpu_before) = (Some(ms), cpu);
    }
}
