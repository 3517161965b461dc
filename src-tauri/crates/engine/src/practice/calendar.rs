//! When people pay: hours of the day, days around a due date, and the edges of the period.

use chrono::{Datelike, Days, NaiveTime, TimeDelta, Weekday};
use domain::{Day, Eat};

use super::dice::Dice;

/// How busy each hour of the day is: quiet nights, a lunch hour, and most of all the way home.
const HOURS: &[(u32, u64)] = &[
    (0, 1),
    (4, 1),
    (5, 3),
    (6, 8),
    (7, 14),
    (8, 18),
    (9, 20),
    (10, 20),
    (11, 19),
    (12, 20),
    (13, 21),
    (14, 16),
    (15, 16),
    (16, 17),
    (17, 21),
    (18, 24),
    (19, 21),
    (20, 15),
    (21, 9),
    (22, 5),
];

/// Days from due date to payment: some early, most about the date, a tail of late ones.
const DELAYS: &[((i64, i64), u64)] = &[((-8, -3), 25), ((-2, 0), 35), ((1, 5), 28), ((6, 14), 12)];

/// The days a statement covers, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Period {
    pub(super) fn new(first: Day, days: u32) -> Self {
        let last = first
            .checked_add_days(Days::new(u64::from(days.max(1) - 1)))
            .unwrap_or(first);
        Self { first, last }
    }

    /// Every day, first to last.
    pub(super) fn days(self) -> impl Iterator<Item = Day> {
        self.first
            .iter_days()
            .take_while(move |day| *day <= self.last)
    }

    /// Every day of the period that is the given day of the month.
    pub(super) fn each_month(self, day_of_month: u32) -> impl Iterator<Item = Day> {
        self.days().filter(move |day| day.day() == day_of_month)
    }

    /// Every Friday of the period.
    pub(super) fn fridays(self) -> Vec<Day> {
        self.days()
            .filter(|day| day.weekday() == Weekday::Fri)
            .collect()
    }

    /// Any day of the period, Sundays less often.
    pub(super) fn any_day(self, dice: &mut Dice) -> Day {
        let span = (self.last - self.first).num_days();
        off_sunday(plus(self.first, dice.between(0, span)), dice).min(self.last)
    }

    /// A day near `due` on which it is paid; `room` days of the period are left after it.
    pub(super) fn pay_day(self, due: Day, issued: Day, room: i64, dice: &mut Dice) -> Day {
        let (low, high) = dice.weighted(DELAYS);
        let wished = off_sunday(plus(due, dice.between(low, high)), dice);
        let end = plus(self.last, -room);
        let wished = if wished > end {
            plus(end, -dice.between(0, 4))
        } else {
            wished
        };
        wished.max(issued).max(self.first).min(end)
    }

    /// `seconds` after `at`, but not past the last evening of the period.
    pub(super) fn later(self, at: Eat, seconds: i64) -> Eat {
        let end = Eat::end_of(self.last).civil() - TimeDelta::seconds(3_700);
        let wished = at.civil() + TimeDelta::seconds(seconds);
        Eat::from_civil(wished.min(end).max(at.civil() + TimeDelta::seconds(1)))
    }
}

/// A day some days on, or back.
pub(super) fn plus(day: Day, days: i64) -> Day {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

/// Three of five who would pay on a Sunday wait for Monday.
fn off_sunday(day: Day, dice: &mut Dice) -> Day {
    if day.weekday() == Weekday::Sun && dice.chance(600) {
        plus(day, 1)
    } else {
        day
    }
}

/// A time of that day at which people pay.
pub(super) fn busy_moment(day: Day, dice: &mut Dice) -> Eat {
    let hour = dice.weighted(HOURS);
    at(day, hour, dice.between(0, 3_599))
}

/// An hour of a day, and seconds into it.
pub(super) fn at(day: Day, hour: u32, seconds: i64) -> Eat {
    let whole = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
    Eat::from_civil(day.and_time(whole) + TimeDelta::seconds(seconds))
}

/// A moment so many seconds before.
pub(super) fn before(at: Eat, seconds: i64) -> Eat {
    Eat::from_civil(at.civil() - TimeDelta::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::super::dice::Topic;
    use super::*;

    #[test]
    fn nobody_pays_outside_the_period() {
        let first = Day::from_ymd_opt(2026, 8, 1).unwrap();
        let period = Period::new(first, 92);
        assert_eq!(period.last, Day::from_ymd_opt(2026, 10, 31).unwrap());
        assert_eq!(period.fridays().len(), 13);
        assert_eq!(period.each_month(5).count(), 3);
        let mut dice = Dice::new(5, Topic::Payments);
        for n in 0..2_000 {
            let issued = plus(first, n % 86 - 6);
            let paid = period.pay_day(plus(issued, 11), issued, 4, &mut dice);
            assert!(paid >= first && paid >= issued && paid <= plus(period.last, -4));
            let moment = busy_moment(paid, &mut dice);
            assert_eq!(moment.day(), paid);
            assert!(period.later(moment, 1_000_000).day() <= period.last);
        }
    }
}
