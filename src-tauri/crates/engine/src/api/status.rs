//! Shared shapes, and what the window's frame shows.

use domain::Problem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GateDto, OperatorName, SessionInfo};

/// A request or answer with nothing in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Names a job. The page makes the id up, so that it can cancel before the first answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JobRequest {
    /// Any text that is unique among running jobs.
    pub job: String,
}

/// How far a job has come. Sent as the event `progress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobProgress {
    /// The id the job was started with.
    pub job: String,
    /// What it does now, in words: "Reading statement.csv".
    pub phase: String,
    /// 0–10 000 of the whole job.
    pub done: u32,
    /// Seconds left, once that can be told.
    pub seconds_left: Option<u32>,
}

/// A problem as hosts show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "Problem")]
pub struct ProblemDto {
    /// Stable, `area.what`.
    pub code: String,
    /// What happened to the money or the data, and why.
    pub message: String,
    /// What to do, most promising first.
    pub remedies: Vec<String>,
    /// The form field at fault.
    pub field: Option<String>,
    /// "march.csv, row 14, column Paid In".
    pub place: Option<String>,
    /// Whether the same act may succeed at once.
    pub retry_now: bool,
}

impl From<Problem> for ProblemDto {
    fn from(problem: Problem) -> Self {
        Self {
            code: problem.code.0.to_owned(),
            message: problem.message,
            remedies: problem.remedies,
            field: problem.field,
            place: problem.place.map(|place| place.to_string()),
            retry_now: problem.retry == domain::Retry::Now,
        }
    }
}

/// Which world the window is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvironmentDto {
    /// Nothing moves real money.
    Practice,
    /// Safaricom's test system.
    Sandbox,
    /// Real money.
    Production,
}

impl From<domain::Environment> for EnvironmentDto {
    fn from(of: domain::Environment) -> Self {
        match of {
            domain::Environment::Practice => Self::Practice,
            domain::Environment::Sandbox => Self::Sandbox,
            domain::Environment::Production => Self::Production,
        }
    }
}

impl From<EnvironmentDto> for domain::Environment {
    fn from(of: EnvironmentDto) -> Self {
        match of {
            EnvironmentDto::Practice => Self::Practice,
            EnvironmentDto::Sandbox => Self::Sandbox,
            EnvironmentDto::Production => Self::Production,
        }
    }
}

/// What the window's frame shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AppStatus {
    /// Of the program.
    pub version: String,
    /// Which world.
    pub environment: EnvironmentDto,
    /// What can be shown now.
    pub gate: GateDto,
    /// The business, also while nobody is signed in; none without a workspace.
    pub business: Option<String>,
    /// Who can sign in; empty without a workspace, or when somebody is signed in.
    pub operators: Vec<OperatorName>,
    /// Who is signed in.
    pub session: Option<SessionInfo>,
    /// Why nothing can be opened (no keyring, locked keyring, wrong key), if so.
    pub blocked: Option<ProblemDto>,
    /// The open workspace; none before the first start is done, and while nobody is signed in.
    pub workspace: Option<WorkspaceInfo>,
    /// That this computer's clock runs behind the last recorded event, or is more than two minutes from the
    /// one that Safaricom last answered with, if so (law 11).
    pub clock: Option<ProblemDto>,
}

/// The open workspace.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WorkspaceInfo {
    /// The business.
    pub business: String,
    /// "Paybill 600 111".
    pub short_code: String,
    /// Imports that stand.
    pub statements: u32,
    /// Lines that wait for a person.
    pub to_decide: u32,
    /// Ledger entries.
    pub entries: u32,
    /// Kept preferences.
    pub preferences: Vec<Preference>,
    /// Where exports go unless another folder is chosen.
    pub export_folder: String,
}

/// A kept preference. Keys: `theme` (system, light, dark), `language` (en, sw), `desk` (JSON the page
/// wrote: filter, order, selected line). Values up to 4,096 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preference {
    /// Which.
    pub key: String,
    /// What.
    pub value: String,
}
