//! A method per command of the table, grouped as the window's sections are.

mod decide;
mod desk;
mod export;
mod import_commit;
mod import_list;
mod import_preview;
mod ledger;
mod line_detail;
mod matching_run;
mod overview;
mod status;

pub(crate) use decide::entry_state;
