//! The certificate and key that connections are served with, and their replacement while serving.
//!
//! Renewal programs replace the files one after the other. Both are read every [`LOOK_EVERY`]; when either
//! changed, the pair is taken if it is whole and fits together, and the old one stays where it does not.
//! Connections that stand keep the certificate they began with.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::Problem;
use sha2::{Digest as _, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::metrics::Metrics;
use crate::config::Tls;

/// How often the files are looked at.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Longest file read: no chain of certificates is near it.
const FILE_LEN_MAX: u64 = 1024 * 1024;

/// The certificate in use.
pub(crate) struct Certificates {
    files: Tls,
    metrics: Arc<Metrics>,
    held: RwLock<Held>,
}

struct Held {
    config: Arc<ServerConfig>,
    /// Of both files as they were last read, usable or not.
    seen: [u8; 32],
}

impl Certificates {
    /// Reads the pair for the first time.
    ///
    /// # Errors
    /// `receiver.certificate` when a file is not there, not PEM, or the key is not the certificate's.
    pub(crate) fn load(files: &Tls, metrics: Arc<Metrics>) -> Result<Self, Problem> {
        let (chain, key) = read(files)?;
        Ok(Self {
            files: files.clone(),
            metrics,
            held: RwLock::new(Held {
                config: Arc::new(config(files, &chain, &key)?),
                seen: digest(&chain, &key),
            }),
        })
    }

    /// What the next connection is accepted with.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&held.config))
    }

    /// Looks at the files again; answers whether a new pair is in use. Reads from the disk: not for the
    /// threads that answer.
    pub(crate) fn look(&self) -> bool {
        let read = read(&self.files);
        let seen = read
            .as_ref()
            .map_or([0; 32], |(chain, key)| digest(chain, key));
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.seen == seen {
            return false;
        }
        held.seen = seen;
        match read.and_then(|(chain, key)| config(&self.files, &chain, &key)) {
            Ok(config) => {
                held.config = Arc::new(config);
                tracing::info!("a new certificate is in use");
                true
            }
            Err(problem) => {
                self.metrics.certificate_failures.inc();
                tracing::error!(why = %problem.message, "the old certificate stays in use");
                false
            }
        }
    }
}

fn config(files: &Tls, chain: &[u8], key: &[u8]) -> Result<ServerConfig, Problem> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<_, _>>()
        .map_err(|_| problem(&files.certificate, "is not a chain of certificates in PEM"))?;
    if chain.is_empty() {
        return Err(problem(&files.certificate, "holds no certificate in PEM"));
    }
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|_| problem(&files.key, "holds no private key in PEM"))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| problem(&files.certificate, "can't be served with TLS 1.2 and 1.3"))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|_| problem(&files.key, "is not the key of the certificate"))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn read(files: &Tls) -> Result<(Vec<u8>, Vec<u8>), Problem> {
    Ok((read_file(&files.certificate)?, read_file(&files.key)?))
}

fn read_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let length = std::fs::metadata(path)
        .map_err(|_| problem(path, "can't be read"))?
        .len();
    if length > FILE_LEN_MAX {
        return Err(problem(path, "is far too long for a certificate or key"));
    }
    std::fs::read(path).map_err(|_| problem(path, "can't be read"))
}

fn digest(chain: &[u8], key: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(chain.len().to_be_bytes());
    digest.update(chain);
    digest.update(key);
    digest.finalize().into()
}

fn problem(path: &Path, why: &str) -> Problem {
    Problem::new(
        "receiver.certificate",
        format!("The certificate was not taken: {} {why}.", path.display()),
    )
    .with_remedy("Name the full chain and its key as the certificate authority gave them, in PEM.")
    .with_remedy("Let the account that runs the receiver read both files.")
    .with_field("tls")
}
