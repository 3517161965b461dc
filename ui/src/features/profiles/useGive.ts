/**
 * Sends a typed value to the engine. The value lives in the field it was typed into and nowhere else: not in
 * React's state, a query, a mutation or an address; and it is struck out of whatever the engine says.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from "react";

import type { Problem, ProfileInfo, ProfileItem } from "../../bindings/types";
import { call, faultIn } from "../../host";

export interface EditorProps {
  profile: number;
  info: { item: ProfileItem; secret: boolean; shown: string | null };
  /** The item in words. */
  name: string;
  onClose: () => void;
  onSaved: (after: ProfileInfo) => void;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Shorter values are not struck out: they are in every sentence. */
const STRUCK_FROM = 4;

/** The problem without the value, should a sentence repeat it. */
export function withoutValue(problem: Problem, value: string): Problem {
  if (value.length < STRUCK_FROM) return problem;
  const strike = (text: string) => text.replaceAll(value, "•••");
  return { ...problem, message: strike(problem.message), remedies: problem.remedies.map(strike), place: problem.place === null ? null : strike(problem.place) };
}

export function useGive<Of extends Field>(field: RefObject<Of | null>, { profile, info, onSaved }: EditorProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const alive = useRef(true);

  // A secret that was typed goes when its field goes.
  useLayoutEffect(() => {
    const node = field.current;
    alive.current = true;
    return () => {
      alive.current = false;
      if (node && info.secret) node.value = "";
    };
  }, [field, info.secret]);

  const give = async (value: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const after = await call("profile_item_set", { profile, item: info.item, value });
      if (field.current) field.current.value = "";
      onSaved(after);
    } catch (thrown) {
      if (!alive.current) return;
      const told = faultIn(thrown);
      setProblem(told && info.secret ? withoutValue(told, value) : told);
      setBusy(false);
      field.current?.focus();
    }
  };
  return { busy, problem, setProblem, give };
}
