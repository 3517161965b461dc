//! A method per command of the table, grouped as the window's sections are.

mod audit_events;
mod audit_pack;
mod audit_verify;
mod backups;
mod callbacks;
mod decide;
mod desk;
mod environments;
mod export;
mod import_commit;
mod import_list;
mod import_preview;
mod lease;
mod ledger;
mod line_detail;
mod matching_run;
mod overview;
mod people;
mod people_recover;
mod profile_test;
mod profiles;
mod receiver;
mod reveal;
mod session;
mod status;
mod story;
mod story_find;

pub(crate) use decide::entry_state;
pub(crate) use import_preview::path as given_path;
pub(crate) use profiles::{described, subject};
