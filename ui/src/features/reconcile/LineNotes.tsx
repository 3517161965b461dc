/** What else belongs to the line: warnings, the statement's own wording, related lines, what was decided. */
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

import type { DecisionDto, LineDetail, RelatedLine } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { Money } from "../../components/basics";

export function LineNotes({ detail }: { detail: LineDetail }) {
  const { t, word } = useWords();
  const facts: [string, ReactNode][] = [
    [t("pane.kind"), word("kind", detail.line.kind)],
    [t("pane.wallet"), detail.wallet],
    [t("pane.details"), detail.details],
    [t("pane.initiated"), detail.initiated],
    [t("pane.allocated"), detail.has_open ? <Money key="a" amount={detail.allocated} /> : null],
    [t("pane.open"), detail.has_open ? <Money key="o" amount={detail.open} /> : null],
    [t("pane.source"), detail.source],
  ];
  return (
    <>
      {detail.warnings.length > 0 ? (
        <ul className="pane-warnings">
          {detail.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
      {detail.related.length > 0 ? <Related lines={detail.related} /> : null}
      <section className="pane-section">
        <h2>{t("pane.on_statement")}</h2>
        <dl className="facts">
          {facts.map(([name, value]) =>
            value === null || value === "" ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="selectable">{value}</dd>
              </div>
            ),
          )}
        </dl>
      </section>
      {detail.history.length > 0 ? <History decisions={detail.history} /> : null}
    </>
  );
}

function Related({ lines }: { lines: readonly RelatedLine[] }) {
  const { t, word } = useWords();
  const { go } = useNavigation();
  return (
    <section className="pane-section">
      <h2>{t("pane.related")}</h2>
      <div className="candidates">
        {lines.map((line) => (
          <AriaButton key={line.id} className="candidate" onPress={() => go({ section: "reconcile", filter: "all", line: line.id })}>
            <span className="entry-name">
              <span>{word("relation", line.relation.toLowerCase().replaceAll(" ", "_"), line.relation)}</span>
              <span className="mono muted">{line.receipt}</span>
            </span>
            <Money amount={line.amount} />
          </AriaButton>
        ))}
      </div>
    </section>
  );
}

function History({ decisions }: { decisions: readonly DecisionDto[] }) {
  const { t } = useWords();
  return (
    <section className="pane-section">
      <h2>{t("pane.history")}</h2>
      <ul className="history">
        {decisions.map((decision) => (
          <li key={decision.id} data-undone={decision.undone || undefined}>
            <span>{decision.what}</span>
            <span className="faint">
              {decision.at} · {decision.operator}
              {decision.undone ? ` · ${t("pane.undone")}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
