//! The span of time that a Pull query asks about.

use chrono::{NaiveDateTime, TimeDelta};

use crate::values::ValueError;

/// The longest span a Pull query covers, in hours; older payments are not kept there (section 11).
pub const PULL_HOURS_MAX: i64 = 48;

/// A span in East Africa Time (UTC+3), to the second: not empty and at most 48 hours.
///
/// ```
/// use chrono::NaiveDate;
/// use daraja::PullWindow;
///
/// let nine = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap().and_hms_opt(9, 0, 0).unwrap();
/// let hour = PullWindow::new(nine, nine + chrono::TimeDelta::hours(1))?;
/// assert_eq!(hour.from(), nine);
/// assert!(PullWindow::new(nine, nine).is_err());
/// # Ok::<(), daraja::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PullWindow {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

impl PullWindow {
    /// Takes the two ends of a span, in East Africa Time.
    ///
    /// # Errors
    /// When the end is not after the beginning, or more than 48 hours after it.
    pub fn new(from: NaiveDateTime, to: NaiveDateTime) -> Result<Self, ValueError> {
        let refused = |expected| ValueError::new("pull window", "", expected);
        if to <= from {
            return Err(refused("an end after the beginning"));
        }
        if to.signed_duration_since(from) > TimeDelta::hours(PULL_HOURS_MAX) {
            return Err(refused("48 hours at most"));
        }
        Ok(Self { from, to })
    }

    /// The beginning, East Africa Time.
    #[must_use]
    pub fn from(self) -> NaiveDateTime {
        self.from
    }

    /// The end, East Africa Time.
    #[must_use]
    pub fn to(self) -> NaiveDateTime {
        self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn at_most_two_days_and_forward() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
        let noon = day.and_hms_opt(12, 0, 0).unwrap();
        let after = |hours, seconds| noon + TimeDelta::hours(hours) + TimeDelta::seconds(seconds);
        assert!(PullWindow::new(noon, after(48, 0)).is_ok());
        assert!(PullWindow::new(noon, after(0, 1)).is_ok());
        assert!(PullWindow::new(noon, after(48, 1)).is_err());
        assert!(PullWindow::new(noon, after(0, 0)).is_err());
        assert!(PullWindow::new(noon, after(-1, 0)).is_err());
        assert!(PullWindow::new(NaiveDateTime::MIN, NaiveDateTime::MAX).is_err());
    }
}
