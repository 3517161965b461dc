//! The words of `patanisha backup`, `restore` and `recovery`. The recovery key is no argument: arguments are
//! seen by every program and kept by the shell.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `patanisha backup`
#[derive(Debug, Args)]
pub struct BackupArguments {
    /// What to do; make one if not given.
    #[command(subcommand)]
    pub verb: Option<BackupVerb>,
}

/// The jobs on backups.
#[derive(Debug, Subcommand)]
pub enum BackupVerb {
    /// The backups there are, and which are kept.
    List,
}

/// `patanisha restore`
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The name of a backup in the list; while the ledger is damaged or missing also the path of a file.
    #[arg(value_name = "FILE")]
    pub file: String,
}

/// `patanisha recovery`
#[derive(Debug, Subcommand)]
pub enum RecoveryVerb {
    /// Show the recovery key, to write it down.
    Show,
    /// Say whether a recovery key is this ledger's.
    Test(KeyArguments),
    /// Open a ledger that was brought from another computer.
    Recover(KeyArguments),
}

/// Where the recovery key comes from; it is asked for if neither is given.
#[derive(Debug, Args)]
pub struct KeyArguments {
    /// Read the recovery key from an open file descriptor.
    #[arg(long, value_name = "N", conflicts_with = "from_file")]
    pub from_fd: Option<u32>,
    /// Read the recovery key from a file; - is standard input.
    #[arg(long, value_name = "PATH")]
    pub from_file: Option<PathBuf>,
}
