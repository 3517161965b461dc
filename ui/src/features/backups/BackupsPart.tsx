/** Settings, Backups: what is kept and where, making one, restoring one; and the recovery key beside it. */
import { useState } from "react";

import type { BackupInfo, BackupList } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useCommand } from "../../app/queries";
import { Button, Empty, Skeleton } from "../../components/basics";
import { JobProgress } from "../../components/JobProgress";
import { ProblemView } from "../../problems/ProblemView";
import { BackupsTable } from "./BackupsTable";
import { RecoveryCard } from "./RecoveryCard";
import { RestoreDialog } from "./RestoreDialog";
import { useBackup } from "./useBackup";
import "../../components/card.css";
import "./backups.css";

export function BackupsPart() {
  const { t } = useWords();
  const list = useCommand("backups_list", {});
  const [restoring, setRestoring] = useState<BackupInfo | null>(null);
  if (list.error) return <ProblemView problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton label={t("loading")} lines={6} />;
  return (
    <div className="backups" data-testid="backups">
      <BackupsCard list={list.data} onRestore={setRestoring} />
      <RecoveryCard confirmed={list.data.recovery_confirmed} />
      {restoring ? <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} /> : null}
    </div>
  );
}

function BackupsCard({ list, onRestore }: { list: BackupList; onRestore: (backup: BackupInfo) => void }) {
  const { t } = useWords();
  const { why } = useMay();
  const { running, make } = useBackup();
  const refused = why("backup_make");
  return (
    <section className="card backups-card" aria-labelledby="backups-title">
      <header className="backups-head">
        <div>
          <h2 id="backups-title">{t("backups.title")}</h2>
          <p className="muted">{list.rule}</p>
        </div>
        <Button kind="main" isDisabled={running || refused !== null} onPress={make} data-testid="backup-make">
          {t("backups.make")}
        </Button>
      </header>
      {refused === null ? null : <p className="faint backups-note">{refused}</p>}
      {list.failed ? (
        <div className="backups-note" data-testid="backup-failed">
          <ProblemView problem={list.failed} {...(refused === null && !running ? { onRetry: make } : {})} />
        </div>
      ) : null}
      {running ? (
        <div className="backups-note">
          <JobProgress title="job.backup" />
        </div>
      ) : null}
      {list.backups.length === 0 ? <Empty title={t("backups.none")}>{t("backups.none.hint")}</Empty> : <BackupsTable backups={list.backups} onRestore={onRestore} />}
      <footer className="backups-foot">
        <span className="muted">{t("backups.folder")}</span>
        <span className="mono selectable" data-testid="backup-folder">{list.folder}</span>
        <p className="faint">{t("backups.encrypted")}</p>
      </footer>
    </section>
  );
}
