//! The words of `patanisha receiver`. A token is no argument, and no password either.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::receiver_console_args::ReceiverConsoleVerb;

/// `patanisha receiver`
#[derive(Debug, Subcommand)]
pub enum ReceiverVerb {
    /// Serve until Ctrl-C. SIGHUP reads certificate and key again.
    Serve(ServeReceiverArguments),
    /// Write the configuration, a systemd unit, a container file and proxies' settings.
    Init(InitReceiverArguments),
    /// Look at a receiver from outside, as Safaricom and the console do.
    Doctor(DoctorArguments),
    /// What a console does with its receiver.
    #[command(flatten)]
    Console(ReceiverConsoleVerb),
}

/// `patanisha receiver serve`
#[derive(Debug, Args)]
pub struct ServeReceiverArguments {
    /// The configuration that `init` wrote.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Another address to serve at than the configured one; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Another store than the configured one: sqlite:PATH or postgres://…
    #[arg(long, value_name = "STORE")]
    pub store: Option<String>,
}

/// `patanisha receiver init`
#[derive(Debug, Args)]
pub struct InitReceiverArguments {
    /// The folder to write into; made if missing. Nothing in it is overwritten.
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// What the world calls the receiver, as in https://pay.example.co.ke.
    #[arg(long, value_name = "URL")]
    pub public_url: String,
    /// sqlite:PATH, or postgres://… for several receivers; a password in it as ${NAME}.
    #[arg(long, value_name = "STORE", default_value = receiver::setup::STORE)]
    pub store: String,
    /// What the console that drains is called.
    #[arg(long, value_name = "NAME", default_value = "desktop")]
    pub console: String,
    /// The console's token goes into this new file, readable to you only; shown if not given.
    #[arg(long, value_name = "FILE")]
    pub token_out: Option<PathBuf>,
}

/// `patanisha receiver doctor`
#[derive(Debug, Args)]
#[group(skip)]
pub struct DoctorArguments {
    /// The configuration: its public address is looked at.
    #[arg(long, value_name = "FILE", required_unless_present = "url")]
    pub config: Option<PathBuf>,
    /// The public address.
    #[arg(long, value_name = "URL", conflicts_with = "config")]
    pub url: Option<String>,
    /// The console's token comes from this file descriptor; without it only the outside is looked at.
    #[arg(long, value_name = "N")]
    pub token_fd: Option<u16>,
    /// The token of a published test address comes from this file descriptor: a test delivery is made.
    #[arg(long, value_name = "N", requires = "token_fd")]
    pub test_token_fd: Option<u16>,
}
