/** A callback in the list, and the heads of its columns. */
import { memo } from "react";

import type { CallbackRow as Row } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip } from "../../components/basics";
import { dayAndTime } from "../audit/StorySteps";
import { GhostRow } from "../reconcile/LineRow";
import { standingsOf, TONE_OF_STANDING } from "./standing";

export function CallbackHead() {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className="callback callback-head">
      <span role="columnheader">{t("callbacks.at")}</span>
      <span role="columnheader">{t("callbacks.what")}</span>
      <span role="columnheader">{t("callbacks.standing")}</span>
      <span role="columnheader" className="callback-came">{t("callbacks.came")}</span>
    </div>
  );
}

interface Props {
  callback: Row | null;
  index: number;
  selected: boolean;
  onSelect: (index: number) => void;
}

export const CallbackRow = memo(function CallbackRow({ callback, index, selected, onSelect }: Props) {
  const { tn, word } = useWords();
  if (!callback) return <GhostRow />;
  const { id, at, use, short_code: code, name, summary, deliveries, linked } = callback;
  const [day, time] = dayAndTime(at);
  return (
    <div role="presentation" className="callback" data-testid="callback-row" data-id={String(id)} data-use={use} data-selected={selected || undefined} onClick={() => onSelect(index)}>
      <span role="gridcell" className="callback-two tnum">
        <span className="cut">{time}</span>
        <span className="cut faint">{day}</span>
      </span>
      <span role="gridcell" className="callback-two">
        <span className="cut callback-what">{summary}</span>
        <span className="cut muted" title={name}>
          {[word("callback_use_one", use), code, linked?.text ?? ""].filter((part) => part !== "").join(" · ")}
        </span>
      </span>
      <span role="gridcell" className="callback-standing">
        {standingsOf(callback).map((standing) => (
          <Chip key={standing} tone={TONE_OF_STANDING[standing]}>{word("callback_standing", standing)}</Chip>
        ))}
      </span>
      <span role="gridcell" className="callback-came tnum" data-again={deliveries > 1 || undefined}>
        <span className="sr-only">{tn("callbacks.times", deliveries)}</span>
        <span aria-hidden="true">×{deliveries}</span>
      </span>
    </div>
  );
});
