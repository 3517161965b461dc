/** What an import did, and where to go next. */
import type { ImportDone } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { Button } from "../../components/basics";
import { ScreenHeader } from "../../components/ScreenHeader";
import { useImportFlow } from "./importFlow";

export function ImportDoneView({ done }: { done: ImportDone }) {
  const { t, tn, word } = useWords();
  const { close } = useImportFlow();
  const { go } = useNavigation();
  const { matched } = done;
  const figures = [
    ["done.auto", matched.auto],
    ["done.suggested", matched.suggested],
    ["done.ambiguous", matched.ambiguous],
    ["done.unmatched", matched.unmatched],
  ] as const;
  return (
    <div className="screen" data-testid="import-done">
      <ScreenHeader title={tn("done.title", done.imports.length)}>
        <Button onPress={close} data-testid="import-close">
          {t("done.close")}
        </Button>
        <Button
          kind="main"
          onPress={() => {
            close();
            go({ section: "reconcile", filter: "to_decide" });
          }}
          data-testid="go-reconcile"
        >
          {t("done.go")}
        </Button>
      </ScreenHeader>
      <div className="screen-scroll preview">
        <section className="preview-file">
          <h2>{t("done.matching")}</h2>
          <dl className="done-figures">
            {figures.map(([key, n]) => (
              <div key={key}>
                <dd>{count(n)}</dd>
                <dt>{t(key)}</dt>
              </div>
            ))}
          </dl>
        </section>
        <section className="preview-file">
          <h2>{t("done.files")}</h2>
          <table className="table">
            <tbody>
              {done.imports.map((info) => (
                <tr key={info.id}>
                  <th scope="row">{info.name}</th>
                  <td className="muted">{info.period}</td>
                  {(["new", "known", "changed", "refused"] as const).map((bucket) => (
                    <td key={bucket} className={`num ${info.counts[bucket] === 0 ? "faint" : ""}`}>
                      {count(info.counts[bucket])} {word("bucket", bucket).toLowerCase()}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
