/** Assigns the selected line by hand: finds an entry, optionally for a part of the amount. */
import { useState } from "react";

import type { AssignRequest, EntryCard, Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useRested } from "../../app/place";
import { useCommand } from "../../app/queries";
import { Button, Chip, Empty, Money, Skeleton } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field, SearchBox } from "../../components/fields";
import { ProblemView } from "../../problems/ProblemView";
import { toneOfEntry } from "../ledger/EntryRow";

interface Props {
  line: number;
  onAssign: (request: AssignRequest) => Promise<Problem | null>;
  onClose: () => void;
}

export function AssignDialog({ line, onAssign, onClose }: Props) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [amount, setAmount] = useState("");
  const [chosen, setChosen] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const detail = useCommand("line_detail", { id: line });
  const found = useCommand("entries_search", { text: useRested(text.trim(), 120), line }, { keepPrevious: true });
  const entries = found.data?.entries ?? [];
  const at = Math.min(chosen, Math.max(0, entries.length - 1));
  const entry = entries[at];

  const assign = async (to: EntryCard | undefined) => {
    if (!to || busy) return;
    setBusy(true);
    const typed = amount.trim();
    const failed = await onAssign({ line, entry: to.id, amount: typed === "" ? null : typed });
    setBusy(false);
    if (failed) setProblem(failed);
    else onClose();
  };
  const move = (event: React.KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setChosen(Math.min(Math.max(0, at + by), entries.length - 1));
  };

  return (
    <Dialog
      open
      width="l"
      title={t("assign.title", { receipt: detail.data?.line.receipt ?? "" })}
      onClose={onClose}
      testId="assign-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" keyName="Enter" isDisabled={!entry || busy} onPress={() => void assign(entry)} data-testid="assign-commit">
            {entry ? t("assign.to", { name: entry.reference === "" ? entry.account : entry.reference }) : t("pane.assign")}
          </Button>
        </>
      }
    >
      {detail.data ? (
        <p className="muted assign-line">
          <span className="dotted">{detail.data.line.party}</span>
          <span className="dotted">{detail.data.completed}</span>
          <span className="dotted">
            {t("assign.open")} <Money amount={detail.data.open} />
          </span>
        </p>
      ) : null}
      <div className="assign-fields" onKeyDown={move} role="presentation">
        <SearchBox label={t("assign.search")} value={text} onChange={(next) => { setText(next); setChosen(0); }} onEnter={() => void assign(entry)} testId="assign-search" autoFocus />
        <Field label={t("assign.amount")} value={amount} onChange={setAmount} placeholder={t("assign.amount.all")} testId="assign-amount" invalid={problem?.field === "amount"} />
      </div>
      {problem ? <ProblemView problem={problem} onDismiss={() => setProblem(null)} /> : null}
      {found.error ? <ProblemView problem={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <Skeleton label={t("loading")} lines={5} /> : null}
      {found.data && entries.length === 0 ? <Empty title={t("assign.none")}>{t("assign.none.hint")}</Empty> : null}
      <div role="listbox" aria-label={t("assign.entries")} className="assign-list">
        {entries.map((each, index) => (
          <div
            key={each.id}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="assign-entry"
            data-testid="assign-entry"
            data-reference={each.reference}
            onClick={() => setChosen(index)}
            onDoubleClick={() => void assign(each)}
            onKeyDown={(event) => {
              if (event.key === "Enter") void assign(each);
            }}
          >
            <AssignEntry entry={each} />
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function AssignEntry({ entry }: { entry: EntryCard }) {
  const { t, word } = useWords();
  return (
    <>
      <b className="cut">{entry.reference === "" ? entry.account : entry.reference}</b>
      <span className="cut">{entry.party}</span>
      <span className="muted cut">{entry.due === "" ? entry.description : t("entry.due", { day: entry.due })}</span>
      <Chip tone={toneOfEntry(entry)}>{word("entry_state", entry.state)}</Chip>
      <Money amount={entry.open} />
    </>
  );
}
