//! Files that can't be read at all, each with a message of its own: what happened, why, what to do.

use domain::{Place, Problem};

use crate::model::{Limits, Source};

/// The containers that can be read, as messages name them.
const ACCEPTED: &str = "CSV (text) or XLSX (Excel workbook)";

fn refuse(source: Source<'_>, code: &'static str, why: impl AsRef<str>) -> Problem {
    Problem::new(code, format!("Nothing was imported. {}", why.as_ref()))
        .with_place(Place::file(source.name))
}

/// The user cancelled.
pub(crate) fn cancelled(source: Source<'_>) -> Problem {
    refuse(source, "import.cancelled", "Reading was cancelled.").with_retry(domain::Retry::Now)
}

/// No bytes.
pub(crate) fn empty(source: Source<'_>) -> Problem {
    refuse(source, "import.empty", "The file is empty.")
        .with_remedy("Export the statement again; the download may have broken off.")
}

/// Past [`Limits::file_bytes_max`].
pub(crate) fn too_large(source: Source<'_>, limits: &Limits) -> Problem {
    let why = format!(
        "The file has {} bytes; at most {} are read.",
        source.bytes.len(),
        limits.file_bytes_max
    );
    refuse(source, "import.too_large", why)
        .with_remedy("Export shorter periods, each into a file of its own.")
}

/// Past [`Limits::unpacked_bytes_max`]: a zip bomb, or a workbook past all use.
pub(crate) fn unpacks_too_large(source: Source<'_>, limits: &Limits) -> Problem {
    let why = format!(
        "The workbook would unpack to more than {} bytes, as files made to exhaust a computer do. \
         It was not unpacked.",
        limits.unpacked_bytes_max
    );
    refuse(source, "import.unpacks_too_large", why)
        .with_remedy("Export the statement again from the portal, for a shorter period.")
}

/// Past [`Limits::rows_max`].
pub(crate) fn too_many_rows(source: Source<'_>, limits: &Limits) -> Problem {
    let why = format!("The file has more than {} rows.", limits.rows_max);
    refuse(source, "import.too_many_rows", why)
        .with_remedy("Export shorter periods, each into a file of its own.")
}

/// Past [`Limits::columns_max`].
pub(crate) fn too_many_columns(
    source: Source<'_>,
    row: u64,
    columns: usize,
    limits: &Limits,
) -> Problem {
    let why = format!(
        "Row {row} has {columns} columns; at most {} are read.",
        limits.columns_max
    );
    refuse(source, "import.too_many_columns", why)
        .with_place(place(source, row, None))
        .with_remedy("Delete the columns that do not belong to the statement.")
}

/// Past [`Limits::cell_chars_max`].
pub(crate) fn cell_too_long(
    source: Source<'_>,
    row: u64,
    column: usize,
    limits: &Limits,
) -> Problem {
    let why = format!(
        "Column {column} of row {row} holds more than {} characters. Often a quotation mark that is \
         never closed has swallowed the rows after it.",
        limits.cell_chars_max
    );
    refuse(source, "import.cell_too_long", why)
        .with_place(place(source, row, Some(format!("{column}"))))
        .with_remedy("Look at that row in a text editor and remove the stray quotation mark.")
}

/// Quotation marks that never end, all over the file.
pub(crate) fn quotes(source: Source<'_>, row: u64) -> Problem {
    let why = "Too many rows have a quotation mark that is never closed, so that the rows can't be \
               told apart.";
    refuse(source, "import.quotes", why)
        .with_place(place(source, row, None))
        .with_remedy("Export the statement again, or remove the stray quotation marks.")
}

/// NUL bytes in what should be text.
pub(crate) fn not_text(source: Source<'_>) -> Problem {
    let why = format!(
        "The file is neither text nor a workbook: it holds NUL bytes. Accepted are {ACCEPTED}."
    );
    refuse(source, "import.not_text", why)
        .with_remedy("Export the statement again; the download may be damaged.")
}

/// A legacy workbook.
pub(crate) fn old_excel(source: Source<'_>) -> Problem {
    let why =
        "This is an Excel 97–2003 workbook (.xls inside), which this version does not read yet.";
    refuse(source, "import.old_excel", why)
        .with_remedy("Open it in Excel or LibreOffice and save it as .xlsx, then import that file.")
}

/// A workbook that is encrypted as a whole.
pub(crate) fn password(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.password",
        "The workbook is protected by a password, so nothing in it can be read.",
    )
    .with_remedy("Open it with its password, save it without one, then import that file.")
}

/// OLE2, but no workbook.
pub(crate) fn old_office(source: Source<'_>) -> Problem {
    let why =
        format!("This is an old Office file without a workbook in it. Accepted are {ACCEPTED}.");
    refuse(source, "import.old_office", why).with_remedy("Export the statement as CSV or XLSX.")
}

/// A workbook with macros.
pub(crate) fn macros(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.macros",
        "The workbook carries macros. No statement from the portal does. Nothing in it was run.",
    )
    .with_remedy("If you trust it, save it as .xlsx (without macros) and import that file.")
}

/// A binary workbook.
pub(crate) fn binary_workbook(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.binary_workbook",
        "This is a binary workbook (.xlsb), which is not read.",
    )
    .with_remedy("Open it in Excel and save it as .xlsx.")
}

/// OpenDocument, Numbers, or another package.
pub(crate) fn other_package(source: Source<'_>, what: &str) -> Problem {
    let why = format!("This is {what}. Accepted are {ACCEPTED}.");
    refuse(source, "import.other_package", why)
        .with_remedy("Open it in the program that made it and export it as .xlsx or .csv.")
}

/// A zip of statement files.
pub(crate) fn zip_of_files(source: Source<'_>, files: usize) -> Problem {
    let why = format!("This is a zip holding {files} file(s), not a statement itself.");
    refuse(source, "import.zip", why)
        .with_remedy("Unpack it, then import the files in it, all at once if you like.")
}

/// A zip that breaks off or does not hold together.
pub(crate) fn damaged(source: Source<'_>, detail: &str) -> Problem {
    let why = format!("The workbook breaks off or is damaged ({detail}).");
    refuse(source, "import.damaged", why)
        .with_remedy("Download or copy it again; if it opens in Excel, save it anew as .xlsx.")
}

/// PDF.
pub(crate) fn pdf(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.pdf",
        "This is a PDF, which is not read yet.",
    )
    .with_remedy("Export the same statement from the portal as CSV or XLSX.")
}

/// A web page, often an error page saved as `.xls`.
pub(crate) fn html(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.html",
        "This is a web page, whatever its name says; perhaps the portal's sign-in page.",
    )
    .with_remedy("Sign in to the portal and export the statement again as CSV or XLSX.")
    .with_remedy("If it shows a table in Excel, save it there as .xlsx.")
}

/// XML spreadsheet or other XML.
pub(crate) fn xml(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.xml",
        "This is an XML file, which is not read yet.",
    )
    .with_remedy("If it opens in Excel, save it there as .xlsx, then import that file.")
}

/// API rows.
pub(crate) fn json(source: Source<'_>) -> Problem {
    refuse(
        source,
        "import.json",
        "This is a JSON file, which is not read yet.",
    )
    .with_remedy("Export the statement from the portal as CSV or XLSX.")
}

/// No row names columns that are known. `headers` are those of the likeliest row.
pub(crate) fn no_header(
    source: Source<'_>,
    code: &'static str,
    row: Option<u64>,
    headers: &[String],
    wanted: &str,
) -> Problem {
    let seen: Vec<_> = headers
        .iter()
        .map(|header| domain::account::collapse(header))
        .filter(|header| !header.is_empty())
        .take(40)
        .map(|header| format!("“{}”", header.chars().take(40).collect::<String>()))
        .collect();
    let seen = if seen.is_empty() {
        "There is no row of headers at all.".to_owned()
    } else {
        format!("The headers seen are {}.", seen.join(", "))
    };
    let mut problem = refuse(source, code, format!("{wanted} {seen}"))
        .with_remedy(
            "Give the columns the names that M-Pesa's own export has, and import it again.",
        )
        .with_remedy("Or export the file anew and import it without changing it.");
    problem.place = Some(Place {
        row,
        ..Place::file(source.name)
    });
    problem
}

/// A row in a file.
pub(crate) fn place(source: Source<'_>, row: u64, column: Option<String>) -> Place {
    Place {
        file: source.name.into(),
        row: Some(row),
        column,
    }
}
