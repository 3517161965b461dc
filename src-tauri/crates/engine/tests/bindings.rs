//! The page's types are generated from the command table and checked in. This test fails when they
//! are behind; `cargo xtask bindings` (which sets `PATANISHA_WRITE_BINDINGS`) brings them up to date.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use engine::api::*;
use ts_rs::{Config, TS};

const HEADER: &str =
    "// Generated from the engine's command table by `cargo xtask bindings`. Do not edit.\n\n";

macro_rules! command_list {
    ($($(#[doc = $doc:literal])* $name:ident($request:ident) -> $response:ident;)*) => {
        fn commands() -> Vec<(&'static str, String, String, String)> {
            let config = Config::new();
            vec![$((
                stringify!($name),
                [$($doc.trim(),)*].join(" "),
                <$request as TS>::name(&config),
                <$response as TS>::name(&config),
            ),)*]
        }

        fn export_types(config: &Config) {
            $(<$request as TS>::export_all(config).expect("types can be written");
            <$response as TS>::export_all(config).expect("types can be written");)*
            JobProgress::export_all(config).expect("types can be written");
            ProblemDto::export_all(config).expect("types can be written");
        }
    };
}

engine::for_each_command!(command_list);

/// One file with every type, sorted by name, and one with the commands.
fn generate() -> BTreeMap<&'static str, String> {
    let folder = tempfile::tempdir().unwrap();
    export_types(&Config::new().with_out_dir(folder.path()));
    let mut types = BTreeMap::new();
    collect(folder.path(), &mut types);
    let mut all = String::from(HEADER);
    for body in types.values() {
        writeln!(all, "{}\n", body.trim()).unwrap();
    }

    let mut table = String::from(HEADER);
    let mut names: Vec<String> = commands()
        .into_iter()
        .flat_map(|(_, _, request, response)| [request, response])
        .collect();
    names.sort();
    names.dedup();
    writeln!(
        table,
        "import type {{ {} }} from \"./types\";\n",
        names.join(", ")
    )
    .unwrap();
    table.push_str(
        "/** Every command: what it asks for and what it answers. */\nexport type Commands = {\n",
    );
    for (name, doc, request, response) in commands() {
        writeln!(
            table,
            "  /** {doc} */\n  {name}: {{ request: {request}; response: {response} }};"
        )
        .unwrap();
    }
    table.push_str("};\n");
    BTreeMap::from([
        ("types.ts", all.trim_end().to_owned() + "\n"),
        ("commands.ts", table),
    ])
}

fn collect(folder: &Path, types: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, types);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let body: String = text
            .lines()
            .filter(|line| {
                !line.starts_with("import type") && !line.starts_with("// This file was")
            })
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect();
        types.insert(
            path.file_stem().unwrap().to_string_lossy().into_owned(),
            body,
        );
    }
}

#[test]
fn the_checked_in_bindings_are_current() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings");
    let write = std::env::var_os("PATANISHA_WRITE_BINDINGS").is_some();
    for (name, wanted) in generate() {
        let path = folder.join(name);
        if write {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == wanted,
            "{name} is behind the command table: run `cargo xtask bindings`"
        );
    }
}
