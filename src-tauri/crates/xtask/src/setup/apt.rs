//! Debian and Ubuntu: ask dpkg what is there, let apt install what is not.

use std::process::Command;

use super::needs::Need;
use crate::process;
use crate::stop::{Outcome, Stop};

/// Installs the missing ones of the needs; says so first.
pub fn provide(needs: &[Need]) -> Outcome {
    let missing = missing(needs, &installed(needs));
    if missing.is_empty() {
        return Ok(());
    }
    let first_names: Vec<&str> = missing
        .iter()
        .filter_map(|need| need.apt_names().next())
        .collect();
    process::announce(&format!("Set-up: apt installs {}", first_names.join(", ")));
    install(&["update"])?;
    let names: Vec<&str> = missing
        .iter()
        .filter_map(|need| known_name(need, is_known))
        .collect();
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(&names);
    install(&words)?;
    if let Some(absent) = self::missing(needs, &installed(needs)).first() {
        return Err(Stop::new(format!("apt did not install {}.", absent.apt))
            .remedy("Read apt's lines above; then run the same command again."));
    }
    Ok(())
}

/// The needs none of whose names is among the installed packages.
fn missing<'a>(needs: &'a [Need], installed: &[String]) -> Vec<&'a Need> {
    needs
        .iter()
        .filter(|need| {
            !need
                .apt_names()
                .any(|name| installed.iter().any(|have| have == name))
        })
        .collect()
}

/// The first of a need's names that this release knows; the newest name when it knows none, so that
/// apt itself says what is wrong.
fn known_name(need: &Need, is_known: impl Fn(&str) -> bool) -> Option<&'static str> {
    need.apt_names()
        .find(|name| is_known(name))
        .or_else(|| need.apt_names().next())
}

fn installed(needs: &[Need]) -> Vec<String> {
    // dpkg-query fails as a whole when it has never heard of one name, but still lists the others.
    let answer = Command::new("dpkg-query")
        .args(["-W", "-f=${Package}\\t${db:Status-Status}\\n"])
        .args(needs.iter().flat_map(Need::apt_names))
        .output();
    answer.map_or_else(
        |_| Vec::new(),
        |output| installed_in(&String::from_utf8_lossy(&output.stdout)),
    )
}

fn installed_in(listing: &str) -> Vec<String> {
    listing
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, status)| *status == "installed")
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn is_known(name: &str) -> bool {
    process::ask("apt-cache", &["policy", name]).is_some_and(|text| candidate(&text).is_some())
}

/// The version that apt would install, from `apt-cache policy`.
pub fn candidate(policy: &str) -> Option<&str> {
    policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))
        .filter(|version| *version != "(none)")
}

/// Runs apt-get as root, through sudo where we are not root.
pub fn install(words: &[&str]) -> Outcome {
    let root = process::ask("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        Command::new("env")
    } else if process::exists("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return Err(
            Stop::new("Packages are missing, and this is neither root nor is there sudo.")
                .remedy(format!("As root: apt-get {}", words.join(" "))),
        );
    };
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(words);
    println!("{}", process::typed(&command));
    process::run(&mut command).map_err(|_| {
        Stop::new(format!("`apt-get {}` failed.", words.join(" ")))
            .remedy("Read apt's lines above: usually no network, or another apt is running.")
            .remedy("Then run the same command again; what is installed stays installed.")
    })
}

#[cfg(test)]
mod tests {
    use super::super::needs::{BUILD, TEST};
    use super::*;

    #[test]
    fn only_what_is_absent_is_missing() {
        let listing =
            "build-essential\tinstalled\npkgconf\tinstalled\nperl\tconfig-files\nmake\tinstalled\n";
        let have = installed_in(listing);
        let names: Vec<&str> = missing(BUILD, &have).iter().map(|need| need.apt).collect();
        assert_eq!(names, ["libwebkit2gtk-4.1-dev", "libdbus-1-dev", "perl"]);
        assert!(missing(BUILD, &[]).len() == BUILD.len());
    }

    #[test]
    fn an_older_release_gets_its_own_name() {
        let bus = TEST
            .iter()
            .find(|need| need.what == "dbus-run-session")
            .unwrap();
        assert_eq!(known_name(bus, |_| true), Some("dbus-daemon"));
        assert_eq!(known_name(bus, |name| name == "dbus"), Some("dbus"));
        assert_eq!(known_name(bus, |_| false), Some("dbus-daemon"));
    }

    #[test]
    fn reads_what_apt_would_install() {
        let policy = "nodejs:\n  Installed: (none)\n  Candidate: 20.19.2+dfsg-1\n";
        assert_eq!(candidate(policy), Some("20.19.2+dfsg-1"));
        assert_eq!(candidate("x:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate(""), None);
    }
}
