/** Commands as queries. What the ledger file holds changes only through this window, so data stays fresh until an act makes it stale. */
import { keepPreviousData, QueryClient, useQuery, type QueryKey, type UseQueryResult } from "@tanstack/react-query";

import type { Problem } from "../bindings/types";
import { call } from "../host";
import type { CommandName, RequestOf, ResponseOf } from "../host/types";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}

/** How long an answer that no screen shows is kept, in milliseconds. */
const KEPT_FOR = 120_000;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: KEPT_FOR,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

export function keyOf<Name extends CommandName>(name: Name, request: RequestOf<Name>): QueryKey {
  return [name, request];
}

/** A command as query options: for `useQuery`, `fetchQuery` and `ensureQueryData`. */
export function query<Name extends CommandName>(name: Name, request: RequestOf<Name>) {
  return {
    queryKey: keyOf(name, request),
    queryFn: (): Promise<ResponseOf<Name>> => call(name, request),
  };
}

export function useCommand<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
): UseQueryResult<ResponseOf<Name>, Problem> {
  return useQuery<ResponseOf<Name>, Problem>({
    ...query(name, request),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Everything that a decision, an import or its undoing may have changed. */
const CHANGED_BY_DECISIONS: readonly CommandName[] = [
  "app_status",
  "desk_summary",
  "lines_page",
  "line_detail",
  "overview",
  "entries_page",
  "entry_detail",
  "entries_search",
  "imports_list",
  "import_detail",
  "decisions_list",
  "story_find",
  "story",
  "audit_events",
];

/** Marks all of it stale; what is on the screen is fetched anew, and shown as it was until then. */
export async function refreshAll(client: QueryClient): Promise<void> {
  await Promise.all(
    CHANGED_BY_DECISIONS.map((name) => client.invalidateQueries({ queryKey: [name] })),
  );
}
