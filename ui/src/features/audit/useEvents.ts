/** The chain from its newest event back, fetched as far as the list is scrolled. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import type { AuditEventInfo, AuditEventsPage, AuditEventsRequest, Problem } from "../../bindings/types";
import type { RowWindow } from "../../components/windowing";
import { call } from "../../host";

/** Events per page; the most that the engine gives. */
const PAGE = 200;
/** Rows before the end of what is held at which more is fetched. */
const AHEAD = 60;
/** Rows drawn as on their way, below what is held. */
const COMING = 24;

export interface EventFilter {
  operator: string | null;
  action: string | null;
}

export interface Events {
  /** Rows of the list; null until the first answer. */
  rows: number | null;
  eventAt: (index: number) => AuditEventInfo | null;
  /** What the newest page says of the whole chain. */
  chain: AuditEventsPage | null;
  problem: Problem | null;
  retry: () => void;
  onWindow: (window: RowWindow) => void;
}

export function useEvents({ operator, action }: EventFilter, enabled: boolean): Events {
  const query = useInfiniteQuery({
    queryKey: ["audit_events", { operator, action }],
    queryFn: ({ pageParam }) => call("audit_events", { before: pageParam, limit: PAGE, operator, action }),
    initialPageParam: null as AuditEventsRequest["before"],
    getNextPageParam: (last: AuditEventsPage) => (last.events.length < PAGE ? undefined : last.events.at(-1)?.seq),
    // Everything that is done adds to the chain: each visit begins at its newest event.
    gcTime: 0,
    enabled,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = query;
  const events = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data]);
  const onWindow = useCallback(
    ({ end }: RowWindow) => {
      if (hasNextPage && !isFetching && end > events.length - AHEAD) void fetchNextPage();
    },
    [hasNextPage, isFetching, events, fetchNextPage],
  );
  return {
    rows: data ? events.length + (hasNextPage ? COMING : 0) : null,
    eventAt: (index) => events[index] ?? null,
    chain: data?.pages[0] ?? null,
    problem: error,
    retry: () => void refetch(),
    onWindow,
  };
}
