//! What an address must be like for Safaricom to call it (`daraja-api.md` section 14).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hyper::Uri;

/// Words that no part of an address may contain, in any case, host and path.
pub const BANNED_WORDS: [&str; 8] = [
    "m-pesa",
    "mpesa",
    "safaricom",
    "exe",
    "exec",
    "cmd",
    "sql",
    "query",
];

/// Public tunnels and testers, usually blocked in production.
pub const TUNNELS: [&str; 14] = [
    "ngrok",
    "mockbin",
    "requestbin",
    "trycloudflare.com",
    "loca.lt",
    "localtunnel",
    "localhost.run",
    "lhr.life",
    "serveo",
    "webhook.site",
    "pipedream",
    "beeceptor",
    "hookdeck",
    "pagekite",
];

/// Longest address looked at, in bytes.
const URL_LEN_MAX: usize = 200;

/// A public address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// As it is given to others: no closing slash.
    pub text: String,
    /// Whether it is `https`.
    pub tls: bool,
    /// The host, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The path, without a closing slash; mostly empty.
    pub path: String,
}

/// What there is to say about an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Why Safaricom would not call it. Whole sentences.
    pub faults: Vec<String>,
    /// What is likely to go wrong.
    pub warnings: Vec<String>,
}

impl PublicUrl {
    /// Takes an address apart.
    ///
    /// # Errors
    /// Why it is no address at all: a sentence's end, as in "it has no host".
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.len() > URL_LEN_MAX {
            return Err("it is longer than 200 characters");
        }
        if !text.is_ascii() {
            return Err("it has letters beyond ASCII; write the host in its xn-- form");
        }
        if text.contains(['?', '#', '@']) {
            return Err("it has a question mark, a # or an @");
        }
        let uri: Uri = text.trim().parse().map_err(|_| "it is not an address")?;
        let tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err("it does not begin with https://"),
        };
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or("it has no host")?;
        let default = if tls { 443 } else { 80 };
        Ok(Self {
            text: text.trim().trim_end_matches('/').to_owned(),
            tls,
            host: host.trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(default),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Host and port as a `Host` header and a connection have them.
    #[must_use]
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        match (self.tls, self.port) {
            (true, 443) | (false, 80) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }
}

/// Holds an address against the rules.
#[must_use]
pub fn look(url: &PublicUrl) -> Looked {
    let mut looked = Looked::default();
    let lower = url.text.to_ascii_lowercase();
    let mut fault = |text: String| looked.faults.push(text);
    if !url.tls {
        fault("It is not https; production is called over TLS only.".to_owned());
    }
    // "exec" holds "exe": one of them is enough to say.
    let banned = BANNED_WORDS.iter().find(|word| lower.contains(**word));
    if let Some(word) = banned {
        fault(format!(
            "It contains \"{word}\", and Safaricom refuses addresses with that anywhere in them, in any case."
        ));
    }
    if let Some(tunnel) = TUNNELS.iter().find(|of| lower.contains(**of)) {
        fault(format!(
            "It is a public tunnel or tester ({tunnel}), and those are blocked in production."
        ));
    }
    match host(&url.host) {
        Host::Inside => fault(format!(
            "{} can't be reached from outside; Safaricom needs a public name or address.",
            url.host
        )),
        Host::Address => looked.warnings.push(
            "It is a number and not a name: few authorities give a certificate for one, and it can't move."
                .to_owned(),
        ),
        Host::Name => {}
    }
    if url.port != 443 {
        looked.warnings.push(format!(
            "Its port is {}; only 443 is known to be called.",
            url.port
        ));
    }
    if !url.path.is_empty() {
        looked.warnings.push(format!(
            "It has the path {}: the proxy must take it away, for the receiver knows none.",
            url.path
        ));
    }
    looked
}

enum Host {
    Name,
    Address,
    Inside,
}

fn host(of: &str) -> Host {
    let lower = of.to_ascii_lowercase();
    if let Ok(address) = lower.parse::<IpAddr>() {
        return if is_inside(address) {
            Host::Inside
        } else {
            Host::Address
        };
    }
    let name = lower.trim_end_matches('.');
    let inside = [
        ".local",
        ".localhost",
        ".internal",
        ".lan",
        ".home.arpa",
        ".test",
        ".invalid",
    ]
    .iter()
    .any(|end| name.ends_with(end));
    if inside || !name.contains('.') {
        return Host::Inside;
    }
    Host::Name
}

/// Whether an address is of this machine, a private network, or no one machine's.
#[must_use]
pub fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_inside_v4(v4),
        IpAddr::V6(v6) => is_inside_v6(v6),
    }
}

const fn is_inside_v4(of: Ipv4Addr) -> bool {
    let [a, b, ..] = of.octets();
    let carrier = a == 100 && b & 0xc0 == 64;
    of.is_private()
        || of.is_loopback()
        || of.is_link_local()
        || of.is_unspecified()
        || of.is_multicast()
        || of.is_documentation()
        || of.is_broadcast()
        || carrier
}

const fn is_inside_v6(of: Ipv6Addr) -> bool {
    of.is_loopback()
        || of.is_unspecified()
        || of.is_multicast()
        || of.is_unique_local()
        || of.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(text: &str) -> Looked {
        look(&PublicUrl::parse(text).unwrap())
    }

    #[test]
    fn a_plain_public_name_is_fine() {
        for text in [
            "https://pay.example.co.ke",
            "https://PAY.example.co.ke:443/",
        ] {
            assert_eq!(looked(text), Looked::default(), "{text}");
        }
        let url = PublicUrl::parse("https://pay.example.co.ke:8443/in/").unwrap();
        assert_eq!((url.port, url.path.as_str()), (8443, "/in"));
        assert_eq!(url.authority(), "pay.example.co.ke:8443");
        assert_eq!(
            PublicUrl::parse("https://[2c0f::1]").unwrap().authority(),
            "[2c0f::1]"
        );
    }

    #[test]
    fn what_safaricom_refuses_is_a_fault() {
        for (text, part) in [
            ("http://pay.example.co.ke", "not https"),
            ("https://mpesa.example.co.ke", "\"mpesa\""),
            ("https://M-PESA.example.co.ke", "\"m-pesa\""),
            ("https://pay.example.co.ke/MySQL", "\"sql\""),
            ("https://pay.example.co.ke/Execute", "\"exe\""),
            ("https://pay.notsafaricom.co.ke", "\"safaricom\""),
            ("https://jquery.example.co.ke", "\"query\""),
            ("https://cmd.example.co.ke", "\"cmd\""),
            ("https://a1.ngrok-free.app", "(ngrok)"),
            ("https://a.trycloudflare.com", "(trycloudflare.com)"),
            ("https://localhost", "can't be reached"),
            ("https://shop", "can't be reached"),
            ("https://shop.local", "can't be reached"),
            ("https://10.0.0.4", "can't be reached"),
            ("https://100.64.1.1", "can't be reached"),
            ("https://[::1]", "can't be reached"),
            ("https://[::ffff:192.168.1.1]", "can't be reached"),
        ] {
            let found = looked(text).faults;
            assert!(
                found.iter().any(|of| of.contains(part)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_may_go_wrong_is_a_warning() {
        for (text, part) in [
            ("https://pay.example.co.ke:8443", "port is 8443"),
            ("https://pay.example.co.ke/in", "the path /in"),
            ("https://196.201.214.1", "a number"),
        ] {
            let found = looked(text);
            assert!(found.faults.is_empty(), "{text}");
            assert!(
                found.warnings.iter().any(|of| of.contains(part)),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for (text, part) in [
            ("", "not an address"),
            ("pay.example.co.ke", "does not begin"),
            ("ftp://pay.example.co.ke", "does not begin"),
            ("https://a:b@pay.example.co.ke", "an @"),
            ("https://pay.example.co.ke/?a=1", "question mark"),
            ("https://péy.example.co.ke", "xn--"),
            (&format!("https://{}.ke", "a".repeat(200)), "longer"),
        ] {
            let said = PublicUrl::parse(text).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    #[test]
    fn every_word_of_the_reference_is_banned_and_no_hex_holds_one() {
        for word in BANNED_WORDS {
            assert!(word.bytes().any(|b| !b.is_ascii_hexdigit()), "{word}");
        }
    }
}
