//! A file's shape: its size, its first line, and no test that is switched off.

use crate::rules::Breach;
use crate::source::Source;

/// Above this a file is split, or put on the list with a reason.
pub const LINES_THINK: usize = 400;
/// Above this there is no reason good enough.
pub const LINES_MAX: usize = 700;

/// Whether size rules hold for this file: generated types and tests may be long.
fn is_sized(source: &Source) -> bool {
    !source.path.starts_with("ui/src/bindings/") && !source.is_test()
}

/// No file is longer than 400 lines; the caller may exempt some.
#[must_use]
pub fn long(source: &Source) -> Option<Breach> {
    let lines = source.text.lines().count();
    (is_sized(source) && lines > LINES_THINK)
        .then(|| Breach::of(&source.path, format!("has {lines} lines; split it by idea, or exempt it with a reason (at most {LINES_MAX}).")))
}

/// No file is longer than 700 lines, whatever the reason.
#[must_use]
pub fn too_long(source: &Source) -> Option<Breach> {
    let lines = source.text.lines().count();
    (is_sized(source) && lines > LINES_MAX).then(|| {
        Breach::of(
            &source.path,
            format!("has {lines} lines; {LINES_MAX} is the end. Split it."),
        )
    })
}

/// A Rust file says first what it owns and what stays out.
#[must_use]
pub fn unannounced(source: &Source) -> Option<Breach> {
    let first = source
        .text
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default();
    let said = first
        .strip_prefix("//!")
        .is_some_and(|words| !words.trim().is_empty());
    let exempt = source.path.ends_with("_tests.rs") || source.text.trim().is_empty();
    (!said && !exempt).then(|| {
        Breach::at(
            &source.path,
            1,
            "does not begin with `//!`: what it owns, what stays out.",
        )
    })
}

/// No test is switched off.
#[must_use]
pub fn ignored_tests(source: &Source) -> Vec<Breach> {
    // Comments go, texts go, but what only tests compile stays: that is where tests are.
    let rust = source.text.lines().enumerate().filter(|(_, line)| {
        let line = line.trim_start();
        line.starts_with("#[ignore")
            || (line.starts_with("#[cfg_attr") && line.contains(", ignore"))
    });
    let page = source.text.lines().enumerate().filter(|(_, line)| {
        let line = line.trim_start();
        [
            "it.skip(",
            "test.skip(",
            "describe.skip(",
            "it.only(",
            "test.only(",
            "describe.only(",
        ]
        .iter()
        .any(|word| line.starts_with(word))
    });
    rust.chain(page)
        .map(|(index, _)| {
            Breach::at(
                &source.path,
                index + 1,
                "switches a test off; mend it or delete it.",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_and_tests_are_not() {
        let of = |path: &str, lines: usize| Source::new(path, &"//! x\n".repeat(lines));
        assert!(long(&of("src-tauri/src/a.rs", 401)).is_some());
        assert!(long(&of("src-tauri/src/a.rs", 400)).is_none());
        assert!(too_long(&of("ui/src/a.tsx", 701)).is_some());
        assert!(too_long(&of("ui/src/a.tsx", 700)).is_none());
        for path in [
            "ui/src/bindings/types.ts",
            "tests/acceptance/tests/a.rs",
            "src-tauri/crates/a/src/b_tests.rs",
        ] {
            assert!(long(&of(path, 900)).is_none(), "{path}");
        }
    }

    #[test]
    fn a_silent_module_is_found() {
        assert!(unannounced(&Source::new("a.rs", "use std::fmt;\n")).is_some());
        assert!(unannounced(&Source::new("a.rs", "//!\nuse std::fmt;\n")).is_some());
        assert!(unannounced(&Source::new("a.rs", "//! Money.\n")).is_none());
    }

    #[test]
    fn a_test_switched_off_is_found() {
        assert_eq!(
            ignored_tests(&Source::new(
                "a.rs",
                "#[test]\n#[ignore = \"slow\"]\nfn a() {}"
            ))
            .len(),
            1
        );
        assert_eq!(
            ignored_tests(&Source::new("a.ts", "  it.only(\"x\", () => {})")).len(),
            1
        );
        assert_eq!(
            ignored_tests(&Source::new("a.rs", "// #[ignore] is not used here\n")),
            []
        );
    }
}
