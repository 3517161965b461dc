/** The desk: statement lines on the left, the selected one and what it could be on the right. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { LineFilter } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { usePages } from "../../app/pages";
import { LINE_FILTERS, usePlace, useRested } from "../../app/place";
import { useCommand } from "../../app/queries";
import { Empty, Skeleton } from "../../components/basics";
import { FilterTabs } from "../../components/FilterTabs";
import { SplitView } from "../../components/SplitView";
import { VirtualList, type ListHandle } from "../../components/VirtualList";
import { ProblemView } from "../../problems/ProblemView";
import { AssignDialog } from "./AssignDialog";
import { DeskFooter } from "./DeskFooter";
import { DeskHeader, SEARCH_ID } from "./DeskHeader";
import { LineHead, LineRow } from "./LineRow";
import { LinePane } from "./LinePane";
import { useDecisions } from "./useDecisions";
import { useExport } from "./useExport";
import { useSelection, type LineList } from "./useSelection";
import "./reconcile.css";

const ROW = 32;
/** How long typing must rest before it searches, in milliseconds. */
const SEARCH_REST = 140;

export function Reconcile() {
  const { t, word } = useWords();
  const { place, change } = usePlace();
  const { target, visit } = useNavigation();
  const summary = useCommand("desk_summary", {});
  const search = useRested(place.search.trim(), SEARCH_REST);
  const list = useMemo<LineList>(
    () => ({ filter: place.filter, order: place.order, search: search === "" ? null : search }),
    [place.filter, place.order, search],
  );
  const pages = usePages("lines_page", list);
  const handle = useRef<ListHandle>(null);
  const selection = useSelection(list, pages, handle);
  const decisions = useDecisions(selection, pages);
  const exporting = useExport();
  const { guard } = useMay();
  const [nth, setNth] = useState(0);
  const [sheet, setSheet] = useState(false);
  const [assigning, setAssigning] = useState<number | null>(null);

  useEffect(() => setNth(0), [selection.id]);
  // Once per visit: what the visitor asked to see.
  useEffect(() => {
    if (target.section === "reconcile") {
      const line = target.line === undefined ? {} : { line: target.line };
      change(target.filter ? { filter: target.filter, search: "", ...line } : line);
    }
    handle.current?.focus();
  }, [visit, target, change]);

  const filters = summary.data?.filters ?? [];
  const choose = (filter: LineFilter | undefined) => {
    if (filter) change({ filter });
  };
  const { index } = selection;
  const step = (by: number) => select(index === null ? 0 : index + by);
  const seen = () => handle.current?.rowsSeen() ?? 1;
  const { select } = selection;
  const openLine = useCallback((at: number) => {
    select(at);
    setSheet(true);
    handle.current?.focus();
  }, [select]);

  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    PageDown: () => step(seen()),
    PageUp: () => step(-seen()),
    Home: () => select(0),
    End: () => select((pages.total ?? 1) - 1),
    ArrowRight: () => setNth((before) => before + 1),
    ArrowLeft: () => setNth((before) => Math.max(0, before - 1)),
    Enter: once(guard("match_confirm", () => decisions.confirm(nth))),
    d: once(guard("match_decline", () => decisions.decline(nth))),
    r: once(guard("match_release", decisions.release)),
    u: once(guard("undo_last", decisions.undo)),
    a: once(guard("match_assign", () => setAssigning(selection.id))),
    e: once(exporting.start),
    "/": () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: () => setSheet(false),
    ...Object.fromEntries(LINE_FILTERS.slice(0, 9).map((_, at) => [String(at + 1), () => choose(filters[at]?.filter)])),
  });

  if (summary.error) {
    return <ProblemView as="page" problem={summary.error} onRetry={() => void summary.refetch()} />;
  }
  const empty = (
    <Empty title={search === "" ? t("desk.empty.filter", { filter: word("filter", place.filter) }) : t("desk.empty.search", { search })}>
      {search === "" ? t("desk.empty.filter.hint") : t("desk.empty.search.hint")}
    </Empty>
  );
  return (
    <div className="screen">
      <DeskHeader
        subject={summary.data?.subject ?? ""}
        canUndo={summary.data?.undo ?? null}
        onUndo={decisions.undo}
        onExport={exporting.start}
        exporting={exporting.running}
        onLeaveSearch={() => handle.current?.focus()}
      />
      <FilterTabs
        label={t("desk.filters")}
        chosen={place.filter}
        onChoose={choose}
        onPointed={() => handle.current?.focus()}
        tabs={filters.map((filter) => ({ id: filter.filter, name: word("filter", filter.filter), count: filter.count }))}
      />
      <SplitView
        share={place.share}
        onShare={(share) => change({ share })}
        sheetOpen={sheet}
        onCloseSheet={() => setSheet(false)}
        detailLabel={t("desk.selected")}
        list={
          pages.problem ? (
            <div className="pad">
              <ProblemView problem={pages.problem} onRetry={pages.retry} />
            </div>
          ) : (
            <VirtualList
              label={t("desk.lines")}
              handle={handle}
              total={pages.total ?? 0}
              row={ROW}
              active={index}
              header={<LineHead />}
              onWindow={pages.onWindow}
              renderRow={(at) => {
                const line = pages.rowAt(at);
                return <LineRow line={line} index={at} selected={line ? line.id === selection.id : at === index} onSelect={openLine} />;
              }}
              empty={pages.total === null ? <Skeleton label={t("loading")} lines={8} /> : empty}
            />
          )
        }
        detail={
          <LinePane
            id={pages.total === 0 ? null : selection.id}
            nth={nth}
            onNth={setNth}
            decisions={decisions}
            onAssign={() => setAssigning(selection.id)}
          />
        }
      />
      <DeskFooter summary={summary.data ?? null} />
      {assigning === null ? null : (
        <AssignDialog line={assigning} onAssign={decisions.assign} onClose={() => setAssigning(null)} />
      )}
    </div>
  );
}

/** Acts on the first press only, not on the repeats of a key held down. */
function once(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.repeat) act();
  };
}
