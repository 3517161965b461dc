/** A statement line in the list, and the heads of its columns. */
import { memo } from "react";

import type { LineRowDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, Money } from "../../components/basics";
import { outcomeOf, toneOf } from "./outcome";
import "./lines.css";

export function LineHead() {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className="line line-head">
      <span role="columnheader">{t("line.receipt")}</span>
      <span role="columnheader">{t("line.completed")}</span>
      <span role="columnheader">{t("line.party")}</span>
      <span role="columnheader" className="line-typed">{t("line.typed")}</span>
      <span role="columnheader" className="line-amount">{t("line.amount")}</span>
      <span role="columnheader">{t("line.outcome")}</span>
      <span role="columnheader" className="line-why">{t("line.why")}</span>
    </div>
  );
}

interface Props {
  line: LineRowDto | null;
  index: number;
  selected: boolean;
  onSelect: (index: number) => void;
}

export const LineRow = memo(function LineRow({ line, index, selected, onSelect }: Props) {
  const words = useWords();
  if (!line) return <GhostRow />;
  const sign = line.amount.startsWith("−") || line.amount.startsWith("-") ? "out" : "in";
  return (
    <div
      role="presentation"
      className="line"
      data-testid="line-row"
      data-receipt={line.receipt}
      data-class={line.class}
      data-sign={sign}
      data-selected={selected || undefined}
      onClick={() => onSelect(index)}
    >
      <span role="gridcell" className="mono cut">{line.receipt}</span>
      <span role="gridcell" className="line-when">
        <span>{line.day} </span>
        <i>{line.time}</i>
      </span>
      <span role="gridcell" className="cut">{line.party}</span>
      <span role="gridcell" className="mono cut line-typed">{line.typed === "" ? "—" : line.typed}</span>
      <span role="gridcell" className="line-amount">
        <Money amount={line.amount} />
      </span>
      <span role="gridcell" className="cut">
        <Chip tone={toneOf(line.class)}>{outcomeOf(line, words)}</Chip>
      </span>
      <span role="gridcell" className="cut muted line-why">{line.why}</span>
    </div>
  );
});

/** A row that is being fetched. */
export function GhostRow() {
  return (
    <div className="line line-ghost" aria-hidden="true">
      <i className="ghost" />
      <i className="ghost" />
      <i className="ghost" />
    </div>
  );
}
