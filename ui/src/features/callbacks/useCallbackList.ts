/** The callbacks from the newest back, fetched as far as the list is scrolled. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import type { CallbackCounts, CallbackRow, CallbacksPage, CallbacksRequest, Problem } from "../../bindings/types";
import type { RowWindow } from "../../components/windowing";
import { call } from "../../host";

/** Callbacks per page; the most that the engine gives. */
const PAGE = 200;
/** Rows before the end of what is held at which more is fetched. */
const AHEAD = 60;
/** Rows drawn as on their way, below what is held. */
const COMING = 24;
/** How often the newest page is looked at while on show, in milliseconds. */
const EVERY = 10_000;

export type Wanted = Pick<CallbacksRequest, "filter" | "use" | "search">;

export interface CallbackList {
  /** Rows of the list; null until the first answer. */
  total: number | null;
  rows: readonly CallbackRow[];
  counts: CallbackCounts | null;
  problem: Problem | null;
  retry: () => void;
  onWindow: (window: RowWindow) => void;
}

export function useCallbackList(wanted: Wanted): CallbackList {
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["callbacks_page", wanted],
    queryFn: ({ pageParam }) => call("callbacks_page", { ...wanted, before: pageParam, limit: PAGE }),
    initialPageParam: null as CallbacksRequest["before"],
    getNextPageParam: (last: CallbacksPage) => last.next ?? undefined,
    // They come by themselves: each visit begins at the newest, and looks again as long as it stays there.
    gcTime: 0,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : EVERY),
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const onWindow = useCallback(
    ({ end }: RowWindow) => {
      if (hasNextPage && !isFetching && end > rows.length - AHEAD) void fetchNextPage();
    },
    [hasNextPage, isFetching, rows, fetchNextPage],
  );
  return {
    total: data ? rows.length + (hasNextPage ? COMING : 0) : null,
    rows,
    counts: data?.pages[0]?.counts ?? null,
    problem: error,
    retry: () => void refetch(),
    onWindow,
  };
}
