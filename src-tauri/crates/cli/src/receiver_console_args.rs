//! The words of `patanisha receiver` on the console's side, and of `patanisha callbacks`. The token is no
//! argument: arguments are seen by every program and kept by the shell.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::api::{CallbackFilter, CallbackUse};

/// The console's jobs with its receiver.
#[derive(Debug, Subcommand)]
pub enum ReceiverConsoleVerb {
    /// How it goes with the receiver: state, backlog, addresses, rules.
    Status,
    /// Connect a receiver; nothing of it is kept unless it answers.
    Connect(ConnectReceiverArguments),
    /// Forget the receiver. What it delivered stays.
    Forget,
    /// Post a test delivery to the public address and wait until it comes back.
    Test,
    /// Make new callback addresses; the old ones are taken for some hours more.
    Rotate {
        /// Hours that the old addresses are still taken, 1 to 168.
        #[arg(long, value_name = "HOURS", default_value_t = 24)]
        overlap_hours: u32,
    },
    /// Show or set how payments are answered while they can still be refused.
    Rules(RulesArguments),
}

/// `patanisha receiver connect`
#[derive(Debug, Args)]
pub struct ConnectReceiverArguments {
    /// Where it is, as in https://pay.example.co.ke.
    #[arg(long, value_name = "URL")]
    pub url: String,
    /// This console's token is in this file; asked for if not given.
    #[arg(long, value_name = "FILE", conflicts_with = "token_fd")]
    pub token_file: Option<PathBuf>,
    /// This console's token comes from this file descriptor.
    #[arg(long, value_name = "N")]
    pub token_fd: Option<u16>,
    /// The one certificate to trust, PEM; those the system trusts if not given.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// Have bodies encrypted to this console, so that the receiver's host can't read them.
    #[arg(long)]
    pub seal: bool,
}

/// `patanisha receiver rules`; what is not given stays.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// The answer when nothing else decides: yes takes the payment.
    #[arg(long, value_name = "yes|no", value_parser = yes)]
    pub by_default: Option<bool>,
    /// Whether a reference that is not open is taken.
    #[arg(long, value_name = "yes|no", value_parser = yes)]
    pub unknown: Option<bool>,
    /// Whether more than what is open is taken.
    #[arg(long, value_name = "yes|no", value_parser = yes)]
    pub over: Option<bool>,
    /// Whether less than what is open is taken.
    #[arg(long, value_name = "yes|no", value_parser = yes)]
    pub under: Option<bool>,
}

/// `patanisha callbacks`
#[derive(Debug, Subcommand)]
pub enum CallbacksVerb {
    /// What came, newest first.
    List {
        /// all, unverified, strangers or unlinked.
        #[arg(long, value_name = "FILTER", default_value = "all", value_parser = filter)]
        filter: CallbackFilter,
        /// result, timeout, prompt, confirmation, validation or test.
        #[arg(long = "use", value_name = "USE", value_parser = use_of)]
        use_: Option<CallbackUse>,
        /// In their receipt, ids or short code.
        #[arg(long, value_name = "TEXT", default_value = "")]
        search: String,
        /// Older than the callback of this number.
        #[arg(long, value_name = "NUMBER")]
        before: Option<i64>,
        /// At most so many, up to 200.
        #[arg(long, value_name = "COUNT", default_value_t = 50)]
        limit: u32,
    },
    /// One callback: raw, read, and each time it came.
    Show {
        /// Its number in the list.
        number: i64,
    },
}

fn yes(word: &str) -> Result<bool, String> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}

fn filter(word: &str) -> Result<CallbackFilter, String> {
    Ok(match word {
        "all" => CallbackFilter::All,
        "unverified" => CallbackFilter::Unverified,
        "strangers" => CallbackFilter::Strangers,
        "unlinked" => CallbackFilter::Unlinked,
        _ => return Err("all, unverified, strangers or unlinked".to_owned()),
    })
}

fn use_of(word: &str) -> Result<CallbackUse, String> {
    Ok(match word {
        "result" => CallbackUse::Result,
        "timeout" => CallbackUse::Timeout,
        "prompt" => CallbackUse::Prompt,
        "confirmation" => CallbackUse::Confirmation,
        "validation" => CallbackUse::Validation,
        "test" => CallbackUse::Test,
        _ => return Err("result, timeout, prompt, confirmation, validation or test".to_owned()),
    })
}
