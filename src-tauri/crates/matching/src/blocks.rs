//! Blocking: rows that could be of one payer meet in a bucket, so that nothing is compared with
//! everything.
//!
//! A row has a few keys, each an amount and something of the payer. First the rows that search say
//! what they ask for, then the rows that may be found are put into the buckets asked for. A bucket
//! keeps its first rows, in order, up to a limit; one with more is *crowded*, and the searcher must
//! not call anything found in it the only one.

use std::hash::{Hash, Hasher};

use domain::{Kes, PartyId};
use rustc_hash::{FxHashMap, FxHasher};

use crate::certainty;
use crate::column::{Column, MemberAt, Place};
use crate::evidence::NAME_PARTS_MAX;
use crate::model::Confidence;

/// Rows kept per bucket. A person can't choose among more, and every search stays short.
pub(crate) const BUCKET_ROWS_MAX: u32 = 32;

/// Digits at the end of a number that every mask shows (`mpesa-statements.md` 4.7).
const TAIL_DIGITS: usize = 3;

/// Where rows of one payer meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    hash: u64,
    /// The most that a row in this bucket, and in no finer one, can be worth.
    pub(crate) worth_max: Confidence,
}

fn key(worth_max: Confidence, amount: Kes, parts: (&str, &str)) -> Key {
    let mut hasher = FxHasher::default();
    (worth_max, amount, parts).hash(&mut hasher);
    Key {
        hash: hasher.finish(),
        worth_max,
    }
}

/// The keys of a row: whole number; last digits and a name; last digits; two names. Two rows that
/// [`crate::evidence`] would call one payer share at least one, save for masks that show fewer than
/// three last digits.
pub(crate) fn payer_keys(
    amount: Kes,
    party: Option<&PartyId>,
    name: &[Box<str>],
    out: &mut Vec<Key>,
) {
    out.clear();
    let name = || name.iter().take(NAME_PARTS_MAX).map(AsRef::as_ref);
    let (mut whole, mut tail) = (String::new(), String::new());
    match party {
        Some(PartyId::Phone(phone)) => {
            whole = phone.national();
            tail.push_str(whole.get(whole.len() - TAIL_DIGITS..).unwrap_or_default());
        }
        Some(PartyId::Masked(mask)) => {
            let digits = mask.tail();
            let from = digits.len().checked_sub(TAIL_DIGITS);
            tail.push_str(from.and_then(|from| digits.get(from..)).unwrap_or_default());
        }
        Some(PartyId::Digest(text) | PartyId::Organisation(text)) => whole.push_str(text),
        Some(PartyId::Provider) | None => {}
    }
    if !whole.is_empty() {
        out.push(key(certainty::PAYER_WHOLE_AND_NAME, amount, (&whole, "")));
    }
    if !tail.is_empty() {
        out.extend(name().map(|part| key(certainty::PAYER_DIGITS_AND_NAME, amount, (&tail, part))));
        out.push(key(certainty::PAYER_DIGITS, amount, (&tail, "")));
    }
    for (index, first) in name().enumerate() {
        for second in name().skip(index + 1).filter(|second| *second != first) {
            let pair = (first.min(second), first.max(second));
            out.push(key(certainty::PAYER_DIGITS_AND_NAMES, amount, pair));
        }
    }
}

struct Bucket {
    first: Option<MemberAt>,
    last: Option<MemberAt>,
    count: u32,
}

/// The buckets asked for.
pub(crate) struct Blocks<P> {
    buckets: FxHashMap<u64, Bucket>,
    members: Column<MemberAt, (P, Option<MemberAt>)>,
}

impl<P: Place> Default for Blocks<P> {
    fn default() -> Self {
        Self {
            buckets: FxHashMap::default(),
            members: Column::new(Vec::new()),
        }
    }
}

impl<P: Place> Blocks<P> {
    /// Opens a bucket.
    pub(crate) fn ask(&mut self, key: &Key) {
        self.buckets.entry(key.hash).or_insert(Bucket {
            first: None,
            last: None,
            count: 0,
        });
    }

    /// Puts a row into a bucket, if somebody asked for it. Rows must come in order.
    pub(crate) fn offer(&mut self, key: &Key, row: P) {
        let Some(bucket) = self.buckets.get_mut(&key.hash) else {
            return;
        };
        bucket.count = bucket.count.saturating_add(1);
        if bucket.count > BUCKET_ROWS_MAX {
            return;
        }
        let at = self.members.push((row, None));
        match bucket.last.replace(at) {
            Some(last) => self.members[last].1 = Some(at),
            None => bucket.first = Some(at),
        }
    }

    /// The rows in a bucket, in order.
    pub(crate) fn found(&self, key: &Key) -> impl Iterator<Item = P> + '_ {
        let mut at = self.buckets.get(&key.hash).and_then(|bucket| bucket.first);
        std::iter::from_fn(move || {
            let (row, next) = self.members[at?];
            at = next;
            Some(row)
        })
    }

    /// Whether a bucket had more rows than it keeps.
    pub(crate) fn is_crowded(&self, key: &Key) -> bool {
        let bucket = self.buckets.get(&key.hash);
        bucket.is_some_and(|bucket| bucket.count > BUCKET_ROWS_MAX)
    }
}
