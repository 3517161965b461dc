//! The page: it never turns an amount into a number, and it loads nothing from elsewhere.

use crate::rules::Breach;
use crate::source::Source;

/// Calls that make floats or round them.
const FLOAT_CALLS: &[&str] = &["parseFloat", ".toFixed(", ".toPrecision("];

/// What marks a line that deals in money.
const MONEY_WORDS: &[&str] = &[
    "amount",
    "money",
    "kes",
    "cents",
    "balance",
    "paidin",
    "withdrawn",
];

/// Addresses that are names, not places to load from.
const NAMES_NOT_PLACES: &[&str] = &[
    "http://www.w3.org/",
    "https://schema.tauri.app/",
    "http://ipc.localhost",
];

/// Amounts come as text, ready to show; the page never makes numbers of them.
#[must_use]
pub fn amounts_as_numbers(source: &Source) -> Vec<Breach> {
    if source.is_test() || source.path.starts_with("ui/src/bindings/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (line, code) in source.code_lines() {
        let lower = code.to_ascii_lowercase();
        let call = FLOAT_CALLS.iter().find(|call| code.contains(**call));
        let number =
            code.contains("Number(") && MONEY_WORDS.iter().any(|word| lower.contains(word));
        if let Some(call) = call.copied().or(number.then_some("Number(…)")) {
            found.push(Breach::at(
                &source.path,
                line,
                format!("calls {call}: amounts are text from the engine, and the page never adds."),
            ));
        }
    }
    found
}

/// Nothing is loaded from an address outside this computer.
#[must_use]
pub fn remote_addresses(source: &Source) -> Vec<Breach> {
    source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| {
            ["http://", "https://", "ws://", "wss://"]
                .iter()
                .any(|scheme| {
                    line.match_indices(scheme).any(|(at, _)| {
                        let address = line.get(at..).unwrap_or_default();
                        !NAMES_NOT_PLACES
                            .iter()
                            .any(|name| address.starts_with(name))
                    })
                })
        })
        .map(|(index, _)| {
            Breach::at(
                &source.path,
                index + 1,
                "names a remote address; the window loads only what it was built with.",
            )
        })
        .collect()
}

/// The window's content policy: strict, from itself only.
///
/// # Errors
/// When the text is not a JSON object.
pub fn content_policy(config: &Source) -> Result<Vec<Breach>, serde_json::Error> {
    let value: serde_json::Value = serde_json::from_str(&config.text)?;
    let policy = value
        .pointer("/app/security/csp")
        .map(policy_text)
        .unwrap_or_default();
    let mut found = Vec::new();
    if !policy.contains("default-src 'self'") && !policy.contains("default-src 'none'") {
        found.push(Breach::of(
            &config.path,
            "has no content policy with default-src 'self' or 'none'.",
        ));
    }
    for loose in [
        "'unsafe-eval'",
        "script-src 'unsafe-inline'",
        " * ",
        "http:",
        "https:",
    ] {
        let rest = policy.replace("http://ipc.localhost", "");
        if rest.contains(loose) {
            found.push(Breach::of(
                &config.path,
                format!("allows {} in its content policy.", loose.trim()),
            ));
        }
    }
    Ok(found)
}

/// The policy as one text, whether it is written as text or by directive.
fn policy_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(map) => map
            .iter()
            .map(|(name, sources)| format!("{name} {}; ", policy_text(sources)))
            .collect(),
        serde_json::Value::Array(list) => list.iter().map(|one| policy_text(one) + " ").collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_made_a_number_is_found() {
        for text in [
            "const a = parseFloat(x);",
            "return total.toFixed(2);",
            "const a = Number(line.amount);",
        ] {
            assert_eq!(
                amounts_as_numbers(&Source::new("ui/src/a.ts", text)).len(),
                1,
                "{text}"
            );
        }
        for text in [
            "const page = Number(params.page);",
            "// parseFloat is not used",
            "<Money text={line.amount} />",
        ] {
            assert_eq!(
                amounts_as_numbers(&Source::new("ui/src/a.tsx", text)),
                [],
                "{text}"
            );
        }
    }

    #[test]
    fn a_remote_address_is_found() {
        for text in [
            "@import url(\"https://fonts.example/a.css\");",
            "fetch('http://localhost:1/')",
            "new WebSocket(\"wss://x\")",
        ] {
            assert_eq!(
                remote_addresses(&Source::new("ui/index.html", text)).len(),
                1,
                "{text}"
            );
        }
        assert_eq!(
            remote_addresses(&Source::new(
                "a.tsx",
                "<svg xmlns=\"http://www.w3.org/2000/svg\">"
            )),
            []
        );
    }

    #[test]
    fn a_loose_policy_is_found() {
        let breaches = |csp: &str| {
            let text = format!("{{\"app\":{{\"security\":{{\"csp\":{csp}}}}}}}");
            content_policy(&Source::new("tauri.conf.json", &text))
                .unwrap()
                .len()
        };
        assert_eq!(
            breaches("\"default-src 'self'; connect-src ipc: http://ipc.localhost\""),
            0
        );
        assert_eq!(breaches("{\"default-src\":[\"'self'\"]}"), 0);
        assert_eq!(breaches("null"), 1);
        assert_eq!(
            breaches("\"default-src 'self'; script-src 'unsafe-eval'\""),
            1
        );
        assert_eq!(breaches("\"default-src 'self'; img-src https:\""), 1);
    }
}
