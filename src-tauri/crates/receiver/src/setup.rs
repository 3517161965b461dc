//! Setting a receiver up: the files that `init` writes, and what a public address must be like.
//!
//! Owns: their texts and rules, as functions of what is asked. Stays out: reading and writing files, which
//! the command line does.

mod public_url;
mod read;
mod texts;
mod toml_text;

use crate::config::{Config, ConsoleKey};
use crate::hex;

use rand::TryRng as _;
use rand::rngs::SysRng;
use sha2::{Digest as _, Sha256};

pub use public_url::{BANNED_WORDS, Looked, PublicUrl, TUNNELS, is_inside, look};
pub use read::{read, with_variables};
pub use toml_text::to_toml;

/// Bytes of a console's token, before they are hex.
const TOKEN_LEN: usize = 32;
/// The name of the configuration file.
pub const CONFIG_FILE: &str = "receiver.toml";
/// The store of a new receiver: a file beside its configuration.
pub const STORE: &str = "sqlite:inbox.db";

/// A console's bearer token: shown once, then known by its hash only.
pub struct Token(String);

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it. No secret: the token is known by its hash.
    pub text: String,
}

impl Token {
    /// Makes one from the system's generator.
    ///
    /// # Errors
    /// When the system has no chance to give.
    pub fn make() -> std::io::Result<Self> {
        let mut bytes = [0_u8; TOKEN_LEN];
        SysRng
            .try_fill_bytes(&mut bytes)
            .map_err(std::io::Error::other)?;
        Ok(Self(hex::write(&bytes)))
    }

    /// Its text, for the console.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the receiver knows of it.
    #[must_use]
    pub fn key(&self, console: &str) -> ConsoleKey {
        ConsoleKey {
            name: console.to_owned(),
            token_sha256: hex::write(&Sha256::digest(self.0.as_bytes())),
        }
    }
}

/// Never the token.
impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Token(…)")
    }
}

/// The configuration of a new receiver behind a proxy on the same machine.
#[must_use]
pub fn config(public_url: &PublicUrl, store: &str, console: ConsoleKey) -> Config {
    Config {
        store: store.to_owned(),
        public_url: Some(public_url.text.clone()),
        proxies: vec!["127.0.0.1".to_owned(), "::1".to_owned()],
        console: vec![console],
        ..Config::default()
    }
}

/// Every file that `init` writes.
#[must_use]
pub fn files(config: &Config, public_url: &PublicUrl) -> Vec<SetupFile> {
    let file = |name, text| SetupFile { name, text };
    vec![
        file(CONFIG_FILE, to_toml(config)),
        file("patanisha-receiver.service", texts::unit(config)),
        file("Containerfile", texts::container(config)),
        file("Caddyfile", texts::caddy(config, public_url)),
        file("nginx.conf", texts::nginx(config, public_url)),
    ]
}

#[cfg(test)]
#[path = "setup_tests.rs"]
mod tests;
