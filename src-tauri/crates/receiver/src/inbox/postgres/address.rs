//! Where the database is, and whether the way there is encrypted.
//!
//! `sslmode=disable`: it is not. `require`, `verify-ca` and `verify-full`: it is, and the certificate and
//! its name must hold against the system's authorities, or those in `sslrootcert=FILE`. Left out: as
//! `disable` on a socket or on loopback, as `require` everywhere else. `prefer`: whatever the server does.

use std::sync::Arc;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use crate::inbox::InboxError;

/// A database's address, read.
pub(super) struct Address {
    /// What the client needs.
    pub(super) config: Config,
    roots: Option<String>,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database?…`.
    ///
    /// # Errors
    /// [`InboxError::Away`] when it can't be read. The address is not in it: there is a password inside.
    pub(super) fn parse(url: &str) -> Result<Self, InboxError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut roots, mut others) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => roots = Some(value.to_owned()),
                _ => others.push(pair),
            }
        }
        let rest = if others.is_empty() {
            base.to_owned()
        } else {
            format!("{base}?{}", others.join("&"))
        };
        let mut config: Config = rest
            .parse()
            .map_err(|error| away(format!("its address can't be read: {error}")))?;
        let near = config.get_hosts().iter().all(is_near);
        config.ssl_mode(match mode {
            None if near => SslMode::Disable,
            None | Some("require" | "verify-ca" | "verify-full") => SslMode::Require,
            Some("disable") => SslMode::Disable,
            Some("prefer") => SslMode::Prefer,
            Some(_) => {
                return Err(away(
                    "its sslmode is none of disable, prefer, require, verify-full".to_owned(),
                ));
            }
        });
        Ok(Self { config, roots })
    }

    /// What checks the server's certificate; `None` when nothing is encrypted.
    ///
    /// # Errors
    /// [`InboxError::Away`] when there is no authority to check it by.
    pub(super) fn tls(&self) -> Result<Option<MakeRustlsConnect>, InboxError> {
        if self.config.get_ssl_mode() == SslMode::Disable {
            return Ok(None);
        }
        let mut roots = RootCertStore::empty();
        if let Some(file) = &self.roots {
            let found = CertificateDer::pem_file_iter(file)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| away(format!("sslrootcert can't be read: {error}")))?;
            roots.add_parsable_certificates(found);
        } else {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        if roots.is_empty() {
            return Err(away(
                "there is no authority to check the database's certificate by; name a file with \
                 sslrootcert"
                    .to_owned(),
            ));
        }
        let provider = Arc::new(crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| away(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let address = name.parse::<std::net::IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn away(why: String) -> InboxError {
    InboxError::Away(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> SslMode {
        Address::parse(url).unwrap().config.get_ssl_mode()
    }

    #[test]
    fn what_leaves_this_machine_is_encrypted_unless_said_otherwise() {
        for (url, expected) in [
            ("postgres://u@127.0.0.1/d", SslMode::Disable),
            ("postgres://u@localhost/d", SslMode::Disable),
            ("postgres://u@%2Frun%2Fpostgresql/d", SslMode::Disable),
            ("postgres://u@127.0.0.1/d?sslmode=require", SslMode::Require),
            ("postgres://u@db.example.co.ke/d", SslMode::Require),
            ("postgres://u@127.0.0.1,10.0.0.7/d", SslMode::Require),
            ("postgres://u@db/d?sslmode=verify-full", SslMode::Require),
            ("postgres://u@db/d?sslmode=disable", SslMode::Disable),
            ("postgres://u@db/d?sslmode=prefer", SslMode::Prefer),
        ] {
            assert_eq!(mode(url), expected, "{url}");
        }
    }

    #[test]
    fn other_settings_are_the_clients() {
        let url = "postgres://u@db/d?sslmode=require&connect_timeout=7&sslrootcert=/etc/ca.pem";
        let read = Address::parse(url).unwrap();
        assert_eq!(
            read.config.get_connect_timeout(),
            Some(&std::time::Duration::from_secs(7))
        );
        assert_eq!(read.roots.as_deref(), Some("/etc/ca.pem"));
        assert!(
            matches!(read.tls(), Err(InboxError::Away(_))),
            "no such file"
        );
    }

    #[test]
    fn a_bad_address_is_refused_and_its_password_not_told() {
        for url in [
            "postgres://u:geheim@db:port/d",
            "postgres://u:geheim@db/d?sslmode=perhaps",
            "postgres://u:geheim@db/d?geheim=1",
        ] {
            let error = Address::parse(url).err().unwrap().to_string();
            assert!(!error.contains("u:geheim"), "{error}");
        }
    }
}
