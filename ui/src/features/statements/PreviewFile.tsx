/** One file of a preview: what it is, its counts, its certificate, its rows. */
import { useState, type ReactNode } from "react";

import type { FilePreview, Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button, Chip } from "../../components/basics";
import { Field } from "../../components/fields";
import { ProblemView } from "../../problems/ProblemView";
import { Certificate } from "./Certificate";
import { Counts } from "./Counts";
import { ChangedRows, FirstRows, Mapping, RefusedRows } from "./RowTables";

/** Refused and changed rows that a preview carries at most. */
const LISTED_MAX = 500;

interface Props {
  file: FilePreview;
  at: number;
  onShortCode: (code: string) => void;
}

export function PreviewFile({ file, at, onShortCode }: Props) {
  const { t, tn, word } = useWords();
  return (
    <article className="preview-file" data-testid={`preview-file-${at}`} data-role={file.role}>
      <header className="file-head">
        <h2 className="cut">{file.name}</h2>
        {file.role === "unknown" ? null : <Chip tone="info">{word("role", file.role)}</Chip>}
        <span className="muted cut">{[file.layout, file.size].filter((part) => part !== "").join(" · ")}</span>
      </header>
      {file.already_imported ? <p className="file-known">{t("preview.already", { when: file.already_imported })}</p> : null}
      {file.problem ? <ProblemView problem={withoutName(file.problem, file.name)} title={t("preview.file_problem")} /> : null}
      {file.problem?.field === "short_code" ? <ShortCode onGive={onShortCode} /> : null}
      {file.data_rows > 0 ? <Counts file={file} /> : null}
      {file.facts.length > 0 ? <Facts file={file} /> : null}
      {file.certificates.map((certificate) => (
        <Certificate key={certificate.wallet} certificate={certificate} />
      ))}
      {file.notes.length > 0 ? (
        <ul className="file-notes">
          {file.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {file.refused.length > 0 ? (
        <Fold title={tn("preview.refused", file.counts.refused)} open note={file.counts.refused > LISTED_MAX ? t("preview.first_500") : t("preview.refused.hint")}>
          <RefusedRows rows={file.refused} />
        </Fold>
      ) : null}
      {file.changed.length > 0 ? (
        <Fold title={tn("preview.changed", file.counts.changed)} open note={t(file.role === "ledger" ? "preview.changed.entries" : "preview.changed.lines")}>
          <ChangedRows rows={file.changed} />
        </Fold>
      ) : null}
      {file.first_rows.length > 0 ? (
        <Fold title={t("preview.first_rows")} open>
          <FirstRows rows={file.first_rows} role={file.role} />
        </Fold>
      ) : null}
      {file.mapping.length > 0 ? (
        <Fold title={tn("preview.columns", file.mapping.length)}>
          <Mapping mapping={file.mapping} />
        </Fold>
      ) : null}
      {file.sha256 === "" ? null : <p className="faint mono file-hash selectable">SHA-256 {file.sha256}</p>}
    </article>
  );
}

/** The place of a problem without what the head above it says already. */
function withoutName(problem: Problem, name: string): Problem {
  return problem.place === name ? { ...problem, place: null } : problem;
}

function Facts({ file }: { file: FilePreview }) {
  const { word } = useWords();
  return (
    <dl className="file-facts">
      {file.facts.map((fact) => (
        <div key={fact.key}>
          <dt>{word("fact", fact.key)}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ShortCode({ onGive }: { onGive: (code: string) => void }) {
  const { t } = useWords();
  const [code, setCode] = useState("");
  return (
    <form
      className="short-code"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== "") onGive(code.trim());
      }}
    >
      <Field label={t("preview.short_code")} value={code} onChange={setCode} placeholder="600111" testId="short-code" />
      <Button type="submit" isDisabled={code.trim() === ""} data-testid="short-code-give">
        {t("preview.read_again")}
      </Button>
    </form>
  );
}

function Fold({ title, note, open = false, children }: { title: string; note?: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="fold" open={open}>
      <summary>{title}</summary>
      {note ? <p className="muted fold-note">{note}</p> : null}
      {children}
    </details>
  );
}
