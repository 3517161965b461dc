/** What a check of the chain found: that it holds, or where it does not and what that means. */
import type { AuditVerdict } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { MonoValue } from "../../components/MonoValue";
import { ProblemView } from "../../problems/ProblemView";

/** Seconds to a tenth; digits are moved, not rounded. */
function secondsOf(millis: number): string {
  const tenths = Math.ceil(millis / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

export function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { t } = useWords();
  const { holds, events, head, checked, first_bad: bad, fault, millis } = verdict;
  const title = holds ? t("check.holds") : bad === null ? t("check.broken") : t("check.broken.at", { n: String(bad) });
  return (
    <section className="card verdict" data-testid="audit-verdict" data-holds={holds} role="status">
      <header className="verdict-head">
        <i aria-hidden="true">{holds ? "✓" : "✕"}</i>
        <div>
          <h2>{title}</h2>
          {holds ? <p className="muted">{t("check.holds.what", { n: events })}</p> : null}
          {!holds && bad !== null ? <p className="muted">{t("check.broken.what", { n: String(bad) })}</p> : null}
        </div>
        <span className="screen-space" />
        <span className="faint verdict-walked">{t("check.walked", { n: events, seconds: secondsOf(millis) })}</span>
      </header>
      {fault ? <ProblemView problem={fault} /> : null}
      <div>
        <h3>{t("check.checked")}</h3>
        <ul className="checked">
          {checked.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <MonoValue label={t("check.head")} value={head} hint={holds ? t("check.head.hint") : undefined} testId="audit-head" />
    </section>
  );
}
