//! The machine, in general words.

use std::fs;

/// Load from which on a reader should know that other work was running: more than this program alone.
const LOAD_BUSY: f64 = 1.5;

/// "2 cores, 24 GiB of memory, linux x86_64; a release build."
pub fn words() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| kib(&text, "MemTotal:"));
    let memory = memory.map_or_else(String::new, |kib| {
        format!(", {} GiB of memory", kib.div_ceil(1_024 * 1_024))
    });
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let busy = load()
        .filter(|load| *load > LOAD_BUSY)
        .map_or_else(String::new, |load| {
            format!(" Other work was running (load {load:.1}): times are longer than they need be.")
        });
    let build = if cfg!(debug_assertions) {
        "no release build, so these are no figures to keep"
    } else {
        "a release build"
    };
    format!("Machine: {cores} cores{memory}, {os} {arch}; {build}.{busy}")
}

/// How many programs wanted a core in the last quarter of an hour.
fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().nth(2)?.parse().ok()
}

/// The peak of this process's memory so far, in MiB; `None` where the system does not tell.
pub fn memory_peak_mib() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    Some(kib(&text, "VmHWM:")? / 1_024)
}

/// Lets the peak begin anew, where the system can.
pub fn forget_memory_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn kib(text: &str, label: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(label))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
