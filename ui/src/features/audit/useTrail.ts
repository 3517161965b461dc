/** The way from a story into others that belong to it, and back. */
import { useCallback, useState } from "react";

import type { StoryRef } from "../../bindings/types";

/** A story that was left for one that belongs to it. */
export interface Left {
  of: StoryRef;
  title: string;
}

export interface Trail {
  /** The story that was left last; null at the first one. */
  from: Left | null;
  into: (next: StoryRef, left: Left) => void;
  back: () => void;
  /** Forgets the way: another row was selected. */
  begin: () => void;
}

export function useTrail(show: (of: StoryRef) => void): Trail {
  const [left, setLeft] = useState<readonly Left[]>([]);
  const from = left.at(-1) ?? null;
  return {
    from,
    into: (next, last) => {
      setLeft([...left, last]);
      show(next);
    },
    back: () => {
      if (!from) return;
      setLeft(left.slice(0, -1));
      show(from.of);
    },
    begin: useCallback(() => setLeft([]), []),
  };
}
