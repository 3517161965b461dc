//! A scenario: a JSON file that sets the stage. The crate's README describes every field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::c2b::C2bSettings;
use crate::gateway::fault::Fault;
use crate::options::{Setup, Time};
use crate::outcome::{Outcome, Script};
use crate::world::ledger::Account;

/// What is different from an ordinary practice world. All fields may be left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Overrides [`crate::Options::time`].
    pub time: Option<Time>,
    /// Opening balances in cents, by account (`600222/utility`); others keep the usual ones.
    pub balances: BTreeMap<String, i64>,
    /// Shortest and longest delay of a result, in milliseconds.
    pub delay_ms: (u64, u64),
    /// Outcome of each recipient that isn't paid like any other.
    pub outcomes: BTreeMap<String, Outcome>,
    /// Outcomes of the next requests.
    pub scripts: Vec<Script>,
    /// Faults that stand from the start.
    pub faults: Vec<Fault>,
    /// How customers' payments behave.
    pub c2b: C2bSettings,
    /// Names of APIs the app isn't entitled to.
    pub not_entitled: Vec<String>,
    /// `CommandID`s the operator has no role for: result 21.
    pub no_role_for: Vec<String>,
    /// Pay to tills only with receiver type 2, as one production client found; else `SFC_IC0003`.
    pub tills_need_type_2: bool,
    /// Calls per virtual second before spike arrest; without it, no limit.
    pub per_second: Option<u32>,
    /// How long a payment's own id is remembered; without it, for ever.
    pub originator_memory_ms: Option<u64>,
    /// How long five wrong passwords lock the operator.
    pub lock_ms: u64,
    /// A query with a wrong password gets no result at all.
    pub wrong_password_silent: bool,
    /// Fees leave Utility instead of gathering on Charges Paid.
    pub fees_from_utility: bool,
    /// Results always in the tidy shape. For reading along, not for tests.
    pub tidy: bool,
    /// How long a callback may take, in real milliseconds.
    pub callback_timeout_ms: u64,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            time: None,
            balances: BTreeMap::new(),
            delay_ms: (2_000, 8_000),
            outcomes: BTreeMap::new(),
            scripts: Vec::new(),
            faults: Vec::new(),
            c2b: C2bSettings::default(),
            not_entitled: Vec::new(),
            no_role_for: Vec::new(),
            tills_need_type_2: false,
            per_second: None,
            originator_memory_ms: None,
            lock_ms: 1_800_000,
            wrong_password_silent: false,
            fees_from_utility: false,
            tidy: false,
            callback_timeout_ms: 8_000,
        }
    }
}

impl Scenario {
    /// Reads a scenario file's text.
    ///
    /// # Errors
    /// What is wrong with it and on which line.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("the scenario can't be read: {error}"))
    }

    /// Every account that opens with money, in cents.
    pub(crate) fn opening(&self, setup: &Setup) -> Vec<(Account, i64)> {
        let mut opening: BTreeMap<Account, i64> = BTreeMap::new();
        for code in [&setup.payout_short_code, &setup.paybill] {
            opening.insert(Account::utility(code), 500_000_000);
            opening.insert(Account::working(code), 100_000_000);
            opening.insert(Account::charges(code), 0);
            opening.insert(Account::settlement(code), 0);
        }
        opening.insert(Account::merchant(&setup.till), 0);
        for (name, cents) in &self.balances {
            opening.insert(Account::named(name), *cents);
        }
        opening.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_says_only_what_differs() {
        let text = r#"{
            "balances": {"600222/utility": 12345},
            "outcomes": {"254712000111": "lost_callback"},
            "scripts": [{"api": "b2c", "outcomes": ["paid", {"code": {"code": "17", "text": "x"}}]}],
            "faults": [{"act": "expire_tokens", "api": "b2c"}]
        }"#;
        let scenario = Scenario::parse(text).unwrap();
        assert_eq!(scenario.delay_ms, (2_000, 8_000));
        let setup = Setup::of(1, "");
        let opening = scenario.opening(&setup);
        assert!(opening.contains(&(Account::utility("600222"), 12_345)));
        assert!(
            Scenario::parse(r#"{"balance": {}}"#)
                .unwrap_err()
                .contains("balance")
        );
    }
}
