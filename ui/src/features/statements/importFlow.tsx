/**
 * An import on its way: reading, looked at, being imported, done. It lives beside the sections, so that
 * files dropped anywhere arrive here and a look at another section loses nothing.
 */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";

import type { ImportDone, ImportPreview, Problem } from "../../bindings/types";
import { runJob } from "../../app/jobs";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { refreshAll } from "../../app/queries";
import { call, isCancelled, toProblem } from "../../host";

export type ImportState =
  | { step: "idle" }
  | { step: "reading"; paths: readonly string[] }
  | { step: "looking"; paths: readonly string[]; preview: ImportPreview; problem: Problem | null; importing: boolean }
  | { step: "failed"; paths: readonly string[]; problem: Problem }
  | { step: "done"; done: ImportDone };

interface ImportFlow {
  state: ImportState;
  /** Reads files and shows what an import would do. */
  read: (paths: readonly string[], shortCode?: string) => void;
  commit: (acceptChangedEntries: boolean) => void;
  /** Forgets the preview; what was imported stays. */
  close: () => void;
}

const IDLE: ImportState = { step: "idle" };
const Context = createContext<ImportFlow | null>(null);

/** One path or `file://` address per line; quotes from a file manager's "copy as path" are dropped. */
export function pathsIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^(["'])(.*)\1$/, "$2"))
    .filter((line) => line !== "");
}

export function ImportProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { go } = useNavigation();
  const { guard } = useMay();
  const [state, setState] = useState<ImportState>(IDLE);
  const latest = useRef(0);
  const token = useRef<string | null>(null);

  const discard = useCallback(() => {
    if (token.current !== null) call("import_discard", { token: token.current }).catch(() => undefined);
    token.current = null;
  }, []);

  const readNow = useCallback((paths: readonly string[], shortCode?: string) => {
    latest.current += 1;
    const mine = latest.current;
    discard();
    go("statements");
    setState({ step: "reading", paths });
    runJob("job.preview", (job) => call("import_preview", { job, paths: [...paths], short_code: shortCode ?? null })).then(
      (preview) => {
        if (mine !== latest.current) {
          call("import_discard", { token: preview.token }).catch(() => undefined);
          return;
        }
        token.current = preview.token;
        setState({ step: "looking", paths, preview, problem: null, importing: false });
      },
      (thrown: unknown) => {
        if (mine !== latest.current) return;
        const problem = toProblem(thrown);
        setState(isCancelled(problem) ? IDLE : { step: "failed", paths, problem });
      },
    );
  }, [discard, go]);

  // Files that are dropped come here too: whoever may not import them is told.
  const read = useCallback((paths: readonly string[], shortCode?: string) => {
    if (paths.length > 0) guard("import_preview", () => readNow(paths, shortCode))();
  }, [guard, readNow]);

  const commit = useCallback((acceptChangedEntries: boolean) => {
    setState((before) => (before.step === "looking" ? { ...before, importing: true, problem: null } : before));
    const held = token.current;
    if (held === null) return;
    runJob("job.import", (job) => call("import_commit", { job, token: held, accept_changed_entries: acceptChangedEntries })).then(
      async (done) => {
        token.current = null;
        await refreshAll(client);
        setState({ step: "done", done });
      },
      (thrown: unknown) => {
        const problem = toProblem(thrown);
        setState((before) =>
          before.step === "looking" ? { ...before, importing: false, problem: isCancelled(problem) ? null : problem } : before,
        );
      },
    );
  }, [client]);

  const close = useCallback(() => {
    latest.current += 1;
    discard();
    setState(IDLE);
  }, [discard]);

  const value = useMemo(() => ({ state, read, commit, close }), [state, read, commit, close]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useImportFlow(): ImportFlow {
  const flow = useContext(Context);
  if (!flow) throw new Error("an import is always shown inside ImportProvider");
  return flow;
}
