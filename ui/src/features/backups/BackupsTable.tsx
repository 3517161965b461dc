/** The backups, newest first. */
import type { BackupInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";

export function BackupsTable({ backups, onRestore }: { backups: readonly BackupInfo[]; onRestore: (backup: BackupInfo) => void }) {
  const { t, word } = useWords();
  const { why } = useMay();
  const refused = why("backup_restore");
  return (
    <table className="backups-table">
      <thead>
        <tr>
          <th scope="col">{t("backups.at")}</th>
          <th scope="col">{t("backups.kind")}</th>
          <th scope="col" className="num">{t("backups.size")}</th>
          <th scope="col">{t("backups.verified")}</th>
          <th scope="col"><span className="sr-only">{t("restore.do")}</span></th>
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.file} data-testid="backup-row" data-file={backup.file} data-kind={backup.kind}>
            <td className="tnum" title={backup.file}>{backup.at}</td>
            <td className="muted">{word("backup_kind", backup.kind)}</td>
            <td className="num">{backup.size}</td>
            <td className={backup.verified ? "backup-ok" : "backup-unchecked"}>
              <span aria-hidden="true">{backup.verified ? "✓ " : ""}</span>
              {t(backup.verified ? "backups.verified.yes" : "backups.verified.no")}
            </td>
            <td className="num">
              <Button kind="quiet" isDisabled={refused !== null} onPress={() => onRestore(backup)} aria-label={t("restore.open.named", { at: backup.at })} data-testid="backup-restore">
                {t("restore.open")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
