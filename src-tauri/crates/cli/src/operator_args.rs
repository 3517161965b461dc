//! The words of `patanisha operators`. A passphrase is no argument.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::api::RoleDto;

use crate::keep_args::KeyArguments;

/// The jobs on people.
#[derive(Debug, Subcommand)]
pub enum OperatorsVerb {
    /// Everyone, and the records that two people signed.
    List,
    /// Name the first two people: --operator is the administrator, --second the other.
    Found {
        /// What the other is: maker, checker, auditor, administrator; several with commas.
        #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role, required = true)]
        other_roles: Vec<RoleDto>,
        /// The other person.
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Invite a person; prints the one-time code with which they set their own passphrase.
    Add {
        /// The name.
        name: String,
        /// What they are: several with commas.
        #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role, required = true)]
        roles: Vec<RoleDto>,
        /// Who signs with you.
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Set a first or new passphrase with a one-time code: --operator is who enters.
    Enrol {
        /// The code is in this file; asked for if not given.
        #[arg(long, value_name = "FILE", conflicts_with = "code_fd")]
        code_file: Option<PathBuf>,
        /// The code comes from this file descriptor.
        #[arg(long, value_name = "N")]
        code_fd: Option<u16>,
    },
    /// Change what a person is.
    Roles {
        /// The name.
        name: String,
        /// What they are from now on: several with commas.
        #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role, required = true)]
        roles: Vec<RoleDto>,
        /// Who signs with you.
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Retire a person's key and give them a new one-time code.
    Rekey {
        /// The name.
        name: String,
        /// Who signs with you.
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Give two people new keys with the recovery key, where too few are left who can sign: --operator is the
    /// administrator, --second the other. Their passphrases are the new ones.
    Recover {
        /// The recovery key.
        #[command(flatten)]
        key: KeyArguments,
        /// The other person.
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Retire a person.
    Retire {
        /// The name.
        name: String,
        /// Who signs with you.
        #[command(flatten)]
        second: SecondArguments,
    },
}

/// The second person under a record.
#[derive(Debug, Args)]
pub struct SecondArguments {
    /// The name.
    #[arg(long, value_name = "NAME", required = true)]
    pub second: String,
    /// Their passphrase is in this file; asked for if not given.
    #[arg(long, value_name = "FILE", conflicts_with = "second_passphrase_fd")]
    pub second_passphrase_file: Option<PathBuf>,
    /// Their passphrase comes from this file descriptor.
    #[arg(long, value_name = "N")]
    pub second_passphrase_fd: Option<u16>,
}

fn role(word: &str) -> Result<RoleDto, String> {
    match word {
        "administrator" => Ok(RoleDto::Administrator),
        "maker" => Ok(RoleDto::Maker),
        "checker" => Ok(RoleDto::Checker),
        "auditor" => Ok(RoleDto::Auditor),
        _ => Err("administrator, maker, checker or auditor".to_owned()),
    }
}
