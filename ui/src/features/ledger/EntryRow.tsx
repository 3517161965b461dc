/** A ledger entry in the list, and the heads of its columns. */
import { memo } from "react";

import type { EntryCard } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, Money, type Tone } from "../../components/basics";
import { GhostRow } from "../reconcile/LineRow";
import "./ledger.css";

const TONES: Readonly<Record<string, Tone>> = { open: "open", part: "info", settled: "ok", credit: "warn" };

export function toneOfEntry(entry: EntryCard): Tone {
  return entry.overdue && entry.state === "open" ? "warn" : (TONES[entry.state] ?? "plain");
}

export function EntryHead() {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className="entry entry-head">
      <span role="columnheader">{t("entry.reference")}</span>
      <span role="columnheader" className="entry-account">{t("entry.account")}</span>
      <span role="columnheader">{t("entry.party")}</span>
      <span role="columnheader" className="entry-due">{t("entry.due_date")}</span>
      <span role="columnheader" className="line-amount">{t("entry.amount")}</span>
      <span role="columnheader" className="line-amount">{t("entry.open")}</span>
      <span role="columnheader">{t("entry.state")}</span>
    </div>
  );
}

interface Props {
  entry: EntryCard | null;
  index: number;
  selected: boolean;
  onSelect: (index: number) => void;
}

export const EntryRow = memo(function EntryRow({ entry, index, selected, onSelect }: Props) {
  const { t, word } = useWords();
  if (!entry) return <GhostRow />;
  const state = entry.overdue ? t("entry.overdue", { state: word("entry_state", entry.state) }) : word("entry_state", entry.state);
  return (
    <div
      role="presentation"
      className="entry"
      data-testid="entry-row"
      data-reference={entry.reference}
      data-selected={selected || undefined}
      onClick={() => onSelect(index)}
    >
      <span role="gridcell" className="cut entry-reference">{entry.reference === "" ? "—" : entry.reference}</span>
      <span role="gridcell" className="mono cut entry-account">{entry.account}</span>
      <span role="gridcell" className="cut">{entry.party}</span>
      <span role="gridcell" className="cut muted entry-due">{entry.due}</span>
      <span role="gridcell" className="line-amount"><Money amount={entry.amount} /></span>
      <span role="gridcell" className="line-amount"><Money amount={entry.open} /></span>
      <span role="gridcell" className="cut"><Chip tone={toneOfEntry(entry)}>{state}</Chip></span>
    </div>
  );
});
