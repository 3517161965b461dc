/** An event in the list, and the heads of its columns. */
import { memo } from "react";

import type { AuditEventInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { GhostRow } from "../reconcile/LineRow";
import { dayAndTime } from "./StorySteps";

export function EventHead() {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className="event event-head">
      <span role="columnheader" className="event-seq">{t("events.seq")}</span>
      <span role="columnheader">{t("events.at")}</span>
      <span role="columnheader">{t("events.who")}</span>
      <span role="columnheader">{t("events.what")}</span>
      <span role="columnheader" className="event-subject">{t("events.subject")}</span>
    </div>
  );
}

interface Props {
  event: AuditEventInfo | null;
  index: number;
  selected: boolean;
  onSelect: (index: number) => void;
}

export const EventRow = memo(function EventRow({ event, index, selected, onSelect }: Props) {
  if (!event) return <GhostRow />;
  const [day, time] = dayAndTime(event.at);
  return (
    <div role="presentation" className="event" data-testid="audit-event" data-seq={String(event.seq)} data-action={event.action} data-selected={selected || undefined} onClick={() => onSelect(index)}>
      <span role="gridcell" className="event-seq faint">{String(event.seq)}</span>
      <span role="gridcell" className="event-when">
        <span>{day} </span>
        <i>{time}</i>
      </span>
      <span role="gridcell" className="cut">{event.operator}</span>
      <span role="gridcell" className="cut event-what">{event.what}</span>
      <span role="gridcell" className="cut muted event-subject">{event.subject}</span>
    </div>
  );
});
