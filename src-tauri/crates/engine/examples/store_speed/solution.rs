//! A matching run's outcome over the rows.

use domain::{EntryState, Kes, LineClass};
use engine::store::matching_input;
use matching::model::{Allocation, EntryOutcome, LineOutcome, Match, MatchState, Rule, Solution};

use crate::rows::mixed;

/// Every line that names an invoice is matched to it as far as it fits; every class occurs.
pub fn solution(input: &matching_input::MatchingInput) -> Solution {
    let mut left: Vec<i64> = input
        .entries
        .iter()
        .map(|entry| entry.open.cents())
        .collect();
    let mut solution = Solution::default();
    for (number, line) in (0_u32..).zip(&input.lines) {
        let named = line
            .typed
            .as_ref()
            .and_then(|key| key.as_str().strip_prefix("INV")?.parse::<u32>().ok());
        let entry = named
            .filter(|_| line.moved_money && line.amount.is_positive())
            .unwrap_or(u32::MAX);
        let room = left.get_mut(entry as usize);
        let amount = room
            .as_ref()
            .map_or(0, |room| (**room).min(line.amount.cents()));
        let class = if !line.moved_money {
            LineClass::NotCompleted
        } else if line.amount.is_negative() {
            LineClass::Fee
        } else if amount == line.amount.cents() {
            LineClass::Matched
        } else if amount > 0 {
            LineClass::Part
        } else if mixed(number).is_multiple_of(3) {
            LineClass::Suggested
        } else {
            LineClass::Unmatched
        };
        if amount > 0 {
            *room.unwrap() -= amount;
            solution.matches.push(Match {
                rule: Rule::Reference,
                state: MatchState::Auto,
                confidence: 9_900,
                margin: 10_000,
                runner_up: None,
                features: Vec::new(),
                allocations: vec![Allocation {
                    line: number,
                    entry,
                    amount: Kes::from_cents(amount),
                }],
                explanation: format!("The typed account is the reference INV-{entry}."),
            });
        }
        solution.lines.push(LineOutcome {
            class,
            allocated: Kes::from_cents(amount),
            open: Kes::ZERO,
            why: "The typed account equals the reference of one open entry.".into(),
            related: None,
            credit_for: None,
        });
    }
    solution.entries = input
        .entries
        .iter()
        .zip(&left)
        .map(|(entry, left)| EntryOutcome {
            allocated: Kes::from_cents(entry.open.cents() - left),
            booked_met: Kes::ZERO,
            open: Kes::from_cents(*left),
            state: EntryState::of(
                Kes::from_cents(entry.open.cents() - left),
                Kes::from_cents(*left),
                false,
            ),
        })
        .collect();
    solution
}
