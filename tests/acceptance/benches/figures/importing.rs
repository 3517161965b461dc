//! An import committed into the encrypted ledger, with its audit event and its indexes, against a bare
//! prepared insert of the same rows into a table with the same b-tree indexes in the same kind of
//! file. Search index and compression of the kept file are timed apart.

use std::path::Path;
use std::time::Duration;

use engine::vault::LedgerKey;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::figure::Figure;
use crate::ledger_file::{Open, Read, by, import_ledger, import_statement, open, read_sample};
use crate::timing::{grouped, in_turns, median, rate, ratio, timed, words};

const LINES: u32 = 200_000;
const TURNS: usize = 5;

/// A table as it stands in a ledger: how it and its indexes are made, and its rows.
struct Copy {
    schema: Vec<String>,
    insert: String,
    rows: Vec<Vec<Value>>,
}

/// Measures it.
pub fn measure(smaller: u32) -> Vec<Figure> {
    let read = read_sample(LINES / smaller);
    let first = open();
    import_statement(&first, &read);
    let (_, searched) = timed(|| {
        first
            .ledger
            .refresh_search(by())
            .expect("names can be indexed")
    });
    import_ledger(&first, &read);
    let (lines, entries) = (copy(&first, "line"), copy(&first, "entry"));
    drop(first);
    let mut packed = Vec::new();
    let mut figures = vec![
        compare(
            "Import committed, statement lines",
            &read,
            &lines,
            &mut packed,
            import_statement,
        ),
        compare(
            "Import committed, ledger entries",
            &read,
            &entries,
            &mut Vec::new(),
            import_ledger,
        ),
    ];
    let size = format!("{} lines", grouped(lines.rows.len()));
    figures.push(Figure::new(
        "Search index of the names, built after",
        size,
        words(searched),
    ));
    let size = format!("{} MB", read.statement_bytes.len() / 1_000_000);
    figures.push(Figure::new(
        "Statement compressed to be kept",
        size,
        words(median(&mut packed)),
    ));
    figures
}

fn compare(
    what: &str,
    read: &Read,
    copy: &Copy,
    packed: &mut Vec<Duration>,
    import: fn(&Open, &Read) -> crate::ledger_file::Taken,
) -> Figure {
    let mut ours = || {
        let taken = import(&open(), read);
        packed.push(taken.packed);
        taken.committed
    };
    let (ours, bare) = in_turns(TURNS, &mut ours, || bare(copy));
    let times = ratio(ours, bare);
    let rows = copy.rows.len();
    Figure::new(what, format!("{} rows", grouped(rows)), rate(rows, ours))
        .beside(format!("{} (bare insert)", rate(rows, bare)), times)
        .bar("≤ 2 × the time", times <= 2.0)
}

/// Inserts the rows into a new file with nothing but the table and its indexes, and commits.
fn bare(copy: &Copy) -> Duration {
    let folder = tempfile::tempdir().expect("a folder for the bare file");
    let key = LedgerKey::random().expect("random numbers");
    let mut link = connect(&folder.path().join("bare.db"), &key);
    for sql in &copy.schema {
        link.execute_batch(sql)
            .expect("the table can be made again");
    }
    let ((), time) = timed(|| {
        let all = link.transaction().expect("a transaction");
        let mut insert = all.prepare(&copy.insert).expect("the table takes rows");
        for row in &copy.rows {
            insert
                .execute(params_from_iter(row))
                .expect("the row was held before");
        }
        drop(insert);
        all.commit().expect("the disk takes it");
    });
    time
}

/// Set up as the store sets up its writer.
fn connect(path: &Path, key: &LedgerKey) -> Connection {
    let link = Connection::open(path).expect("a new file");
    let secret = key.to_secret();
    let hex = std::str::from_utf8(secret.reveal()).expect("hexadecimal digits");
    let set = |name: &str, value: &str| {
        link.pragma_update(None, name, value)
            .expect("a known setting")
    };
    set("key", &format!("x'{hex}'"));
    set("journal_mode", "WAL");
    set("synchronous", "FULL");
    set("temp_store", "MEMORY");
    set("cache_size", "-131072");
    // The tables that lines and entries point at are not copied.
    set("foreign_keys", "OFF");
    link
}

/// Copies a table's making, its indexes' and its rows out of a ledger.
fn copy(from: &Open, table: &str) -> Copy {
    let link = connect(from.ledger.path(), &from.key);
    let schema = texts(
        &link,
        "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND type IN ('table', 'index') AND sql IS NOT NULL
         ORDER BY type DESC",
        table,
    );
    // Generated columns are not among them.
    let columns = texts(&link, "SELECT name FROM pragma_table_info(?1)", table);
    let marks = vec!["?"; columns.len()].join(", ");
    let insert = format!(
        "INSERT INTO {table} ({}) VALUES ({marks})",
        columns.join(", ")
    );
    let mut query = link
        .prepare(&format!(
            "SELECT {} FROM {table} ORDER BY id",
            columns.join(", ")
        ))
        .expect("the table is there");
    let width = columns.len();
    let rows = query
        .query_map([], |row| (0..width).map(|column| row.get(column)).collect())
        .expect("the rows can be read");
    let rows = rows
        .collect::<Result<_, _>>()
        .expect("every row can be read");
    Copy {
        schema,
        insert,
        rows,
    }
}

fn texts(link: &Connection, sql: &str, of: &str) -> Vec<String> {
    let mut query = link.prepare(sql).expect("a right question");
    let rows = query.query_map([of], |row| row.get(0)).expect("an answer");
    rows.collect::<Result<_, _>>()
        .expect("every row can be read")
}
