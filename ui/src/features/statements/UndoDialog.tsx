/** Asks before an import is taken back, or says why it can't be. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { ImportInfo, Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { refreshAll } from "../../app/queries";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call, toProblem } from "../../host";
import { ProblemView } from "../../problems/ProblemView";

export function UndoDialog({ info, onClose }: { info: ImportInfo; onClose: () => void }) {
  const { t, tn } = useWords();
  const client = useQueryClient();
  const { say } = useStatus();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    try {
      await call("import_undo", { id: info.id });
      await refreshAll(client);
      say({ text: t("undo_import.done", { name: info.name }) });
      onClose();
    } catch (thrown) {
      setProblem(toProblem(thrown));
      setBusy(false);
    }
  };
  const blocked = info.undo_blocked;
  return (
    <Dialog
      open
      width="s"
      role="alertdialog"
      title={blocked ? t("undo_import.blocked") : t("undo_import.title")}
      onClose={onClose}
      testId="undo-dialog"
      actions={
        blocked ? (
          <Button onPress={onClose}>{t("close")}</Button>
        ) : (
          <>
            <Button onPress={onClose}>{t("undo_import.keep")}</Button>
            <Button kind="danger" isDisabled={busy} onPress={() => void undo()} data-testid="import-undo-commit">
              {t("undo_import.do")}
            </Button>
          </>
        )
      }
    >
      <p className="undo-name">{info.name}</p>
      <p>{blocked ?? tn(info.role === "ledger" ? "undo_import.entries" : "undo_import.lines", info.counts.new)}</p>
      {blocked ? null : <p className="muted">{t("undo_import.again")}</p>}
      {problem ? <ProblemView problem={problem} /> : null}
    </Dialog>
  );
}
