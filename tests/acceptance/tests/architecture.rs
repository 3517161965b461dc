//! The house holds: layers, doors, sizes, names, money without floats, and a page that loads nothing.
//!
//! Each rule is a pure function in `acceptance::rules` with a test that shows it can fail; here they
//! are held against the checkout.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use acceptance::checkout::{files, packages};
use acceptance::rules::{
    Breach, Exempt, commands, except, floats, layers, manifests, naming, page, shape,
};
use acceptance::source::Source;

/// Files between 400 and 700 lines, each with the reason it is one idea.
const LONG: &[Exempt] = &[];

/// Files that must speak binary float to a library, with the reason.
const FLOAT_ADAPTERS: &[Exempt] = &[
    Exempt {
        path: "src-tauri/crates/engine/src/practice/sheets.rs",
        reason: "writes the sample's workbook: a cell is the nearest float of an exact text",
    },
    Exempt {
        path: "src-tauri/crates/reports/src/pdf/ink.rs",
        reason: "lengths on paper; the PDF writer knows no other numbers, and amounts are text by then",
    },
    Exempt {
        path: "src-tauri/crates/reports/src/workbook/number.rs",
        reason: "the cell adapter: an XLSX number is a float; whole cents to 2^53 are exact, tested",
    },
    Exempt {
        path: "src-tauri/crates/reports/src/workbook/sheet.rs",
        reason: "hands the cell adapter's number to the writer",
    },
];

/// Files that use a word that says nothing because it is someone else's word.
const NAMES: &[Exempt] = &[Exempt {
    path: "src-tauri/crates/engine/src/vault/name.rs",
    reason: "a keyring calls the program that owns a secret its service",
}];

#[track_caller]
fn hold(breaches: Vec<Breach>) {
    let said: Vec<String> = breaches.iter().map(Breach::to_string).collect();
    assert!(said.is_empty(), "\n{}\n", said.join("\n"));
}

fn rust() -> Vec<Source> {
    let all = [files("src-tauri", &[".rs"]), files("tests", &[".rs"])].concat();
    assert!(all.len() > 30, "the walk found only {} files", all.len());
    all
}

fn page_sources() -> Vec<Source> {
    files("ui/src", &[".ts", ".tsx", ".css", ".html"])
}

#[test]
fn dependencies_point_one_way() {
    let packages = packages().unwrap();
    assert!(packages.len() >= layers::MAY_USE.len());
    hold(layers::directions(&packages));
}

#[test]
fn each_door_to_the_outside_has_one_owner() {
    hold(layers::doors(&packages().unwrap()));
}

#[test]
fn pure_code_reaches_for_nothing() {
    hold(rust().iter().flat_map(layers::reaches).collect());
}

#[test]
fn files_are_small() {
    let all: Vec<Source> = [rust(), page_sources()].concat();
    hold(except(all.iter().filter_map(shape::long).collect(), LONG));
    hold(all.iter().filter_map(shape::too_long).collect());
}

#[test]
fn every_module_says_what_it_owns() {
    hold(rust().iter().filter_map(shape::unannounced).collect());
}

#[test]
fn no_test_is_switched_off() {
    let all: Vec<Source> = [rust(), page_sources()].concat();
    hold(all.iter().flat_map(shape::ignored_tests).collect());
}

#[test]
fn names_are_the_fields() {
    let all: Vec<Source> = [rust(), page_sources()].concat();
    hold(except(
        all.iter().flat_map(naming::empty_names).collect(),
        NAMES,
    ));
}

#[test]
fn money_is_never_a_float() {
    hold(except(
        rust().iter().flat_map(floats::floats).collect(),
        FLOAT_ADAPTERS,
    ));
}

#[test]
fn guards_are_not_switched_off_in_silence() {
    hold(rust().iter().flat_map(floats::silent_allowances).collect());
}

#[test]
fn manifests_share_versions_and_lints() {
    let manifests = [
        files("src-tauri", &["Cargo.toml"]),
        files("tests", &["Cargo.toml"]),
    ]
    .concat();
    assert!(manifests.len() >= layers::MAY_USE.len());
    // Fuzz targets are a workspace of their own: they need another compiler.
    let ours = |manifest: &&Source| !manifest.text.contains("\n[workspace]\n");
    let ours = manifests.iter().filter(ours);
    hold(ours.flat_map(manifests::manifest).collect());
}

#[test]
fn every_dependency_is_explained() {
    let one = |path: &str| {
        files(path, &[""])
            .pop()
            .unwrap_or_else(|| panic!("{path} is missing"))
    };
    let record = one("src-tauri/docs/decisions/0006-dependencies.md");
    let mut names = manifests::workspace_dependencies(&one("Cargo.toml").text);
    assert!(names.len() > 20);
    names.extend(manifests::page_dependencies(&one("ui/package.json").text).unwrap());
    hold(manifests::unexplained(&names, &record));
}

#[test]
fn no_dependency_is_idle() {
    let root = files("Cargo.toml", &[""]).pop().unwrap();
    let offered = manifests::workspace_dependencies(&root.text);
    hold(manifests::unused(&packages().unwrap(), &rust(), &offered));
}

#[test]
fn the_shell_registers_the_engines_table_and_nothing_else() {
    hold(commands::registered(&files("src-tauri/src", &[".rs"])));
}

#[test]
fn the_page_calls_the_host_in_one_place() {
    hold(page_sources().iter().flat_map(commands::calls).collect());
}

#[test]
fn the_page_never_makes_a_number_of_an_amount() {
    hold(
        page_sources()
            .iter()
            .flat_map(page::amounts_as_numbers)
            .collect(),
    );
}

#[test]
fn the_window_loads_nothing_from_elsewhere() {
    let all = [
        page_sources(),
        files("ui/index.html", &[""]),
        files("src-tauri/tauri.conf.json", &[""]),
        files("src-tauri/capabilities", &[".json"]),
    ]
    .concat();
    hold(all.iter().flat_map(page::remote_addresses).collect());
    for config in files("src-tauri/tauri.conf.json", &[""]) {
        hold(page::content_policy(&config).unwrap());
    }
}
