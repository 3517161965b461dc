/** Which line is selected: its id is kept, its index follows the list. */
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";

import type { LinePositionRequest } from "../../bindings/types";
import type { Pages } from "../../app/pages";
import { usePlace } from "../../app/place";
import type { ListHandle } from "../../components/VirtualList";
import { call } from "../../host";

export type LineList = Omit<LinePositionRequest, "id">;

export interface Selection {
  id: number | null;
  index: number | null;
  /** Selects the row at an index, or the nearest there is. */
  select: (index: number) => void;
  /** Selects a line whose place in the list is known. */
  put: (id: number, index: number) => void;
  /** Where a line stands in the list now; null when it is not in it. */
  where: (id: number) => Promise<number | null>;
}

export function useSelection(list: LineList, pages: Pages<"lines_page">, handle: RefObject<ListHandle | null>): Selection {
  const { place, change } = usePlace();
  const id = place.line;
  const { total, rowAt } = pages;
  const [index, setIndex] = useState<number | null>(null);
  /** A row selected by its index whose line is not known yet. */
  const unnamed = useRef<number | null>(null);
  /** The list and line that were last brought together. */
  const met = useRef<{ list: LineList; id: number | null } | null>(null);

  const where = useCallback(async (line: number) => (await call("line_position", { ...list, id: line })).position, [list]);

  const put = useCallback((line: number, at: number) => {
    unnamed.current = null;
    met.current = { list, id: line };
    setIndex(at);
    change({ line });
    handle.current?.reveal(at);
  }, [list, change, handle]);

  const select = useCallback((wanted: number) => {
    if (total === null || total === 0) return;
    const at = Math.min(Math.max(0, wanted), total - 1);
    const row = rowAt(at);
    if (row) {
      put(row.id, at);
      return;
    }
    unnamed.current = at;
    setIndex(at);
    handle.current?.reveal(at);
  }, [total, rowAt, put, handle]);

  // A row selected before it was fetched gets its name once it is here.
  useEffect(() => {
    const at = unnamed.current;
    const row = at === null ? null : rowAt(at);
    if (at !== null && row) put(row.id, at);
  }, [rowAt, put]);

  // A new list, or a line asked for from elsewhere: find the line in it, else start at the top.
  const ready = total !== null;
  useEffect(() => {
    if (met.current?.list !== list) unnamed.current = null;
    if (!ready || unnamed.current !== null) return undefined;
    if (met.current?.list === list && met.current.id === id) return undefined;
    let current = true;
    const stand = (at: number | null) => {
      if (!current) return;
      met.current = { list, id };
      if (at === null) {
        setIndex(null);
        handle.current?.reveal(0);
        select(0);
      } else {
        setIndex(at);
        handle.current?.reveal(at, "centre");
      }
    };
    if (id === null) stand(null);
    else where(id).then(stand, () => stand(null));
    return () => {
      current = false;
    };
  }, [list, id, ready, where, select, handle]);

  return useMemo(() => ({ id, index, select, put, where }), [id, index, select, put, where]);
}
