//! How the product speaks: problems have stable codes and whole sentences, without blame or noise.

use crate::rules::Breach;
use crate::source::Source;

/// Words that blame, apologise or hide.
const NOT_OUR_WORDS: &[&str] = &[
    "oops",
    "sorry",
    "please",
    "unfortunately",
    "something went wrong",
    "invalid input",
    "illegal",
    "simply",
    "n/a",
];

/// A `Problem` as it stands in the source.
#[derive(Debug, PartialEq, Eq)]
struct Told<'a> {
    line: usize,
    code: &'a str,
    /// The message, where it is written in place and not put together elsewhere.
    message: Option<&'a str>,
}

/// Every problem in a file: code of the form `area.what`, message in whole sentences.
#[must_use]
pub fn problems(source: &Source) -> Vec<Breach> {
    if source.is_test() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for told in told_in(&source.text) {
        let at = |says: String| Breach::at(&source.path, told.line, says);
        if !is_code(told.code) {
            found.push(at(format!("the code {:?} is not `area.what`.", told.code)));
        }
        let Some(message) = told.message else {
            continue;
        };
        let whole =
            message.ends_with(['.', '?', '}']) && !message.starts_with(|c: char| c.is_lowercase());
        if !whole {
            found.push(at(format!("{message:?} is not a whole sentence.")));
        }
        let lower = message.to_lowercase();
        if let Some(word) = NOT_OUR_WORDS.iter().find(|word| lower.contains(**word)) {
            found.push(at(format!(
                "says {word:?}; say what happened, why, and what to do."
            )));
        }
    }
    found
}

/// `area.what`, lower case, one or more dots.
fn is_code(code: &str) -> bool {
    code.split('.').count() >= 2
        && code.split('.').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

fn told_in(text: &str) -> Vec<Told<'_>> {
    // Everything below the tests' own module is theirs.
    let shipped = text
        .split_once("#[cfg(test)]\nmod tests {")
        .map_or(text, |(before, _)| before);
    shipped
        .match_indices("Problem::new(")
        .filter_map(|(start, call)| {
            let before = shipped.get(..start)?;
            let on_line = before.rsplit('\n').next().unwrap_or_default();
            if on_line.trim_start().starts_with("//") {
                return None;
            }
            let (code, rest) = literal(shipped.get(start + call.len()..)?)?;
            let message = rest.trim_start().strip_prefix(',').map(str::trim_start);
            let message = message.map(|rest| rest.strip_prefix("format!(").unwrap_or(rest));
            let message = message.and_then(literal).map(|(message, _)| message);
            Some(Told {
                line: before.matches('\n').count() + 1,
                code,
                message,
            })
        })
        .collect()
}

/// A text literal at the start, and what follows it.
fn literal(code: &str) -> Option<(&str, &str)> {
    let inside = code.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    Some((inside.get(..end)?, inside.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        problems(&Source::new("src-tauri/crates/a/src/b.rs", text)).len()
    }

    #[test]
    fn problems_that_speak_badly_are_found() {
        assert_eq!(
            found("Problem::new(\"statement.empty\", \"The file is empty.\")"),
            0
        );
        assert_eq!(
            found("Problem::new(\n    \"Empty\",\n    \"The file is empty.\")"),
            1
        );
        assert_eq!(
            found("Problem::new(\"statement.empty\", \"file is empty\")"),
            1
        );
        assert_eq!(
            found("Problem::new(\"a.b\", format!(\"Oops, {name} is empty.\"))"),
            1
        );
        assert_eq!(found("Problem::new(\"a.b\", message)"), 0);
        assert_eq!(
            found("Problem::new(\"a.b\", format!(\"Nothing was kept. {why}\"))"),
            0
        );
    }

    #[test]
    fn comments_and_tests_are_left_alone() {
        assert_eq!(found("/// `Problem::new(\"X\", \"y\")`\n"), 0);
        assert_eq!(
            found("#[cfg(test)]\nmod tests {\n Problem::new(\"X\", \"y\")\n}"),
            0
        );
    }
}
