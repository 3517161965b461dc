//! Which backups are kept. Pure: names and a day in, names out.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::Day;

use super::backups::{BackupKind, BackupName};

/// Days whose daily backups are all kept, today among them.
const DAYS: i64 = 7;
/// Weeks of which one is kept.
const WEEKS: usize = 4;
/// Months of which one is kept.
const MONTHS: usize = 12;
/// Backups before a migration that are kept.
const MIGRATIONS: usize = 3;

/// The rule in words.
pub const RULE: &str = "Kept are: the daily backups of the last 7 days, the last one of each of 4 weeks and of 12 \
     months, the last 3 made before the ledger was brought to a newer form, and every one that was asked for or \
     set aside by a restore.";

/// The backups that are to be removed. Weeks and months without a daily backup are not counted, so that a
/// computer that was away for long keeps what it has; a backup from after `today` is never removed, for
/// then the clock is wrong.
#[must_use]
pub fn to_remove(names: &[BackupName], today: Day) -> Vec<BackupName> {
    let mut newest_first: Vec<&BackupName> =
        names.iter().filter(|name| name.at.day() <= today).collect();
    newest_first.sort_by_key(|name| std::cmp::Reverse((name.at, name.number)));
    let of = |kind| {
        newest_first
            .iter()
            .copied()
            .filter(move |name: &&BackupName| name.kind == kind)
    };
    let (mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new());
    let mut remove = Vec::new();
    for name in of(BackupKind::Daily) {
        let day = name.at.day();
        let week = day.iso_week();
        // Both are counted for every one: the newest of a month may be that of a week too.
        let of_week = first_of(&mut weeks, (week.year(), week.week()), WEEKS);
        let of_month = first_of(&mut months, (day.year(), day.month()), MONTHS);
        let recent = today.signed_duration_since(day).num_days() < DAYS;
        if !(recent || of_week || of_month) {
            remove.push(name.clone());
        }
    }
    remove.extend(of(BackupKind::BeforeMigration).skip(MIGRATIONS).cloned());
    remove
}

/// Whether this is the first of its period, and the period one of the `most` newest.
fn first_of<T: Ord>(seen: &mut BTreeSet<T>, period: T, most: usize) -> bool {
    if seen.contains(&period) {
        return false;
    }
    seen.insert(period);
    seen.len() <= most
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::Eat;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn daily(day: Day) -> BackupName {
        BackupName::new("main", Eat::start_of(day), BackupKind::Daily, 1)
    }

    fn kept(names: &[BackupName], today: Day) -> Vec<String> {
        let gone = to_remove(names, today);
        names
            .iter()
            .filter(|name| !gone.contains(name))
            .map(|name| name.at.day().to_string())
            .collect()
    }

    #[test]
    fn a_year_and_a_half_of_days_leaves_days_weeks_and_months() {
        let today = day("2026-11-29");
        let names: Vec<_> = (0..550)
            .map(|back| daily(today - TimeDelta::days(back)))
            .collect();
        let days = [29, 28, 27, 26, 25, 24, 23, 22, 15, 8]
            .map(|of| format!("2026-11-{of:02}"))
            .to_vec();
        let months = [
            "2026-10-31",
            "2026-09-30",
            "2026-08-31",
            "2026-07-31",
            "2026-06-30",
            "2026-05-31",
            "2026-04-30",
            "2026-03-31",
            "2026-02-28",
            "2026-01-31",
            "2025-12-31",
        ];
        let expected: Vec<String> = days.into_iter().chain(months.map(str::to_owned)).collect();
        assert_eq!(kept(&names, today), expected);
    }

    /// Removing day by day must end where removing at once does: the last of a month is not gone by the
    /// time the month is over.
    #[test]
    fn day_by_day_the_same_is_left() {
        let first = day("2025-06-01");
        let (mut all, mut standing) = (Vec::new(), Vec::new());
        for ahead in 0..550 {
            let today = first + TimeDelta::days(ahead);
            all.insert(0, daily(today));
            standing.insert(0, daily(today));
            let gone = to_remove(&standing, today);
            standing.retain(|name| !gone.contains(name));
            assert_eq!(kept(&standing, today), kept(&all, today), "{today}");
        }
    }

    #[test]
    fn a_long_absence_removes_nothing_of_use() {
        let names = [daily(day("2026-01-05")), daily(day("2026-01-02"))];
        assert_eq!(kept(&names, day("2026-11-29")).len(), 2, "a week each");
    }

    #[test]
    fn what_was_asked_for_and_what_was_set_aside_stays() {
        let today = day("2026-11-29");
        let mut names = Vec::new();
        for back in 0..40 {
            let at = Eat::start_of(today - TimeDelta::days(back * 20));
            for kind in [
                BackupKind::Manual,
                BackupKind::BeforeRestore,
                BackupKind::BeforeMigration,
            ] {
                names.push(BackupName::new("main", at, kind, 1));
            }
        }
        let gone = to_remove(&names, today);
        assert_eq!(gone.len(), 37);
        assert!(
            gone.iter()
                .all(|name| name.kind == BackupKind::BeforeMigration)
        );
        assert!(!gone.contains(&names[2]) && gone.contains(&names[11]));
    }

    #[test]
    fn a_backup_of_tomorrow_is_neither_removed_nor_counted() {
        let today = day("2026-11-29");
        let mut names: Vec<_> = (1..30)
            .map(|ahead| daily(today + TimeDelta::days(ahead)))
            .collect();
        names.push(daily(today));
        assert!(to_remove(&names, today).is_empty());
    }
}
