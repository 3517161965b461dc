/** The recovery key to write down, then three of its groups read back from the paper. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { RecoveryKey } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { keyOf } from "../../app/queries";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";

export function ShowKeyDialog({ shown, onClose }: { shown: RecoveryKey; onClose: () => void }) {
  const { t } = useWords();
  const [written, setWritten] = useState(false);
  if (written) return <ReadBack asked={shown.confirm} onLook={() => setWritten(false)} onClose={onClose} />;
  return (
    <Dialog
      open
      width="m"
      title={t("recovery.show.title")}
      onClose={onClose}
      testId="recovery-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" onPress={() => setWritten(true)} data-testid="recovery-next">
            {t("recovery.next")}
          </Button>
        </>
      }
    >
      <div className="show-key">
        <p>{t("recovery.show.paper")}</p>
        <ol className="key-groups" aria-label={t("recovery.groups")}>
          {shown.groups.map((group, at) => (
            <li key={at} data-testid="recovery-group">
              <i aria-hidden="true">{at + 1}</i>
              <span className="mono">{group}</span>
            </li>
          ))}
        </ol>
        <p className="muted">{t("recovery.show.never")}</p>
      </div>
    </Dialog>
  );
}

function ReadBack({ asked, onLook, onClose }: { asked: readonly number[]; onLook: () => void; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { say } = useStatus();
  const sending = useSending();
  const [typed, setTyped] = useState<readonly string[]>(() => asked.map(() => ""));
  const whole = typed.every((group) => group.trim().length >= 4);
  const wrong = sending.at("groups");
  const besides = sending.besides("groups");
  const confirm = () => {
    if (!whole || sending.busy) return;
    sending.send(
      () => call("recovery_key_confirm", { groups: typed.map((group) => group.trim()) }),
      (list) => {
        client.setQueryData(keyOf("backups_list", {}), list);
        onClose();
        say({ text: t("recovery.confirm.done") });
      },
    );
  };
  return (
    <Dialog
      open
      width="m"
      title={t("recovery.confirm.title")}
      onClose={onClose}
      testId="recovery-confirm"
      onSubmit={confirm}
      actions={
        <>
          <Button onPress={onLook} data-testid="recovery-look">{t("recovery.confirm.again")}</Button>
          <Button kind="main" type="submit" isDisabled={!whole || sending.busy} data-testid="recovery-submit">
            {t("recovery.confirm.do")}
          </Button>
        </>
      }
    >
      <div className="show-key">
        <p>{t("recovery.confirm.lead")}</p>
        <div className="read-back">
          {asked.map((number, at) => (
            <Field
              key={number}
              label={t("recovery.group", { n: number })}
              value={typed[at] ?? ""}
              onChange={(text) => setTyped((before) => before.map((each, index) => (index === at ? text : each)))}
              invalid={wrong !== null}
              autoFocus={at === 0}
              mono
              testId={`recovery-group-${number}`}
            />
          ))}
        </div>
        {wrong === null ? null : <p className="field-error" role="alert" data-testid="recovery-wrong">{wrong}</p>}
        {besides ? <ProblemView problem={besides} /> : null}
      </div>
    </Dialog>
  );
}
