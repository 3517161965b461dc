use super::*;

/// A line a command: who may (n nobody signed in, a administrator, m maker, c checker, u auditor), and
/// `!` for the passphrase again.
const TABLE: &str = "
app_status namcu
practice_create namcu
job_cancel namcu
preference_set amcu
sign_in namcu
enrol namcu
sign_out namcu
step_up amcu
session_touch namcu
passphrase_change amcu
passphrase_strength namcu
people_found namcu
people_recover namcu
people_list amcu
person_add a!
person_roles a!
person_rekey a!
person_retire a!
audit_events au
audit_verify au
story_find amcu
story amcu
reveal mcu
audit_pack u!
backups_list amcu
backup_make a
backup_restore a!
recovery_key_show a!
recovery_key_confirm a!
recovery_key_test a
workspace_recover namcu
lease_list amcu
lease_claim a!
environments_list namcu
environment_switch namcu
workspace_create namcu
profiles_list amcu
profile_add a!
profile_remove a!
profile_item_set a!
profile_item_delete a!
profile_test am
receiver_show amcu
receiver_connect a!
receiver_forget a!
receiver_test am
receiver_rotate a!
receiver_rules a!
callbacks_page amcu
callback_detail amcu
overview amcu
import_preview m
import_commit m
import_discard m
imports_list amcu
import_detail amcu
import_undo m
match_run m
desk_summary amcu
lines_page amcu
line_position amcu
line_detail amcu
match_confirm m
match_decline m
match_assign m
match_release m
undo_last m
decisions_list amcu
entries_page amcu
entry_detail amcu
entries_search amcu
report_export mcu
";

fn found(command: Command) -> String {
    let need = need(command);
    let mut out = String::new();
    if need.admits(None) {
        out.push('n');
    }
    for (role, letter) in Role::ALL.into_iter().zip("amcu".chars()) {
        if need.admits(Some(&Roles::new([role]).unwrap())) {
            out.push(letter);
        }
    }
    if need.step_up {
        out.push('!');
    }
    out
}

#[test]
fn every_command_and_role_as_the_table_says() {
    let table: Vec<String> = TABLE.trim().lines().map(str::to_owned).collect();
    let real: Vec<String> = Command::ALL
        .iter()
        .map(|command| format!("{} {}", command.name(), found(*command)))
        .collect();
    assert_eq!(real, table);
}

#[test]
fn an_administrator_touches_no_money() {
    let administrator = Roles::new([Role::Administrator]).unwrap();
    for command in Command::ALL {
        let name = command.name();
        let money = [
            "match_",
            "undo_",
            "import_commit",
            "import_undo",
            "import_preview",
        ]
        .iter()
        .any(|start| name.starts_with(start));
        if money {
            assert!(!need(*command).admits(Some(&administrator)), "{name}");
        }
    }
}
