//! The right pane: what a line is matched to and why, and what else it could be.

use domain::{LineId, PartyId, Problem};
use matching::model::{Agreement, Feature, FeatureKind};

use super::decide::shown;
use crate::api::{EvidenceRow, LineDetail, LineRef, MatchCard, MatchPart, RelatedLine};
use crate::app::masked::Sight;
use crate::app::{Acts, show_entry, show_line};
use crate::store::entries::EntryRow;
use crate::store::lines::LineRow;
use crate::store::matches::{MatchRow, Standing};
use crate::store::{Read, StoreError, decisions, entries, imports, lines, matches};
use crate::words;

impl Acts<'_> {
    /// One line, whole.
    ///
    /// # Errors
    /// When it is not there any more.
    pub async fn line_detail(&self, request: LineRef) -> Result<LineDetail, Problem> {
        self.with_ledger(move |core, ledger| {
            let (as_of, sight) = (core.position(ledger)?.as_of(), core.sight());
            ledger.read(|read| detail(read, LineId::new(request.id), as_of, sight))
        })
        .await
    }
}

fn detail(
    read: &Read<'_>,
    id: LineId,
    as_of: domain::Day,
    sight: Sight,
) -> Result<LineDetail, StoreError> {
    let line = lines::by_id(read, id)?;
    let mut cards = Vec::new();
    for found in matches::of_line(read, id)? {
        cards.push(card(read, &line, &found, as_of, sight)?);
    }
    let open = line.unclaimed();
    let import = imports::by_id(read, line.import)?;
    Ok(LineDetail {
        phone: match &line.party {
            Some(PartyId::Phone(_) | PartyId::Masked(_) | PartyId::Digest(_)) => line
                .party
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            Some(PartyId::Organisation(_) | PartyId::Provider) | None => String::new(),
        },
        completed: show_line::completed(&line),
        initiated: line
            .initiated
            .filter(|at| at.day() != line.completed.day())
            .map_or_else(String::new, |at| format!("{} EAT", words::second(at))),
        wallet: words::wallet(Some(&line.wallet.short_code), line.wallet.account),
        details: show_line::details(&line, sight),
        allocated: line.claimed.to_string(),
        open: open.to_string(),
        has_open: open.is_positive(),
        warnings: line.warnings.iter().map(words::warning).collect(),
        matches: cards,
        related: related(read, &line)?,
        would_match: None,
        source: format!("{}, row {}", import.import.file_name, line.row),
        history: decisions::of_line(read, id)?
            .into_iter()
            .map(|decision| shown(read, decision, sight))
            .collect::<Result<_, _>>()?,
        line: show_line::row(&line, sight),
    })
}

fn card(
    read: &Read<'_>,
    line: &LineRow,
    found: &MatchRow,
    as_of: domain::Day,
    sight: Sight,
) -> Result<MatchCard, StoreError> {
    let mut parts = Vec::new();
    let mut held = Vec::new();
    for part in found
        .content
        .parts
        .iter()
        .filter(|part| part.line == line.id)
    {
        let entry = entries::by_id(read, part.entry)?;
        parts.push(MatchPart {
            entry: show_entry::card(&entry, as_of, sight),
            amount: part.amount.to_string(),
        });
        held.push(entry);
    }
    let mut names = show_line::names(line);
    names.extend(held.iter().flat_map(show_entry::names));
    let explanation = sight.text(&found.content.explanation, &names);
    let evidence = held.first().map_or_else(Vec::new, |entry| {
        found
            .content
            .features
            .iter()
            .map(|feature| evidence(feature, line, entry, sight))
            .collect()
    });
    let certain = found.content.standing == Standing::Confirmed;
    Ok(MatchCard {
        id: found.id.get(),
        state: found.content.standing.word().to_owned(),
        rule: found.content.rule.word().to_owned(),
        confidence: if certain {
            String::new()
        } else {
            show_line::percent(found.content.confidence)
        },
        margin: match found.content.runner_up {
            Some(_) => show_line::percent(found.content.margin),
            None => String::new(),
        },
        explanation,
        parts,
        evidence,
    })
}

fn evidence(feature: &Feature, line: &LineRow, entry: &EntryRow, sight: Sight) -> EvidenceRow {
    let mut names = show_line::names(line);
    names.extend(show_entry::names(entry));
    let text = |of: Option<&String>| of.map_or_else(String::new, |of| sight.text(of, &names));
    let typed = || text(line.typed_account.as_ref());
    let day = |day: Option<domain::Day>| day.map_or_else(String::new, words::day);
    let (what, statement, ledger) = match feature.kind {
        FeatureKind::Receipt => {
            let held = entry
                .receipt
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            ("receipt", line.receipt.to_string(), held)
        }
        FeatureKind::Reference => ("reference", typed(), text(entry.reference.as_ref())),
        FeatureKind::Account => ("account", typed(), text(entry.account.as_ref())),
        FeatureKind::Amount => (
            "amount",
            line.amount.magnitude().to_string(),
            entry.amount.to_string(),
        ),
        FeatureKind::Phone => (
            "phone",
            line.party
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            entry
                .phone
                .map_or_else(String::new, |phone| phone.to_string()),
        ),
        FeatureKind::Name => (
            "name",
            sight.name(line.party_name.as_ref()),
            sight.name(entry.party.as_ref()),
        ),
        FeatureKind::Date => (
            "date",
            words::day(line.completed.day()),
            day(entry.due.or(entry.date)),
        ),
    };
    EvidenceRow {
        what: what.to_owned(),
        statement,
        ledger,
        agreement: match feature.agreement {
            Agreement::Agrees => "agrees",
            Agreement::Partly => "partly",
            Agreement::Differs => "differs",
            Agreement::Silent => "silent",
        }
        .to_owned(),
        weight: if feature.weight == 0 {
            String::new()
        } else {
            weight(feature.weight)
        },
    }
}

/// `+4.1` from hundredths.
fn weight(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "−" } else { "+" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{}", size / 100, size % 100 / 10)
}

/// The other lines of its transaction, and the line it belongs to.
fn related(read: &Read<'_>, line: &LineRow) -> Result<Vec<RelatedLine>, StoreError> {
    let mut others = lines::by_receipt(read, &line.receipt)?;
    others.retain(|other| other.id != line.id);
    if let Some(linked) = &line.linked {
        others.extend(lines::by_receipt(read, linked)?);
    }
    if let Some(id) = line.related
        && id != line.id
        && others.iter().all(|other| other.id != id)
    {
        others.push(lines::by_id(read, id)?);
    }
    let shown = |other: &LineRow| RelatedLine {
        id: other.id.get(),
        relation: relation(line, other).to_owned(),
        receipt: other.receipt.to_string(),
        amount: other.amount.to_string(),
    };
    Ok(others.iter().map(shown).collect())
}

fn relation(line: &LineRow, other: &LineRow) -> &'static str {
    use domain::{LineClass, LineKind};
    match (line.leg.kind(), other.leg.kind()) {
        (_, LineKind::Charge) => "Charge",
        (LineKind::Charge, _) => "Payment",
        (LineKind::Reversal, _) => "Reversed payment",
        (_, LineKind::Reversal) => "Reversal",
        (LineKind::Sweep | LineKind::Transfer, _) => "Other side",
        _ if line.class == LineClass::Duplicate => "First payment",
        _ => "Same transaction",
    }
}
