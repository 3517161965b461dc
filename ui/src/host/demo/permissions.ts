/** The demo's table of permissions, as far as the page shows it. */
import type { RoleDto } from "../../bindings/types";
import type { CommandName } from "../types";

/** Given also while nobody is signed in. */
export const ANYONE: readonly CommandName[] = [
  "app_status", "practice_create", "workspace_create", "environments_list", "environment_switch", "sign_in", "enrol", "sign_out",
  "session_touch", "passphrase_strength", "people_found", "people_recover", "workspace_recover", "job_cancel",
];

const SIGNED_IN: readonly CommandName[] = [
  "preference_set", "step_up", "passphrase_change", "people_list", "story_find", "story", "backups_list", "lease_list", "profiles_list", "receiver_show", "callbacks_page", "callback_detail", "overview", "imports_list",
  "import_detail", "desk_summary", "lines_page", "line_position", "line_detail", "decisions_list", "entries_page", "entry_detail", "entries_search",
];

const MAKER: readonly CommandName[] = [
  "import_preview", "import_commit", "import_discard", "import_undo", "match_run", "match_confirm", "match_decline", "match_assign", "match_release", "undo_last",
];

/** What asks for the passphrase again. */
export const STEPPED_UP: readonly CommandName[] = [
  "profile_add", "profile_remove", "profile_item_set", "profile_item_delete", "receiver_connect", "receiver_forget", "receiver_rotate", "receiver_rules", "person_add", "person_roles", "person_rekey", "person_retire",
  "backup_restore", "recovery_key_show", "recovery_key_confirm", "lease_claim", "audit_pack",
];

const ROLES: Readonly<Partial<Record<CommandName, readonly RoleDto[]>>> = {
  ...Object.fromEntries(MAKER.map((name) => [name, ["maker"]])),
  ...Object.fromEntries(STEPPED_UP.map((name) => [name, ["administrator"]])),
  backup_make: ["administrator"],
  recovery_key_test: ["administrator"],
  audit_events: ["administrator", "auditor"],
  audit_verify: ["administrator", "auditor"],
  audit_pack: ["auditor"],
  reveal: ["maker", "checker", "auditor"],
  profile_test: ["administrator", "maker"],
  receiver_test: ["administrator", "maker"],
  report_export: ["maker", "checker", "auditor"],
};

export function mayOf(roles: readonly RoleDto[] | "all"): CommandName[] {
  const own = Object.entries(ROLES).filter(([, need]) => roles === "all" || need.some((role) => roles.includes(role)));
  return [...ANYONE, ...SIGNED_IN, ...own.map(([name]) => name as CommandName)];
}

export function whoWords(name: CommandName): string {
  return (ROLES[name] ?? []).join(" or ");
}
