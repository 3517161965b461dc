//! Hits and steps of stories: how a line, an entry, an import and an operator are told.

use domain::{Eat, MaskedName, PartyId};
use statements::model::{Limits, Source};

use super::masked::Sight;
use super::{masked, show_entry, show_line};
use crate::api::{Evidence, EvidenceField, StoryHit, StoryKind, StoryStep};
use crate::store::entries::EntryRow;
use crate::store::imports::ImportRow;
use crate::store::lines::LineRow;
use crate::store::{Read, StoreError, files};
use crate::words;

/// A line in a list of hits.
pub(super) fn line_hit(of: &LineRow, by: &str, sight: Sight) -> StoryHit {
    let names = show_line::names(of);
    let typed = of
        .typed_account
        .as_deref()
        .map(|typed| sight.text(typed, &names));
    let parts = [
        show_line::party(of, sight),
        typed.unwrap_or_default(),
        of.class.word().replace('_', " "),
    ];
    StoryHit {
        kind: StoryKind::Line,
        id: of.id.get(),
        title: of.receipt.to_string(),
        detail: joined(&parts),
        amount: Some(of.amount.to_string()),
        at: Some(words::minute(of.completed)),
        by: by.to_owned(),
    }
}

/// An entry in a list of hits.
pub(super) fn entry_hit(of: &EntryRow, by: &str, sight: Sight) -> StoryHit {
    let names = show_entry::names(of);
    let parts = [
        sight.name(of.party.as_ref()),
        of.account
            .as_deref()
            .map(|account| sight.text(account, &names))
            .unwrap_or_default(),
        of.state.word().to_owned(),
    ];
    StoryHit {
        kind: StoryKind::Entry,
        id: of.id.get(),
        title: sight.text(&show_entry::name(of), &names),
        detail: joined(&parts),
        amount: Some(of.amount.to_string()),
        at: of.due.or(of.date).map(words::day),
        by: by.to_owned(),
    }
}

/// An import in a list of hits.
pub(super) fn import_hit(of: &ImportRow, by: &str) -> StoryHit {
    let undone = of.undone.as_ref().map_or("", |_| "taken back");
    let parts = [
        of.import.layout.clone(),
        of.import.wallet.clone(),
        undone.to_owned(),
    ];
    StoryHit {
        kind: StoryKind::Import,
        id: of.id.get(),
        title: of.import.file_name.clone(),
        detail: joined(&parts),
        amount: None,
        at: Some(words::minute(of.at)),
        by: by.to_owned(),
    }
}

/// An operator in a list of hits.
pub(super) fn operator_hit(name: &str) -> StoryHit {
    StoryHit {
        kind: StoryKind::Operator,
        id: 0,
        title: name.to_owned(),
        detail: "Everything they did".to_owned(),
        amount: None,
        at: None,
        by: "operator".to_owned(),
    }
}

/// The parts that say something, with dots between.
pub(super) fn joined(parts: &[String]) -> String {
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join(" · ")
}

/// A step with the moment it is ordered by.
pub(super) struct Step {
    at: Eat,
    step: StoryStep,
}

impl Step {
    /// Something that happened.
    pub(super) fn new(at: Eat, what: impl Into<String>, who: &str, detail: String) -> Self {
        Self {
            at,
            step: StoryStep {
                at: words::second(at),
                at_iso: at.to_string(),
                what: what.into(),
                who: who.to_owned(),
                detail,
                seq: None,
                evidence: None,
            },
        }
    }

    /// Another sentence in the place of the one it had.
    pub(super) fn with_detail(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.step.detail);
        self
    }

    /// The event that says so.
    pub(super) fn event(mut self, seq: Option<i64>) -> Self {
        self.step.seq = seq;
        self
    }

    /// What lies beneath it.
    pub(super) fn evidence(mut self, evidence: Option<Evidence>) -> Self {
        self.step.evidence = evidence;
        self
    }
}

/// Steps in order of time; of one moment, by event, then as they were told.
pub(super) fn in_order(mut steps: Vec<Step>) -> Vec<StoryStep> {
    steps.sort_by_key(|step| (step.at, step.step.seq.unwrap_or(0)));
    steps.into_iter().map(|step| step.step).collect()
}

/// A row as it stood in the imported file, masked. A file that can't be read any more gives only its
/// name and hash: the story goes on without.
pub(super) fn file_row(
    read: &Read<'_>,
    import: &ImportRow,
    row: u64,
    names: &[&MaskedName],
) -> Result<Evidence, StoreError> {
    let bytes = files::bytes(read, import.import.file)?;
    let source = Source {
        name: &import.import.file_name,
        bytes: &bytes,
    };
    let found = statements::raw_row(source, &Limits::default(), row)
        .ok()
        .flatten();
    let fields = found.map_or_else(Vec::new, |found| {
        let headers = found
            .headers
            .into_iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        found
            .cells
            .iter()
            .zip(headers)
            .filter(|(cell, header)| header.is_some() || !cell.is_empty())
            .map(|(cell, header)| EvidenceField {
                name: header.unwrap_or_default(),
                value: masked::cell(cell, names),
            })
            .collect()
    });
    Ok(Evidence {
        title: format!("{}, row {row}", import.import.file_name),
        sha256: import.sha256.clone(),
        fields,
    })
}

/// Whether a number or a name of it is hidden somewhere in its story.
pub(super) fn hides(party: Option<&PartyId>, name: Option<&MaskedName>) -> bool {
    matches!(party, Some(PartyId::Phone(_))) || name.is_some_and(|name| !name.is_empty())
}
