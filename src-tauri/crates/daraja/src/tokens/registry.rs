//! Which clients share a token: all with the same base address, consumer key and secret, in the whole
//! process. Another secret begins anew: a token must not outlive the secret that earned it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::BaseUrl;
use crate::tokens::slot::{Slot, lock};

/// Apps remembered before those that no client uses are forgotten.
const APPS_MAX: usize = 64;

/// The base address, and the hash of key and secret: they themselves need not lie about.
type Key = (BaseUrl, [u8; 32]);

static SLOTS: LazyLock<Mutex<HashMap<Key, Arc<Slot>>>> = LazyLock::new(Mutex::default);

/// The one slot of an app.
pub(super) fn slot(base: &BaseUrl, key_and_secret: &SecretString) -> Arc<Slot> {
    let hash = Sha256::digest(key_and_secret.expose_secret().as_bytes()).into();
    let mut slots = lock(&SLOTS);
    if slots.len() >= APPS_MAX {
        slots.retain(|_, slot| Arc::strong_count(slot) > 1);
    }
    Arc::clone(slots.entry((base.clone(), hash)).or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Use;

    #[test]
    fn an_app_has_one_slot_per_address() {
        let base = |port: u16| {
            BaseUrl::parse(&format!("http://127.0.0.1:{port}"), Use::Rehearsal).unwrap()
        };
        let of = |port, key: &str| slot(&base(port), &SecretString::from(key));
        let one = of(1, "key of the registry test");
        assert!(Arc::ptr_eq(&one, &of(1, "key of the registry test")));
        assert!(!Arc::ptr_eq(&one, &of(2, "key of the registry test")));
        assert!(!Arc::ptr_eq(&one, &of(1, "another key")));
        for port in 10..200 {
            of(port, "crowd");
        }
        assert!(lock(&SLOTS).len() <= APPS_MAX + 1);
        assert!(
            Arc::ptr_eq(&one, &of(1, "key of the registry test")),
            "in use, so remembered"
        );
    }
}
