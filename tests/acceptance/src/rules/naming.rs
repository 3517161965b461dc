//! Names are the field's: nothing is called Manager, Helper, Util or Service.

use crate::rules::Breach;
use crate::source::{Source, words};

/// Words that say nothing about what a thing is.
const EMPTY_WORDS: &[&str] = &[
    "manager", "managers", "helper", "helpers", "util", "utils", "service", "services",
];

/// Names from outside that contain one of them.
const NAMES_OF_OTHERS: &[&str] = &[
    "secretservice",
    "secretserviceunavailable",
    "nosecretservice",
];

/// What introduces a name of ours.
const INTRODUCES: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "fn",
    "mod",
    "type",
    "const",
    "static",
    "class",
    "interface",
    "function",
    "let",
];

/// File names and names that the file introduces.
#[must_use]
pub fn empty_names(source: &Source) -> Vec<Breach> {
    if source.is_test() || source.path.starts_with("ui/src/bindings/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    if is_empty_name(source.stem()) {
        found.push(Breach::of(
            &source.path,
            "has a name that says nothing; call it by what it holds.",
        ));
    }
    for (line, code) in source.code_lines() {
        let names: Vec<&str> = words(&code).collect();
        for pair in names.windows(2) {
            if let [keyword, name] = pair
                && INTRODUCES.contains(keyword)
                && is_empty_name(name)
            {
                found.push(Breach::at(
                    &source.path,
                    line,
                    format!("calls something {name}; use the field's word."),
                ));
            }
        }
    }
    found
}

fn is_empty_name(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_ascii_lowercase();
    if NAMES_OF_OTHERS.iter().any(|other| plain.contains(other)) {
        return false;
    }
    parts(name)
        .iter()
        .any(|part| EMPTY_WORDS.contains(&part.as_str()))
}

/// The words inside a name, whichever way it is written: `PayoutManager`, `payout_manager`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before_was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_was_lower) {
            parts.push(String::new());
        }
        before_was_lower = c.is_lowercase();
        if let Some(last) = parts.last_mut()
            && c.is_alphanumeric()
        {
            last.extend(c.to_lowercase());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_name_is_found_however_it_is_written() {
        for text in [
            "struct PayoutManager;",
            "fn date_helper() {}",
            "mod utils {",
            "const SERVICE_NAME: u8 = 1;",
            "export function moneyUtil() {",
        ] {
            assert_eq!(empty_names(&Source::new("a.rs", text)).len(), 1, "{text}");
        }
        assert_eq!(
            empty_names(&Source::new("ui/src/moneyHelpers.ts", "")).len(),
            1
        );
    }

    #[test]
    fn names_of_others_and_plain_words_are_not() {
        for text in [
            "fn no_secret_service() {}",
            "struct Unutilised;",
            "use other::Service;",
            "// a helper",
            "let serviced = 1;",
        ] {
            assert_eq!(empty_names(&Source::new("a.rs", text)), [], "{text}");
        }
        assert_eq!(
            empty_names(&Source::new("a/src/x_tests.rs", "fn helper() {}")),
            []
        );
    }
}
