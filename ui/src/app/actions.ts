/** What the command palette can do beside finding records. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { useBackup } from "../features/backups/useBackup";
import { useReceiverTest } from "../features/receiver/useReceiverTest";
import { useExport } from "../features/reconcile/useExport";
import { useImportFlow } from "../features/statements/importFlow";
import { call, host, isCancelled, toProblem } from "../host";
import { useWords } from "./i18n";
import { runJob } from "./jobs";
import { useShowKeys } from "./KeyList";
import { useMay } from "./may";
import { SECTIONS, useNavigation, type Section } from "./navigation";
import { changeLook, useLook } from "./preferences";
import { refreshAll, useCommand } from "./queries";
import { useStatus } from "./status";
import { THEMES } from "./theme";

export interface Action {
  id: string;
  name: string;
  /** The keys that do the same. */
  keys?: string;
  run: () => void;
}

const SECTION_KEYS: Partial<Record<Section, string>> = { overview: "G O", statements: "G S", reconcile: "G R", ledger: "G L", callbacks: "G C", audit: "G A" };

export function useActions(onLock: () => void): readonly Action[] {
  const { t, tn, word } = useWords();
  const { go } = useNavigation();
  const { read } = useImportFlow();
  const { say } = useStatus();
  const look = useLook();
  const client = useQueryClient();
  const exporting = useExport();
  const backup = useBackup();
  const { run: testReceiver } = useReceiverTest();
  const showKeys = useShowKeys();
  const { guard } = useMay();
  const profiles = useCommand("profiles_list", {}).data?.profiles;

  return useMemo(() => {
    const told = (work: Promise<string>) => {
      work.then(
        async (text) => {
          say({ text });
          await refreshAll(client);
        },
        (thrown: unknown) => {
          const problem = toProblem(thrown);
          if (!isCancelled(problem)) say({ text: problem.message, problem });
        },
      );
    };
    const sections = SECTIONS.map((section): Action => {
      const keys = SECTION_KEYS[section];
      return { id: `go-${section}`, name: t("action.go", { section: t(`nav.${section}`) }), ...(keys ? { keys } : {}), run: () => go(section) };
    });
    const themes = THEMES.filter((theme) => theme !== look.theme).map((theme): Action => ({
      id: `theme-${theme}`,
      name: t("action.theme", { theme: word("theme", theme) }),
      run: () => changeLook({ theme }),
    }));
    const tested = profiles ?? [];
    const language = look.language === "en" ? ("sw" as const) : ("en" as const);
    return [
      ...sections,
      {
        id: "import",
        name: t("import.choose"),
        run: guard("import_preview", () => void host().pickFiles(t("import.choose.title")).then((paths) => read(paths), () => undefined)),
      },
      { id: "export", name: t("action.export"), keys: "E", run: exporting.start },
      { id: "undo", name: t("action.undo"), keys: "U", run: guard("undo_last", () => told(call("undo_last", {}).then((done) => done.what))) },
      {
        id: "match",
        name: t("action.match"),
        run: guard("match_run", () => told(runJob("job.match", (job) => call("match_run", { job })).then((found) => tn("action.match.done", found.auto)))),
      },
      { id: "environment", name: t("action.environment"), keys: "G E", run: () => go({ section: "settings", part: "environment" }) },
      { id: "profiles", name: t("action.profiles"), keys: "G P", run: () => go({ section: "settings", part: "profiles" }) },
      { id: "profile-add", name: t("action.profile.add"), run: guard("profile_add", () => go({ section: "settings", part: "profiles", act: "add" })) },
      ...tested.map((profile): Action => {
        const named = t("action.profile.test.named", { name: `${profile.short_code} ${profile.name}` });
        return {
          id: `profile-test-${profile.id}`,
          name: tested.length === 1 ? t("action.profile.test") : named,
          run: guard("profile_test", () => go({ section: "settings", part: "profiles", profile: profile.id, act: "test" })),
        };
      }),
      { id: "receiver", name: t("action.receiver"), keys: "G V", run: () => go({ section: "settings", part: "receiver" }) },
      {
        id: "receiver-test",
        name: t("action.receiver.test"),
        run: guard("receiver_test", () => {
          go({ section: "settings", part: "receiver" });
          testReceiver();
        }),
      },
      { id: "people", name: t("action.people"), keys: "G U", run: () => go({ section: "settings", part: "people" }) },
      { id: "person-add", name: t("action.person.add"), run: guard("person_add", () => go({ section: "settings", part: "people", act: "add" })) },
      { id: "lease", name: t("action.lease"), keys: "G T", run: () => go({ section: "settings", part: "lease" }) },
      { id: "audit-events", name: t("action.audit.events"), run: () => go({ section: "audit", tab: "events" }) },
      { id: "audit-check", name: t("action.audit.check"), run: () => go({ section: "audit", tab: "check" }) },
      { id: "audit-pack", name: t("action.audit.pack"), run: guard("audit_pack", () => go({ section: "audit", act: "pack" })) },
      { id: "backups", name: t("action.backups"), keys: "G B", run: () => go({ section: "settings", part: "backups" }) },
      { id: "backup-make", name: t("action.backup.make"), run: guard("backup_make", backup.make) },
      { id: "lock", name: t("action.lock"), keys: "Ctrl L", run: onLock },
      { id: "keys", name: t("keys.title"), keys: "?", run: showKeys },
      ...themes,
      { id: "language", name: language === "sw" ? "Tumia Kiswahili" : "Use English", run: () => changeLook({ language }) },
    ];
  }, [t, tn, word, go, read, say, look, client, exporting.start, showKeys, profiles, guard, onLock, backup.make, testReceiver]);
}
