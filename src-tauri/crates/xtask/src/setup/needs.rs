//! What the project needs from the system, and what each system calls it.

use super::system::System;
use crate::process;

/// One thing that must be there.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// In words.
    pub what: &'static str,
    /// How to see whether it is there, where no package list can be asked.
    pub probe: Probe,
    /// Debian's package; after a bar, what older releases call it.
    pub apt: &'static str,
    /// Fedora's package.
    pub fedora: &'static str,
    /// Arch's package.
    pub arch: &'static str,
    /// macOS and Windows, where it is needed there at all.
    pub mac: Option<&'static str>,
    /// As `mac`.
    pub windows: Option<&'static str>,
}

/// How to see whether a need is met.
#[derive(Debug, Clone, Copy)]
pub enum Probe {
    /// One of these programs is on the path.
    Program(&'static [&'static str]),
    /// pkg-config knows this library.
    Library(&'static str),
    /// A comfort that is not worth stopping for.
    Never,
}

const NOWHERE_ELSE: Need = Need {
    what: "",
    probe: Probe::Never,
    apt: "",
    fedora: "",
    arch: "",
    mac: None,
    windows: None,
};

/// To compile: the window's web view, the keyring's bus, and what SQLCipher's OpenSSL is built with.
pub const BUILD: &[Need] = &[
    Need {
        what: "a C compiler",
        probe: Probe::Program(&["cc", "cl", "gcc", "clang"]),
        apt: "build-essential",
        fedora: "gcc",
        arch: "base-devel",
        mac: Some("the command line tools (xcode-select --install)"),
        // Rust linked this program, so the Visual Studio build tools are there.
        windows: None,
    },
    Need {
        what: "pkg-config",
        probe: Probe::Program(&["pkg-config", "pkgconf"]),
        apt: "pkg-config|pkgconf",
        fedora: "pkgconf-pkg-config",
        arch: "pkgconf",
        ..NOWHERE_ELSE
    },
    Need {
        what: "WebKitGTK 4.1 with its headers",
        probe: Probe::Library("webkit2gtk-4.1"),
        apt: "libwebkit2gtk-4.1-dev",
        fedora: "webkit2gtk4.1-devel",
        arch: "webkit2gtk-4.1",
        ..NOWHERE_ELSE
    },
    Need {
        what: "D-Bus with its headers",
        probe: Probe::Library("dbus-1"),
        apt: "libdbus-1-dev",
        fedora: "dbus-devel",
        arch: "dbus",
        ..NOWHERE_ELSE
    },
    Need {
        what: "Perl",
        probe: Probe::Program(&["perl"]),
        apt: "perl",
        fedora: "perl",
        arch: "perl",
        mac: Some("perl"),
        windows: Some("Strawberry Perl"),
    },
    Need {
        what: "make",
        probe: Probe::Program(&["make"]),
        apt: "make",
        fedora: "make",
        arch: "make",
        mac: Some("the command line tools (xcode-select --install)"),
        windows: None,
    },
];

const BUS: Need = Need {
    what: "dbus-run-session",
    probe: Probe::Program(&["dbus-run-session"]),
    apt: "dbus-daemon|dbus",
    fedora: "dbus-daemon",
    arch: "dbus",
    ..NOWHERE_ELSE
};

const SECRET_SERVICE: Need = Need {
    what: "GNOME keyring",
    probe: Probe::Program(&["gnome-keyring-daemon"]),
    apt: "gnome-keyring",
    fedora: "gnome-keyring",
    arch: "gnome-keyring",
    ..NOWHERE_ELSE
};

/// For a keyring of the practice environment's own.
pub const KEYRING: &[Need] = &[BUS, SECRET_SERVICE];

/// For the tests: a virtual display, a driver for the window, a keyring, a database server, and eyes for PDF
/// and pictures.
pub const TEST: &[Need] = &[
    Need {
        what: "a virtual display (Xvfb)",
        probe: Probe::Program(&["Xvfb"]),
        apt: "xvfb",
        fedora: "xorg-x11-server-Xvfb",
        arch: "xorg-server-xvfb",
        ..NOWHERE_ELSE
    },
    Need {
        what: "xauth",
        probe: Probe::Program(&["xauth"]),
        apt: "xauth",
        fedora: "xorg-x11-xauth",
        arch: "xorg-xauth",
        ..NOWHERE_ELSE
    },
    Need {
        what: "WebKitWebDriver",
        probe: Probe::Program(&["WebKitWebDriver"]),
        apt: "webkit2gtk-driver",
        fedora: "'*/bin/WebKitWebDriver'",
        arch: "webkit2gtk-4.1",
        ..NOWHERE_ELSE
    },
    BUS,
    SECRET_SERVICE,
    // The tests run servers of their own with its programs; the one that Debian starts is left alone.
    Need {
        what: "the PostgreSQL server",
        probe: Probe::Program(&["initdb"]),
        apt: "postgresql",
        fedora: "postgresql-server",
        arch: "postgresql",
        mac: Some("postgresql@17"),
        windows: None,
    },
    Need {
        what: "poppler's tools (pdftotext)",
        probe: Probe::Program(&["pdftotext"]),
        apt: "poppler-utils",
        fedora: "poppler-utils",
        arch: "poppler",
        mac: Some("poppler"),
        windows: None,
    },
    Need {
        what: "ImageMagick",
        probe: Probe::Program(&["convert", "magick"]),
        apt: "imagemagick",
        fedora: "ImageMagick",
        arch: "imagemagick",
        ..NOWHERE_ELSE
    },
    Need {
        what: "the DejaVu fonts",
        apt: "fonts-dejavu-core",
        fedora: "dejavu-sans-fonts",
        arch: "ttf-dejavu",
        ..NOWHERE_ELSE
    },
    Need {
        what: "the Inter font",
        apt: "fonts-inter",
        fedora: "rsms-inter-fonts",
        arch: "inter-font",
        ..NOWHERE_ELSE
    },
];

/// For the figures: what posts callbacks as fast as they are answered.
pub const BENCH: &[Need] = &[Need {
    what: "wrk",
    probe: Probe::Program(&["wrk"]),
    apt: "wrk",
    fedora: "wrk",
    arch: "wrk",
    mac: Some("wrk"),
    windows: None,
}];

impl Need {
    /// What that system calls it; `None` where it is not needed or has no name we know.
    pub fn package(&self, system: System) -> Option<&'static str> {
        match system {
            System::Debian => self.apt_names().next(),
            System::Fedora => Some(self.fedora),
            System::Arch => Some(self.arch),
            System::Mac => self.mac,
            System::Windows => self.windows,
            System::Other => Some(self.what),
        }
    }

    /// Debian's names for it, newest release first.
    pub fn apt_names(&self) -> impl Iterator<Item = &'static str> {
        self.apt.split('|')
    }

    /// Whether that system needs it.
    pub fn applies(&self, system: System) -> bool {
        self.package(system).is_some()
    }

    /// Whether it is there, as far as a look can tell.
    pub fn is_met(&self) -> bool {
        match self.probe {
            Probe::Program(names) => names.iter().any(|name| process::exists(name)),
            Probe::Library(name) => process::ask("pkg-config", &["--exists", name]).is_some(),
            Probe::Never => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_a_name_on_every_linux() {
        for need in BUILD.iter().chain(TEST).chain(KEYRING).chain(BENCH) {
            for system in [System::Debian, System::Fedora, System::Arch, System::Other] {
                assert!(
                    need.package(system).is_some_and(|name| !name.is_empty()),
                    "{} on {system:?}",
                    need.what
                );
            }
        }
    }

    #[test]
    fn the_window_driver_is_not_asked_for_where_it_does_not_exist() {
        let driver = TEST
            .iter()
            .find(|need| need.what == "WebKitWebDriver")
            .unwrap();
        assert!(!driver.applies(System::Mac) && !driver.applies(System::Windows));
    }
}
