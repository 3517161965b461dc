/** Every import, with what it brought and its certificate's verdict; and the way to take it back. */
import { useState } from "react";

import type { ImportInfo } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useCommand } from "../../app/queries";
import { Button, Chip, Empty, Skeleton } from "../../components/basics";
import { ScreenHeader } from "../../components/ScreenHeader";
import { ProblemView } from "../../problems/ProblemView";
import { AddFiles, ChooseFiles } from "./AddFiles";
import { ImportDialog } from "./ImportDialog";
import { UndoDialog } from "./UndoDialog";
import { toneOfVerdict } from "./Certificate";

export function ImportsList() {
  const { t, tn } = useWords();
  const list = useCommand("imports_list", {});
  const [shown, setShown] = useState<number | null>(null);
  const [undoing, setUndoing] = useState<ImportInfo | null>(null);
  const imports = list.data?.imports ?? [];
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.statements")} subject={list.data ? tn("imports.count", imports.length) : undefined}>
        <ChooseFiles main />
      </ScreenHeader>
      <div className="screen-scroll imports">
        <AddFiles />
        {list.error ? <ProblemView problem={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <Skeleton label={t("loading")} lines={6} /> : null}
        {list.data && imports.length === 0 ? (
          <Empty title={t("imports.empty")}>{t("imports.empty.hint")}</Empty>
        ) : null}
        {imports.length > 0 ? <ImportsTable imports={imports} onShow={setShown} onUndo={setUndoing} /> : null}
      </div>
      {shown === null ? null : <ImportDialog id={shown} onClose={() => setShown(null)} />}
      {undoing === null ? null : <UndoDialog info={undoing} onClose={() => setUndoing(null)} />}
    </div>
  );
}

interface TableProps {
  imports: readonly ImportInfo[];
  onShow: (id: number) => void;
  onUndo: (info: ImportInfo) => void;
}

function ImportsTable({ imports, onShow, onUndo }: TableProps) {
  const { t, word } = useWords();
  const { why } = useMay();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("imports.file")}</th>
          <th scope="col" className="wide">{t("imports.period")}</th>
          <th scope="col" className="num">{t("bucket.new")}</th>
          <th scope="col" className="num">{t("bucket.known")}</th>
          <th scope="col" className="num">{t("bucket.changed")}</th>
          <th scope="col" className="num">{t("bucket.refused")}</th>
          <th scope="col">{t("imports.certificate")}</th>
          <th scope="col" className="wide">{t("imports.at")}</th>
          <th scope="col"><span className="sr-only">{t("imports.undo")}</span></th>
        </tr>
      </thead>
      <tbody>
        {imports.map((info) => (
          <tr key={info.id} data-testid="import-row" data-undone={info.undone_at !== null || undefined}>
            <td className="import-name">
              <button type="button" className="link cut" onClick={() => onShow(info.id)}>{info.name}</button>
              <span className="faint cut">
                {[word("role", info.role), info.wallet, info.layout].filter((part) => part !== "").join(" · ")}
              </span>
            </td>
            <td className="muted wide">{info.period}</td>
            <td className="num">{count(info.counts.new)}</td>
            <td className="num faint">{count(info.counts.known)}</td>
            <Attention n={info.counts.changed} tone="warn" />
            <Attention n={info.counts.refused} tone="bad" />
            <td>{info.verdict === "" ? <span className="faint">—</span> : <Chip tone={toneOfVerdict(info.verdict)}>{word("verdict", info.verdict)}</Chip>}</td>
            <td className="muted wide stamp">{info.at}</td>
            <td className="num">
              {info.undone_at ? (
                <span className="faint">{t("imports.undone", { at: info.undone_at })}</span>
              ) : (
                <Button kind="quiet" onPress={() => onUndo(info)} why={why("import_undo")} aria-label={t("imports.undo.file", { name: info.name })} data-testid="import-undo">
                  {t("imports.undo")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A count that is quiet at zero. */
function Attention({ n, tone }: { n: number; tone: "warn" | "bad" }) {
  return <td className={`num ${n === 0 ? "faint" : `ink-${tone}`}`}>{count(n)}</td>;
}
