/** The ledger: every entry, how far it is met, and by which lines. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { EntryFilter } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { usePages } from "../../app/pages";
import { ENTRY_FILTERS, usePlace, useRested } from "../../app/place";
import { Empty, Skeleton } from "../../components/basics";
import { SearchBox } from "../../components/fields";
import { FilterTabs } from "../../components/FilterTabs";
import { ScreenHeader } from "../../components/ScreenHeader";
import { SplitView } from "../../components/SplitView";
import { VirtualList, type ListHandle } from "../../components/VirtualList";
import { ProblemView } from "../../problems/ProblemView";
import { EntryHead, EntryRow } from "./EntryRow";
import { EntryPane } from "./EntryPane";

const ROW = 32;
const SEARCH_ID = "ledger-search";

export function Ledger() {
  const { t, word } = useWords();
  const { place, change } = usePlace();
  const { target, visit } = useNavigation();
  const search = useRested(place.entrySearch.trim(), 140);
  const filter = place.entryFilter;
  const list = useMemo(() => ({ filter, search: search === "" ? null : search }), [filter, search]);
  const pages = usePages("entries_page", list);
  const { total, rowAt } = pages;
  const handle = useRef<ListHandle>(null);
  const [index, setIndex] = useState<number | null>(null);
  const [sheet, setSheet] = useState(false);

  useEffect(() => {
    if (target.section === "ledger" && target.entry !== undefined) change({ entry: target.entry });
    handle.current?.focus();
  }, [visit, target, change]);
  useEffect(() => {
    setIndex(null);
    handle.current?.reveal(0);
  }, [filter, search]);

  const select = useCallback((wanted: number) => {
    if (total === null || total === 0) return;
    const at = Math.min(Math.max(0, wanted), total - 1);
    setIndex(at);
    handle.current?.reveal(at);
  }, [total]);
  const open = useCallback((at: number) => {
    select(at);
    setSheet(true);
    handle.current?.focus();
  }, [select]);

  // The row reached names the entry, once it is here.
  useEffect(() => {
    const entry = index === null ? null : rowAt(index);
    if (entry) change({ entry: entry.id });
  }, [rowAt, index, change]);

  const step = (by: number) => select(index === null ? 0 : index + by);
  const seen = () => handle.current?.rowsSeen() ?? 1;
  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    PageDown: () => step(seen()),
    PageUp: () => step(-seen()),
    Home: () => select(0),
    End: () => select((total ?? 1) - 1),
    "/": () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: () => setSheet(false),
    ...Object.fromEntries(ENTRY_FILTERS.map((each, at) => [String(at + 1), () => change({ entryFilter: each })])),
  });

  const tabs = (pages.latest?.filters ?? []).map((each) => ({ id: each.filter, name: word("entry_filter", each.filter), count: each.count }));
  const empty = (
    <Empty title={search === "" ? t("ledger.empty", { filter: word("entry_filter", filter) }) : t("desk.empty.search", { search })}>
      {search === "" ? t("ledger.empty.hint") : t("desk.empty.search.hint")}
    </Empty>
  );
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.ledger")} subject={t("ledger.subject")}>
        <SearchBox
          id={SEARCH_ID}
          testId="ledger-search"
          label={t("ledger.search")}
          keyName="/"
          value={place.entrySearch}
          onChange={(entrySearch) => change({ entrySearch })}
          onEnter={() => handle.current?.focus()}
        />
      </ScreenHeader>
      <FilterTabs<EntryFilter> label={t("desk.filters")} tabs={tabs} chosen={filter} onChoose={(entryFilter) => change({ entryFilter })} onPointed={() => handle.current?.focus()} />
      <SplitView
        share={place.share}
        onShare={(share) => change({ share })}
        sheetOpen={sheet}
        onCloseSheet={() => setSheet(false)}
        detailLabel={t("ledger.selected")}
        list={
          pages.problem ? (
            <div className="pad">
              <ProblemView problem={pages.problem} onRetry={pages.retry} />
            </div>
          ) : (
            <VirtualList
              label={t("ledger.entries")}
              handle={handle}
              total={total ?? 0}
              row={ROW}
              active={index}
              header={<EntryHead />}
              onWindow={pages.onWindow}
              renderRow={(at) => {
                const entry = rowAt(at);
                return <EntryRow entry={entry} index={at} selected={entry !== null && entry.id === place.entry} onSelect={open} />;
              }}
              empty={total === null ? <Skeleton label={t("loading")} lines={8} /> : empty}
            />
          )
        }
        detail={<EntryPane id={place.entry} />}
      />
    </div>
  );
}
