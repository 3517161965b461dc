//! A read file as the preview shows it.

use domain::{Bucket, Kes, ShortCode};
use statements::model::{
    FooterRow, LedgerFile, LedgerRow, Mapped, Note, RefusedRow, Skipped, StatementFile,
    StatementRow,
};

use crate::api::{
    BucketCounts, CertificateDto, ChangedDto, Fact, FilePreview, MappedDto, PreviewRow, RefusedDto,
};
use crate::intake::{Change, Verdict};
use crate::words;
use crate::words::without_numbers;
use statements::certificate::Certificate;

/// Rows of each kind that a preview lists; the counts are always whole.
pub const LISTED_MAX: usize = 500;
/// Rows a preview shows as they were read.
const FIRST_ROWS: usize = 12;

/// What is the same for every file.
pub struct FileHead {
    /// Name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// When these very bytes were imported before.
    pub already_imported: Option<String>,
}

/// A statement's preview.
#[must_use]
pub fn statement(
    head: FileHead,
    file: &StatementFile,
    short_code: &ShortCode,
    verdicts: &[Verdict],
) -> FilePreview {
    let mut shown = shell(
        head,
        "statement",
        words::layout(file.layout, file.container),
    );
    shown.facts = statement_facts(file, short_code);
    shown.mapping = mapping(&file.mapping);
    let rows = file
        .rows
        .iter()
        .zip(verdicts)
        .take(FIRST_ROWS)
        .map(|(row, of)| statement_row(row, of));
    shown.first_rows = with_refused(rows, &file.refused);
    let name = |row: &StatementRow| (row.row, row.receipt.to_string());
    shown.changed = changed(file.rows.iter().map(name), verdicts);
    shown.certificates = file.certificates.iter().map(certificate).collect();
    fill(
        &mut shown,
        verdicts,
        &file.refused,
        &file.footers,
        file.skipped,
        &file.notes,
    );
    shown
}

/// A ledger's preview.
#[must_use]
pub fn ledger(head: FileHead, file: &LedgerFile, verdicts: &[Verdict]) -> FilePreview {
    let layout = format!("Ledger, {}", words::container(file.container));
    let mut shown = shell(head, "ledger", layout);
    shown.facts = ledger_facts(file);
    shown.mapping = mapping(&file.mapping);
    let rows = file
        .rows
        .iter()
        .zip(verdicts)
        .take(FIRST_ROWS)
        .map(|(row, of)| ledger_row(row, of));
    shown.first_rows = with_refused(rows, &file.refused);
    let name = |row: &LedgerRow| (row.row, entry_name(row));
    shown.changed = changed(file.rows.iter().map(name), verdicts);
    fill(
        &mut shown,
        verdicts,
        &file.refused,
        &file.footers,
        file.skipped,
        &file.notes,
    );
    shown
}

/// A file that could not be read.
#[must_use]
pub fn unreadable(head: FileHead, problem: crate::api::ProblemDto) -> FilePreview {
    let mut shown = shell(head, "unknown", String::new());
    shown.problem = Some(problem);
    shown
}

fn shell(head: FileHead, role: &str, layout: String) -> FilePreview {
    FilePreview {
        name: head.name,
        role: role.to_owned(),
        problem: None,
        layout,
        size: format!("{} bytes", words::count(head.size)),
        sha256: head.sha256,
        already_imported: head.already_imported,
        facts: Vec::new(),
        mapping: Vec::new(),
        first_rows: Vec::new(),
        counts: BucketCounts::default(),
        data_rows: 0,
        set_aside: 0,
        refused: Vec::new(),
        changed: Vec::new(),
        notes: Vec::new(),
        certificates: Vec::new(),
    }
}

fn fill(
    shown: &mut FilePreview,
    verdicts: &[Verdict],
    refused: &[RefusedRow],
    footers: &[FooterRow],
    skipped: Skipped,
    notes: &[Note],
) {
    shown.counts = counts(verdicts, refused.len());
    shown.data_rows = small(verdicts.len() + refused.len());
    shown.set_aside = small(footers.len()) + small64(skipped.blank + skipped.repeated_header);
    shown.refused = refused.iter().take(LISTED_MAX).map(refused_row).collect();
    shown.notes = notes.iter().map(|note| note.text.clone()).collect();
}

/// The four counts.
#[must_use]
pub fn counts(verdicts: &[Verdict], refused: usize) -> BucketCounts {
    let of = |bucket| small(verdicts.iter().filter(|of| of.bucket() == bucket).count());
    BucketCounts {
        new: of(Bucket::New),
        known: of(Bucket::Known),
        changed: of(Bucket::Changed),
        refused: small(refused),
    }
}

/// What a statement says of itself.
#[must_use]
pub fn statement_facts(file: &StatementFile, short_code: &ShortCode) -> Vec<Fact> {
    let head = &file.preamble;
    let moved = Kes::checked_sum(
        file.rows
            .iter()
            .filter(|row| row.status.moved_money())
            .map(|row| row.amount),
    );
    let period = head
        .period
        .or_else(|| {
            let times = file.rows.iter().map(|row| row.completed);
            times.clone().min().zip(times.max())
        })
        .map(|(from, to)| words::period(from.day(), to.day()));
    let facts = [
        ("holder", head.holder.clone()),
        ("short_code", Some(short_code.to_string())),
        (
            "account",
            head.account.map(|of| words::account(of).to_owned()),
        ),
        ("period", period),
        ("opening", head.opening.map(|kes| kes.to_string())),
        ("closing", head.closing.map(|kes| kes.to_string())),
        ("net", moved.map(|kes| kes.to_string())),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| fact(key, value?))
        .collect()
}

/// What a ledger comes to.
#[must_use]
pub fn ledger_facts(file: &LedgerFile) -> Vec<Fact> {
    use domain::Direction;
    let open = |direction| {
        let rows = file.rows.iter().filter(|row| row.direction == direction);
        Kes::checked_sum(rows.map(|row| row.open)).map(|kes| kes.to_string())
    };
    let days = file.rows.iter().filter_map(|row| row.date.or(row.due));
    let period = days
        .clone()
        .min()
        .zip(days.max())
        .map(|(from, to)| words::period(from, to));
    let facts = [
        ("period", period),
        ("open_receivable", open(Direction::Receivable)),
        ("open_payable", open(Direction::Payable)),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| fact(key, value?))
        .collect()
}

fn fact(key: &str, value: String) -> Option<Fact> {
    (!value.is_empty()).then(|| Fact {
        key: key.to_owned(),
        value,
    })
}

/// Columns as the preview shows them.
#[must_use]
pub fn mapping(of: &[Mapped]) -> Vec<MappedDto> {
    of.iter()
        .map(|column| MappedDto {
            header: column.header.clone(),
            field: column.field.map(str::to_owned),
        })
        .collect()
}

/// The first rows in file order, refused ones among them.
fn with_refused(rows: impl Iterator<Item = PreviewRow>, refused: &[RefusedRow]) -> Vec<PreviewRow> {
    let refused = refused.iter().take(FIRST_ROWS).map(|row| PreviewRow {
        row: small64(row.row),
        bucket: Bucket::Refused.word().to_owned(),
        name: String::new(),
        when: String::new(),
        party: String::new(),
        account: String::new(),
        amount: without_numbers(row.read.reveal()),
        balance: String::new(),
        kind: String::new(),
        remark: row.reason.clone(),
    });
    let mut rows: Vec<PreviewRow> = rows.chain(refused).collect();
    rows.sort_by_key(|row| row.row);
    rows.truncate(FIRST_ROWS);
    rows
}

fn statement_row(row: &StatementRow, verdict: &Verdict) -> PreviewRow {
    PreviewRow {
        row: small64(row.row),
        bucket: verdict.bucket().word().to_owned(),
        name: row.receipt.to_string(),
        when: words::second(row.completed),
        party: party(row),
        account: row
            .typed_account
            .as_deref()
            .map(without_numbers)
            .unwrap_or_default(),
        amount: row.amount.to_string(),
        balance: row.balance.map_or_else(String::new, |kes| kes.to_string()),
        kind: row.kind().word().to_owned(),
        remark: row
            .warnings
            .iter()
            .map(words::warning)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Name and masked phone of the other party.
fn party(row: &StatementRow) -> String {
    let name = row.party_name.as_ref().map_or("", |name| name.reveal());
    let id = row
        .party
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    match (name.is_empty(), id.is_empty()) {
        (false, false) => format!("{name} · {id}"),
        (false, true) => name.to_owned(),
        (true, _) => id,
    }
}

fn ledger_row(row: &LedgerRow, verdict: &Verdict) -> PreviewRow {
    PreviewRow {
        row: small64(row.row),
        bucket: verdict.bucket().word().to_owned(),
        name: row.reference.clone().unwrap_or_default(),
        when: row.due.or(row.date).map_or_else(String::new, words::day),
        party: row
            .party
            .as_ref()
            .map_or_else(String::new, |name| name.reveal().to_owned()),
        account: row.account.clone().unwrap_or_default(),
        amount: row.amount.to_string(),
        balance: row.open.to_string(),
        kind: row.direction.word().to_owned(),
        remark: row.warnings.join(" "),
    }
}

fn entry_name(row: &LedgerRow) -> String {
    row.reference
        .clone()
        .or_else(|| row.account.clone())
        .unwrap_or_default()
}

fn changed(rows: impl Iterator<Item = (u64, String)>, verdicts: &[Verdict]) -> Vec<ChangedDto> {
    rows.zip(verdicts)
        .filter_map(|((row, name), verdict)| match verdict {
            Verdict::Changed(change) => Some(changed_row(row, name, change)),
            Verdict::New { .. } | Verdict::Known | Verdict::Supersedes { .. } => None,
        })
        .take(LISTED_MAX)
        .collect()
}

fn changed_row(row: u64, name: String, change: &Change) -> ChangedDto {
    ChangedDto {
        row: small64(row),
        name,
        what: change.what.to_owned(),
        held: change.held.clone(),
        found: change.found.clone(),
    }
}

fn refused_row(row: &RefusedRow) -> RefusedDto {
    RefusedDto {
        row: small64(row.row),
        column: row.column.clone(),
        read: without_numbers(row.read.reveal()),
        expected: row.expected.clone(),
        reason: row.reason.clone(),
    }
}

/// A certificate as screens show it.
#[must_use]
pub fn certificate(of: &Certificate) -> CertificateDto {
    let money = |kes: Option<Kes>| kes.map_or_else(String::new, |kes| kes.to_string());
    CertificateDto {
        wallet: words::wallet(of.short_code.as_ref(), of.account),
        period: of.period.map_or_else(String::new, |(from, to)| {
            format!("{} – {} EAT", words::minute(from), words::minute(to))
        }),
        rows: small64(of.rows),
        opening: money(of.opening),
        paid_in: of.paid_in.to_string(),
        withdrawn: of.withdrawn.to_string(),
        closing: money(of.closing),
        verdict: words::verdict(of).to_owned(),
        findings: words::findings(of),
    }
}

/// A count for the page; files are limited far below the edge.
#[must_use]
pub fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A count for the page.
#[must_use]
pub fn small64(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
