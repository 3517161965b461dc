/** Rows of a file as tables: the first ones with their verdicts, those refused, those changed, the columns. */
import type { ChangedDto, MappedDto, PreviewRow, RefusedDto } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { Chip, Money, type Tone } from "../../components/basics";

const BUCKET_TONES: Readonly<Record<string, Tone>> = { new: "ok", known: "plain", changed: "warn", refused: "bad" };

export function FirstRows({ rows, role }: { rows: readonly PreviewRow[]; role: string }) {
  const { t, word } = useWords();
  const ledger = role === "ledger";
  return (
    <div className="table-scroll">
      <table className="table table-rows">
        <thead>
          <tr>
            <th scope="col" className="num">{t("row.number")}</th>
            <th scope="col">{t("row.verdict")}</th>
            <th scope="col">{t(ledger ? "entry.reference" : "line.receipt")}</th>
            <th scope="col">{t(ledger ? "row.date" : "line.completed")}</th>
            <th scope="col">{t(ledger ? "entry.party" : "line.party")}</th>
            <th scope="col">{t(ledger ? "entry.account" : "line.typed")}</th>
            <th scope="col" className="num">{t("line.amount")}</th>
            <th scope="col" className="num">{t(ledger ? "entry.open" : "row.balance")}</th>
            <th scope="col">{t("row.kind")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} data-testid="preview-row">
              <td className="num faint">{count(row.row)}</td>
              <td><Chip tone={BUCKET_TONES[row.bucket] ?? "plain"}>{word("bucket_one", row.bucket)}</Chip></td>
              <td className="mono">{row.name}</td>
              <td className="muted">{row.when}</td>
              <td>{row.party}</td>
              <td className="mono">{row.account}</td>
              <td className="num"><Money amount={row.amount} /></td>
              <td className="num muted"><Money amount={row.balance} /></td>
              <td>
                {word(ledger ? "direction" : "kind", row.kind)}
                {row.remark === "" ? null : <span className="row-remark">{row.remark}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RefusedRows({ rows }: { rows: readonly RefusedDto[] }) {
  const { t } = useWords();
  return (
    <div className="table-scroll">
      <table className="table table-rows" data-testid="refused-rows">
        <thead>
          <tr>
            <th scope="col" className="num">{t("row.number")}</th>
            <th scope="col">{t("row.column")}</th>
            <th scope="col">{t("row.read")}</th>
            <th scope="col">{t("row.expected")}</th>
            <th scope="col">{t("row.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="num">{count(row.row)}</td>
              <td>{row.column ?? "—"}</td>
              <td className="mono ink-bad">{row.read === "" ? t("row.blank") : row.read}</td>
              <td className="muted">{row.expected}</td>
              <td className="wraps">{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ChangedRows({ rows }: { rows: readonly ChangedDto[] }) {
  const { t } = useWords();
  return (
    <div className="table-scroll">
      <table className="table table-rows" data-testid="changed-rows">
        <thead>
          <tr>
            <th scope="col" className="num">{t("row.number")}</th>
            <th scope="col">{t("row.name")}</th>
            <th scope="col">{t("row.what")}</th>
            <th scope="col">{t("row.held")}</th>
            <th scope="col">{t("row.found")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.row}-${row.what}`}>
              <td className="num">{count(row.row)}</td>
              <td className="mono">{row.name}</td>
              <td>{row.what}</td>
              <td className="muted">{row.held}</td>
              <td className="ink-warn">{row.found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Mapping({ mapping }: { mapping: readonly MappedDto[] }) {
  const { t, word } = useWords();
  return (
    <dl className="mapping">
      {mapping.map((column) => (
        <div key={column.header} data-kept={column.field === null || undefined}>
          <dt className="cut">{column.header}</dt>
          <dd className="cut">{column.field === null ? t("preview.kept_only") : word("field", column.field)}</dd>
        </div>
      ))}
    </dl>
  );
}
