/** Confirm, decline, assign, release, undo: each keeps the place, says what it did, and can be undone. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { AssignRequest, Decided, LineDetail, Problem } from "../../bindings/types";
import type { Pages } from "../../app/pages";
import { query, refreshAll } from "../../app/queries";
import { useStatus } from "../../app/status";
import { call, toProblem } from "../../host";
import type { Selection } from "./useSelection";

export interface Decisions {
  problem: Problem | null;
  busy: boolean;
  dismiss: () => void;
  /** Confirms the suggestion at `nth` among the line's suggestions. */
  confirm: (nth: number) => void;
  decline: (nth: number) => void;
  /** Takes the first standing match apart. */
  release: () => void;
  /** Assigns by hand; answers with the problem that prevented it, if one did. */
  assign: (request: AssignRequest) => Promise<Problem | null>;
  undo: () => void;
}

type Decide = () => Promise<Decided>;

export function suggestionsOf(detail: LineDetail) {
  return detail.matches.filter((match) => match.state === "suggested");
}

export function standingOf(detail: LineDetail) {
  return detail.matches.filter((match) => match.state !== "suggested");
}

export function useDecisions(selection: Selection, pages: Pages<"lines_page">): Decisions {
  const client = useQueryClient();
  const { say } = useStatus();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const now = useRef({ selection, pages });
  useEffect(() => {
    now.current = { selection, pages };
  });

  /** Selects the first of `candidates` that the list still has, else whatever took its place. */
  const settle = useCallback(async (candidates: readonly number[], at: number) => {
    for (const id of candidates) {
      const position = await now.current.selection.where(id);
      if (position === null) continue;
      now.current.selection.put(id, position);
      await refreshAll(client);
      return;
    }
    await refreshAll(client);
    now.current.selection.select(at);
  }, [client]);

  /** One decision at a time: a key held down or pressed twice never decides the next line. */
  const act = useCallback(async (decide: Decide, after: (decided: Decided) => number[], isUndo = false): Promise<Problem | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setProblem(null);
    const at = now.current.selection.index ?? 0;
    try {
      const decided = await decide();
      await settle(after(decided), at);
      say({ text: decided.what, undo: isUndo ? undefined : () => undoRef.current() });
      return null;
    } catch (thrown) {
      return toProblem(thrown);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, [say, settle]);

  /** The line itself while the list has it; else its neighbours that the decision left alone. */
  const stayOrNext = useCallback((id: number) => {
    const { selection: chosen, pages: held } = now.current;
    const at = chosen.index ?? 0;
    const around = [at + 1, at + 2, at + 3, at - 1].map((index) => held.rowAt(index)?.id);
    return (decided: Decided) => [id, ...around.filter((near) => near !== undefined && !decided.lines.includes(near))] as number[];
  }, []);

  /** Decides about the line as the engine has it now, never by a detail that belongs to another line. */
  const onLine = useCallback(async (choose: (detail: LineDetail) => Decide | null) => {
    const { id } = now.current.selection;
    if (id === null || running.current) return;
    try {
      const decide = choose(await client.fetchQuery(query("line_detail", { id })));
      if (decide) setProblem(await act(decide, stayOrNext(id)));
    } catch (thrown) {
      setProblem(toProblem(thrown));
    }
  }, [act, client, stayOrNext]);

  const undo = useCallback(async () => {
    const { id } = now.current.selection;
    const back = (decided: Decided) => (id === null ? decided.lines : [...decided.lines.slice(0, 1), id]);
    setProblem(await act(() => call("undo_last", {}), back, true));
  }, [act]);
  const undoRef = useRef(() => {});
  useEffect(() => {
    undoRef.current = () => void undo();
  });

  return useMemo(
    () => ({
      problem,
      busy,
      dismiss: () => setProblem(null),
      undo: () => void undo(),
      confirm: (nth) => void onLine((detail) => thenCall(suggestionsOf(detail)[nth]?.id, "match_confirm")),
      decline: (nth) => void onLine((detail) => thenCall(suggestionsOf(detail)[nth]?.id, "match_decline")),
      release: () => void onLine((detail) => thenCall(standingOf(detail)[0]?.id, "match_release")),
      assign: (request) => act(() => call("match_assign", request), stayOrNext(request.line)),
    }),
    [problem, busy, undo, onLine, act, stayOrNext],
  );
}

function thenCall(id: number | undefined, name: "match_confirm" | "match_decline" | "match_release"): Decide | null {
  return id === undefined ? null : () => call(name, { id });
}
