/** Writes the audit pack: why, where to; then where it is and how anyone checks it. */
import { useState } from "react";

import type { AuditPackDone } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { runJob } from "../../app/jobs";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { JobProgress } from "../../components/JobProgress";
import { call, host } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { PackDone } from "./PackDone";
import { ReasonField, useReason } from "./ReasonField";
import "./dialogs.css";

export function PackDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const reason = useReason();
  const sending = useSending();
  const [folder, setFolder] = useState<string | null>(null);
  const [done, setDone] = useState<AuditPackDone | null>(null);
  const write = () => {
    const why = reason.take();
    if (why === null || sending.busy) return;
    sending.send(() => runJob("job.audit_pack", (job) => call("audit_pack", { job, folder, reason: why })), setDone);
  };
  const besides = sending.besides("reason");
  if (done) {
    return (
      <Dialog key="done" open title={t("pack.done")} onClose={onClose} testId="pack-done" actions={<Button autoFocus onPress={onClose}>{t("close")}</Button>}>
        <PackDone done={done} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      title={t("pack.title")}
      onClose={onClose}
      testId="pack-dialog"
      onSubmit={write}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={sending.busy} data-testid="pack-submit">
            {t("pack.do")}
          </Button>
        </>
      }
    >
      <div className="asks">
        <p>{t("pack.what")}</p>
        <div className="notice notice-warning">
          <b>{t("pack.warns")}</b>
          <p>{t("pack.warns.hint")}</p>
        </div>
        <ReasonField label={t("pack.reason")} hint={t("pack.reason.hint")} reason={reason} told={sending.at("reason")} testId="pack-reason" />
        <Folder folder={folder} onFolder={setFolder} />
        {sending.busy ? <JobProgress title="job.audit_pack" /> : null}
        {besides ? <ProblemView problem={besides} /> : null}
      </div>
    </Dialog>
  );
}

function Folder({ folder, onFolder }: { folder: string | null; onFolder: (folder: string | null) => void }) {
  const { t } = useWords();
  const choose = () => {
    host().pickFolder(t("pack.folder")).then(
      (picked) => (picked === null ? undefined : onFolder(picked)),
      () => undefined,
    );
  };
  return (
    <div className="folder">
      <span className="folder-label">{t("pack.folder")}</span>
      <div>
        <span className={folder === null ? "muted" : "mono selectable"} data-testid="pack-folder">{folder ?? t("pack.folder.usual")}</span>
        <Button onPress={choose} data-testid="pack-folder-choose">{t("pack.folder.choose")}</Button>
        {folder === null ? null : <Button kind="quiet" onPress={() => onFolder(null)}>{t("pack.folder.reset")}</Button>}
      </div>
    </div>
  );
}
