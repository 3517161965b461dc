//! Which kind of system this is, as far as package names differ.

/// A family of systems that share package names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu and what is made from them.
    Debian,
    /// Fedora, Red Hat and what is made from them.
    Fedora,
    /// Arch and what is made from it.
    Arch,
    /// macOS.
    Mac,
    /// Windows.
    Windows,
    /// Another one; only the needs can be named.
    Other,
}

impl System {
    /// This computer's.
    pub fn here() -> Self {
        match std::env::consts::OS {
            "macos" => Self::Mac,
            "windows" => Self::Windows,
            "linux" => std::fs::read_to_string("/etc/os-release")
                .map_or(Self::Other, |text| Self::from_os_release(&text)),
            _ => Self::Other,
        }
    }

    /// Reads `/etc/os-release`: the system's own name first, then what it says it is like.
    pub fn from_os_release(text: &str) -> Self {
        let field = |name: &str| {
            text.lines()
                .filter_map(|line| line.trim().split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.trim_matches(['"', '\'']).to_ascii_lowercase())
                .unwrap_or_default()
        };
        let names = format!("{} {}", field("ID"), field("ID_LIKE"));
        names
            .split_whitespace()
            .find_map(|name| match name {
                "debian" | "ubuntu" => Some(Self::Debian),
                "fedora" | "rhel" | "centos" => Some(Self::Fedora),
                "arch" => Some(Self::Arch),
                _ => None,
            })
            .unwrap_or(Self::Other)
    }

    /// How its packages are installed, for a person to type.
    pub fn install_words(self) -> &'static str {
        match self {
            Self::Debian => "Install with: sudo apt-get install",
            Self::Fedora => "Install with: sudo dnf install",
            Self::Arch => "Install with: sudo pacman -S --needed",
            Self::Mac => "Install with Homebrew or from the vendor:",
            Self::Windows => "Install with winget or from the vendor:",
            Self::Other => "Install what your system calls:",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_families_by_their_release_file() {
        for (text, system) in [
            ("ID=debian\nVERSION_ID=\"12\"", System::Debian),
            ("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian", System::Debian),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", System::Debian),
            ("ID=fedora", System::Fedora),
            (
                "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"",
                System::Fedora,
            ),
            ("ID=manjaro\nID_LIKE=arch", System::Arch),
            ("ID='alpine'", System::Other),
            ("VARIANT_ID=debian", System::Other),
            ("", System::Other),
        ] {
            assert_eq!(System::from_os_release(text), system, "{text:?}");
        }
    }
}
