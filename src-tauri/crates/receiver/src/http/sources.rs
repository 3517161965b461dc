//! Who posted a request, and whether that address is on the list.

use std::net::IpAddr;

use axum::http::HeaderMap;
use domain::Problem;
use ipnet::IpNet;

/// Hops of one `X-Forwarded-For` that are looked at, from the right.
const HOPS_MAX: usize = 32;
/// The only header that is believed, and only from a configured proxy.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The addresses that mean something here.
#[derive(Debug, Clone)]
pub struct Sources {
    listed: Vec<IpNet>,
    proxies: Vec<IpNet>,
}

/// Who posted a request. Put into every request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The address, IPv4 never as IPv6.
    pub address: IpAddr,
    /// Whether it is on the list.
    pub listed: bool,
}

impl Sources {
    /// Reads both lists: addresses (`196.201.214.200`) or networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// `receiver.sources` names the entry that is neither.
    pub fn new(listed: &[String], proxies: &[String]) -> Result<Self, Problem> {
        Ok(Self {
            listed: networks(listed, "sources")?,
            proxies: networks(proxies, "proxies")?,
        })
    }

    /// Whether a connection comes from a configured proxy.
    #[must_use]
    pub fn is_proxy(&self, peer: IpAddr) -> bool {
        within(&self.proxies, peer.to_canonical())
    }

    /// Whether a connection comes from a listed address, with no proxy between.
    #[must_use]
    pub fn is_listed(&self, peer: IpAddr) -> bool {
        within(&self.listed, peer.to_canonical())
    }

    /// Who posted a request: the peer, or, behind configured proxies, the rightmost hop that is none of
    /// them. What stands further left anybody may have written. Where a hop can't be read, the proxy that
    /// passed it on is the source.
    #[must_use]
    pub fn source(&self, peer: IpAddr, headers: &HeaderMap) -> Source {
        let mut address = peer.to_canonical();
        let hops = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .rev()
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','))
            .take(HOPS_MAX);
        for hop in hops {
            if !within(&self.proxies, address) {
                break;
            }
            let Some(hop) = read(hop) else { break };
            address = hop;
        }
        Source {
            address,
            listed: within(&self.listed, address),
        }
    }
}

/// An address as proxies write it: `1.2.3.4`, `1.2.3.4:567`, `2001:db8::1`, `[2001:db8::1]:567`.
fn read(hop: &[u8]) -> Option<IpAddr> {
    let hop = std::str::from_utf8(hop).ok()?.trim();
    let address = hop
        .parse::<IpAddr>()
        .or_else(|_| hop.parse::<std::net::SocketAddr>().map(|hop| hop.ip()))
        .or_else(|error| {
            let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
            bare.and_then(|bare| bare.parse().ok()).ok_or(error)
        });
    address.ok().map(|address| address.to_canonical())
}

fn within(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

fn networks(entries: &[String], field: &str) -> Result<Vec<IpNet>, Problem> {
    let read = |entry: &String| {
        let entry = entry.trim();
        let network = entry.parse::<IpNet>().or_else(|error| {
            let address = entry.parse::<IpAddr>().map_err(|_| error)?;
            Ok::<_, ipnet::AddrParseError>(IpNet::from(address.to_canonical()))
        });
        network.map_err(|_| {
            Problem::new(
                "receiver.sources",
                format!("The receiver did not start: {entry:?} in {field} is neither an address nor a network."),
            )
            .with_remedy("Write it as 196.201.214.200, or as a network such as 10.0.0.0/8.")
            .with_field(field)
        })
    };
    entries.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let listed = ["196.201.214.200".to_owned(), "2001:db8:5::/48".to_owned()];
        let proxies = ["10.0.0.0/8".to_owned(), "::1".to_owned()];
        Sources::new(&listed, &proxies).unwrap()
    }

    fn source(peer: &str, lines: &[&str]) -> (String, bool) {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let source = sources().source(peer.parse().unwrap(), &headers);
        (source.address.to_string(), source.listed)
    }

    #[test]
    fn forwarded_addresses_are_believed_from_proxies_only() {
        for (peer, lines, address, listed) in [
            ("196.201.214.200", &[][..], "196.201.214.200", true),
            ("::ffff:196.201.214.200", &[], "196.201.214.200", true),
            ("41.90.1.1", &["196.201.214.200"], "41.90.1.1", false),
            ("10.0.0.9", &["196.201.214.200"], "196.201.214.200", true),
            (
                "10.0.0.9",
                &["::ffff:196.201.214.200"],
                "196.201.214.200",
                true,
            ),
            ("::1", &["2001:db8:5::7"], "2001:db8:5::7", true),
            // What the caller wrote itself stands left of what the proxy added.
            (
                "10.0.0.9",
                &["196.201.214.200, 41.90.1.1"],
                "41.90.1.1",
                false,
            ),
            (
                "10.0.0.9",
                &["196.201.214.200", "41.90.1.1"],
                "41.90.1.1",
                false,
            ),
            (
                "10.0.0.9",
                &["41.90.1.1, 196.201.214.200,10.1.1.1 "],
                "196.201.214.200",
                true,
            ),
            (
                "10.0.0.9",
                &["196.201.214.200, 10.9.9.9"],
                "196.201.214.200",
                true,
            ),
            (
                "10.0.0.9",
                &["196.201.214.200:4711"],
                "196.201.214.200",
                true,
            ),
            ("10.0.0.9", &["[2001:db8:5::7]:80"], "2001:db8:5::7", true),
            ("10.0.0.9", &["[2001:db8:5::7]"], "2001:db8:5::7", true),
            ("10.0.0.9", &["196.201.214.200, unknown"], "10.0.0.9", false),
            ("10.0.0.9", &["196.201.214.200,"], "10.0.0.9", false),
            ("10.0.0.9", &[], "10.0.0.9", false),
            ("10.0.0.9", &["10.0.0.8"], "10.0.0.8", false),
        ] {
            assert_eq!(
                source(peer, lines),
                (address.to_owned(), listed),
                "{peer} {lines:?}"
            );
        }
    }

    #[test]
    fn an_entry_that_is_no_address_is_named() {
        let problem = Sources::new(&["196.201.214".to_owned()], &[]).unwrap_err();
        assert!(problem.message.contains("196.201.214"), "{problem:?}");
        assert!(Sources::new(&[], &["10.0.0.0/33".to_owned()]).is_err());
    }
}
