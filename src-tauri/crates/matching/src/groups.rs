//! Entries that share a reference or a customer's account, oldest first.
//!
//! Owns: finding a group by what was typed, exactly or without leading zeros (N16), and the next
//! entry of it that still has something open, in near-constant time however long the group is.

use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

use domain::{AccountKey, Direction};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::book::Book;
use crate::claims::EntryState;
use crate::column::{Column, EntryAt, GroupAt, MemberAt, Place, count};
use crate::model;

/// Groups by one key of the entries.
pub(crate) struct Groups<'a> {
    /// By hash of direction and key: half the size of a map that holds the keys. Groups whose keys
    /// hash alike are chained.
    by_hash: FxHashMap<u64, GroupAt>,
    groups: Column<GroupAt, Group<'a>>,
    group_of: Column<EntryAt, Option<GroupAt>>,
    members: Column<MemberAt, EntryAt>,
    /// Where to look on from a member with nothing open.
    skip: Column<MemberAt, u32>,
    /// Numeric keys without leading zeros; `None` where two keys become one.
    short: Option<FxHashMap<(Direction, &'a str), Option<GroupAt>>>,
}

struct Group<'a> {
    key: (Direction, &'a str),
    start: u32,
    end: u32,
    same_hash: Option<GroupAt>,
    /// Worked out when first asked.
    one_customer: Option<bool>,
}

fn hash(key: (Direction, &str)) -> u64 {
    FxBuildHasher.hash_one(key)
}

impl<'a> Groups<'a> {
    pub(crate) fn new(book: &Book<'a>, key: fn(&model::Entry) -> Option<&AccountKey>) -> Self {
        let mut by_hash = FxHashMap::default();
        by_hash.reserve(book.entry_count());
        let mut groups: Column<GroupAt, Group<'a>> = Column::new(Vec::new());
        let mut group_of = Column::filled(None, book.entry_count());
        for at in book.entries() {
            let entry = book.entry(at);
            let Some(key) = key(entry) else { continue };
            let key = (entry.direction, key.as_str());
            let first = by_hash.entry(hash(key));
            let known = match &first {
                Entry::Occupied(first) => chained(&groups, Some(*first.get()), key),
                Entry::Vacant(_) => None,
            };
            let group = known.unwrap_or_else(|| {
                let same_hash = match &first {
                    Entry::Occupied(first) => Some(*first.get()),
                    Entry::Vacant(_) => None,
                };
                let group = groups.push(Group {
                    key,
                    start: 0,
                    end: 0,
                    same_hash,
                    one_customer: None,
                });
                first.insert_entry(group);
                group
            });
            groups[group].end += 1;
            group_of[at] = Some(group);
        }
        let members = lay_out(&mut groups, &group_of);
        Self {
            by_hash,
            groups,
            group_of,
            skip: Column::new((0..count(members.len())).map(|at| at + 1).collect()),
            members,
            short: None,
        }
    }

    /// The group with a key.
    pub(crate) fn find(&self, direction: Direction, key: &AccountKey) -> Option<GroupAt> {
        let key = (direction, key.as_str());
        let first = self.by_hash.get(&hash(key)).copied();
        chained(&self.groups, first, key)
    }

    /// The one group whose key is the same number but for leading zeros.
    pub(crate) fn find_without_zeros(
        &mut self,
        direction: Direction,
        key: &AccountKey,
    ) -> Option<GroupAt> {
        let short = number(key.as_str())?;
        let groups = &self.groups;
        let index = self.short.get_or_insert_with(|| shorten(groups));
        index.get(&(direction, short)).copied().flatten()
    }

    /// The key of a group.
    pub(crate) fn key(&self, group: GroupAt) -> &'a str {
        self.groups[group].key.1
    }

    /// Whether nothing says that a group's entries belong to different customers: equal accounts
    /// where all have one, else nothing that differs in account, party and name.
    pub(crate) fn one_customer(&mut self, book: &Book<'_>, group: GroupAt) -> bool {
        if self.len(group) == 1 {
            return true;
        }
        let known = self.groups[group].one_customer;
        let one = known.unwrap_or_else(|| self.is_one_customer(book, group));
        self.groups[group].one_customer = Some(one);
        one
    }

    pub(crate) fn len(&self, group: GroupAt) -> u32 {
        self.groups[group].end - self.groups[group].start
    }

    pub(crate) fn has(&self, group: GroupAt, entry: EntryAt) -> bool {
        self.group_of[entry] == Some(group)
    }

    /// A group's entries, oldest first.
    pub(crate) fn members(&self, group: GroupAt) -> impl DoubleEndedIterator<Item = EntryAt> + '_ {
        let Group { start, end, .. } = self.groups[group];
        (start..end).map(|at| self.members[MemberAt::new(at)])
    }

    /// The first member at or after a position that has something open, and the position after it.
    pub(crate) fn next_open(
        &mut self,
        group: GroupAt,
        from: Option<u32>,
        entries: &Column<EntryAt, EntryState>,
    ) -> Option<(EntryAt, u32)> {
        let Group { start, end, .. } = self.groups[group];
        let from = from.unwrap_or(start);
        let mut at = from;
        while at < end {
            let entry = self.members[MemberAt::new(at)];
            if entries[entry].open_left.is_positive() {
                break;
            }
            at = self.skip[MemberAt::new(at)];
        }
        // Whoever comes this way again goes straight there.
        let mut passed = from;
        while passed < at {
            passed = std::mem::replace(&mut self.skip[MemberAt::new(passed)], at);
        }
        (at < end).then(|| (self.members[MemberAt::new(at)], at + 1))
    }

    fn is_one_customer(&self, book: &Book<'_>, group: GroupAt) -> bool {
        let Some(first) = self.members(group).next().map(|at| book.entry(at)) else {
            return true;
        };
        let rest = || self.members(group).skip(1).map(|at| book.entry(at));
        if first.account.is_some() && rest().all(|other| other.account == first.account) {
            return true;
        }
        let accounts = || {
            rest()
                .chain([first])
                .filter_map(|entry| entry.account.as_ref())
        };
        let parties = || {
            rest()
                .chain([first])
                .filter_map(|entry| entry.party.as_ref())
        };
        let names = || rest().chain([first]).map(|entry| &entry.name);
        let names = || names().filter(|name| !name.is_empty());
        all_equal(accounts()) && all_equal(parties()) && all_equal(names())
    }
}

/// The group with a key among those that hash alike.
fn chained<'a>(
    groups: &Column<GroupAt, Group<'a>>,
    mut at: Option<GroupAt>,
    key: (Direction, &str),
) -> Option<GroupAt> {
    while let Some(group) = at {
        if groups[group].key == key {
            return at;
        }
        at = groups[group].same_hash;
    }
    None
}

fn all_equal<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
    values
        .next()
        .is_none_or(|first| values.all(|value| value == first))
}

/// Lists the members of all groups one group after the other. Counts become positions.
fn lay_out(
    groups: &mut Column<GroupAt, Group<'_>>,
    group_of: &Column<EntryAt, Option<GroupAt>>,
) -> Column<MemberAt, EntryAt> {
    let mut start = 0;
    for group in groups.places() {
        let group = &mut groups[group];
        let len = std::mem::replace(&mut group.end, start);
        group.start = start;
        start += len;
    }
    let mut members = Column::filled(EntryAt::new(0), start as usize);
    for (at, group) in group_of.iter() {
        if let Some(group) = *group {
            members[MemberAt::new(groups[group].end)] = at;
            groups[group].end += 1;
        }
    }
    members
}

/// The digits of a numeric key without leading zeros; `None` for any other key.
fn number(key: &str) -> Option<&str> {
    let short = key.trim_start_matches('0');
    (!short.is_empty() && key.bytes().all(|b| b.is_ascii_digit())).then_some(short)
}

fn shorten<'a>(
    groups: &Column<GroupAt, Group<'a>>,
) -> FxHashMap<(Direction, &'a str), Option<GroupAt>> {
    let mut index = FxHashMap::default();
    for (at, group) in groups.iter() {
        if let Some(short) = number(group.key.1) {
            index
                .entry((group.key.0, short))
                .and_modify(|of| *of = None)
                .or_insert(Some(at));
        }
    }
    index
}

#[cfg(test)]
#[path = "groups_tests.rs"]
mod tests;
