//! What the customer side's APIs keep between requests, in one place for the world.

use serde::{Deserialize, Serialize};

use super::c2b::Registrations;
use super::pull::Registered;
use super::stk::Prompts;

/// All of it.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Desks {
    /// Prompts on phones.
    pub(crate) prompts: Prompts,
    /// Addresses for validation and confirmation.
    pub(crate) registrations: Registrations,
    /// Short codes that may pull.
    pub(crate) pull: Registered,
}
