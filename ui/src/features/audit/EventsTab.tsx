/** Every event of the chain, newest first. */
import { useRef, useState } from "react";

import type { AuditEventInfo, StoryRef } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { usePlace } from "../../app/place";
import { Empty, Skeleton } from "../../components/basics";
import { Chooser } from "../../components/fields";
import { AREAS, prefixOf, type Area } from "./areas";
import { EventPane } from "./EventPane";
import { EventHead, EventRow } from "./EventRow";
import { NoRights } from "./NoRights";
import { keyOfStory } from "./refs";
import { StoryPane } from "./StoryPane";
import { useEvents } from "./useEvents";
import { useTrail } from "./useTrail";
import { useWalk } from "./useWalk";
import { WalkedList } from "./WalkedList";

const ROW = 32;
/** Stands for all operators; no name has a blank in front. */
const EVERYONE = " everyone";

export function EventsTab() {
  const { t, tn, word } = useWords();
  const { why } = useMay();
  const { place, change } = usePlace();
  const [operator, setOperator] = useState<string | null>(null);
  const [area, setArea] = useState<Area>("all");
  const refused = why("audit_events");
  const events = useEvents({ operator, action: prefixOf(area) }, refused === null);
  const { rows, eventAt, chain, problem } = events;
  const [selected, setSelected] = useState<{ index: number; event: AuditEventInfo } | null>(null);
  /** The story that is read in place of the selected event. */
  const [story, setStory] = useState<StoryRef | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const trail = useTrail(setStory);
  const leaveStory = () => {
    trail.begin();
    setStory(null);
  };
  const walk = useWalk({
    total: rows ?? 0,
    index: selected?.index ?? null,
    choose: (index) => {
      const event = eventAt(index);
      leaveStory();
      if (event) setSelected({ index, event });
      return true;
    },
    enabled: refused === null,
  });
  useKeys({ Enter: () => walk.setSheet(true), Escape: () => walk.setSheet(false) }, refused === null);
  const goInto = (of: StoryRef) => {
    setStory(of);
    pane.current?.focus({ preventScroll: true });
  };
  const narrow = (apply: () => void) => {
    apply();
    leaveStory();
    setSelected(null);
    walk.handle.current?.reveal(0);
  };

  if (refused !== null) return <NoRights title="norights.events" why={refused} />;
  if (problem?.code === "access.refused") return <NoRights title="norights.events" why={problem.message} />;
  const names = chain?.operators ?? [];
  return (
    <>
      <div className="audit-box">
        <Chooser
          label={t("events.operator")}
          chosen={operator ?? EVERYONE}
          onChoose={(chosen) => narrow(() => setOperator(chosen === EVERYONE ? null : chosen))}
          choices={[{ id: EVERYONE, name: t("events.everyone") }, ...[...new Set([...names, ...(operator === null ? [] : [operator])])].map((name) => ({ id: name, name }))]}
        />
        <Chooser label={t("events.action")} chosen={area} onChoose={(chosen) => narrow(() => setArea(chosen))} choices={AREAS.map((each) => ({ id: each, name: word("event_area", each) }))} />
        <span className="screen-space" />
        {chain ? <span className="muted tnum">{tn("events.count", chain.total)}</span> : null}
      </div>
      <WalkedList
        walk={walk}
        label={t("events.label")}
        total={rows ?? 0}
        row={ROW}
        index={selected?.index ?? null}
        header={<EventHead />}
        renderRow={(index) => <EventRow event={eventAt(index)} index={index} selected={index === selected?.index} onSelect={walk.open} />}
        onWindow={events.onWindow}
        empty={rows === null ? <Skeleton label={t("loading")} lines={8} /> : <Empty title={t("events.none")}>{t("events.none.hint")}</Empty>}
        problem={problem}
        onRetry={events.retry}
        share={place.eventsShare}
        onShare={(eventsShare) => change({ eventsShare })}
        detailLabel={t(story === null ? "events.selected" : "story.label")}
        detail={
          <div ref={pane} tabIndex={-1} className="story-frame">
            {story === null || selected === null ? (
              <EventPane event={selected?.event ?? null} onStory={goInto} />
            ) : (
              <StoryPane
                key={keyOfStory(story)}
                of={story}
                from={trail.from?.title ?? t("story.event", { n: String(selected.event.seq) })}
                onOpen={trail.into}
                onBack={trail.from ? trail.back : leaveStory}
              />
            )}
          </div>
        }
      />
    </>
  );
}
