//! The whole story of a line, an entry, an import or an operator, oldest first.

use std::collections::BTreeSet;

use domain::{EntryId, ImportId, LineId, MaskedName, Problem};

use super::decide;
use crate::api::{Evidence, Story, StoryKind, StoryRef};
use crate::app::masked::Sight;
use crate::app::story_steps::{
    Step, entry_hit, file_row, hides, import_hit, in_order, joined, line_hit,
};
use crate::app::{Acts, show_entry, show_event, show_line};
use crate::audit::Event;
use crate::store::audit_page::{self, PAGE_EVENTS_MAX, Wanted};
use crate::store::decisions::{DecisionRow, Kind};
use crate::store::matches::{MatchRow, Standing};
use crate::store::story::PastMatch;
use crate::store::{Read, StoreError, decisions, entries, imports, lines, story};
use crate::words;

/// Revelations of one row that its story tells.
const REVEALED_MAX: u32 = 50;

impl Acts<'_> {
    /// Tells a story whole.
    ///
    /// # Errors
    /// When the thing is not there any more.
    pub async fn story(&self, request: StoryRef) -> Result<Story, Problem> {
        self.with_ledger(move |core, ledger| ledger.read(|read| tell(read, request, core.sight())))
            .await
    }
}

/// A story whole.
pub fn tell(read: &Read<'_>, of: StoryRef, sight: Sight) -> Result<Story, StoreError> {
    match of.kind {
        StoryKind::Line => of_line(read, of, sight),
        StoryKind::Entry => of_entry(read, of, sight),
        StoryKind::Import => of_import(read, of),
        StoryKind::Operator => of_operator(read, of),
    }
}

fn of_line(read: &Read<'_>, of: StoryRef, sight: Sight) -> Result<Story, StoreError> {
    let line = lines::by_id(read, LineId::new(of.id))?;
    let import = imports::by_id(read, line.import)?;
    let names: Vec<_> = line.party_name.iter().collect();
    let evidence = file_row(read, &import, line.row, &names)?;
    let way = if line.amount.is_negative() {
        "Paid out"
    } else {
        "Paid in"
    };
    let balance = line
        .balance
        .map_or_else(String::new, |balance| format!("balance {balance}"));
    let said = joined(&[
        line.amount.to_string(),
        show_line::details(&line, sight),
        balance,
    ]);
    let mut steps = vec![
        Step::new(line.completed, way, "M-Pesa", said),
        imported(read, &import, line.row, Some(evidence))?,
    ];
    let past = story::matches_of_line(read, line.id)?;
    add_matches(read, &past, sight, &mut steps)?;
    add_decisions(read, decisions::of_line(read, line.id)?, sight, &mut steps)?;
    add_revealed(read, &format!("line {}", line.id), &mut steps)?;
    if let Some((at, by)) = story::line_superseded(read, line.id)?.zip(line.superseded_by) {
        let told = format!("Line {by} of a statement took its place.");
        steps.push(Step::new(at, "Superseded", "", told));
    }
    let mut related = Vec::new();
    let same = lines::by_receipt(read, &line.receipt)?;
    let linked = match &line.linked {
        Some(receipt) => lines::by_receipt(read, receipt)?,
        None => Vec::new(),
    };
    let others: BTreeSet<LineId> = same.iter().chain(&linked).map(|other| other.id).collect();
    for other in others.into_iter().chain(line.related) {
        if other != line.id
            && related
                .iter()
                .all(|hit: &crate::api::StoryHit| hit.id != other.get())
        {
            related.push(line_hit(
                &lines::by_id(read, other)?,
                "same transaction",
                sight,
            ));
        }
    }
    for entry in ids(&past, |part| part.entry) {
        related.push(entry_hit(&entries::by_id(read, entry)?, "match", sight));
    }
    Ok(Story {
        of,
        title: line.receipt.to_string(),
        subtitle: joined(&[show_line::party(&line, sight), line.amount.to_string()]),
        steps: in_order(steps),
        related,
        masked: hides(line.party.as_ref(), line.party_name.as_ref()),
    })
}

fn of_entry(read: &Read<'_>, of: StoryRef, sight: Sight) -> Result<Story, StoreError> {
    let entry = entries::by_id(read, EntryId::new(of.id))?;
    let import = imports::by_id(read, entry.import)?;
    let names: Vec<_> = entry.party.iter().collect();
    let evidence = file_row(read, &import, entry.row, &names)?;
    let mut steps = vec![imported(read, &import, entry.row, Some(evidence))?];
    let mut past = story::matches_of_entry(read, entry.id)?;
    past.retain(|of| !of.row.content.parts.is_empty());
    add_matches(read, &past, sight, &mut steps)?;
    add_decisions(
        read,
        decisions::of_entry(read, entry.id)?,
        sight,
        &mut steps,
    )?;
    add_revealed(read, &format!("entry {}", entry.id), &mut steps)?;
    for older in story::entries_before(read, entry.id)? {
        let older = entries::by_id(read, older)?;
        let import = imports::by_id(read, older.import)?;
        let figures = format!("{} of {} open then.", older.open, older.amount);
        let step = imported(read, &import, older.row, None)?;
        steps.push(step.with_detail(&figures));
    }
    if let Some((at, by)) = story::entry_superseded(read, entry.id)?.zip(entry.superseded_by) {
        let told = format!("Entry {by} took its place with newer figures.");
        steps.push(Step::new(at, "Superseded", "", told));
    }
    let mut related = Vec::new();
    for line in ids(&past, |part| part.line) {
        related.push(line_hit(&lines::by_id(read, line)?, "match", sight));
    }
    let party = sight.name(entry.party.as_ref());
    let phone = entry.phone.map(domain::PartyId::Phone);
    Ok(Story {
        of,
        title: sight.text(&show_entry::name(&entry), &names),
        subtitle: joined(&[party, entry.amount.to_string()]),
        steps: in_order(steps),
        related,
        masked: hides(phone.as_ref(), entry.party.as_ref()),
    })
}

fn of_import(read: &Read<'_>, of: StoryRef) -> Result<Story, StoreError> {
    let import = imports::by_id(read, ImportId::new(of.id))?;
    let counts = &import.import.counts;
    let told = format!(
        "{} new, {} known, {} changed, {} refused.",
        counts.new, counts.known, counts.changed, counts.refused
    );
    let evidence = Evidence {
        title: import.import.file_name.clone(),
        sha256: import.sha256.clone(),
        fields: Vec::new(),
    };
    let subject = format!("import {}", import.id);
    let seq = audit_page::about(read, &subject, "import.commit")?;
    let mut steps = vec![
        Step::new(import.at, "Imported", &import.operator, told)
            .event(seq)
            .evidence(Some(evidence)),
    ];
    if let Some((at, by)) = &import.undone {
        let seq = audit_page::about(read, &subject, "import.undo")?;
        let told = "Its rows and what was built on them were taken out.".to_owned();
        steps.push(Step::new(*at, "Taken back", by, told).event(seq));
    }
    let hit = import_hit(&import, "");
    Ok(Story {
        of,
        title: hit.title,
        subtitle: hit.detail,
        steps: in_order(steps),
        related: Vec::new(),
        masked: false,
    })
}

fn of_operator(read: &Read<'_>, of: StoryRef) -> Result<Story, StoreError> {
    let wanted = Wanted {
        operator: Some(&of.name),
        ..Wanted::default()
    };
    let events = audit_page::page(read, wanted, PAGE_EVENTS_MAX)?;
    let steps = events
        .iter()
        .map(|logged| event(&logged.event))
        .collect::<Result<_, _>>()?;
    let count = words::count(u64::try_from(events.len()).unwrap_or(0));
    Ok(Story {
        title: of.name.clone(),
        subtitle: format!("The last {count} things they did"),
        steps: in_order(steps),
        related: Vec::new(),
        masked: false,
        of,
    })
}

fn event(of: &Event) -> Result<Step, StoreError> {
    let at = domain::Eat::from_unix(of.at).ok_or(StoreError::Damaged("a moment"))?;
    let what = show_event::what(&of.action);
    Ok(Step::new(at, what, &of.operator, of.subject.clone()).event(Some(of.seq)))
}

fn imported(
    read: &Read<'_>,
    import: &imports::ImportRow,
    row: u64,
    evidence: Option<Evidence>,
) -> Result<Step, StoreError> {
    let seq = audit_page::about(read, &format!("import {}", import.id), "import.commit")?;
    let told = format!("{}, row {row}.", import.import.file_name);
    Ok(Step::new(import.at, "Imported", &import.operator, told)
        .event(seq)
        .evidence(evidence))
}

fn add_matches(
    read: &Read<'_>,
    past: &[PastMatch],
    sight: Sight,
    steps: &mut Vec<Step>,
) -> Result<(), StoreError> {
    for found in past {
        let content = &found.row.content;
        // What a person made is told by their decision.
        let Some((run, operator)) = &found.run else {
            continue;
        };
        let seq = audit_page::about(read, &format!("run {run}"), "matching.run")?;
        let verb = match content.standing {
            Standing::Auto => "Matched",
            Standing::Suggested | Standing::Confirmed | Standing::Declined => "Suggested",
            Standing::Released | Standing::Withdrawn | Standing::Replaced => "Found",
        };
        let what = format!("{verb} by rule {}", content.rule.word().replace('_', " "));
        let names = names_of(read, &found.row)?;
        let names: Vec<_> = names.iter().collect();
        let told = sight.text(&content.explanation, &names);
        steps.push(Step::new(found.made, what, operator, told).event(seq));
        if let (Standing::Replaced, Some(at)) = (content.standing, found.ended) {
            let told = "A later matching run decided otherwise.".to_owned();
            steps.push(Step::new(at, "Match replaced", "", told));
        }
    }
    Ok(())
}

/// The names of the lines and entries of a match.
fn names_of(read: &Read<'_>, of: &MatchRow) -> Result<Vec<MaskedName>, StoreError> {
    let mut names = Vec::new();
    for part in &of.content.parts {
        names.extend(lines::by_id(read, part.line)?.party_name);
        names.extend(entries::by_id(read, part.entry)?.party);
    }
    Ok(names)
}

fn add_decisions(
    read: &Read<'_>,
    made: Vec<DecisionRow>,
    sight: Sight,
    steps: &mut Vec<Step>,
) -> Result<(), StoreError> {
    for decision in made {
        let (what, action) = match decision.kind {
            Kind::Confirm => ("Confirmed", "match.confirm"),
            Kind::Decline => ("Declined", "match.decline"),
            Kind::Assign => ("Assigned by hand", "match.assign"),
            Kind::Release => ("Taken apart", "match.release"),
        };
        let subject = format!("decision {}", decision.id);
        let seq = audit_page::about(read, &subject, action)?;
        let told = decide::what(read, &decision, sight)?;
        steps.push(Step::new(decision.at, what, &decision.operator, told.clone()).event(seq));
        if let Some((at, by)) = &decision.undone {
            let seq = audit_page::about(read, &subject, "decision.undo")?;
            steps.push(Step::new(*at, "Undone", by, told).event(seq));
        }
    }
    Ok(())
}

fn add_revealed(read: &Read<'_>, subject: &str, steps: &mut Vec<Step>) -> Result<(), StoreError> {
    for logged in audit_page::all_about(read, subject, REVEALED_MAX)? {
        let reason = serde_json::from_str::<serde_json::Value>(&logged.event.after)
            .ok()
            .and_then(|after| Some(after.get("reason")?.as_str()?.to_owned()));
        let step = event(&logged.event)?;
        steps.push(step.with_detail(&reason.unwrap_or_default()));
    }
    Ok(())
}

/// What these matches are made of, each once.
fn ids<T: Ord>(past: &[PastMatch], of: impl Fn(&crate::store::matches::Part) -> T) -> BTreeSet<T> {
    past.iter()
        .flat_map(|found| &found.row.content.parts)
        .map(of)
        .collect()
}
