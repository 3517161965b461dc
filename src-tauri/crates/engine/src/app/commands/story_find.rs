//! The one box: what a typed text may be about.

use domain::{EntryId, ImportId, LineId, Problem};

use crate::api::{StoryFind, StoryHit, StoryHits};
use crate::app::masked::Sight;
use crate::app::{Acts, story_steps};
use crate::store::story_find::{self, Hit, Kind};
use crate::store::{Read, StoreError, entries, imports, lines};

/// Most hits that are given.
const HITS_MAX: usize = 50;
/// Longest text that is looked for.
const TEXT_CHARS_MAX: usize = 100;

impl Acts<'_> {
    /// Finds lines, entries, imports and operators by receipt, phone, name, reference, amount, file.
    ///
    /// # Errors
    /// `story.text` when the text is too long; when the ledger can't be read.
    pub async fn story_find(&self, request: StoryFind) -> Result<StoryHits, Problem> {
        if request.text.chars().count() > TEXT_CHARS_MAX {
            return Err(Problem::new(
                "story.text",
                format!(
                    "Nothing was searched: the text is longer than {TEXT_CHARS_MAX} characters."
                ),
            )
            .with_field("text")
            .with_remedy("Type a receipt, a phone number, a name, a reference or an amount."));
        }
        self.with_ledger(move |core, ledger| {
            ledger.read(|read| find(read, &request.text, core.sight()))
        })
        .await
    }
}

/// What was found, as hits; [`HITS_MAX`] at most.
pub fn find(read: &Read<'_>, text: &str, sight: Sight) -> Result<StoryHits, StoreError> {
    let limit = u32::try_from(HITS_MAX + 1).unwrap_or(u32::MAX);
    let operators = story_find::operators(read, text)?;
    let mut hits: Vec<StoryHit> = operators
        .iter()
        .map(|name| story_steps::operator_hit(name))
        .collect();
    for hit in story_find::find(read, text, limit)? {
        if hits.len() > HITS_MAX {
            break;
        }
        hits.extend(shown(read, hit, sight)?);
    }
    let more = hits.len() > HITS_MAX;
    hits.truncate(HITS_MAX);
    Ok(StoryHits { hits, more })
}

/// A hit as it is listed; none when the row was taken back since the index saw it.
fn shown(read: &Read<'_>, hit: Hit, sight: Sight) -> Result<Option<StoryHit>, StoreError> {
    let found = match hit.kind {
        Kind::Line => lines::by_id(read, LineId::new(hit.id)).map(|line| {
            line.superseded_by
                .is_none()
                .then(|| story_steps::line_hit(&line, hit.by, sight))
        }),
        Kind::Entry => entries::by_id(read, EntryId::new(hit.id)).map(|entry| {
            entry
                .superseded_by
                .is_none()
                .then(|| story_steps::entry_hit(&entry, hit.by, sight))
        }),
        Kind::Import => imports::by_id(read, ImportId::new(hit.id))
            .map(|import| Some(story_steps::import_hit(&import, hit.by))),
    };
    match found {
        Err(StoreError::Missing(_)) => Ok(None),
        found => found,
    }
}
