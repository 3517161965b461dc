//! The words of `patanisha profiles`. A secret is no argument: arguments are seen by every program and
//! kept by the shell.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::api::{ProfileCheck, ProfileItem, ProfileKind};

/// `patanisha profiles`
#[derive(Debug, Args)]
pub struct ProfilesArguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: ProfilesVerb,
}

/// The jobs on profiles.
#[derive(Debug, Subcommand)]
pub enum ProfilesVerb {
    /// Every short code and how ready it is.
    List,
    /// Add a short code.
    Add {
        /// Five to seven digits.
        #[arg(long, value_name = "DIGITS")]
        short_code: String,
        /// paybill, till, payout or one_account.
        #[arg(long, value_name = "KIND", value_parser = kind)]
        kind: ProfileKind,
        /// What people call it.
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Give or replace an item: consumer_key, consumer_secret, passkey, initiator_name,
    /// initiator_password, certificate, security_credential, callback_base, base_url, proxy.
    Set(SetArguments),
    /// Delete an item, from the keyring too.
    Delete {
        /// The short code.
        short_code: String,
        /// Which item.
        #[arg(value_parser = item)]
        item: ProfileItem,
    },
    /// Call Safaricom (in practice: the simulator) to see that the items work.
    Test {
        /// The short code.
        short_code: String,
        /// token or balance; everything that can be run if not given.
        #[arg(long, value_name = "CHECK", value_parser = check)]
        check: Option<ProfileCheck>,
    },
    /// Forget a short code and delete its secrets from the keyring.
    Remove {
        /// The short code.
        short_code: String,
    },
}

/// `patanisha profiles set`
#[derive(Debug, Args)]
pub struct SetArguments {
    /// The short code.
    pub short_code: String,
    /// Which item.
    #[arg(value_parser = item)]
    pub item: ProfileItem,
    /// The value of an item that is no secret. Secrets are asked for, or come by one of the next two.
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["from_fd", "from_file"])]
    pub value: Option<String>,
    /// Read the value from an open file descriptor.
    #[arg(long, value_name = "N", conflicts_with = "from_file")]
    pub from_fd: Option<u32>,
    /// Read the value from a file; - is standard input. For the certificate: its file, PEM or DER.
    #[arg(long, value_name = "PATH")]
    pub from_file: Option<PathBuf>,
}

fn kind(word: &str) -> Result<ProfileKind, String> {
    let words: Vec<&str> = ProfileKind::ALL.iter().map(|of| of.word()).collect();
    ProfileKind::from_word(&word.replace('-', "_")).ok_or_else(|| words.join(", "))
}

fn item(word: &str) -> Result<ProfileItem, String> {
    let words: Vec<&str> = ProfileItem::ALL.iter().map(|of| of.word()).collect();
    ProfileItem::from_word(&word.replace('-', "_")).ok_or_else(|| words.join(", "))
}

fn check(word: &str) -> Result<ProfileCheck, String> {
    let words: Vec<&str> = ProfileCheck::ALL.iter().map(|of| of.word()).collect();
    ProfileCheck::from_word(word).ok_or_else(|| words.join(", "))
}
