//! The machine, in general words.

use std::fs;

/// "2 cores, 24 GiB of memory, Linux x86_64."
pub fn words() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| kib(&text, "MemTotal:"));
    let memory = memory.map_or_else(String::new, |kib| {
        format!(", {} GiB of memory", kib.div_ceil(1_024 * 1_024))
    });
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("Machine: {cores} cores{memory}, {os} {arch}; a release build.")
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
