/** Every event of the chain, newest first. */
import { useCallback, useEffect, useRef, useState } from "react";

import type { AuditEventInfo } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { usePlace } from "../../app/place";
import { Empty, Skeleton } from "../../components/basics";
import { Chooser } from "../../components/fields";
import { SplitView } from "../../components/SplitView";
import { VirtualList, type ListHandle } from "../../components/VirtualList";
import { ProblemView } from "../../problems/ProblemView";
import { AREAS, prefixOf, type Area } from "./areas";
import { EventPane } from "./EventPane";
import { EventHead, EventRow } from "./EventRow";
import { NoRights } from "./NoRights";
import { useEvents } from "./useEvents";

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
  const handle = useRef<ListHandle>(null);
  const [selected, setSelected] = useState<{ index: number; event: AuditEventInfo } | null>(null);
  const [sheet, setSheet] = useState(false);

  const select = (wanted: number) => {
    const index = Math.min(Math.max(0, wanted), (rows ?? 0) - 1);
    const event = eventAt(index);
    handle.current?.reveal(Math.max(0, index));
    if (event) setSelected({ index, event });
  };
  const latest = useRef(select);
  useEffect(() => {
    latest.current = select;
  });
  const open = useCallback((index: number) => {
    latest.current(index);
    setSheet(true);
    handle.current?.focus();
  }, []);
  const narrow = (apply: () => void) => {
    apply();
    setSelected(null);
    handle.current?.reveal(0);
  };
  const step = (by: number) => select(selected === null ? 0 : selected.index + by);
  const seen = () => handle.current?.rowsSeen() ?? 1;
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      PageDown: () => step(seen()),
      PageUp: () => step(-seen()),
      Home: () => select(0),
      End: () => select((rows ?? 1) - 1),
      Enter: () => setSheet(true),
      Escape: () => setSheet(false),
    },
    refused === null,
  );

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
      <SplitView
        share={place.eventsShare}
        onShare={(eventsShare) => change({ eventsShare })}
        sheetOpen={sheet}
        onCloseSheet={() => setSheet(false)}
        detailLabel={t("events.selected")}
        list={
          problem ? (
            <div className="pad"><ProblemView problem={problem} onRetry={events.retry} /></div>
          ) : (
            <VirtualList
              label={t("events.label")}
              handle={handle}
              total={rows ?? 0}
              row={ROW}
              active={selected?.index ?? null}
              header={<EventHead />}
              onWindow={events.onWindow}
              renderRow={(index) => <EventRow event={eventAt(index)} index={index} selected={index === selected?.index} onSelect={open} />}
              empty={rows === null ? <Skeleton label={t("loading")} lines={8} /> : <Empty title={t("events.none")}>{t("events.none.hint")}</Empty>}
            />
          )
        }
        detail={<EventPane event={selected?.event ?? null} />}
      />
    </>
  );
}
