//! No binary float touches money (law 3), and no lint that guards it is switched off in silence.

use crate::rules::Breach;
use crate::source::{Source, words};

/// Where money passes.
pub const MONEY_FOLDERS: &[&str] = &[
    "src-tauri/crates/domain/src/",
    "src-tauri/crates/matching/src/",
    "src-tauri/crates/statements/src/",
    "src-tauri/crates/reports/src/",
    "src-tauri/crates/engine/src/",
    "src-tauri/crates/cli/src/",
    "src-tauri/src/",
];

/// Lints that keep money exact and the program standing.
const GUARDS: &[&str] = &[
    "float_arithmetic",
    "cast_possible_truncation",
    "cast_possible_wrap",
    "cast_sign_loss",
    "cast_precision_loss",
    "unwrap_used",
    "indexing_slicing",
    "string_slice",
    "panic",
];

/// A float type or a float literal where money passes; the caller exempts the cell adapters.
#[must_use]
pub fn floats(source: &Source) -> Vec<Breach> {
    if source.is_test()
        || !MONEY_FOLDERS
            .iter()
            .any(|folder| source.path.starts_with(folder))
    {
        return Vec::new();
    }
    source
        .code_lines()
        .into_iter()
        .filter(|(_, code)| {
            words(code).any(|word| word == "f32" || word == "f64" || ends_in_float_type(word))
                || has_float_literal(code)
        })
        .map(|(line, _)| {
            Breach::at(
                &source.path,
                line,
                "uses a binary float where money passes; use Kes or whole numbers.",
            )
        })
        .collect()
}

/// `1_f64` is one word.
fn ends_in_float_type(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && (word.ends_with("f64") || word.ends_with("f32"))
        && !word.starts_with("0x")
}

/// A number with a point between digits, which is not a field of a field (`a.0.1`).
fn has_float_literal(code: &str) -> bool {
    let chars: Vec<char> = code.chars().collect();
    chars.windows(3).enumerate().any(|(at, three)| {
        let [whole, '.', part] = three else {
            return false;
        };
        let before = chars
            .iter()
            .take(at + 1)
            .rev()
            .find(|c| !c.is_ascii_digit() && **c != '_');
        whole.is_ascii_digit()
            && part.is_ascii_digit()
            && before.is_none_or(|c| *c != '.' && !c.is_alphanumeric())
    })
}

/// A guarding lint allowed in shipped code without a written reason.
#[must_use]
pub fn silent_allowances(source: &Source) -> Vec<Breach> {
    if source.is_test() {
        return Vec::new();
    }
    let code = source.code();
    let mut found = Vec::new();
    for (start, _) in code.match_indices("#[").chain(code.match_indices("#![")) {
        let attribute = code
            .get(start..)
            .and_then(|rest| rest.split_once(']'))
            .map_or("", |(inside, _)| inside);
        let allows = words(attribute).any(|word| word == "allow" || word == "expect");
        let guard = words(attribute).find(|word| GUARDS.contains(word));
        if let Some(guard) =
            guard.filter(|_| allows && !words(attribute).any(|word| word == "reason"))
        {
            let line = code
                .get(..start)
                .map_or(0, |before| before.matches('\n').count())
                + 1;
            found.push(Breach::at(
                &source.path,
                line,
                format!("switches {guard} off without `reason = \"…\"`."),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "src-tauri/crates/reports/src/a.rs";

    #[test]
    fn a_float_is_found() {
        for text in [
            "fn a(x: f64) {}",
            "let a = 3 as f32;",
            "let a = 0.5;",
            "let a = 1_f64;",
            "let a = (1_000.25, 2);",
        ] {
            assert_eq!(floats(&Source::new(PATH, text)).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_no_float_is_not() {
        for text in [
            "// f64",
            "let a = \"0.5\";",
            "let a = b.0.1;",
            "for a in 0..10 {}",
            "#[cfg(test)]\nmod tests { fn a(x: f64) {} }",
            "let af64x = 1;",
        ] {
            assert_eq!(floats(&Source::new(PATH, text)), [], "{text}");
        }
        assert_eq!(
            floats(&Source::new("src-tauri/crates/xtask/src/a.rs", "f64")),
            [],
            "no money there"
        );
    }

    #[test]
    fn a_guard_switched_off_in_silence_is_found() {
        let bare = "//! x\n#[allow(clippy::float_arithmetic)]\nfn a() {}";
        let found = silent_allowances(&Source::new(PATH, bare));
        assert_eq!(found.first().and_then(|breach| breach.line), Some(2));
        for fine in [
            "#[allow(clippy::unwrap_used, reason = \"a cell is a float\")]\nfn a() {}",
            "#[allow(dead_code)]\nfn a() {}",
            "#[derive(Debug)]\nstruct A;",
        ] {
            assert_eq!(silent_allowances(&Source::new(PATH, fine)), [], "{fine}");
        }
        assert_eq!(silent_allowances(&Source::new("tests/a/b.rs", bare)), []);
    }
}
