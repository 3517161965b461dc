//! What is due, and when: one row ordered by time, then by the order it was put in.

use serde::{Deserialize, Serialize};

use super::kept::Kept;

/// What is done when an event is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// A step of an API, in that API's own words.
    Step {
        api: String,
        step: serde_json::Value,
    },
    /// A post to a callback address.
    Post { delivery: u64 },
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) due_ms: u64,
    sequence: u64,
    /// Held for the exchange of this name, which runs it before it answers.
    group: Option<String>,
    pub(crate) work: Work,
}

/// Everything that is due.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Schedule {
    #[serde(skip)]
    pub(super) events: Kept<(u64, u64), Event>,
    next: u64,
}

impl Schedule {
    /// Puts something in.
    pub(crate) fn push(&mut self, due_ms: u64, group: Option<&str>, work: Work) {
        self.next += 1;
        let sequence = self.next;
        let group = group.map(str::to_owned);
        let event = Event {
            due_ms,
            sequence,
            group,
            work,
        };
        self.events.insert((due_ms, sequence), event);
    }

    /// When the next free event is due.
    pub(crate) fn next_due(&self) -> Option<u64> {
        self.events
            .map()
            .values()
            .find(|event| event.group.is_none())
            .map(|event| event.due_ms)
    }

    /// Takes the next free event that is due by then.
    pub(crate) fn take_due(&mut self, by_ms: u64) -> Option<Event> {
        self.take(by_ms, None)
    }

    /// Takes the next event held for that exchange that is due by then.
    pub(crate) fn take_held(&mut self, group: &str, by_ms: u64) -> Option<Event> {
        self.take(by_ms, Some(group))
    }

    fn take(&mut self, by_ms: u64, group: Option<&str>) -> Option<Event> {
        let key = self
            .events
            .map()
            .range(..=(by_ms, u64::MAX))
            .find(|(_, event)| event.group.as_deref() == group)
            .map(|(key, _)| *key)?;
        self.events.remove(&key)
    }

    /// Frees what an exchange held and didn't run.
    pub(crate) fn release(&mut self, group: &str) {
        self.release_where(|held| held == group);
    }

    /// Frees everything: no exchange outlives a restart.
    pub(crate) fn release_all(&mut self) {
        self.release_where(|_| true);
    }

    fn release_where(&mut self, wanted: impl Fn(&str) -> bool) {
        let held: Vec<(u64, u64)> = self
            .events
            .map()
            .iter()
            .filter(|(_, event)| event.group.as_deref().is_some_and(&wanted))
            .map(|(key, _)| *key)
            .collect();
        for key in held {
            if let Some(event) = self.events.get_mut(&key) {
                event.group = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(delivery: u64) -> Work {
        Work::Post { delivery }
    }

    #[test]
    fn events_come_by_time_and_then_as_they_were_put_in() {
        let mut schedule = Schedule::default();
        for (due, id) in [(20, 1), (10, 2), (20, 3), (10, 4)] {
            schedule.push(due, None, post(id));
        }
        assert_eq!(schedule.next_due(), Some(10));
        let mut order = Vec::new();
        while let Some(event) = schedule.take_due(20) {
            order.push(event.work);
        }
        assert_eq!(order, [2, 4, 1, 3].map(post));
        assert_eq!(schedule.next_due(), None);
    }

    #[test]
    fn held_events_wait_for_their_exchange_and_survive_being_kept() {
        let mut schedule = Schedule::default();
        schedule.push(5, Some("AG_1"), post(1));
        assert_eq!(schedule.take_due(9), None);
        let mut again = Schedule {
            next: schedule.next,
            ..Schedule::default()
        };
        again.events.apply(schedule.events.changes(false));
        assert!(schedule.take_held("AG_1", 4).is_none());
        assert!(schedule.take_held("AG_1", 5).is_some());
        again.release_all();
        again.push(5, None, post(2));
        assert_eq!(again.take_due(9).unwrap().work, post(1));
        assert_eq!(again.take_due(9).unwrap().work, post(2));
    }
}
