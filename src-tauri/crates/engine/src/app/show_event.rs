//! An audit event as lists show it.

use domain::Eat;

use crate::api::AuditEventInfo;
use crate::audit::hex;
use crate::store::audit_log::Logged;
use crate::words;

/// What was done, in plain words, by its action.
const WHAT: &[(&str, &str)] = &[
    ("access.refused", "Was refused something"),
    ("audit.checkpoint", "Signed the record so far"),
    ("audit.pack", "Made an audit pack"),
    ("backup.daily", "Made the day's backup"),
    ("backup.failed", "A backup failed"),
    ("backup.make", "Made a backup"),
    ("callback.expect", "Gave out an address for an answer"),
    ("decision.undo", "Undid a decision"),
    ("import.commit", "Imported a file"),
    ("import.undo", "Took an import back"),
    ("lease.claim", "Claimed the right to send"),
    ("ledger.copied", "Found that this ledger is a copy"),
    ("ledger.create", "Made the ledger"),
    ("ledger.restore", "Restored a backup"),
    ("match.assign", "Assigned a line by hand"),
    ("match.confirm", "Confirmed a match"),
    ("match.decline", "Declined a match"),
    ("match.release", "Took a match apart"),
    ("matching.run", "Ran the matching"),
    ("people.add", "Invited a person"),
    ("people.enrol", "Took a key"),
    ("people.found", "Named the first two people"),
    ("people.recovered", "Took new keys with the recovery key"),
    ("people.rekey", "Gave a person a new one-time code"),
    ("people.retire", "Retired a person"),
    ("people.roles", "Changed what a person is"),
    ("profile.add", "Added a short code"),
    ("profile.checks_reset", "Cleared a short code's checks"),
    ("profile.item_delete", "Deleted an item of a short code"),
    ("profile.item_set", "Set an item of a short code"),
    ("profile.remove", "Removed a short code"),
    ("profile.supplied", "Supplied the practice short code"),
    ("profile.test", "Tested a short code"),
    ("receiver.addresses", "Made or ended callback addresses"),
    ("receiver.connect", "Connected the receiver"),
    ("receiver.drain", "Took callbacks in"),
    ("receiver.forget", "Forgot the receiver"),
    ("receiver.publish", "Told the receiver addresses and rules"),
    ("receiver.rotate", "Made new callback addresses"),
    ("receiver.rules", "Set how payments are answered"),
    ("receiver.test", "Tested the receiver"),
    ("recovery.confirm", "Confirmed the recovery key"),
    ("recovery.show", "Was shown the recovery key"),
    ("recovery.test", "Tested a recovery key"),
    ("recovery.try", "Tried a recovery key for new keys"),
    (
        "report.export",
        "Exported the reconciliation, with full names",
    ),
    ("reveal", "Revealed a number and name"),
    ("session.begin", "Signed in"),
    ("session.end", "Signed out"),
    ("session.passphrase", "Changed the passphrase"),
    ("session.prove", "Typed the passphrase again"),
    ("session.try", "Tried a passphrase"),
    ("workspace.create", "Made the workspace"),
    (
        "workspace.recover",
        "Opened the ledger with the recovery key",
    ),
];

/// An event in a list.
#[must_use]
pub fn info(of: &Logged) -> AuditEventInfo {
    let event = &of.event;
    AuditEventInfo {
        seq: event.seq,
        at: Eat::from_unix(event.at).map_or_else(String::new, words::second),
        at_iso: Eat::from_unix(event.at).map_or_else(String::new, |at| at.to_string()),
        operator: event.operator.clone(),
        action: event.action.clone(),
        what: what(&event.action),
        subject: event.subject.clone(),
        before: event.before.clone(),
        after: event.after.clone(),
        hash: hex(&of.hash),
    }
}

/// An action in plain words; one that has none keeps its own: `person.add` becomes "Person: add".
#[must_use]
pub fn what(action: &str) -> String {
    if let Some((_, what)) = WHAT.iter().find(|(known, _)| *known == action) {
        return (*what).to_owned();
    }
    let spaced = action.replace('.', ": ").replace('_', " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_reads_as_words() {
        assert_eq!(what("match.confirm"), "Confirmed a match");
        assert_eq!(what("person.key_changed"), "Person: key changed");
        assert_eq!(what(""), "");
        assert!(WHAT.is_sorted());
    }
}
