//! What each command needs of the person who gives it. Owns the table; enforcing it stays out.

use super::role::{Role, Roles};

/// What a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Who may give it.
    pub who: Who,
    /// Whether the passphrase is asked for again first.
    pub step_up: bool,
}

/// Who may give a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Also nobody: no one need be signed in.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// A person with at least one of these roles.
    Roles(&'static [Role]),
}

impl Need {
    /// Whether a person may give the command; `None` when nobody is signed in.
    #[must_use]
    pub fn admits(&self, person: Option<&Roles>) -> bool {
        match (self.who, person) {
            (Who::Anyone, _) | (Who::SignedIn, Some(_)) => true,
            (Who::Roles(any), Some(roles)) => any.iter().any(|role| roles.has(*role)),
            (Who::SignedIn | Who::Roles(_), None) => false,
        }
    }
}

macro_rules! commands {
    ($($(#[$about:meta])* $name:ident($request:ty) -> $response:ty;)*) => {
        /// Every command of the table, by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(non_camel_case_types, reason = "a command is spelt as in the table")]
        pub enum Command { $($(#[$about])* $name,)* }

        impl Command {
            /// All of them, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the table.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}
crate::for_each_command!(commands);

const MAKER: Who = Who::Roles(&[Role::Maker]);

/// What a command needs. No wildcard: a new command does not build until it is named here.
#[must_use]
pub const fn need(command: Command) -> Need {
    use Command as C;
    let (who, step_up) = match command {
        C::app_status
        | C::practice_create
        | C::workspace_create
        | C::environments_list
        | C::environment_switch
        | C::sign_in
        | C::enrol
        | C::sign_out
        | C::session_touch
        | C::passphrase_strength
        | C::people_found
        | C::people_recover
        | C::workspace_recover
        | C::job_cancel => (Who::Anyone, false),

        C::preference_set
        | C::step_up
        | C::passphrase_change
        | C::people_list
        | C::story_find
        | C::story
        | C::backups_list
        | C::lease_list
        | C::profiles_list
        | C::receiver_show
        | C::callbacks_page
        | C::callback_detail
        | C::overview
        | C::imports_list
        | C::import_detail
        | C::desk_summary
        | C::lines_page
        | C::line_position
        | C::line_detail
        | C::decisions_list
        | C::entries_page
        | C::entry_detail
        | C::entries_search => (Who::SignedIn, false),

        C::import_preview
        | C::import_commit
        | C::import_discard
        | C::import_undo
        | C::match_run
        | C::match_confirm
        | C::match_decline
        | C::match_assign
        | C::match_release
        | C::undo_last => (MAKER, false),

        C::profile_add
        | C::profile_remove
        | C::profile_item_set
        | C::profile_item_delete
        | C::person_add
        | C::person_roles
        | C::person_rekey
        | C::person_retire
        | C::receiver_connect
        | C::receiver_forget
        | C::receiver_rotate
        | C::receiver_rules
        | C::backup_restore
        | C::lease_claim
        | C::recovery_key_show
        | C::recovery_key_confirm => (Who::Roles(&[Role::Administrator]), true),
        C::backup_make | C::recovery_key_test => (Who::Roles(&[Role::Administrator]), false),
        C::audit_events | C::audit_verify => {
            (Who::Roles(&[Role::Administrator, Role::Auditor]), false)
        }
        C::reveal => (
            Who::Roles(&[Role::Maker, Role::Checker, Role::Auditor]),
            false,
        ),
        C::audit_pack => (Who::Roles(&[Role::Auditor]), true),
        C::profile_test | C::receiver_test => {
            (Who::Roles(&[Role::Administrator, Role::Maker]), false)
        }
        C::report_export => (
            Who::Roles(&[Role::Maker, Role::Checker, Role::Auditor]),
            false,
        ),
    };
    Need { who, step_up }
}

/// Whether a person sees customers' names in full (law 8): makers and checkers do, who reconcile and pay by
/// them. Everybody else sees first letters, and numbers are masked for all.
#[must_use]
pub fn sees_names(roles: &Roles) -> bool {
    roles.has(Role::Maker) || roles.has(Role::Checker)
}

#[cfg(test)]
#[path = "permissions_tests.rs"]
mod tests;
