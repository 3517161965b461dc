//! Checking a pack with nothing but the pack.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::{Kes, Place, Problem};
use sha2::{Digest, Sha256};

use super::manifest::{self, Facts};
use super::totals::Totals;
use super::{chain, form, name, people, registers, table};
use crate::audit::hex;
use crate::words;

/// What the check of a pack found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackReport {
    /// What was checked and found, a sentence each.
    pub checked: Vec<String>,
    /// What does not hold, if something does not.
    pub fault: Option<Problem>,
}

/// Checks a pack offline: its form, every hash, the signature, the chain, the checkpoints, the totals.
#[must_use]
pub fn verify(path: &Path) -> PackReport {
    match std::fs::read(path) {
        Ok(bytes) => verify_bytes(&bytes),
        Err(error) => PackReport {
            checked: Vec::new(),
            fault: Some(
                Problem::new(
                    "pack.unreadable",
                    format!("Nothing was checked: the pack can't be read: {error}."),
                )
                .with_place(Place::file(path.display().to_string()))
                .with_remedy("Check the name and the folder."),
            ),
        },
    }
}

/// [`verify`] of a pack in memory.
#[must_use]
pub fn verify_bytes(file: &[u8]) -> PackReport {
    let mut checked = Vec::new();
    let fault = check(file, &mut checked).err().map(|why| {
        Problem::new(
            "pack.does_not_hold",
            format!("This pack is not as it was made: {why}. Nothing in it can be relied on."),
        )
        .with_remedy("Ask the business for the pack again, and keep this one: it may be evidence.")
    });
    PackReport { checked, fault }
}

type Members<'a> = BTreeMap<&'a str, &'a [u8]>;

fn check(file: &[u8], checked: &mut Vec<String>) -> Result<(), String> {
    let members =
        form::read(file).ok_or("the zip itself was changed, cut or made by another program")?;
    let in_order = ordered(&members);
    let [rest @ .., (_, manifest), (_, signature)] = members.as_slice() else {
        return Err("it has no manifest".to_owned());
    };
    if !in_order {
        return Err("its members are not those of a pack, each once and in order".to_owned());
    }
    let all: Members<'_> = rest
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    checked.push(format!(
        "The zip has {} members, each once, and not a byte besides.",
        members.len()
    ));
    let facts = manifest::facts(manifest).ok_or("its manifest can't be read")?;
    let signer =
        manifest::signer(manifest, signature).ok_or("the signature is not over this manifest")?;
    checked.push(format!(
        "The manifest is signed with the key {}. Compare it with the fingerprint that the business tells \
         you of {}.",
        signer.fingerprint(),
        facts.by
    ));
    let find = |wanted: &str| all.get(wanted).copied().unwrap_or_default();
    let told = |what: &'static str| move |why: String| format!("{what}: {why}");
    let walked = chain::walk(find(name::CHAIN)).map_err(told("the record of events"))?;
    let end = walked.end();
    checked.push(format!(
        "{} events: each follows from the one before it.",
        words::count(u64::try_from(end.events).unwrap_or(0))
    ));
    let people = people::fold(find(name::PEOPLE), &walked, &facts.environment)
        .map_err(told(name::PEOPLE))?;
    people
        .check(find(name::KEYS), signer, &facts.by)
        .map_err(told(name::KEYS))?;
    checked.push(format!(
        "{} records about people: each has the signatures it needs and is the one its event names. They \
         name {} keys, and the pack's is {}'s.",
        words::count(people.records),
        people.keys.len(),
        facts.by
    ));
    let points = chain::points(
        find(name::CHECKPOINTS),
        &walked,
        &people.keys,
        &facts.environment,
    )
    .map_err(told(name::CHECKPOINTS))?;
    checked.push(format!(
        "{} checkpoints: each signature holds, names an event of this record, and was made with the key \
         that was its person's then.",
        words::count(points)
    ));
    let totals = add_up(&all, &walked)?;
    let again = manifest::write(
        &facts,
        all.iter().map(|(name, of)| (*name, *of)),
        &totals,
        end,
        points,
    );
    if again != *manifest {
        return Err(differs(manifest, &again));
    }
    say_rest(checked, &facts, &totals);
    Ok(())
}

/// Whether the members are in the one order: by name, then the manifest and its signature.
fn ordered(members: &[(String, &[u8])]) -> bool {
    let Some(((last, _), rest)) = members.split_last() else {
        return false;
    };
    let Some(((manifest, _), rest)) = rest.split_last() else {
        return false;
    };
    let needed = [
        name::README,
        name::CHAIN,
        name::CHECKPOINTS,
        name::PEOPLE,
        name::KEYS,
        name::IMPORTS,
        name::LINES,
        name::ENTRIES,
        name::ALLOCATIONS,
        name::DECISIONS,
    ];
    let has = |wanted: &str| rest.iter().any(|(name, _)| name == wanted);
    let known = |name: &str| needed.contains(&name) || name.starts_with(name::SOURCES);
    last == name::SIGNATURE
        && manifest == name::MANIFEST
        && needed.into_iter().all(has)
        && rest.iter().all(|(name, _)| known(name))
        && rest.is_sorted_by(|(a, _), (b, _)| a < b)
}

fn add_up(all: &Members<'_>, walked: &chain::Walked) -> Result<Totals, String> {
    let mut totals = Totals::default();
    let find = |wanted: &str| all.get(wanted).copied().unwrap_or_default();
    let mut used = BTreeSet::new();
    let in_table = |name: &'static str| move |why: String| format!("{name}: {why}");
    table::rows(find(name::IMPORTS), &registers::IMPORTS, |row| {
        let (id, sha256, source) = (row.get(0)?, row.get(5)?, row.get(6)?);
        totals.imports += 1;
        used.insert(source.to_owned());
        let bytes = all
            .get(source)
            .filter(|_| source.starts_with(name::SOURCES))?;
        let same = hex(&Sha256::digest(bytes)) == sha256
            && walked.imported.get(id).is_some_and(|known| known == sha256);
        same.then_some(())
    })
    .map_err(in_table(name::IMPORTS))?;
    let unused = all
        .keys()
        .find(|name| name.starts_with(name::SOURCES) && !used.contains(**name));
    if let Some(unused) = unused {
        return Err(format!("no import names the file {unused}"));
    }
    table::rows(find(name::LINES), &registers::LINES, |row| {
        totals.line(
            row.get(0)?.parse().ok()?,
            money(row.get(9)?)?,
            money(row.get(17)?)?,
        )
    })
    .map_err(in_table(name::LINES))?;
    table::rows(find(name::ENTRIES), &registers::ENTRIES, |row| {
        totals.entry(money(row.get(8)?)?)
    })
    .map_err(in_table(name::ENTRIES))?;
    table::rows(find(name::ALLOCATIONS), &registers::ALLOCATIONS, |row| {
        if matches!(row.get(1)?, "auto" | "confirmed") {
            totals.allocation(row.get(5)?.parse().ok()?, money(row.get(7)?)?)?;
        }
        Some(())
    })
    .map_err(in_table(name::ALLOCATIONS))?;
    table::rows(find(name::DECISIONS), &registers::DECISIONS, |_| {
        totals.decisions += 1;
        Some(())
    })
    .map_err(in_table(name::DECISIONS))?;
    if let Some(line) = totals.claims.keys().next() {
        return Err(format!(
            "what the allocations claim of line {line} is not what the line says"
        ));
    }
    Ok(totals)
}

/// Exactly as a register writes it.
fn money(cell: &str) -> Option<Kes> {
    let amount: Kes = cell.parse().ok()?;
    (amount.plain() == cell).then_some(amount)
}

/// Which part of the manifest is not what the members come to.
fn differs(held: &[u8], again: &[u8]) -> String {
    let parse = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let (Some(held), Some(again)) = (parse(held), parse(again)) else {
        return "the manifest can't be read".to_owned();
    };
    let list = |of: &serde_json::Value| of.get("members").and_then(|of| of.as_array().cloned());
    let (then, now) = (
        list(&held).unwrap_or_default(),
        list(&again).unwrap_or_default(),
    );
    let member = now.iter().find(|member| !then.contains(member));
    if let Some(name) = member.and_then(|member| member.get("name")?.as_str()) {
        return format!("the file {name} is not the one in the manifest");
    }
    if then.len() != now.len() {
        return "a file of the manifest is missing".to_owned();
    }
    for part in ["totals", "chain"] {
        if held.get(part) != again.get(part) {
            return format!("the {part} in the manifest are not what the files come to");
        }
    }
    "the manifest is not in its canonical form".to_owned()
}

fn say_rest(checked: &mut Vec<String>, facts: &Facts, totals: &Totals) {
    checked.push("Every file has the size and SHA-256 that the manifest names.".to_owned());
    checked.push(format!(
        "{} imports: each file is the one that its event in the record names.",
        words::count(totals.imports)
    ));
    checked.push(format!(
        "{} lines add up to {} in and {} out; {} entries to {}; {} of the lines is allocated, line by \
         line as the allocations say.",
        words::count(totals.lines),
        totals.money_in,
        totals.money_out,
        words::count(totals.entries),
        totals.entries_sum,
        totals.allocated,
    ));
    checked.push(format!(
        "Made for {} ({}) by {} at {}, because: {}",
        facts.business, facts.environment, facts.by, facts.made_at, facts.reason
    ));
}
