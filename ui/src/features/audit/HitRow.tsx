/** Something that was found: what it is, whose, how much, when, and by what it was found. */
import { memo } from "react";

import type { StoryHit } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Money } from "../../components/basics";

export function HitHead() {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className="hit hit-head">
      <span role="columnheader">{t("audit.hit.kind")}</span>
      <span role="columnheader">{t("audit.hit.what")}</span>
      <span role="columnheader" className="hit-when">{t("audit.hit.when")}</span>
      <span role="columnheader" className="hit-amount">{t("line.amount")}</span>
    </div>
  );
}

interface Props {
  hit: StoryHit;
  index: number;
  selected: boolean;
  onSelect: (index: number) => void;
}

export const HitRow = memo(function HitRow({ hit, index, selected, onSelect }: Props) {
  const { t, word } = useWords();
  return (
    <div role="presentation" className="hit" data-testid="audit-hit" data-kind={hit.kind} data-title={hit.title} data-selected={selected || undefined} onClick={() => onSelect(index)}>
      <span role="gridcell" className="muted cut">{word("story_kind", hit.kind)}</span>
      <span role="gridcell" className="hit-what">
        <span className={`cut ${hit.kind === "line" ? "mono" : ""}`}>{hit.title}</span>
        <span className="cut muted">{hit.detail}</span>
      </span>
      <span role="gridcell" className="hit-when">
        <span className="cut">{hit.at ?? ""}</span>
        <span className="cut faint">{t("audit.hit.by", { by: word("found_by", hit.by) })}</span>
      </span>
      <span role="gridcell" className="hit-amount">{hit.amount === null ? null : <Money amount={hit.amount} />}</span>
    </div>
  );
});
