//! The configuration file as it is written: every key, its value, and what it is.

use toml::{Table, Value};

use crate::config::Config;

/// What stands at the head of the file.
const HEAD: &str = "\
# The receiver's configuration. Every key is here; one that is taken out has the value that stands here now,
# if it was not changed by `init`. A name that is not known is refused.
";

/// What the keys are, by section.
const KEYS: [(&str, &str); 9] = [
    (
        "listen",
        "Where callbacks and consoles come in. Beyond this machine only with [tls].",
    ),
    (
        "metrics",
        "Where /metrics, /healthz and /readyz are read. Never the public address. \"off\": nowhere.",
    ),
    (
        "store",
        "sqlite:PATH (from this file's folder), or postgres://… for several receivers. A password is better\n# given as ${NAME} of the environment than here.",
    ),
    ("public_url", "What the world calls this receiver."),
    (
        "proxies",
        "Proxies whose X-Forwarded-For is believed: addresses, or networks as in 10.0.0.0/8.",
    ),
    (
        "sources",
        "Where Safaricom's callbacks come from. What comes from elsewhere is kept as unverified and settles\n# nothing by itself.",
    ),
    ("certificate", "The certificate chain in PEM, leaf first."),
    ("key", "Its key."),
    ("name", "What the console is called here."),
];

/// What the bounds are.
const LIMITS: [(&str, &str); 18] = [
    ("body_len", "A callback's body, in bytes: 413 beyond."),
    (
        "console_body_len",
        "A console's body, in bytes: 413 beyond.",
    ),
    ("header_len", "All headers together, in bytes: 431 beyond."),
    (
        "header_ms",
        "Until the headers are whole: the connection is closed beyond.",
    ),
    ("body_ms", "Until a callback's body is whole: 408 beyond."),
    (
        "console_body_ms",
        "Until a console's body is whole: 408 beyond.",
    ),
    ("idle_ms", "Between requests of one connection."),
    (
        "connections",
        "Connections at once; more wait to be accepted.",
    ),
    (
        "connections_per_address",
        "Connections at once from one address.",
    ),
    (
        "rate_per_listed_address",
        "Callbacks a second of one address in `sources`: 429 beyond.",
    ),
    (
        "rate_per_address",
        "Callbacks a second of any other address: 429 beyond.",
    ),
    (
        "unknown_per_address",
        "Unknown paths and wrong tokens a second of one address: 429 beyond.",
    ),
    ("rate", "Callbacks a second of all addresses: 429 beyond."),
    ("waiting", "Deliveries waiting for the disk: 503 beyond."),
    ("store_ms", "Until a delivery is on the disk: 503 beyond."),
    (
        "validation_ms",
        "Until a payment's validation is answered by the default.",
    ),
    (
        "letter_len",
        "A letter between desktops, in bytes: 413 beyond.",
    ),
    (
        "letters_per_desk",
        "Letters that wait for one desktop: 507 beyond.",
    ),
];

/// What the times of keeping are.
const KEEP: [(&str, &str); 2] = [
    (
        "deliveries_days",
        "Acknowledged deliveries, in days. What no console acknowledged is never dropped.",
    ),
    ("letters_days", "Letters, in days."),
];

/// TLS, when it is not used.
const NO_TLS: &str = "
# TLS without a proxy. The files are read again when they change.
# [tls]
# certificate = \"/etc/patanisha/fullchain.pem\"
# key = \"/etc/patanisha/key.pem\"
";

/// Writes a configuration with a comment for every key.
#[must_use]
pub fn to_toml(config: &Config) -> String {
    // Texts and numbers only: it can be written.
    let all = Table::try_from(config).unwrap_or_default();
    let mut out = HEAD.to_owned();
    for (key, what) in KEYS {
        if let Some(value) = all.get(key) {
            line(&mut out, key, what, value);
        }
    }
    match all.get("tls").and_then(Value::as_table) {
        Some(tls) => section(
            &mut out,
            "\n# TLS without a proxy. The files are read again when they change.\n[tls]\n",
            tls,
            &KEYS,
        ),
        None => out.push_str(NO_TLS),
    }
    for console in all
        .get("console")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        out.push_str("\n# A console that may drain. Only the hash of its token is here: SHA-256, in hex.\n[[console]]\n");
        for (key, value) in console.as_table().into_iter().flatten() {
            entry(&mut out, key, value);
        }
    }
    for (name, head, keys) in [
        (
            "limits",
            "\n# Every bound. Times are milliseconds.\n[limits]\n",
            &LIMITS[..],
        ),
        ("keep", "\n# How long things are kept.\n[keep]\n", &KEEP[..]),
    ] {
        if let Some(of) = all.get(name).and_then(Value::as_table) {
            section(&mut out, head, of, keys);
        }
    }
    out
}

fn section(out: &mut String, head: &str, of: &Table, keys: &[(&str, &str)]) {
    out.push_str(head);
    for (key, what) in keys {
        if let Some(value) = of.get(*key) {
            line(out, key, what, value);
        }
    }
}

fn line(out: &mut String, key: &str, what: &str, value: &Value) {
    out.push_str("# ");
    out.push_str(what);
    out.push('\n');
    entry(out, key, value);
}

fn entry(out: &mut String, key: &str, value: &Value) {
    out.push_str(key);
    out.push_str(" = ");
    out.push_str(&value.to_string());
    out.push('\n');
}
