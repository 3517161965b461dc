//! Faults that the control API or a scenario puts in the way of the next calls.

use serde::{Deserialize, Serialize};

use super::hand::{Hand, Reply};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// The connection is reset as soon as it is accepted. Fits any API: nothing was read.
    ResetOnAccept,
    /// The connection is closed as soon as it is accepted.
    CloseOnAccept,
    /// A second request on one connection finds it reset. Nothing is carried out.
    ResetOnReuse,
    /// Every token becomes invalid, once, when the fault is met.
    ExpireTokens,
    /// The token is refused although it is valid (a product missing on the app).
    RefuseToken,
    /// The gateway turns the call away: 403 HTML, spike arrest, quota, 429, not entitled.
    Refuse(Reply),
    /// The answer is replaced.
    Answer {
        /// Whether the request is carried out all the same.
        executed: bool,
        /// What is answered.
        #[serde(flatten)]
        reply: Reply,
    },
    /// The connection's end is changed.
    End {
        /// Whether the request is carried out all the same.
        executed: bool,
        /// What the connection sees.
        #[serde(flatten)]
        hand: Hand,
    },
}

/// A fault, for which calls and how long.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    /// Name of the API (`oauth`, `b2c`, …); without it, any.
    #[serde(default)]
    pub api: Option<String>,
    /// How many calls meet it. Without this and `for_ms`: one.
    #[serde(default)]
    pub calls: Option<u32>,
    /// How long it stands, in virtual milliseconds from when it was given.
    #[serde(default)]
    pub for_ms: Option<u64>,
    /// What goes wrong.
    #[serde(flatten)]
    pub act: Act,
}

impl Fault {
    /// This fault for the next call of any API.
    #[must_use]
    pub fn next(act: Act) -> Self {
        Self {
            api: None,
            calls: None,
            for_ms: None,
            act,
        }
    }

    /// The same for one API only.
    #[must_use]
    pub fn on(mut self, api: &str) -> Self {
        self.api = Some(api.to_owned());
        self
    }

    /// The same for so many calls.
    #[must_use]
    pub fn times(mut self, calls: u32) -> Self {
        self.calls = Some(calls);
        self
    }
}

/// The faults that stand.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Faults {
    standing: Vec<Standing>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Standing {
    fault: Fault,
    left: Option<u32>,
    until_ms: Option<u64>,
}

impl Faults {
    /// Adds one.
    pub(crate) fn add(&mut self, fault: Fault, now_ms: u64) {
        let left = match (fault.calls, fault.for_ms) {
            (None, None) => Some(1),
            (calls, _) => calls,
        };
        let until_ms = fault.for_ms.map(|ms| now_ms.saturating_add(ms));
        self.standing.push(Standing {
            fault,
            left,
            until_ms,
        });
    }

    /// Takes the first fault that this call meets and that is of the wanted sort.
    pub(crate) fn meet(
        &mut self,
        api: Option<&str>,
        now_ms: u64,
        wanted: impl Fn(&Act) -> bool,
    ) -> Option<Act> {
        self.standing
            .retain(|one| one.left != Some(0) && one.until_ms.is_none_or(|until| now_ms < until));
        let met = self.standing.iter_mut().find(|one| {
            let for_this = match (&one.fault.api, api) {
                (None, _) => true,
                (Some(only), Some(api)) => only == api,
                (Some(_), None) => false,
            };
            for_this && wanted(&one.fault.act)
        })?;
        met.left = met.left.map(|left| left - 1);
        Some(met.fault.act.clone())
    }

    /// Forgets them all.
    pub(crate) fn clear(&mut self) {
        self.standing.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_met_as_often_as_it_says() {
        let mut faults = Faults::default();
        faults.add(Fault::next(Act::RefuseToken).on("b2c").times(2), 0);
        let any = |_: &Act| true;
        assert_eq!(faults.meet(Some("oauth"), 0, any), None);
        assert!(faults.meet(Some("b2c"), 0, any).is_some());
        assert!(faults.meet(Some("b2c"), 0, any).is_some());
        assert_eq!(faults.meet(Some("b2c"), 0, any), None);
        faults.add(
            Fault {
                for_ms: Some(10),
                ..Fault::next(Act::ExpireTokens)
            },
            5,
        );
        for _ in 0..9 {
            assert!(faults.meet(None, 14, any).is_some());
        }
        assert_eq!(faults.meet(None, 15, any), None);
    }

    #[test]
    fn faults_are_written_as_the_readme_says() {
        for (text, act) in [
            (r#"{"act":"reset_on_accept","calls":3}"#, Act::ResetOnAccept),
            (
                r#"{"act":"refuse","reply":"quota"}"#,
                Act::Refuse(Reply::Quota),
            ),
            (
                r#"{"act":"answer","executed":true,"reply":"server_error","status":502,"api":"b2c"}"#,
                Act::Answer {
                    executed: true,
                    reply: Reply::ServerError { status: 502 },
                },
            ),
            (
                r#"{"act":"end","executed":false,"hand":"slow","every_ms":5,"for_ms":1000}"#,
                Act::End {
                    executed: false,
                    hand: Hand::Slow { every_ms: 5 },
                },
            ),
        ] {
            let read: Fault = serde_json::from_str(text).unwrap();
            assert_eq!(read.act, act, "{text}");
        }
    }
}
