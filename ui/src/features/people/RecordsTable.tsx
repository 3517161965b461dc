/** The records that two people signed, newest first. */
import type { RecordInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Empty } from "../../components/basics";

export function RecordsTable({ records }: { records: readonly RecordInfo[] }) {
  const { t } = useWords();
  return (
    <section className="records" aria-labelledby="records-title">
      <header className="part-head">
        <div>
          <h2 id="records-title">{t("records.title")}</h2>
          <p className="muted">{t("records.lead")}</p>
        </div>
      </header>
      <div className="card people-list">
        {records.length === 0 ? (
          <Empty title={t("records.empty")} />
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="num">{t("records.number")}</th>
                <th scope="col">{t("records.at")}</th>
                <th scope="col">{t("records.what")}</th>
                <th scope="col">{t("records.by")}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.number} data-testid="record-row">
                  <td className="num muted">{record.number}</td>
                  <td className="muted stamp">{record.at}</td>
                  <td className="selectable record-what">{record.what}</td>
                  <td>{record.signed_by.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}
