//! How long something takes.

use std::time::{Duration, Instant};

pub fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let value = act();
    (value, begun.elapsed())
}

/// Slowest of the fastest 99 in a hundred.
pub fn p99(label: &str, bar_ms: f64, mut act: impl FnMut(u32)) {
    let mut times: Vec<f64> = (0..100)
        .map(|n| timed(|| act(n)).1.as_secs_f64() * 1_000.0)
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{label:<58} p50 {:7.1}  p99 {:7.1}  max {:7.1} ms  (bar {bar_ms})",
        times[49], times[98], times[99]
    );
}
