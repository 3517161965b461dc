//! The command line's words (design section 14: other programs rely on them).

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::{Day, Environment};

pub use crate::audit_args::{AuditArguments, AuditVerb};
pub use crate::keep_args::{BackupArguments, BackupVerb, RecoveryVerb, RestoreArguments};
pub use crate::lease_args::LeaseVerb;
pub use crate::operator_args::{OperatorsVerb, SecondArguments};
pub use crate::profile_args::{ProfilesArguments, ProfilesVerb};
pub use crate::receiver_args::ReceiverVerb;
pub use crate::receiver_console_args::CallbacksVerb;

/// Reconcile M-Pesa statements with a ledger.
#[derive(Debug, Parser)]
#[command(
    name = "patanisha",
    version,
    about,
    after_help = "Exit status: 0 done, 2 usage, 3 input refused, 4 refused by policy or state, 5 outcome unknown, 1 anything else."
)]
pub struct Arguments {
    /// Print one JSON object instead of words.
    #[arg(long, global = true)]
    pub json: bool,
    /// The data folder; the user's own if not given.
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// practice, sandbox or production; practice if not given.
    #[arg(long, global = true, value_name = "WORLD", value_parser = environment)]
    pub environment: Option<Environment>,
    /// Who does it, for jobs that need somebody to be signed in.
    #[arg(long, global = true, value_name = "NAME")]
    pub operator: Option<String>,
    /// The operator's passphrase is in this file; asked for if not given.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        conflicts_with = "passphrase_fd"
    )]
    pub passphrase_file: Option<PathBuf>,
    /// The operator's passphrase comes from this file descriptor.
    #[arg(long, global = true, value_name = "N")]
    pub passphrase_fd: Option<u16>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The jobs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Match statements to a ledger and write the result; no workspace needed.
    Reconcile(ReconcileArguments),
    /// Write the sample business' statement and ledger, to try things on.
    Sample(SampleArguments),
    /// A local Daraja with invented money, to try things on without Safaricom.
    #[command(subcommand)]
    Simulator(SimulatorVerb),
    /// Take Safaricom's callbacks in on a machine with a public name: set up, serve, examine.
    #[command(subcommand)]
    Receiver(ReceiverVerb),
    /// Make a workspace: the sample business in practice, an empty one elsewhere.
    Init(InitArguments),
    /// The three worlds and which of them have a workspace here.
    Environments,
    /// Make a backup now and check it, or list the backups there are.
    Backup(BackupArguments),
    /// Put a backup in place of the ledger, which is set aside and kept.
    Restore(RestoreArguments),
    /// The key that opens the ledger on another computer.
    #[command(subcommand)]
    Recovery(RecoveryVerb),
    /// Who may send for which short code; a ledger that was moved or restored has to claim it first.
    #[command(subcommand)]
    Lease(LeaseVerb),
    /// Short codes and what they need to reach Safaricom.
    Profiles(ProfilesArguments),
    /// What came to the callback addresses.
    #[command(subcommand)]
    Callbacks(CallbacksVerb),
    /// The people of a workspace: who they are, and every change that two of them sign.
    #[command(subcommand)]
    Operators(OperatorsVerb),
    /// The record of who did what: check it, search it, pack it for an auditor.
    Audit(AuditArguments),
}

/// `patanisha init`
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The business' name, for the sandbox and production.
    #[arg(long, value_name = "NAME")]
    pub business: Option<String>,
}

fn environment(word: &str) -> Result<Environment, String> {
    Environment::from_word(word).ok_or_else(|| "practice, sandbox or production".to_owned())
}

/// `patanisha reconcile`
#[derive(Debug, Args)]
pub struct ReconcileArguments {
    /// M-Pesa statements, CSV or XLSX, in any order.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub statement: Vec<PathBuf>,
    /// Ledgers, CSV or XLSX, in any order.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub ledger: Vec<PathBuf>,
    /// The folder to write into; made if missing.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The day ages are counted to; the statement's last day if not given.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Day>,
    /// The paybill or till, for statements that do not name it.
    #[arg(long, value_name = "DIGITS")]
    pub short_code: Option<String>,
}

/// `patanisha sample`
#[derive(Debug, Args)]
pub struct SampleArguments {
    /// The folder to write into; made if missing.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Another seed makes another business.
    #[arg(long, default_value_t = engine::practice::SAMPLE_SEED)]
    pub seed: u64,
}

/// `patanisha simulator`
#[derive(Debug, Subcommand)]
pub enum SimulatorVerb {
    /// Start it, say what to put where, and run until Ctrl-C.
    Serve(ServeSimulatorArguments),
}

/// `patanisha simulator serve`
#[derive(Debug, Args)]
pub struct ServeSimulatorArguments {
    /// Where it answers as Daraja; port 0 takes a free one.
    #[arg(long, value_name = "127.0.0.1:PORT")]
    pub listen: SocketAddr,
    /// Where its control API answers; never beyond this computer.
    #[arg(long, value_name = "127.0.0.1:PORT", default_value = "127.0.0.1:0")]
    pub control: SocketAddr,
    /// Names, ids, delays and the shapes of answers follow from it.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What is different from an ordinary practice world, as JSON.
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Where the world is kept, so that a restart remembers.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Where its certificate is written; beside the state file if not given.
    #[arg(long, value_name = "FILE")]
    pub certificate_out: Option<PathBuf>,
    /// Time stands still until the control API moves it.
    #[arg(long)]
    pub manual_time: bool,
    /// Listen and post to other computers too. Anyone who reaches it can use it.
    #[arg(long)]
    pub beyond_loopback: bool,
}
