/** A form on its way to the engine: whether it is being sent, and what was found wrong, field by field. */
import { useCallback, useEffect, useState } from "react";

import type { Problem } from "../bindings/types";
import { faultIn } from "../host";

export interface Sending {
  busy: boolean;
  problem: Problem | null;
  /** Sends; `then` comes after a good answer. A passphrase that was asked for and not given is no fault. */
  send: <Answer>(work: () => Promise<Answer>, then: (answer: Answer) => void | Promise<void>) => void;
  /** What to say at a field. */
  at: (...fields: readonly string[]) => string | null;
  /** The problem, unless it belongs to one of these fields. */
  besides: (...fields: readonly string[]) => Problem | null;
  forget: () => void;
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = useCallback<Sending["send"]>((work, then) => {
    setBusy(true);
    setProblem(null);
    work()
      .then(then)
      .catch((thrown: unknown) => setProblem(faultIn(thrown)))
      .finally(() => setBusy(false));
  }, []);
  const forget = useCallback(() => setProblem(null), []);
  useEffect(() => {
    if (problem?.field) faultyField()?.focus();
  }, [problem]);
  const isAt = (fields: readonly string[]) => problem?.field !== null && problem !== null && fields.includes(problem.field);
  return {
    busy,
    problem,
    send,
    at: (...fields) => (problem && isAt(fields) ? [problem.message, ...problem.remedies].join(" ") : null),
    besides: (...fields) => (isAt(fields) ? null : problem),
    forget,
  };
}

/** The first field at fault, of the topmost dialog if one is open. */
function faultyField(): HTMLElement | null {
  const topmost = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].at(-1) ?? document;
  return topmost.querySelector<HTMLElement>("input[aria-invalid=true], textarea[aria-invalid=true]");
}
