/** Pages of a long list, fetched for the rows on the screen and kept a while after. */
import { useQueries, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import type { Problem } from "../bindings/types";
import { pagesFor, type RowWindow } from "../components/windowing";
import { call } from "../host";
import type { RequestOf, ResponseOf } from "../host/types";

/** Rows per page. */
export const PAGE = 200;
/** How long the view must rest before pages far from those held are fetched, in milliseconds. */
const REST = 60;

type Listing = "lines_page" | "entries_page";
type Filter<Name extends Listing> = Omit<RequestOf<Name>, "offset" | "limit">;
type RowOf<Name extends Listing> = ResponseOf<Name>["rows"][number];

export interface Pages<Name extends Listing> {
  /** Rows in the whole list; null until the first answer. */
  total: number | null;
  rowAt: (index: number) => RowOf<Name> | null;
  problem: Problem | null;
  retry: () => void;
  /** The latest answer, for what else it says. */
  latest: ResponseOf<Name> | null;
  onWindow: (window: RowWindow) => void;
}

export function pageQuery<Name extends Listing>(name: Name, filter: Filter<Name>, page: number) {
  const request = { ...filter, offset: page * PAGE, limit: PAGE } as RequestOf<Name>;
  return { queryKey: [name, request], queryFn: (): Promise<ResponseOf<Name>> => call(name, request) };
}

/** What the page queries know together. */
function together<Answer>(answers: UseQueryResult<Answer, Problem>[]) {
  return {
    data: answers.map((answer) => answer.data),
    problem: answers.find((answer) => answer.error)?.error ?? null,
  };
}

/** The list that `filter` describes. Give it the same object until the filter changes. */
export function usePages<Name extends Listing>(name: Name, filter: Filter<Name>): Pages<Name> {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const pages = useRestedPages(wanted);
  const { data, problem } = useQueries({
    queries: pages.map((page) => pageQuery(name, filter, page)),
    combine: together<ResponseOf<Name>>,
  });
  // The list stays as long as it was while a far page of it is fetched.
  const answered = data.findLast((answer) => answer !== undefined) ?? null;
  const [kept, setKept] = useState({ filter, answer: answered });
  if (kept.filter !== filter || (answered !== null && kept.answer !== answered)) setKept({ filter, answer: answered });
  const latest = answered ?? (kept.filter === filter ? kept.answer : null);

  /** Rows of the pages on the screen; of others while they are kept. */
  const rowAt = useCallback(
    (index: number): RowOf<Name> | null => {
      const page = Math.floor(index / PAGE);
      const shown = data[pages.indexOf(page)];
      const answer = shown ?? client.getQueryData<ResponseOf<Name>>(pageQuery(name, filter, page).queryKey);
      return (answer?.rows[index % PAGE] as RowOf<Name> | undefined) ?? null;
    },
    [client, name, filter, pages, data],
  );

  const onWindow = useCallback((window: RowWindow) => {
    const needed = pagesFor(window, PAGE);
    const next = needed.length === 0 ? [0] : needed;
    setWanted((before) => (before.join() === next.join() ? before : next));
  }, []);
  const retry = useCallback(() => void client.invalidateQueries({ queryKey: [name] }), [client, name]);

  return useMemo(
    () => ({ total: latest?.total ?? null, rowAt, problem, retry, latest, onWindow }),
    [latest, rowAt, problem, retry, onWindow],
  );
}

/** The pages wanted, once the view rests; neighbours at once. A drag across a million rows fetches only its end. */
function useRestedPages(wanted: readonly number[]): readonly number[] {
  const [rested, setRested] = useState(wanted);
  useEffect(() => {
    if (wanted === rested) return undefined;
    const near = wanted.some((page) => rested.some((held) => Math.abs(held - page) <= 1));
    if (near) {
      setRested(wanted);
      return undefined;
    }
    const timer = setTimeout(() => setRested(wanted), REST);
    return () => clearTimeout(timer);
  }, [wanted, rested]);
  return rested;
}
