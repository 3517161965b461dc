/** One import: certificate, rows refused and changed, columns. */
import { useWords } from "../../app/i18n";
import { useCommand } from "../../app/queries";
import { Skeleton } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { ProblemView } from "../../problems/ProblemView";
import { Certificate } from "./Certificate";
import { Counts } from "./Counts";
import { ChangedRows, Mapping, RefusedRows } from "./RowTables";

export function ImportDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t, tn, word } = useWords();
  const detail = useCommand("import_detail", { id });
  const info = detail.data?.info;
  return (
    <Dialog open width="l" title={info?.name ?? t("nav.statements")} onClose={onClose} testId="import-detail">
      {detail.error ? <ProblemView problem={detail.error} onRetry={() => void detail.refetch()} /> : null}
      {detail.isPending ? <Skeleton label={t("loading")} lines={6} /> : null}
      {detail.data && info ? (
        <div className="import-detail">
          <p className="muted">{[word("role", info.role), info.wallet, info.layout, info.period, info.at].filter((part) => part !== "").join(" · ")}</p>
          <Counts file={{ counts: info.counts, data_rows: null, set_aside: 0 }} />
          {detail.data.certificates.map((certificate) => (
            <Certificate key={certificate.wallet} certificate={certificate} />
          ))}
          {detail.data.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {detail.data.refused.length > 0 ? (
            <section>
              <h3>{tn("preview.refused", info.counts.refused)}</h3>
              <RefusedRows rows={detail.data.refused} />
            </section>
          ) : null}
          {detail.data.changed.length > 0 ? (
            <section>
              <h3>{tn("preview.changed", info.counts.changed)}</h3>
              <ChangedRows rows={detail.data.changed} />
            </section>
          ) : null}
          {detail.data.mapping.length > 0 ? (
            <section>
              <h3>{tn("preview.columns", detail.data.mapping.length)}</h3>
              <Mapping mapping={detail.data.mapping} />
            </section>
          ) : null}
          <p className="faint mono file-hash selectable">SHA-256 {info.sha256}</p>
        </div>
      ) : null}
    </Dialog>
  );
}
