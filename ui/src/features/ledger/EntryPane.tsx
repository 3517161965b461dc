/** One entry and the lines that pay it. */
import { Button as AriaButton } from "react-aria-components";

import type { EntryPayment } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { useCommand } from "../../app/queries";
import { Chip, Empty, Money, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { toneOfEntry } from "./EntryRow";
import "../reconcile/pane.css";

export function EntryPane({ id }: { id: number | null }) {
  const { t, word } = useWords();
  const detail = useCommand("entry_detail", { id: id ?? 0 }, { enabled: id !== null, keepPrevious: true });
  if (id === null) return <Empty title={t("ledger.none")}>{t("ledger.none.hint")}</Empty>;
  if (detail.error) return <ProblemView problem={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <Skeleton label={t("loading")} lines={6} />;
  const { entry, payments, source } = detail.data;
  const state = entry.overdue ? t("entry.overdue", { state: word("entry_state", entry.state) }) : word("entry_state", entry.state);
  return (
    <div className="pane" data-testid="entry-detail">
      <header className="pane-top">
        <div className="pane-figure">
          <Money amount={entry.amount} size="xl" />
          <b className="selectable">{entry.reference === "" ? entry.account : entry.reference}</b>
          <span className="screen-space" />
          <Chip tone={toneOfEntry(entry)}>{state}</Chip>
        </div>
        <p className="muted">
          {[entry.party, entry.phone, entry.account, word("direction", entry.direction), entry.due === "" ? "" : t("entry.due", { day: entry.due })]
            .filter((part) => part !== "")
            .map((part) => (
              <span key={part} className="dotted">{part}</span>
            ))}
        </p>
        {entry.description === "" ? null : <p>{entry.description}</p>}
      </header>
      <dl className="entry-figures">
        <div>
          <dt>{t("entry.amount")}</dt>
          <dd><Money amount={entry.amount} /></dd>
        </div>
        <div>
          <dt>{t("entry.allocated")}</dt>
          <dd><Money amount={entry.allocated} /></dd>
        </div>
        <div>
          <dt>{t("entry.open")}</dt>
          <dd><Money amount={entry.open} /></dd>
        </div>
      </dl>
      <section className="pane-section">
        <h2>{t("ledger.payments")}</h2>
        {payments.length === 0 ? <p className="muted">{t("ledger.payments.none")}</p> : <Payments payments={payments} />}
      </section>
      {source === "" ? null : <p className="faint">{source}</p>}
    </div>
  );
}

function Payments({ payments }: { payments: readonly EntryPayment[] }) {
  const { word } = useWords();
  const { go } = useNavigation();
  return (
    <div className="candidates">
      {payments.map((payment) => (
        <AriaButton key={`${payment.line.id}-${payment.state}`} className="payment" onPress={() => go({ section: "reconcile", filter: "all", line: payment.line.id })}>
          <span className="payment-top">
            <span className="mono">{payment.line.receipt}</span>
            <span className="muted">{payment.line.day}</span>
            <Chip tone={payment.state === "suggested" ? "info" : "ok"}>{word("match_state", payment.state)}</Chip>
            <span className="screen-space" />
            <Money amount={payment.amount} />
          </span>
          <span className="muted">{payment.explanation}</span>
        </AriaButton>
      ))}
    </div>
  );
}
