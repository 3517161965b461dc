use super::*;
use proptest::prelude::*;

fn shown(text: &str) -> String {
    let Some(printed) = read(text, false) else {
        return "none".into();
    };
    let day = |day: Option<Day>| day.map_or_else(|| "-".into(), |day| day.to_string());
    format!(
        "{}|{} {} {:?}",
        day(printed.day),
        day(printed.swapped),
        printed.clock,
        printed.precision
    )
}

#[test]
fn reads_the_portals_own_prints() {
    for text in ["03-02-2026 12:40:05", "03/02/2026 12:40:05"] {
        assert_eq!(shown(text), "2026-02-03|2026-03-02 12:40:05 Second");
        assert!(matches!(
            read(text, false).unwrap().shape,
            Shape::Portal { .. }
        ));
    }
    assert_eq!(shown("13-02-2026 12:40:05"), "2026-02-13|- 12:40:05 Second");
    assert_eq!(shown("02-02-2026 12:40:05"), "2026-02-02|- 12:40:05 Second");
    for text in [
        "32-13-2026 12:40:05",
        "03-02-2026 25:00:00",
        "0302-2026 12:40:05",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
}

#[test]
fn reads_what_spreadsheets_make_of_them() {
    for (text, expected) in [
        (
            "2026-02-03 12:40:05",
            "2026-02-03|2026-03-02 12:40:05 Second",
        ),
        (
            "2026-02-03T12:40:05+03:00",
            "2026-02-03|2026-03-02 12:40:05 Second",
        ),
        ("2/3/2026 8:01", "2026-03-02|2026-02-03 08:01:00 Minute"),
        ("2/16/2026 8:01", "-|2026-02-16 08:01:00 Minute"),
        ("2/16/2026 8:01:12 PM", "-|2026-02-16 20:01:12 Second"),
        ("2/16/2026 12:01 AM", "-|2026-02-16 00:01:00 Minute"),
        ("16.02.2026 12:40:05", "2026-02-16|- 12:40:05 Second"),
        ("3 Feb 2026", "2026-02-03|- 00:00:00 Day"),
        ("03-Feb-26 08:01", "2026-02-03|- 08:01:00 Minute"),
        ("Feb 3, 2026 8:01:00 pm", "2026-02-03|- 20:01:00 Second"),
        ("16/02/2026", "2026-02-16|- 00:00:00 Day"),
        ("20260203124005", "2026-02-03|2026-03-02 12:40:05 Second"),
        ("46056", "2026-02-03|2026-03-02 00:00:00 Day"),
        ("46056.52783564815", "2026-02-03|2026-03-02 12:40:05 Second"),
        ("46056.5278", "2026-02-03|2026-03-02 12:40:02 Minute"),
        ("15:50", "-|- 15:50:00 Day"),
        (
            "\t03-02-2026 12:40:05 ",
            "2026-02-03|2026-03-02 12:40:05 Second",
        ),
        (
            "2026-02-03 12:40:05.0",
            "2026-02-03|2026-03-02 12:40:05 Second",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn counts_serials_from_the_workbooks_own_day() {
    let printed = read("44594.5", true).unwrap();
    assert_eq!(printed.day, NaiveDate::from_ymd_opt(2026, 2, 3));
}

#[test]
fn keeps_every_reading_of_a_short_year() {
    let printed = read("26-02-03 12:40", false).unwrap();
    assert_eq!(printed.day, NaiveDate::from_ymd_opt(2003, 2, 26));
    assert_eq!(printed.year_first, NaiveDate::from_ymd_opt(2026, 2, 3));
}

#[test]
fn the_rest_is_no_time() {
    for text in [
        "",
        " ",
        "Completed",
        "1500.00",
        "-15.0",
        "99999999",
        "12",
        "3/2",
        "yesterday",
        "UB3K0001AA",
        "2026-02-03 12:40:05 Z",
        "1/2/3/4 5:6",
    ] {
        assert_eq!(shown(text), "none", "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,45}") {
        let _ = read(&text, false);
    }

    #[test]
    fn any_numbers_are_read_or_refused(text in "[0-9]{1,6}[-/. :][0-9]{1,6}[-/. :][0-9]{1,6}( [0-9]{1,3}:[0-9]{1,3}(:[0-9]{1,3})?)?") {
        let _ = read(&text, true);
    }

    #[test]
    fn every_second_reads_back(seconds in 0_i64..4_000_000_000) {
        let at = chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        for pattern in ["%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S"] {
            let printed = read(&at.format(pattern).to_string(), false).unwrap();
            prop_assert_eq!(printed.day, Some(at.date()));
            prop_assert_eq!(printed.clock, at.time());
            prop_assert_eq!(printed.precision, Precision::Second);
        }
    }
}
