/** Who is signed in, and what they may do. What a person may not do is shown, disabled, and says whose it is. */
import { createContext, useCallback, useContext, useMemo, type ReactNode } from "react";

import type { RoleDto, SessionInfo } from "../bindings/types";
import type { CommandName } from "../host/types";
import { useWords, type Words } from "./i18n";
import { useStatus } from "./status";

/** Whose the acts are that not everybody may do; the engine decides, this only says it. */
const OWNERS: Readonly<Partial<Record<CommandName, readonly RoleDto[]>>> = {
  import_preview: ["maker"],
  import_commit: ["maker"],
  import_undo: ["maker"],
  match_run: ["maker"],
  match_confirm: ["maker"],
  match_decline: ["maker"],
  match_assign: ["maker"],
  match_release: ["maker"],
  undo_last: ["maker"],
  profile_add: ["administrator"],
  profile_remove: ["administrator"],
  profile_item_set: ["administrator"],
  profile_item_delete: ["administrator"],
  profile_test: ["administrator", "maker"],
  receiver_connect: ["administrator"],
  receiver_forget: ["administrator"],
  receiver_rotate: ["administrator"],
  receiver_rules: ["administrator"],
  receiver_test: ["administrator", "maker"],
  person_add: ["administrator"],
  person_roles: ["administrator"],
  person_rekey: ["administrator"],
  person_retire: ["administrator"],
  lease_claim: ["administrator"],
  report_export: ["maker", "checker", "auditor"],
  audit_events: ["administrator", "auditor"],
  audit_verify: ["administrator", "auditor"],
  audit_pack: ["auditor"],
  reveal: ["maker", "checker", "auditor"],
  backup_make: ["administrator"],
  backup_restore: ["administrator"],
  recovery_key_show: ["administrator"],
  recovery_key_confirm: ["administrator"],
  recovery_key_test: ["administrator"],
};

export interface May {
  session: SessionInfo;
  may: (command: CommandName) => boolean;
  /** Why the command is not theirs; null when it is. */
  why: (command: CommandName) => string | null;
  /** The act, or saying whose it is. For keys and the palette, which have no button to disable. */
  guard: (command: CommandName, act: () => void) => () => void;
}

const Context = createContext<May | null>(null);

/** `maker, checker` in words; lower case where they stand in a sentence. */
export function rolesInWords(roles: readonly RoleDto[], { word }: Pick<Words, "word">): string {
  return roles.map((role) => word("person_role", role)).join(", ");
}

export function MayProvider({ session, children }: { session: SessionInfo; children: ReactNode }) {
  const { t, word } = useWords();
  const { say } = useStatus();
  const why = useCallback<May["why"]>(
    (command) => {
      if (session.may.includes(command)) return null;
      const owners = (OWNERS[command] ?? []).map((role) => word("person_role", role).toLowerCase());
      const roles = owners.length < 2 ? (owners[0] ?? "") : t("may.or", { first: owners.slice(0, -1).join(", "), second: owners.at(-1) ?? "" });
      return t("may.needs", { roles, mine: rolesInWords(session.roles, { word }).toLowerCase() });
    },
    [session, t, word],
  );
  const value = useMemo<May>(
    () => ({
      session,
      may: (command) => session.may.includes(command),
      why,
      guard: (command, act) => () => {
        const refused = why(command);
        if (refused === null) act();
        else say({ text: refused });
      },
    }),
    [session, why, say],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useMay(): May {
  const may = useContext(Context);
  if (!may) throw new Error("what a person may do is asked inside MayProvider");
  return may;
}
