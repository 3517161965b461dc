/** One box for anything a person might know of a shilling; what was found; and the story of what is chosen. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";

import type { StoryRef } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { usePlace, useRested } from "../../app/place";
import { useCommand } from "../../app/queries";
import { Empty, Skeleton } from "../../components/basics";
import { SearchBox } from "../../components/fields";
import { SplitView } from "../../components/SplitView";
import { VirtualList, type ListHandle } from "../../components/VirtualList";
import { ProblemView } from "../../problems/ProblemView";
import { HitHead, HitRow } from "./HitRow";
import { isSame, keyOfStory, refOf } from "./refs";
import { StoryPane, type Left } from "./StoryPane";

export const SEARCH_ID = "audit-search";
const ROW = 46;
/** How long typing must rest before it searches, in milliseconds. */
const REST = 160;
/** The most that one search takes. */
const LONGEST = 100;

export function FindTab() {
  const { t } = useWords();
  const { place, change } = usePlace();
  const typed = place.auditSearch.trim();
  const text = useRested(typed, REST);
  const found = useCommand("story_find", { text }, { enabled: text !== "", keepPrevious: true });
  const hits = text === "" ? [] : (found.data?.hits ?? []);
  const handle = useRef<ListHandle>(null);
  const pane = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState(false);
  const [trail, setTrail] = useState<readonly Left[]>([]);
  const at = hits.findIndex((hit) => isSame(refOf(hit), place.story));
  const index = at < 0 ? null : at;

  const show = useCallback((story: StoryRef | null) => change({ story }), [change]);
  const select = (wanted: number) => {
    const to = Math.min(Math.max(0, wanted), hits.length - 1);
    const hit = hits[to];
    if (!hit) return;
    setTrail([]);
    show(refOf(hit));
    handle.current?.reveal(to);
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

  // Enter in the box goes to the best hit, once the answer to what was typed is here.
  const wanted = useRef(false);
  const settled = typed === text && !found.isPlaceholderData && !found.isFetching;
  const goOn = useCallback(() => {
    wanted.current = false;
    latest.current(0);
    handle.current?.focus();
  }, []);
  useEffect(() => {
    if (settled && wanted.current) goOn();
  }, [settled, goOn]);
  const entered = () => {
    if (index !== null && settled) handle.current?.focus();
    else if (settled) goOn();
    else wanted.current = true;
  };

  const step = (by: number) => select(index === null ? 0 : index + by);
  const seen = () => handle.current?.rowsSeen() ?? 1;
  const enterStory = () => {
    if (place.story === null) step(0);
    setSheet(true);
    pane.current?.focus();
  };
  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    PageDown: () => step(seen()),
    PageUp: () => step(-seen()),
    Home: () => select(0),
    End: () => select(hits.length - 1),
    Enter: enterStory,
    "/": () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: () => {
      setSheet(false);
      handle.current?.focus();
    },
  });
  /** The arrows move in the list while the box keeps the focus. */
  const overBox = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0 || hits.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  };

  const nothing =
    text === "" ? <Empty title={t("audit.start")}>{t("audit.start.hint")}</Empty>
    : found.data ? <Empty title={t("audit.none", { text })}>{t("audit.none.hint")}</Empty>
    : <Skeleton label={t("loading")} lines={6} />;
  return (
    <>
      <div className="audit-box" role="presentation" onKeyDownCapture={overBox}>
        <SearchBox id={SEARCH_ID} testId="audit-search" label={t("audit.search")} keyName="/" value={place.auditSearch} onChange={(value) => change({ auditSearch: value.slice(0, LONGEST) })} onEnter={entered} autoFocus />
        {found.data?.more && text !== "" ? <span className="faint">{t("audit.more")}</span> : null}
      </div>
      <SplitView
        share={place.auditShare}
        onShare={(auditShare) => change({ auditShare })}
        sheetOpen={sheet}
        onCloseSheet={() => setSheet(false)}
        detailLabel={t("story.label")}
        list={
          found.error && text !== "" ? (
            <div className="pad"><ProblemView problem={found.error} onRetry={() => void found.refetch()} /></div>
          ) : hits.length === 0 ? (
            nothing
          ) : (
            <VirtualList
              label={t("audit.results")}
              handle={handle}
              total={hits.length}
              row={ROW}
              active={index}
              header={<HitHead />}
              onWindow={ignore}
              renderRow={(row) => {
                const hit = hits[row];
                return hit ? <HitRow hit={hit} index={row} selected={row === index} onSelect={open} /> : null;
              }}
            />
          )
        }
        detail={
          <div ref={pane} tabIndex={-1} className="story-frame">
            {place.story === null ? (
              <Empty title={t("story.none")}>{t("story.none.hint")}</Empty>
            ) : (
              <StoryPane
                key={keyOfStory(place.story)}
                of={place.story}
                from={trail.at(-1) ?? null}
                onOpen={(next, left) => {
                  setTrail((before) => [...before, left]);
                  show(next);
                }}
                onBack={() => {
                  const left = trail.at(-1);
                  if (!left) return;
                  setTrail((before) => before.slice(0, -1));
                  show(left.of);
                }}
              />
            )}
          </div>
        }
      />
    </>
  );
}

/** All that was found is here at once. */
function ignore(): void {}
