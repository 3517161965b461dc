//! Times: taken in turns, summed up by their median.

use std::time::{Duration, Instant};

/// Runs `act` and says how long it took.
pub fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = act();
    (value, start.elapsed())
}

/// Two things measured in turns, `times` each: the median of each.
pub fn in_turns(
    times: usize,
    mut one: impl FnMut() -> Duration,
    mut other: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for turn in 0..times {
        // Who goes first changes, so that neither has the warmer cache each time.
        if turn % 2 == 0 {
            ones.push(one());
            others.push(other());
        } else {
            others.push(other());
            ones.push(one());
        }
    }
    (median(&mut ones), median(&mut others))
}

/// The median; nothing for nothing.
pub fn median(times: &mut [Duration]) -> Duration {
    percentile(times, 50)
}

/// The time that so many of a hundred stay within.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or_default()
}

/// One time over another.
pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE)
}

/// `1.23 s`, `45.6 ms`, `12 µs`.
pub fn words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 {
        format!("{seconds:.2} s")
    } else if seconds >= 0.001 {
        format!("{:.1} ms", seconds * 1e3)
    } else {
        format!("{:.0} µs", seconds * 1e6)
    }
}

/// Rows a second, in thousands.
pub fn rate(rows: usize, time: Duration) -> String {
    format!(
        "{:.0} k rows/s",
        rows as f64 / time.as_secs_f64().max(f64::MIN_POSITIVE) / 1e3
    )
}

/// `1,000,000`
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
