/** Walking a list: keys and pointer select a row, which stays in view while its detail opens beside it. */
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

import { useKeys } from "../../app/keys";
import type { ListHandle } from "../../components/VirtualList";

export interface Walk {
  handle: RefObject<ListHandle | null>;
  /** Selects the row at an index, or the nearest there is. */
  select: (wanted: number) => void;
  /** Moves by so many rows; begins at the first. */
  step: (by: number) => void;
  /** A row that was pointed at: selected, and shown as a sheet where the window is narrow. */
  open: (index: number) => void;
  sheet: boolean;
  setSheet: (open: boolean) => void;
}

interface Options {
  /** Rows of the list. */
  total: number;
  /** The selected row. */
  index: number | null;
  /** Takes the row at an index for selected; answers whether it could. */
  choose: (index: number) => boolean;
  enabled?: boolean;
}

export function useWalk({ total, index, choose, enabled = true }: Options): Walk {
  const handle = useRef<ListHandle>(null);
  const [sheet, setSheet] = useState(false);
  const select = (wanted: number) => {
    const to = Math.min(Math.max(0, wanted), total - 1);
    if (to >= 0 && choose(to)) handle.current?.reveal(to);
  };
  const latest = useRef(select);
  useEffect(() => {
    latest.current = select;
  });
  const open = useCallback((to: number) => {
    latest.current(to);
    setSheet(true);
    handle.current?.focus();
  }, []);
  const step = (by: number) => select(index === null ? 0 : index + by);
  const seen = () => handle.current?.rowsSeen() ?? 1;
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      PageDown: () => step(seen()),
      PageUp: () => step(-seen()),
      Home: () => select(0),
      End: () => select(total - 1),
    },
    enabled,
  );
  return { handle, select, step, open, sheet, setSheet };
}
