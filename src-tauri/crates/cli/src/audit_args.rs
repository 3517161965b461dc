//! The words of `patanisha audit`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::api::StoryKind;

/// `patanisha audit`
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: AuditVerb,
}

/// The jobs on the record of who did what.
#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    /// Check an audit pack; no workspace needed.
    Verify {
        /// The zip.
        #[arg(value_name = "PACK")]
        pack: PathBuf,
    },
    /// Check the whole record of this workspace.
    Check,
    /// The newest events.
    Events(EventsArguments),
    /// Find by receipt, phone, name, reference, amount, file or operator.
    Find {
        /// What to look for.
        #[arg(value_name = "TEXT")]
        text: String,
    },
    /// The whole story of a line, an entry, an import or an operator.
    Story {
        /// line, entry, import or operator.
        #[arg(value_name = "KIND", value_parser = kind)]
        kind: StoryKind,
        /// Its number as `find` shows it; of an operator, the name.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write an audit pack: it carries full numbers and names.
    Pack {
        /// Why, 5 to 200 characters; recorded.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// The folder to write into; the workspace's exports if not given.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// `patanisha audit events`
#[derive(Debug, Args)]
pub struct EventsArguments {
    /// Only of this operator.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Only actions that begin so: match.
    #[arg(long, value_name = "PREFIX")]
    pub action: Option<String>,
    /// Only events older than this one.
    #[arg(long, value_name = "NUMBER")]
    pub before: Option<i64>,
    /// 1 to 200.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub limit: u32,
}

fn kind(word: &str) -> Result<StoryKind, String> {
    match word {
        "line" => Ok(StoryKind::Line),
        "entry" => Ok(StoryKind::Entry),
        "import" => Ok(StoryKind::Import),
        "operator" => Ok(StoryKind::Operator),
        _ => Err("line, entry, import or operator".to_owned()),
    }
}
