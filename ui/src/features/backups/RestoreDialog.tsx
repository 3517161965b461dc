/** Says what a restore replaces and what stays, and asks for it by a typed word. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { BackupInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { enter } from "../../app/worlds";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";

/** The same in every language, like the word that enters production. */
const WORD = "RESTORE";

export function RestoreDialog({ backup, onClose }: { backup: BackupInfo; onClose: () => void }) {
  const { t, word } = useWords();
  const client = useQueryClient();
  const { say } = useStatus();
  const sending = useSending();
  const [typed, setTyped] = useState("");
  const ready = typed === WORD && !sending.busy;
  const restore = () => {
    if (!ready) return;
    sending.send(
      () => call("backup_restore", { file: backup.file }),
      async (status) => {
        onClose();
        await enter(client, status);
        say({ text: t("restore.done", { at: backup.at }) });
      },
    );
  };
  return (
    <Dialog
      open
      role="alertdialog"
      width="s"
      title={t("restore.title", { at: backup.at })}
      onClose={onClose}
      testId="restore-dialog"
      onSubmit={restore}
      actions={
        <>
          <Button onPress={onClose}>{t("restore.keep")}</Button>
          <Button kind="danger" type="submit" isDisabled={!ready} data-testid="restore-submit">
            {t(sending.busy ? "restore.busy" : "restore.do")}
          </Button>
        </>
      }
    >
      <div className="restore">
        <p className="muted">{[word("backup_kind", backup.kind), backup.size].join(" · ")}</p>
        <ul>
          <li>{t("restore.replaces")}</li>
          <li>{t("restore.kept")}</li>
          <li>{t("restore.lease")}</li>
        </ul>
        <Field label={t("restore.type", { typed: WORD })} value={typed} onChange={setTyped} autoFocus mono testId="restore-typed" />
        {sending.problem ? <ProblemView problem={sending.problem} /> : null}
      </div>
    </Dialog>
  );
}
