//! A report's data to PDF, XLSX, CSV and JSON.
//!
//! Owns: how a report looks on paper and in a spreadsheet, and the neutralising of cells that a
//! spreadsheet would run as formulas.
//!
//! Stays out: deciding what a report says (`engine`), reading files (`statements`), the clock: the
//! same data gives the same bytes, and creation dates inside the files are the report's `as_of` day.

pub mod csv_files;
pub mod model;
pub mod neutral;
pub mod pdf;
pub mod summary;
pub mod workbook;

mod labels;
mod tally;
