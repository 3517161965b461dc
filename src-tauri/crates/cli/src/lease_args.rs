//! The words of `patanisha lease`.

use clap::Subcommand;

use crate::operator_args::SecondArguments;

/// The jobs on leases.
#[derive(Debug, Subcommand)]
pub enum LeaseVerb {
    /// What this ledger is, and whether this computer may send for each short code.
    List,
    /// Claim sending for a short code for this computer: --operator is the administrator.
    Claim {
        /// The paybill or till.
        #[arg(value_name = "SHORTCODE")]
        short_code: String,
        /// Who signs with you.
        #[command(flatten)]
        second: SecondArguments,
    },
}
