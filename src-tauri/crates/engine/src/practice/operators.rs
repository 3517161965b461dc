//! The four people of the practice workspace. Their passphrases are no secret: they stand on the screen.

use crate::people::Role;

/// Somebody to be in practice.
#[derive(Debug, Clone, Copy)]
pub struct PracticeOperator {
    /// The name.
    pub name: &'static str,
    /// What they are.
    pub role: Role,
    /// The passphrase, shown on the screen.
    pub passphrase: &'static str,
}

/// One of each role; the administrator first, the maker second.
pub const OPERATORS: [PracticeOperator; 4] = [
    PracticeOperator {
        name: "Wanjiru",
        role: Role::Administrator,
        passphrase: "mlima-theluji-kikapu-saba",
    },
    PracticeOperator {
        name: "Otieno",
        role: Role::Maker,
        passphrase: "ziwa-samaki-baiskeli-nne",
    },
    PracticeOperator {
        name: "Halima",
        role: Role::Checker,
        passphrase: "bahari-upepo-kofia-tisa",
    },
    PracticeOperator {
        name: "Kamau",
        role: Role::Auditor,
        passphrase: "msitu-asali-darubini-sita",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::passphrase;

    #[test]
    fn even_these_would_be_taken() {
        for one in OPERATORS {
            assert!(
                passphrase::check(one.passphrase, &[one.name]).is_ok(),
                "{one:?}"
            );
        }
    }
}
