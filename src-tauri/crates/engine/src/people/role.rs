//! The four roles and which of them one person may hold together. Stays out: what a role may do
//! (`permissions`).

use std::collections::BTreeSet;

use domain::Problem;

/// What a person is in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// People, policy and settings; never money.
    Administrator,
    /// Prepares: imports, matches, batches.
    Maker,
    /// Approves what a maker prepared.
    Checker,
    /// Reads and exports.
    Auditor,
}

impl Role {
    /// Every role, in the order they are shown.
    pub const ALL: [Self; 4] = [
        Self::Administrator,
        Self::Maker,
        Self::Checker,
        Self::Auditor,
    ];

    /// The role's word, as deeds and pages spell it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Maker => "maker",
            Self::Checker => "checker",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a word; `None` for any other word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// The roles of one person: at least one, and none that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// Takes roles together.
    ///
    /// # Errors
    /// `people.no_role` for none; `people.roles_exclude` when an administrator or an auditor would
    /// also be maker or checker.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Result<Self, Problem> {
        let set: BTreeSet<Role> = roles.into_iter().collect();
        if set.is_empty() {
            return Err(Problem::new(
                "people.no_role",
                "Nothing was changed: a person needs at least one role.",
            )
            .with_remedy("Choose a role."));
        }
        let money = set.contains(&Role::Maker) || set.contains(&Role::Checker);
        let apart = set.contains(&Role::Administrator) || set.contains(&Role::Auditor);
        if money && apart {
            return Err(Problem::new(
                "people.roles_exclude",
                "Nothing was changed: an administrator or an auditor can't also be maker or checker, \
                 because who watches over the money must not move it.",
            )
            .with_remedy("Give these roles to two people."));
        }
        Ok(Self(set))
    }

    /// Whether the role is among them.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("Maker"), None);
    }

    #[test]
    fn every_set_of_roles() {
        for bits in 0_u8..16 {
            let set: Vec<Role> = (0..4)
                .filter(|i| bits & (1 << i) != 0)
                .map(|i| Role::ALL[i])
                .collect();
            let fits = matches!(bits, 0b0001 | 0b0010 | 0b0100 | 0b0110 | 0b1000 | 0b1001);
            assert_eq!(Roles::new(set.clone()).is_ok(), fits, "{set:?}");
        }
    }
}
