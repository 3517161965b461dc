//! Environments, profiles and the checklist that makes a profile ready.
//!
//! Secrets only travel towards the engine: no answer carries one, whole, cut or masked (law 8).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EnvironmentDto;

/// The three worlds, always all of them, in the order practice, sandbox, production.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EnvironmentList {
    /// One row each.
    pub environments: Vec<EnvironmentInfo>,
}

/// One world on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EnvironmentInfo {
    /// Which.
    pub environment: EnvironmentDto,
    /// Whether this window shows it now.
    pub current: bool,
    /// Whether it has a workspace on this computer.
    pub workspace: bool,
    /// Whether it works here at all: practice needs the built-in simulator, which a host may have
    /// failed to start; then why.
    pub unavailable: Option<String>,
}

/// Goes to another world. Refused while a job runs.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EnvironmentSwitch {
    /// Where to.
    pub to: EnvironmentDto,
    /// What the person typed. Production is entered by typing `PRODUCTION`; the others ask nothing.
    pub typed: Option<String>,
}

/// Makes an empty workspace in the current environment (sandbox or production; practice has
/// `practice_create`).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WorkspaceCreate {
    /// The business' name, 1 to 80 characters.
    pub business: String,
}

/// What kind of short code a profile is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// A paybill: customers pay in with an account number.
    Paybill,
    /// A till (buy goods).
    Till,
    /// A bulk (B2C) short code: money goes out.
    Payout,
    /// One account that both receives and pays out.
    OneAccount,
}

/// One thing on a profile's checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileItem {
    /// Of the app on the Daraja portal. Secret.
    ConsumerKey,
    /// Of the app on the Daraja portal. Secret.
    ConsumerSecret,
    /// For STK push; mailed at go-live. Secret.
    Passkey,
    /// The API operator's user name.
    InitiatorName,
    /// The API operator's password, valid for 90 days. Secret.
    InitiatorPassword,
    /// The password already encrypted, instead of password and certificate. Secret.
    SecurityCredential,
    /// Safaricom's certificate that the password is encrypted with.
    Certificate,
    /// Where Safaricom posts results: the receiver's public address.
    CallbackBase,
    /// Another address than Safaricom's own, for instance a gateway of the business.
    BaseUrl,
    /// An outgoing HTTPS proxy with a fixed address.
    Proxy,
}

/// The profiles of the open workspace.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileList {
    /// In the order they were added.
    pub profiles: Vec<ProfileInfo>,
}

/// A short code in the current environment and how ready it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileInfo {
    /// Stable within the workspace.
    #[ts(type = "number")]
    pub id: i64,
    /// Five to seven digits.
    pub short_code: String,
    /// What it is for.
    pub kind: ProfileKind,
    /// What people call it, 1 to 60 characters.
    pub name: String,
    /// The checklist, in the order to go through it.
    pub items: Vec<ProfileItemInfo>,
    /// Required items that are given, and how many are required.
    pub given: u32,
    /// See `given`.
    pub required: u32,
    /// The real calls, in order: token, balance.
    pub checks: Vec<ProfileCheckInfo>,
    /// True for the practice profile, which the built-in simulator keeps supplied.
    pub supplied: bool,
}

/// One row of the checklist.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileItemInfo {
    /// Which.
    pub item: ProfileItem,
    /// Whether the profile can do its work without it.
    pub required: bool,
    /// Whether something is kept.
    pub given: bool,
    /// Whether the value is a secret: then `shown` is always empty.
    pub secret: bool,
    /// The value of an item that is no secret; for the certificate its common name.
    pub shown: Option<String>,
    /// More about it: the certificate's facts (key size, fingerprint, validity), one line each.
    pub facts: Vec<String>,
    /// When it was last set, East Africa Time, ready to show.
    pub set_at: Option<String>,
    /// What to know about it: the password ends in nine days, the certificate is the other
    /// environment's. Plain words.
    pub notice: Option<ProfileNotice>,
}

/// Something to know about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileNotice {
    /// `info`, `warning` or `danger`.
    pub tone: NoticeTone,
    /// In words.
    pub text: String,
}

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTone {
    /// Good to know.
    Info,
    /// Soon a fault.
    Warning,
    /// A fault now.
    Danger,
}

/// The real calls that test a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileCheck {
    /// A token is fetched with the consumer key and secret.
    Token,
    /// The account balance is asked for and its result awaited through the callback path.
    Balance,
}

/// How a check ended last.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileCheckInfo {
    /// Which.
    pub check: ProfileCheck,
    /// How.
    pub outcome: CheckOutcome,
    /// The verdict in plain words; what is missing when it can't be run.
    pub text: String,
    /// What to do, most promising first.
    pub remedies: Vec<String>,
    /// When, East Africa Time, ready to show.
    pub at: Option<String>,
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Never run since the items it rests on were last set.
    NotRun,
    /// It can't be run yet; the text says what is missing.
    NotPossible,
    /// Proven to work.
    Passed,
    /// Proven not to work.
    Failed,
    /// No verdict: Safaricom or the network did not answer clearly.
    Unclear,
}

/// Adds a profile.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileAdd {
    /// Five to seven digits.
    pub short_code: String,
    /// What it is for.
    pub kind: ProfileKind,
    /// What people call it.
    pub name: String,
}

/// Names a profile.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ProfileRef {
    /// Its id.
    #[ts(type = "number")]
    pub profile: i64,
}

/// Gives or replaces an item. `Debug` shows no value.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ProfileItemSet {
    /// Of which profile.
    #[ts(type = "number")]
    pub profile: i64,
    /// Which item.
    pub item: ProfileItem,
    /// The value. For the certificate its PEM text, or the path of a PEM or DER file.
    pub value: String,
}

impl std::fmt::Debug for ProfileItemSet {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ProfileItemSet")
            .field("profile", &self.profile)
            .field("item", &self.item)
            .finish_non_exhaustive()
    }
}

/// Names an item of a profile, to delete it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ProfileItemRef {
    /// Of which profile.
    #[ts(type = "number")]
    pub profile: i64,
    /// Which item.
    pub item: ProfileItem,
}

/// Runs one check, or all that can be run. A job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfileTest {
    /// The job's id.
    pub job: String,
    /// Which profile.
    #[ts(type = "number")]
    pub profile: i64,
    /// Which check; none for all.
    pub check: Option<ProfileCheck>,
}
