//! One command table (decision 0005): the shell registers it whole, and the page reaches the host
//! through `ui/src/host` only.

use crate::rules::Breach;
use crate::source::Source;

/// The table's macro.
const TABLE: &str = "for_each_command!(";

/// The shell writes its commands from the table: one pattern, one registration, and no command beside.
#[must_use]
pub fn registered(shell: &[Source]) -> Vec<Breach> {
    let count = |words: &str| {
        shell
            .iter()
            .map(|source| source.code().matches(words).count())
            .sum::<usize>()
    };
    let mut found = Vec::new();
    for (words, why) in [
        (TABLE, "uses the engine's command table"),
        ("#[tauri::command]", "has one pattern for all commands"),
        ("generate_handler![", "registers once"),
        (
            "generate_handler![$($name),*]",
            "registers every command of the table and no other",
        ),
    ] {
        let times = count(words);
        if times != 1 {
            found.push(Breach::of(
                "src-tauri/src",
                format!("`{words}` stands {times} times, where a shell that {why} has it once."),
            ));
        }
    }
    found
}

/// Only `ui/src/host` names the host's packages.
#[must_use]
pub fn calls(source: &Source) -> Vec<Breach> {
    if source.path.starts_with("ui/src/host/") || source.is_test() {
        return Vec::new();
    }
    source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("@tauri-apps/") || line.contains("__TAURI"))
        .map(|(index, _)| {
            Breach::at(
                &source.path,
                index + 1,
                "names the host; go through ui/src/host.",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = "macro_rules! register { ($($name:ident;)*) => { $( #[tauri::command] fn $name() {} )* tauri::generate_handler![$($name),*] }; }\nengine::for_each_command!(register);\n";

    #[test]
    fn a_command_beside_the_table_is_found() {
        assert_eq!(
            registered(&[Source::new("src-tauri/src/commands.rs", SHELL)]),
            []
        );
        let beside = Source::new("src-tauri/src/extra.rs", "#[tauri::command]\nfn extra() {}");
        assert_eq!(registered(&[Source::new("a", SHELL), beside]).len(), 1);
        let by_hand = SHELL.replace("[$($name),*]", "[app_status, overview]");
        assert_eq!(registered(&[Source::new("a", &by_hand)]).len(), 1);
        assert_eq!(registered(&[]).len(), 4);
    }

    #[test]
    fn a_page_that_goes_around_the_host_is_found() {
        let call = "import { invoke } from \"@tauri-apps/api/core\";";
        assert_eq!(calls(&Source::new("ui/src/features/a.ts", call)).len(), 1);
        assert_eq!(calls(&Source::new("ui/src/host/tauri.ts", call)), []);
    }
}
