//! A map that knows which of its keys changed, so that a state file is written to and not written anew.

use std::collections::{BTreeMap, BTreeSet};

/// What changed: each key with its value, or `None` where it is gone.
pub(crate) type Changes<K, V> = Vec<(K, Option<V>)>;

/// The map.
#[derive(Debug, Clone)]
pub(crate) struct Kept<K, V> {
    map: BTreeMap<K, V>,
    touched: BTreeSet<K>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self {
            map: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }
}

impl<K: Ord + Clone, V: Clone> Kept<K, V> {
    /// As it is, to be read.
    pub(crate) fn map(&self) -> &BTreeMap<K, V> {
        &self.map
    }

    /// A value to be changed.
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let found = self.map.get_mut(key)?;
        self.touched.insert(key.clone());
        Some(found)
    }

    /// Puts a value in.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.touched.insert(key.clone());
        self.map.insert(key, value);
    }

    /// Takes a value out.
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let gone = self.map.remove(key)?;
        self.touched.insert(key.clone());
        Some(gone)
    }

    /// What changed since this was asked last; everything, if `whole`.
    pub(crate) fn changes(&mut self, whole: bool) -> Changes<K, V> {
        let touched = std::mem::take(&mut self.touched);
        if whole {
            return self
                .map
                .iter()
                .map(|(key, value)| (key.clone(), Some(value.clone())))
                .collect();
        }
        touched
            .into_iter()
            .map(|key| {
                let value = self.map.get(&key).cloned();
                (key, value)
            })
            .collect()
    }

    /// Forgets what changed: nobody writes it.
    pub(crate) fn forget_changes(&mut self) {
        self.touched.clear();
    }

    /// Makes the changes that were written.
    pub(crate) fn apply(&mut self, changes: Changes<K, V>) {
        for (key, value) in changes {
            match value {
                Some(value) => self.map.insert(key, value),
                None => self.map.remove(&key),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_enough_to_follow() {
        let (mut first, mut second) = (Kept::default(), Kept::default());
        first.insert(1, 'a');
        first.insert(2, 'b');
        second.apply(first.changes(false));
        *first.get_mut(&2).unwrap() = 'c';
        first.remove(&1);
        first.insert(3, 'd');
        first.remove(&3);
        assert_eq!(first.get_mut(&9), None);
        let changes = first.changes(false);
        assert_eq!(changes, [(1, None), (2, Some('c')), (3, None)]);
        second.apply(changes);
        assert_eq!(first.map(), second.map());
        assert!(first.changes(false).is_empty());
        assert_eq!(first.changes(true), [(2, Some('c'))]);
    }
}
