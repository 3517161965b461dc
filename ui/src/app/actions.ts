/** What the command palette can do beside finding records. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { useExport } from "../features/reconcile/useExport";
import { useImportFlow } from "../features/statements/importFlow";
import { call, host, isCancelled, toProblem } from "../host";
import { useWords } from "./i18n";
import { runJob } from "./jobs";
import { useShowKeys } from "./KeyList";
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

const SECTION_KEYS: Partial<Record<Section, string>> = { overview: "G O", statements: "G S", reconcile: "G R", ledger: "G L" };

export function useActions(): readonly Action[] {
  const { t, tn, word } = useWords();
  const { go } = useNavigation();
  const { read } = useImportFlow();
  const { say } = useStatus();
  const look = useLook();
  const client = useQueryClient();
  const exporting = useExport();
  const showKeys = useShowKeys();
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
        run: () => void host().pickFiles(t("import.choose.title")).then((paths) => read(paths), () => undefined),
      },
      { id: "export", name: t("action.export"), keys: "E", run: exporting.start },
      { id: "undo", name: t("action.undo"), keys: "U", run: () => told(call("undo_last", {}).then((done) => done.what)) },
      {
        id: "match",
        name: t("action.match"),
        run: () => told(runJob("job.match", (job) => call("match_run", { job })).then((found) => tn("action.match.done", found.auto))),
      },
      { id: "environment", name: t("action.environment"), keys: "G E", run: () => go({ section: "settings", part: "environment" }) },
      { id: "profiles", name: t("action.profiles"), keys: "G P", run: () => go({ section: "settings", part: "profiles" }) },
      { id: "profile-add", name: t("action.profile.add"), run: () => go({ section: "settings", part: "profiles", act: "add" }) },
      ...tested.map((profile): Action => {
        const named = t("action.profile.test.named", { name: `${profile.short_code} ${profile.name}` });
        return {
          id: `profile-test-${profile.id}`,
          name: tested.length === 1 ? t("action.profile.test") : named,
          run: () => go({ section: "settings", part: "profiles", profile: profile.id, act: "test" }),
        };
      }),
      { id: "keys", name: t("keys.title"), keys: "?", run: showKeys },
      ...themes,
      { id: "language", name: language === "sw" ? "Tumia Kiswahili" : "Use English", run: () => changeLook({ language }) },
    ];
  }, [t, tn, word, go, read, say, look, client, exporting.start, showKeys, profiles]);
}
