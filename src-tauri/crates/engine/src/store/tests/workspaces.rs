//! Opening a workspace with the key from the keyring.

use std::sync::Arc;

use super::*;
use crate::store::{Place, open_workspace};
use crate::vault::{Keys, MemoryVault, Vault};

struct Host {
    folder: tempfile::TempDir,
    vault: Arc<MemoryVault>,
}

impl Host {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryVault::new()),
        }
    }

    fn place(&self, environment: Environment) -> Place {
        Place::new(self.folder.path(), environment, "jaribio").unwrap()
    }

    fn open(&self, environment: Environment) -> Result<Arc<Ledger>, &'static str> {
        let keys = Keys::new(Arc::clone(&self.vault) as Arc<dyn Vault>);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime
            .block_on(open_workspace(
                &self.place(environment),
                &keys,
                OPERATOR,
                now(),
            ))
            .map_err(|problem| problem.code.0)
    }
}

#[test]
fn the_first_opening_makes_key_and_file_and_the_next_uses_them() {
    let host = Host::new();
    let place = host.place(Environment::Practice);
    assert!(!place.exists().unwrap());
    let ledger = host.open(Environment::Practice).unwrap();
    ledger
        .write(by(), "test.change", |write| {
            Ok(Done::to(
                "test",
                import_statement(write, "s.csv", &[payment(0, 1)])?,
            ))
        })
        .unwrap();
    drop(ledger);
    assert!(place.exists().unwrap());
    assert!(place.ledger().ends_with("practice/jaribio.ledger"));
    let ledger = host.open(Environment::Practice).unwrap();
    let lines = ledger
        .read(|read| lines::by_id(read, LineId::new(1)))
        .unwrap();
    assert_eq!(lines.amount, Kes::from_cents(1));
}

#[test]
fn a_file_without_its_key_is_not_overwritten() {
    let host = Host::new();
    drop(host.open(Environment::Practice).unwrap());
    let place = host.place(Environment::Practice);
    let before = std::fs::read(place.ledger()).unwrap();
    let key = host.vault.get(&place.key_name()).unwrap().unwrap();
    host.vault.delete(&place.key_name()).unwrap();
    assert_eq!(
        host.open(Environment::Practice).unwrap_err(),
        "keyring.missing_key"
    );
    assert_eq!(std::fs::read(place.ledger()).unwrap(), before);
    assert_eq!(
        host.vault.get(&place.key_name()).unwrap(),
        None,
        "no key was made"
    );
    host.vault.set(&place.key_name(), &key).unwrap();
    host.open(Environment::Practice).unwrap();
}

#[test]
fn a_key_without_its_file_is_used_for_the_new_file() {
    let host = Host::new();
    let place = host.place(Environment::Practice);
    let key = LedgerKey::random().unwrap().to_secret();
    host.vault.set(&place.key_name(), &key).unwrap();
    drop(host.open(Environment::Practice).unwrap());
    assert_eq!(host.vault.get(&place.key_name()).unwrap(), Some(key));
}

#[test]
fn each_environment_has_its_own_file_and_key() {
    let host = Host::new();
    let practice = host.open(Environment::Practice).unwrap();
    let sandbox = host.open(Environment::Sandbox).unwrap();
    assert_ne!(practice.path(), sandbox.path());
    let (one, two) = (
        host.place(Environment::Practice).key_name(),
        host.place(Environment::Sandbox).key_name(),
    );
    assert_ne!(one.service(), two.service());
    assert_ne!(host.vault.get(&one).unwrap(), host.vault.get(&two).unwrap());
}

#[test]
fn names_that_could_leave_the_folder_are_refused() {
    for name in ["", "../x", "A", "a b", "a/b", "x.ledger", &"a".repeat(65)] {
        let told = Place::new(std::path::Path::new("."), Environment::Practice, name).unwrap_err();
        assert_eq!(code(&told), "workspace.name");
    }
}
