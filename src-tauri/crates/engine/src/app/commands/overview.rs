//! The overview: what waits, money by day, coverage.

use chrono::Datelike as _;
use domain::{Day, Kes, LineClass, Problem, SubAccount};

use super::desk;
use crate::api::{CountAmount, DayFlow, LineFilter, Need, Nothing, Overview, WalletCoverage};
use crate::app::Acts;
use crate::app::position::{AGES, Position};
use crate::app::show_file::small64;
use crate::store::imports::{self, ImportRow, Role};
use crate::store::{ClassCount, line_counts};
use crate::words;

/// Days shown one by one; a longer period is shown by week.
const DAYS_MAX: i64 = 92;

impl Acts<'_> {
    /// What waits, money by day, coverage.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn overview(&self, _: Nothing) -> Result<Overview, Problem> {
        self.with_ledger(|core, ledger| {
            let position = core.position(ledger)?;
            let (counts, imports) =
                ledger.read(|read| Ok((line_counts(read)?, imports::all(read)?)))?;
            Ok(overview(&position, &counts, &imports))
        })
        .await
    }
}

fn overview(position: &Position, counts: &[ClassCount], imports: &[ImportRow]) -> Overview {
    let bound = position.bound;
    let unmatched = bound.lines.saturating_sub(bound.matched + bound.to_decide);
    let share = |part: u64| per_ten_thousand(part.into(), bound.lines.into());
    Overview {
        period: position.period.map(|(from, to)| words::period(from, to)),
        needs: needs(position, counts, imports),
        days: flows(position),
        paid_in: position.bridge.statement_in.to_string(),
        withdrawn: position.bridge.statement_out.to_string(),
        matched_percent: tenths(bound.matched.into(), bound.lines.into()),
        matched_value_percent: tenths(cents(bound.matched_value), cents(bound.value)),
        matched_shares: [
            share(bound.matched),
            share(bound.to_decide),
            share(unmatched),
        ],
        outcomes: LineClass::ALL
            .iter()
            .filter_map(|class| outcome(*class, counts))
            .collect(),
        ageing: AGES
            .iter()
            .zip(position.ages)
            .map(|((key, _), (count, amount))| CountAmount {
                key: (*key).to_owned(),
                count: small64(count),
                amount: amount.to_string(),
            })
            .collect(),
        wallets: coverage(position, imports),
        bridge: position.period.map(|_| desk::bridge(&position.bridge)),
    }
}

fn cents(of: Kes) -> u128 {
    u128::from(of.magnitude().cents().unsigned_abs())
}

/// Share of a whole in ten-thousandths, rounded down: nothing looks finished that is not.
fn per_ten_thousand(part: u128, whole: u128) -> u32 {
    let share = (part * 10_000).checked_div(whole).unwrap_or(0);
    u32::try_from(share.min(10_000)).unwrap_or(10_000)
}

/// `95.1`
fn tenths(part: u128, whole: u128) -> String {
    let share = per_ten_thousand(part, whole) / 10;
    format!("{}.{}", share / 10, share % 10)
}

fn size(count: &ClassCount) -> Kes {
    count
        .paid_in
        .checked_sub(count.withdrawn)
        .unwrap_or(Kes::MAX)
}

fn outcome(class: LineClass, counts: &[ClassCount]) -> Option<CountAmount> {
    let count = counts
        .iter()
        .find(|count| count.class == class && count.lines > 0)?;
    Some(CountAmount {
        key: class.word().to_owned(),
        count: small64(count.lines),
        amount: size(count).to_string(),
    })
}

fn needs(position: &Position, counts: &[ClassCount], imports: &[ImportRow]) -> Vec<Need> {
    let lines = |count: u64| {
        if count == 1 {
            "1 line".to_owned()
        } else {
            format!("{} lines", words::count(count))
        }
    };
    let of = |class| {
        counts
            .iter()
            .find(|count| count.class == class && count.lines > 0)
    };
    let need = |class, kind: &str, filter, text: &dyn Fn(String) -> String| {
        of(class).map(|count| Need {
            kind: kind.to_owned(),
            text: text(lines(count.lines)),
            amount: size(count).to_string(),
            filter: Some(filter),
        })
    };
    let gaps = position
        .certificates
        .iter()
        .filter(|of| words::verdict(of) == "broken")
        .map(|of| Need {
            kind: "gap".to_owned(),
            text: format!(
                "{}: {}",
                words::wallet(of.short_code.as_ref(), of.account),
                words::findings(of).concat()
            ),
            amount: String::new(),
            filter: None,
        });
    let refused: u64 = imports
        .iter()
        .filter(|row| row.undone.is_none())
        .map(|row| row.import.counts.refused)
        .sum();
    let refused = (refused > 0).then(|| Need {
        kind: "refused".to_owned(),
        text: format!(
            "{} of imported files set aside: not readable",
            lines(refused).replace("line", "row")
        ),
        amount: String::new(),
        filter: None,
    });
    let classes = [
        need(
            LineClass::Duplicate,
            "duplicate",
            LineFilter::Duplicate,
            &|n| format!("{n} paid twice, held as credit"),
        ),
        need(
            LineClass::Suggested,
            "decide",
            LineFilter::Suggested,
            &|n| format!("{n} with a suggestion to confirm"),
        ),
        need(
            LineClass::Ambiguous,
            "ambiguous",
            LineFilter::Ambiguous,
            &|n| format!("{n} where several entries fit"),
        ),
        need(LineClass::Part, "part", LineFilter::Part, &|n| {
            format!("{n} paid more than was open")
        }),
        need(
            LineClass::Unmatched,
            "unmatched",
            LineFilter::Unmatched,
            &|n| format!("{n} that nothing in the ledger is like"),
        ),
    ];
    gaps.take(3)
        .chain(classes.into_iter().flatten())
        .chain(refused)
        .collect()
}

/// Money by day, or by week where the period is long.
fn flows(position: &Position) -> Vec<DayFlow> {
    let Some((from, to)) = position.period else {
        return Vec::new();
    };
    let step = if (to - from).num_days() < DAYS_MAX {
        1
    } else {
        7
    };
    let mut flows = Vec::new();
    let mut start = from;
    while start <= to {
        let end = start
            .checked_add_days(chrono::Days::new(step))
            .unwrap_or(to);
        let inside = position.days.range(start..end.max(start));
        let sums = inside.fold((Kes::ZERO, Kes::ZERO), |(paid_in, out), (_, (a, b))| {
            (
                paid_in.checked_add(*a).unwrap_or(paid_in),
                out.checked_add(*b).unwrap_or(out),
            )
        });
        flows.push((start, sums));
        if end <= start {
            break;
        }
        start = end;
    }
    let tallest = flows
        .iter()
        .map(|(_, (a, b))| cents(*a).max(cents(*b)))
        .max()
        .unwrap_or(0);
    flows
        .into_iter()
        .map(|(day, (paid_in, withdrawn))| DayFlow {
            label: day.format("%-d %b").to_string(),
            paid_in: paid_in.to_string(),
            withdrawn: withdrawn.to_string(),
            in_share: per_ten_thousand(cents(paid_in), tallest),
            out_share: per_ten_thousand(cents(withdrawn), tallest),
        })
        .collect()
}

fn coverage(position: &Position, imports: &[ImportRow]) -> Vec<WalletCoverage> {
    let Some((from, to)) = position.period else {
        return Vec::new();
    };
    let standing = |row: &&ImportRow| row.undone.is_none() && row.import.role == Role::Statement;
    position
        .certificates
        .iter()
        .map(|of| {
            let wallet = words::wallet(of.short_code.as_ref(), of.account);
            let covered: Vec<(Day, Day)> = imports
                .iter()
                .filter(standing)
                .filter(|row| covers(row, &wallet, of.account))
                .filter_map(|row| row.import.period.map(|(from, to)| (from.day(), to.day())))
                .collect();
            let text = words::findings(of).first().cloned().unwrap_or_default();
            let span = of.period.map_or_else(String::new, |(from, to)| {
                words::period(from.day(), to.day())
            });
            WalletCoverage {
                wallet,
                text: format!("{span}. {text}"),
                complete: of.is_complete(),
                days: strip(from, to, &covered, &broken_days(of)),
            }
        })
        .collect()
}

/// A file of several wallets covers each of them.
fn covers(row: &ImportRow, wallet: &str, _: SubAccount) -> bool {
    row.import.wallet == wallet || row.import.wallet.contains(" accounts")
}

fn broken_days(of: &statements::certificate::Certificate) -> Vec<Day> {
    use statements::certificate::Chain;
    match &of.chain {
        Chain::Broken(breaks) => breaks.iter().map(|at| at.at.day()).collect(),
        Chain::Unbroken | Chain::NotCheckable(_) => Vec::new(),
    }
}

fn strip(from: Day, to: Day, covered: &[(Day, Day)], broken: &[Day]) -> Vec<String> {
    let step = if (to - from).num_days() < DAYS_MAX {
        1
    } else {
        7
    };
    from.iter_days()
        .take_while(|day| *day <= to)
        .filter(|day| step == 1 || day.num_days_from_ce() % step == from.num_days_from_ce() % step)
        .map(|day| {
            let inside = covered
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&day));
            match (inside, broken.contains(&day)) {
                (true, false) => "covered",
                (true, true) => "gap",
                (false, _) => "none",
            }
            .to_owned()
        })
        .collect()
}
