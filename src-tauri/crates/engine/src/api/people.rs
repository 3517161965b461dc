//! Signing in, the people of a workspace, and the records that two of them sign.
//!
//! Passphrases and one-time codes travel towards the engine only; a one-time code comes back once, to
//! whoever made it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person is in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleDto {
    /// People, policy and settings; never money.
    Administrator,
    /// Prepares: imports, matches, batches.
    Maker,
    /// Approves what a maker prepared.
    Checker,
    /// Reads and exports.
    Auditor,
}

/// What the window can show now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GateDto {
    /// No workspace here yet, or it can't be opened (then `blocked` says why).
    Start,
    /// A workspace without people: the first two are to be named.
    People,
    /// Nobody is signed in.
    SignIn,
    /// Somebody is.
    Open,
}

/// Somebody who can sign in, as the sign-in screen lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OperatorName {
    /// The name.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleDto>,
    /// Whether they have a passphrase yet; if not, they enter with a one-time code.
    pub enrolled: bool,
    /// In practice only: the passphrase, shown on the screen.
    pub practice_passphrase: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionInfo {
    /// The person's number.
    pub id: u32,
    /// The name.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleDto>,
    /// The commands that they may give.
    pub may: Vec<String>,
    /// Plain sentences to show once after signing in; empty normally. "On 28 Nov 2026 09:12 Naliaka and
    /// Baraka took new keys with the recovery key.", for each time since this person last signed in.
    pub notices: Vec<String>,
    /// Seconds without an act after which the window locks itself.
    pub idle_seconds: u32,
}

/// Signs in.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SignIn {
    /// The name.
    pub name: String,
    /// The passphrase.
    pub passphrase: String,
}

/// Sets a first or new passphrase with a one-time code, and signs in.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Enrol {
    /// The name.
    pub name: String,
    /// The code, in any case, with or without hyphens.
    pub code: String,
    /// The passphrase.
    pub passphrase: String,
}

/// A passphrase and nothing else.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PassphraseOnly {
    /// The passphrase.
    pub passphrase: String,
}

/// Changes one's own passphrase. The key stays the same.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PassphraseChange {
    /// The one until now.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// How strong a passphrase is. It is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassphraseStrength {
    /// 0 to 4; 3 is enough.
    pub score: u8,
    /// Whether it would be taken.
    pub enough: bool,
    /// What would make it better; empty when it is enough.
    pub advice: Vec<String>,
}

/// One of the first two people.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Founder {
    /// 1 to 40 characters.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleDto>,
    /// The passphrase they choose.
    pub passphrase: String,
}

/// Names the first two people of a workspace: an administrator and one other, each typing their own
/// passphrase.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PeopleFound {
    /// The administrator.
    pub administrator: Founder,
    /// The other.
    pub other: Founder,
}

/// A person who takes a new key, under a passphrase of their own.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NewPassphrase {
    /// The name, as it is on record.
    pub name: String,
    /// The passphrase they choose.
    pub passphrase: String,
}

/// Gives two people new keys with the recovery key, where too few are left who can sign. Their old keys
/// are retired; outside practice both can't approve for 24 hours.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PeopleRecover {
    /// The recovery key as it was written down: any case, with or without blanks and hyphens.
    pub recovery_key: String,
    /// An administrator.
    pub administrator: NewPassphrase,
    /// Anybody else who is not retired.
    pub other: NewPassphrase,
}

/// The second signature under a record: somebody else than who is signed in, here in person.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SecondPerson {
    /// The name.
    pub name: String,
    /// Their passphrase.
    pub passphrase: String,
}

/// Adds a person.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PersonAdd {
    /// 1 to 40 characters, used by nobody before.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleDto>,
    /// Who signs beside the administrator.
    pub second: SecondPerson,
}

/// Changes what a person is.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PersonRoles {
    /// Who.
    pub id: u32,
    /// What they are from now on.
    pub roles: Vec<RoleDto>,
    /// Who signs beside the administrator.
    pub second: SecondPerson,
}

/// Retires a person, or gives them a new one-time code.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PersonChange {
    /// Who.
    pub id: u32,
    /// Who signs beside the administrator.
    pub second: SecondPerson,
}

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// Has a one-time code and no passphrase yet.
    Invited,
    /// Can sign in.
    Active,
    /// Can't any more. Their records stay.
    Retired,
}

/// A person of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonInfo {
    /// The number, never given twice.
    pub id: u32,
    /// The name.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleDto>,
    /// Where they stand.
    pub state: PersonState,
    /// Four groups of four letters to compare by phone; none while invited.
    pub fingerprint: Option<String>,
    /// "28 Nov 2026 09:12": from when they may approve, if that is still to come.
    pub may_approve_from: Option<String>,
    /// Whether this is who is signed in.
    pub me: bool,
}

/// A signed record about people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordInfo {
    /// From 1, without gaps.
    pub number: u32,
    /// "28 Nov 2026 09:12"
    pub at: String,
    /// "Halima added as checker"
    pub what: String,
    /// Who signed it.
    pub signed_by: Vec<String>,
}

/// Everyone, and the records that say so, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeopleList {
    /// In the order they came.
    pub people: Vec<PersonInfo>,
    /// Newest first.
    pub records: Vec<RecordInfo>,
}

/// A one-time code, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonCode {
    /// For whom.
    pub name: String,
    /// `7KQ2-M9FD-X0AB`
    pub code: String,
    /// Everyone as they are now.
    pub people: PeopleList,
}

macro_rules! silent {
    ($($type:ident),*) => {
        $(impl std::fmt::Debug for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(concat!(stringify!($type), "(••••••••)"))
            }
        })*
    };
}
silent!(
    SignIn,
    Enrol,
    PassphraseOnly,
    PassphraseChange,
    Founder,
    PeopleFound,
    NewPassphrase,
    PeopleRecover,
    SecondPerson,
    PersonAdd,
    PersonRoles,
    PersonChange,
    PersonCode
);
