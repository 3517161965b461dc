//! `patanisha reconcile` as a script would call it: contracted files, exit status, nothing lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;

use common::{Run, f1_statement, ledger, patanisha, write};

const OUTPUTS: [(&str, &str); 4] = [
    (
        "matches.csv",
        "match_id,receipt,line_kind,reference,amount,state,confidence,margin,rule,explanation",
    ),
    (
        "lines.csv",
        "receipt,line_kind,completed_at,paid_in,withdrawn,bucket,class,allocated,open",
    ),
    (
        "entries.csv",
        "reference,account,direction,amount,allocated,open,state",
    ),
    (
        "exceptions.csv",
        "id,kind,receipt,reference,amount,age_days,detail",
    ),
];

#[test]
fn the_sample_business_reconciles_to_zero_and_twice_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let made = patanisha(&["sample", "--out", &path(&folder, "sample")]);
    assert_eq!(made.status, 0, "{}", made.err);
    let statement = path(&folder, "sample/statement.csv");
    let ledger = path(&folder, "sample/ledger.csv");
    let run = |out: &str| {
        patanisha(&[
            "reconcile",
            "--statement",
            &statement,
            "--ledger",
            &ledger,
            "--out",
            out,
        ])
    };
    let (one, two) = (path(&folder, "one"), path(&folder, "two"));
    let first = run(&one);
    assert_eq!((first.status, &*first.err), (0, ""), "quiet in a pipe");
    assert!(first.out.contains("Residual"), "{}", first.out);
    assert_eq!(run(&two).status, 0);

    for (name, header) in OUTPUTS {
        let text = std::fs::read_to_string(format!("{one}/{name}")).unwrap();
        assert_eq!(text.lines().next(), Some(header), "{name}");
        assert!(text.lines().count() > 1, "{name} has rows");
        assert_eq!(
            text,
            std::fs::read_to_string(format!("{two}/{name}")).unwrap(),
            "{name}"
        );
    }
    for name in ["reconciliation.xlsx", "reconciliation.pdf"] {
        assert!(
            std::fs::metadata(format!("{one}/{name}")).unwrap().len() > 5_000,
            "{name}"
        );
    }
    let (one, two) = (summary(&one), summary(&two));
    assert_eq!(one["bridge"]["residual"], "0.00");
    assert_eq!(without_times(one), without_times(two));
}

#[test]
fn every_row_of_the_files_is_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    let statement = f1_statement(&[
        "UB3K0001AA|1500.0||2500.0|INV-1",
        "UB3L0002BB|12x||4000.0|INV-2",
    ]);
    let (run, out) = reconcile(&folder, &statement, &ledger(&["INV-1,receivable,1500"]));
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = std::fs::read_to_string(format!("{out}/lines.csv")).unwrap();
    assert_eq!(lines.lines().count(), 3, "one header, two rows:\n{lines}");
    assert!(
        lines.contains(
            "UB3K0001AA,principal,2026-02-03T08:01:12+03:00,1500.00,,new,matched,1500.00,0.00"
        ),
        "{lines}"
    );
    assert!(lines.contains("UB3L0002BB,,,,,refused,,,"), "{lines}");
    let matches = std::fs::read_to_string(format!("{out}/matches.csv")).unwrap();
    assert!(
        matches.contains("M000001,UB3K0001AA,principal,INV-1,1500.00,auto,"),
        "{matches}"
    );
}

#[test]
fn the_same_file_twice_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let statement = f1_statement(&["UB3K0001AA|1500.0||2500.0|INV-1"]);
    let one = write(&folder, "one.csv", statement.as_bytes());
    let two = write(&folder, "two.csv", statement.as_bytes());
    let ledger = write(
        &folder,
        "ledger.csv",
        ledger(&["INV-1,receivable,1500"]).as_bytes(),
    );
    let out = path(&folder, "out");
    let run = patanisha(&[
        "reconcile",
        "--statement",
        &one,
        &two,
        "--ledger",
        &ledger,
        "--out",
        &out,
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = std::fs::read_to_string(format!("{out}/lines.csv")).unwrap();
    let buckets: Vec<&str> = lines
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(5).unwrap())
        .collect();
    assert_eq!(buckets, ["new", "known"]);
    assert_eq!(summary(&out)["bridge"]["residual"], "0.00");
}

#[test]
fn json_is_one_object_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let run = patanisha(&[
        "--json",
        "reconcile",
        "--statement",
        "gone.csv",
        "--ledger",
        "gone.csv",
        "--out",
        &path(&folder, "out"),
    ]);
    assert_eq!(run.status, 3);
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["problem"]["code"], "file.not_found");
    assert!(!told["problem"]["remedies"].as_array().unwrap().is_empty());

    let statement = f1_statement(&["UB3K0001AA|1500.0||2500.0|INV-1"]);
    let statement = write(&folder, "s.csv", statement.as_bytes());
    let ledger = write(
        &folder,
        "l.csv",
        ledger(&["INV-1,receivable,1500"]).as_bytes(),
    );
    let run = patanisha(&[
        "--json",
        "reconcile",
        "--statement",
        &statement,
        "--ledger",
        &ledger,
        "--out",
        &path(&folder, "out"),
    ]);
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["summary"]["bridge"]["residual"], "0.00");
}

#[test]
fn usage_is_status_two() {
    assert_eq!(patanisha(&["reconcile"]).status, 2);
    assert_eq!(patanisha(&["dance"]).status, 2);
}

#[test]
fn bad_input_is_refused_with_its_name_and_a_remedy() {
    let good = f1_statement(&["UB3K0001AA|1500.0||2500.0|INV-1"]);
    let ledger = ledger(&["INV-1,receivable,1500"]);
    let other_code = good.replace("600111", "600222");
    let cases: [(&str, &[u8], &[u8], &str); 6] = [
        ("empty", b"", ledger.as_bytes(), "empty"),
        (
            "a picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            ledger.as_bytes(),
            "s.csv",
        ),
        ("a page", b"%PDF-1.7\n", ledger.as_bytes(), "PDF"),
        (
            "other columns",
            b"Name,Colour\nAmani,green\n",
            ledger.as_bytes(),
            "Colour",
        ),
        (
            "a ledger without amounts",
            good.as_bytes(),
            b"reference,direction\nINV-1,receivable\n",
            "amount",
        ),
        ("an empty ledger", good.as_bytes(), b"", "empty"),
    ];
    for (what, statement, ledger, told) in cases {
        let folder = tempfile::tempdir().unwrap();
        let statement = write(&folder, "s.csv", statement);
        let ledger = write(&folder, "l.csv", ledger);
        let out = path(&folder, "out");
        let run = patanisha(&[
            "reconcile",
            "--statement",
            &statement,
            "--ledger",
            &ledger,
            "--out",
            &out,
        ]);
        assert_eq!(run.status, 3, "{what}: {}", run.err);
        assert!(run.err.contains(told), "{what}: {}", run.err);
        assert!(run.err.contains('→'), "{what} has a remedy: {}", run.err);
        assert!(
            run.err.contains(".csv"),
            "{what} names the file: {}",
            run.err
        );
    }

    let folder = tempfile::tempdir().unwrap();
    let one = write(&folder, "one.csv", good.as_bytes());
    let two = write(&folder, "two.csv", other_code.as_bytes());
    let ledger = write(&folder, "l.csv", ledger.as_bytes());
    let out = path(&folder, "out");
    let run = patanisha(&[
        "reconcile",
        "--statement",
        &one,
        &two,
        "--ledger",
        &ledger,
        "--out",
        &out,
    ]);
    assert_eq!(run.status, 3);
    assert!(
        run.err.contains("600111") && run.err.contains("600222"),
        "{}",
        run.err
    );
}

#[test]
fn a_folder_that_is_a_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let statement = f1_statement(&["UB3K0001AA|1500.0||2500.0|INV-1"]);
    let statement = write(&folder, "s.csv", statement.as_bytes());
    let ledger = write(
        &folder,
        "l.csv",
        ledger(&["INV-1,receivable,1500"]).as_bytes(),
    );
    let out = format!("{statement}/out");
    let run = patanisha(&[
        "reconcile",
        "--statement",
        &statement,
        "--ledger",
        &ledger,
        "--out",
        &out,
    ]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("Nothing was written"), "{}", run.err);
}

#[test]
fn a_full_disk_leaves_no_half_file() {
    // /dev/full takes no byte; as a folder it is a file, so the disk is filled by a file size limit.
    let folder = tempfile::tempdir().unwrap();
    let statement = f1_statement(&["UB3K0001AA|1500.0||2500.0|INV-1"]);
    let statement = write(&folder, "s.csv", statement.as_bytes());
    let ledger = write(
        &folder,
        "l.csv",
        ledger(&["INV-1,receivable,1500"]).as_bytes(),
    );
    let out = path(&folder, "out");
    let line = format!(
        "trap '' XFSZ; ulimit -f 1; exec {} reconcile --statement {statement} --ledger {ledger} --out {out}",
        env!("CARGO_BIN_EXE_patanisha")
    );
    let run = Run::of(std::process::Command::new("bash").args(["-c", &line]));
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(
        run.err.contains("The reconciliation is safe"),
        "{}",
        run.err
    );
    let left: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

fn reconcile(folder: &tempfile::TempDir, statement: &str, ledger: &str) -> (Run, String) {
    let statement = write(folder, "s.csv", statement.as_bytes());
    let ledger = write(folder, "l.csv", ledger.as_bytes());
    let out = path(folder, "out");
    let run = patanisha(&[
        "reconcile",
        "--statement",
        &statement,
        "--ledger",
        &ledger,
        "--out",
        &out,
    ]);
    (run, out)
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

fn summary(out: &str) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{out}/summary.json")).unwrap()).unwrap()
}

fn without_times(mut of: serde_json::Value) -> serde_json::Value {
    of.as_object_mut()
        .unwrap()
        .retain(|key, _| !key.contains("milliseconds") && key != "phases");
    of
}
