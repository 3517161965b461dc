//! The house rules, each a pure function from what was read to the breaches found.

use std::fmt;

pub mod commands;
pub mod floats;
pub mod layers;
pub mod manifests;
pub mod naming;
pub mod page;
pub mod shape;
pub mod traces;
pub mod wording;

/// One place where a rule does not hold, with the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The file or package.
    pub place: String,
    /// The line, where there is one.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub says: String,
}

/// A file that may break a rule, and why.
#[derive(Debug, Clone, Copy)]
pub struct Exempt {
    /// From the checkout's root; a folder when it ends in a slash.
    pub path: &'static str,
    /// Why the rule does not serve here.
    pub reason: &'static str,
}

impl Breach {
    /// A breach of a whole file or package.
    #[must_use]
    pub fn of(place: &str, says: impl Into<String>) -> Self {
        Self {
            place: place.to_owned(),
            line: None,
            says: says.into(),
        }
    }

    /// A breach in one line.
    #[must_use]
    pub fn at(place: &str, line: usize, says: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            ..Self::of(place, says)
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.place)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {}", self.says)
    }
}

impl Exempt {
    /// Whether the exemption covers a path.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        path == self.path || (self.path.ends_with('/') && path.starts_with(self.path))
    }
}

/// Takes out the breaches that an exemption covers, and adds one for each exemption that nothing
/// needs any more, so that the list only shrinks.
#[must_use]
pub fn except(breaches: Vec<Breach>, exempt: &[Exempt]) -> Vec<Breach> {
    let unused = exempt
        .iter()
        .filter(|one| !breaches.iter().any(|breach| one.covers(&breach.place)))
        .map(|one| {
            Breach::of(
                one.path,
                "needs its exemption no more; take it off the list.",
            )
        })
        .collect::<Vec<_>>();
    let mut left: Vec<Breach> = breaches
        .into_iter()
        .filter(|breach| !exempt.iter().any(|one| one.covers(&breach.place)))
        .collect();
    left.extend(unused);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exemptions_cover_their_path_and_may_not_go_stale() {
        let list = [
            Exempt {
                path: "a/",
                reason: "x",
            },
            Exempt {
                path: "b.rs",
                reason: "x",
            },
        ];
        let left = except(
            vec![Breach::of("a/c.rs", "1"), Breach::at("d.rs", 3, "2")],
            &list,
        );
        let said: Vec<String> = left.iter().map(Breach::to_string).collect();
        assert_eq!(
            said,
            [
                "d.rs:3: 2",
                "b.rs: needs its exemption no more; take it off the list."
            ]
        );
    }
}
