/** Raw evidence: a row as it stood in its file, and the file's fingerprint. */
import type { Evidence } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { MonoValue } from "../../components/MonoValue";

export function EvidenceBox({ evidence }: { evidence: Evidence }) {
  const { t } = useWords();
  return (
    <div className="raw" data-testid="evidence">
      <p className="raw-title selectable">{evidence.title}</p>
      <dl>
        {evidence.fields.map((field, at) => (
          <div key={`${field.name}-${at}`}>
            <dt className="cut" title={field.name}>{field.name}</dt>
            <dd className="mono selectable">{field.value === "" ? <span className="faint">—</span> : field.value}</dd>
          </div>
        ))}
      </dl>
      {evidence.sha256 === "" ? null : <MonoValue label={t("story.sha256")} value={evidence.sha256} testId="evidence-sha256" />}
    </div>
  );
}
