/** One box for anything a person might know of a shilling; what was found; and the story of what is chosen. */
import { useCallback, useEffect, useRef, type KeyboardEvent } from "react";

import type { StoryRef } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { usePlace, useRested } from "../../app/place";
import { useCommand } from "../../app/queries";
import { Empty, Skeleton } from "../../components/basics";
import { SearchBox } from "../../components/fields";
import { HitHead, HitRow } from "./HitRow";
import { isSame, keyOfStory, refOf } from "./refs";
import { StoryPane } from "./StoryPane";
import { useTrail } from "./useTrail";
import { useWalk } from "./useWalk";
import { WalkedList } from "./WalkedList";

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
  const pane = useRef<HTMLDivElement>(null);
  const at = hits.findIndex((hit) => isSame(refOf(hit), place.story));
  const index = at < 0 ? null : at;

  const show = useCallback((story: StoryRef | null) => change({ story }), [change]);
  const trail = useTrail(show);
  const walk = useWalk({
    total: hits.length,
    index,
    choose: (to) => {
      const hit = hits[to];
      if (!hit) return false;
      trail.begin();
      show(refOf(hit));
      return true;
    },
  });
  useKeys({
    Enter: () => {
      if (place.story === null) walk.step(0);
      walk.setSheet(true);
      pane.current?.focus();
    },
    "/": () => document.getElementById(SEARCH_ID)?.focus(),
    Escape: () => {
      walk.setSheet(false);
      walk.handle.current?.focus();
    },
  });

  // Enter in the box goes to the best hit, once the answer to what was typed is here.
  const wanted = useRef(false);
  const settled = typed === text && !found.isPlaceholderData && !found.isFetching;
  const goOn = () => {
    wanted.current = false;
    walk.select(0);
    walk.handle.current?.focus();
  };
  useEffect(() => {
    if (settled && wanted.current) goOn();
  });
  const entered = () => {
    if (index !== null && settled) walk.handle.current?.focus();
    else if (settled) goOn();
    else wanted.current = true;
  };
  /** The arrows move in the list while the box keeps the focus. */
  const overBox = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0 || hits.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    walk.step(by);
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
      <WalkedList
        walk={walk}
        label={t("audit.results")}
        total={hits.length}
        row={ROW}
        index={index}
        header={<HitHead />}
        renderRow={(row) => {
          const hit = hits[row];
          return hit ? <HitRow hit={hit} index={row} selected={row === index} onSelect={walk.open} /> : null;
        }}
        empty={nothing}
        problem={text === "" ? null : found.error}
        onRetry={() => void found.refetch()}
        share={place.auditShare}
        onShare={(auditShare) => change({ auditShare })}
        detailLabel={t("story.label")}
        detail={
          <div ref={pane} tabIndex={-1} className="story-frame">
            {place.story === null ? (
              <Empty title={t("story.none")}>{t("story.none.hint")}</Empty>
            ) : (
              <StoryPane key={keyOfStory(place.story)} of={place.story} from={trail.from?.title ?? null} onOpen={trail.into} onBack={trail.back} />
            )}
          </div>
        }
      />
    </>
  );
}
