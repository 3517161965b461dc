//! Law 11: recorded time never goes back, whatever the computer's clock does.

use chrono::TimeDelta;
use domain::Eat;

use super::{Fixture, OPERATOR, now};
use crate::store::{By, Done, audit_log};

/// Records one change under a clock that is `seconds` from where it was at the start.
fn record(fixture: &Fixture, seconds: i64) -> Eat {
    let at = Eat::from_unix(now().unix() + TimeDelta::seconds(seconds).num_seconds()).unwrap();
    let by = By {
        operator: OPERATOR,
        at,
    };
    fixture
        .ledger
        .write(by, "test.tick", |write| {
            let recorded = write.at;
            Ok(Done::to("test", Eat::from_unix(recorded).unwrap()))
        })
        .unwrap()
}

#[test]
fn a_clock_that_jumps_both_ways_never_takes_the_chain_back() {
    let fixture = Fixture::new();
    let day = 86_400;
    let mut last = now();
    for seconds in [
        5,
        -3_600,
        10,
        400 * day,
        -day,
        11,
        400 * day - 1,
        400 * day + 1,
    ] {
        let recorded = record(&fixture, seconds);
        assert!(recorded >= last, "{recorded} is before {last}");
        let shown = now().unix() + seconds;
        assert_eq!(recorded.unix(), shown.max(last.unix()));
        last = recorded;
    }
    let events = fixture
        .ledger
        .read(|read| audit_log::newest(read, 100))
        .unwrap();
    assert!(
        events
            .windows(2)
            .all(|pair| pair[0].event.at >= pair[1].event.at)
    );
    assert_eq!(fixture.ledger.read(audit_log::last_at).unwrap(), Some(last));
    fixture.ledger.check().unwrap();
}
