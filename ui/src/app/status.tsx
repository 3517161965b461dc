/** The quiet line that says what was just done, to eyes and to screen readers, and offers to undo it. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

import type { Problem } from "../bindings/types";

export interface StatusMessage {
  text: string;
  /** Undoes what the text says, where it can be. */
  undo?: (() => void) | undefined;
  /** A second line: the files written. */
  detail?: string;
  /** What went wrong, with its remedies; stays until dismissed. */
  problem?: Problem;
  /** Stays until dismissed or replaced. */
  stays?: boolean;
}

/** How long a message stays, in milliseconds: long enough to undo, or only to be read. */
const STAYS_TO_UNDO = 12_000;
const STAYS_TO_READ = 5_000;

interface Status {
  message: StatusMessage | null;
  say: (message: StatusMessage | null) => void;
}

const Context = createContext<Status | null>(null);

export function StatusProvider({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState<StatusMessage | null>(null);
  const say = useCallback((next: StatusMessage | null) => setMessage(next), []);
  useEffect(() => {
    if (!message || message.stays || message.problem) return undefined;
    const timer = setTimeout(() => setMessage(null), message.undo ? STAYS_TO_UNDO : STAYS_TO_READ);
    return () => clearTimeout(timer);
  }, [message]);
  const value = useMemo(() => ({ message, say }), [message, say]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useStatus(): Status {
  const status = useContext(Context);
  if (!status) throw new Error("a status is always said inside StatusProvider");
  return status;
}
