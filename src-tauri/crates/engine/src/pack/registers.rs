//! The registers: what the ledger holds, as tables, with full numbers and names.

use std::collections::BTreeMap;

use domain::{Day, Kes, MaskedName, PartyId, Phone, Receipt};

use super::table::{Table, text};
use super::totals::Totals;
use super::{Member, name};
use crate::store::{Read, StoreError, decisions, entries, files, imports, lines, matches};

/// Columns of `imports.csv`.
pub const IMPORTS: [&str; 18] = [
    "import",
    "file_name",
    "role",
    "layout",
    "wallet",
    "file_sha256",
    "source",
    "data_rows",
    "new",
    "known",
    "changed",
    "refused",
    "set_aside",
    "rows_sha256",
    "at",
    "operator",
    "undone_at",
    "undone_by",
];
/// Columns of `lines.csv`.
pub const LINES: [&str; 19] = [
    "line",
    "import",
    "row",
    "receipt",
    "wording",
    "short_code",
    "account",
    "completed_at",
    "status",
    "amount",
    "balance",
    "party",
    "party_name",
    "typed_account",
    "details",
    "linked_receipt",
    "class",
    "claimed",
    "why",
];
/// Columns of `entries.csv`.
pub const ENTRIES: [&str; 19] = [
    "entry",
    "import",
    "row",
    "direction",
    "reference",
    "account",
    "party",
    "phone",
    "amount",
    "paid",
    "open",
    "booked",
    "claimed",
    "left",
    "state",
    "date",
    "due",
    "receipt",
    "description",
];
/// Columns of `allocations.csv`.
pub const ALLOCATIONS: [&str; 11] = [
    "match",
    "state",
    "rule",
    "rule_version",
    "confidence",
    "line",
    "entry",
    "amount",
    "booked",
    "made_at",
    "explanation",
];
/// Columns of `decisions.csv`.
pub const DECISIONS: [&str; 7] = [
    "decision",
    "kind",
    "what",
    "at",
    "operator",
    "undone_at",
    "undone_by",
];

/// Writes every register and source file.
///
/// # Errors
/// When the ledger can't be read.
pub fn write(read: &Read<'_>) -> Result<(Vec<Member>, Totals), StoreError> {
    let mut totals = Totals::default();
    let mut members = imports_and_sources(read, &mut totals)?;
    members.push(of(name::LINES, lines_table(read, &mut totals)?));
    members.push(of(name::ENTRIES, entries_table(read, &mut totals)?));
    members.push(of(name::ALLOCATIONS, allocations_table(read, &mut totals)?));
    members.push(of(name::DECISIONS, decisions_table(read, &mut totals)?));
    Ok((members, totals))
}

fn of(name: &str, table: Table) -> Member {
    Member {
        name: name.to_owned(),
        bytes: table.bytes(),
    }
}

fn imports_and_sources(read: &Read<'_>, totals: &mut Totals) -> Result<Vec<Member>, StoreError> {
    let mut table = Table::new(&IMPORTS);
    let mut sources: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for row in imports::all(read)?.into_iter().rev() {
        let (import, counts) = (&row.import, &row.import.counts);
        let kept = files::find(read, &row.sha256)?.ok_or(StoreError::Missing("file"))?;
        let source = format!("{}{:05}-{}", name::SOURCES, kept.id.get(), safe(&kept.name));
        if !sources.contains_key(&source) {
            sources.insert(source.clone(), files::bytes(read, kept.id)?);
        }
        let (undone_at, undone_by) = row
            .undone
            .as_ref()
            .map_or_else(Default::default, |(at, by)| (at.to_string(), text(by)));
        table.row(&[
            row.id.to_string(),
            text(&import.file_name),
            import.role.word().to_owned(),
            text(&import.layout),
            text(&import.wallet),
            row.sha256.clone(),
            source,
            counts.data_rows.to_string(),
            counts.new.to_string(),
            counts.known.to_string(),
            counts.changed.to_string(),
            counts.refused.to_string(),
            counts.set_aside.to_string(),
            row.rows_digest.clone(),
            row.at.to_string(),
            text(&row.operator),
            undone_at,
            undone_by,
        ]);
        totals.imports += 1;
    }
    let mut members: Vec<Member> = sources
        .into_iter()
        .map(|(name, bytes)| Member { name, bytes })
        .collect();
    members.push(of(name::IMPORTS, table));
    Ok(members)
}

/// A file's name as a member: letters, digits, dots, hyphens; 80 characters at most.
fn safe(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() => c,
            '.' | '-' | '_' => c,
            _ => '_',
        })
        .take(80)
        .collect()
}

fn lines_table(read: &Read<'_>, totals: &mut Totals) -> Result<Table, StoreError> {
    let mut table = Table::new(&LINES);
    lines::for_each(read, |line| {
        table.row(&[
            line.id.to_string(),
            line.import.to_string(),
            line.row.to_string(),
            line.receipt.to_string(),
            line.leg.to_string(),
            line.wallet.short_code.to_string(),
            line.wallet.account.word().to_owned(),
            line.completed.to_string(),
            line.status.word().to_owned(),
            line.amount.plain(),
            line.balance.map_or_else(String::new, Kes::plain),
            line.party.as_ref().map_or_else(String::new, party),
            full(line.party_name.as_ref()),
            text(line.typed_account.as_deref().unwrap_or_default()),
            text(line.details.reveal()),
            line.linked
                .as_ref()
                .map_or_else(String::new, Receipt::to_string),
            line.class.word().to_owned(),
            line.claimed.plain(),
            text(&line.why),
        ]);
        totals
            .line(line.id.get(), line.amount, line.claimed)
            .ok_or(StoreError::Damaged("a sum of lines"))
    })?;
    Ok(table)
}

fn entries_table(read: &Read<'_>, totals: &mut Totals) -> Result<Table, StoreError> {
    let mut table = Table::new(&ENTRIES);
    let day = |of: Option<Day>| of.map_or_else(String::new, |day| day.to_string());
    entries::for_each(read, |entry| {
        table.row(&[
            entry.id.to_string(),
            entry.import.to_string(),
            entry.row.to_string(),
            entry.direction.word().to_owned(),
            text(entry.reference.as_deref().unwrap_or_default()),
            text(entry.account.as_deref().unwrap_or_default()),
            full(entry.party.as_ref()),
            entry.phone.map_or_else(String::new, Phone::reveal),
            entry.amount.plain(),
            entry.paid.plain(),
            entry.open.plain(),
            entry.booked.plain(),
            entry.claimed.plain(),
            entry.left().plain(),
            entry.state.word().to_owned(),
            day(entry.date),
            day(entry.due),
            entry
                .receipt
                .as_ref()
                .map_or_else(String::new, Receipt::to_string),
            text(entry.description.as_deref().unwrap_or_default()),
        ]);
        totals
            .entry(entry.amount)
            .ok_or(StoreError::Damaged("a sum of entries"))
    })?;
    Ok(table)
}

fn allocations_table(read: &Read<'_>, totals: &mut Totals) -> Result<Table, StoreError> {
    let mut table = Table::new(&ALLOCATIONS);
    matches::for_each_present(read, |found| {
        let content = &found.content;
        for part in &content.parts {
            table.row(&[
                found.id.to_string(),
                content.standing.word().to_owned(),
                content.rule.word().to_owned(),
                found.rule_version.to_string(),
                content.confidence.to_string(),
                part.line.to_string(),
                part.entry.to_string(),
                part.amount.plain(),
                part.booked.plain(),
                found.made_at.to_string(),
                text(&content.explanation),
            ]);
            if content.standing.claims() {
                totals
                    .allocation(part.line.get(), part.amount)
                    .ok_or(StoreError::Damaged("a sum of matches"))?;
            }
        }
        Ok(())
    })?;
    Ok(table)
}

fn decisions_table(read: &Read<'_>, totals: &mut Totals) -> Result<Table, StoreError> {
    let mut table = Table::new(&DECISIONS);
    for made in decisions::newest(read, u32::MAX)?.into_iter().rev() {
        let (undone_at, undone_by) = made
            .undone
            .as_ref()
            .map_or_else(Default::default, |(at, by)| (at.to_string(), text(by)));
        table.row(&[
            made.id.to_string(),
            made.kind.word().to_owned(),
            text(&made.what),
            made.at.to_string(),
            text(&made.operator),
            undone_at,
            undone_by,
        ]);
        totals.decisions += 1;
    }
    Ok(table)
}

fn full(name: Option<&MaskedName>) -> String {
    name.map_or_else(String::new, |name| text(name.reveal()))
}

fn party(of: &PartyId) -> String {
    match of {
        PartyId::Phone(phone) => phone.reveal(),
        PartyId::Masked(mask) => format!("254{}****{}", mask.head(), mask.tail()),
        PartyId::Digest(hex) => hex.to_string(),
        PartyId::Organisation(code) => code.to_string(),
        PartyId::Provider => "SP".to_owned(),
    }
}
