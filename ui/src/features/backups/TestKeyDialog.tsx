/** Whether the key on the paper is this ledger's. */
import { useState } from "react";

import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { KeyField } from "./KeyField";
import { useTypedKey } from "./useTypedKey";

export function TestKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [passed, setPassed] = useState(false);
  const typed = useTypedKey(
    (text) => call("recovery_key_test", { text }),
    () => setPassed(true),
  );
  if (passed) {
    return (
      <Dialog
        open
        width="s"
        title={t("recovery.test.title")}
        onClose={onClose}
        testId="recovery-passed"
        actions={
          <>
            <Button kind="quiet" onPress={() => setPassed(false)}>{t("recovery.test.another")}</Button>
            <Button autoFocus onPress={onClose}>{t("close")}</Button>
          </>
        }
      >
        <p className="key-passed" role="status">
          <i aria-hidden="true">✓</i> {t("recovery.test.passed")}
        </p>
        <p className="muted">{t("recovery.test.passed.hint")}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      width="s"
      title={t("recovery.test.title")}
      onClose={onClose}
      testId="recovery-test-dialog"
      onSubmit={typed.send}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={typed.busy} data-testid="recovery-test-submit">
            {t("recovery.test.do")}
          </Button>
        </>
      }
    >
      <div className="show-key">
        <p>{t("recovery.test.lead")}</p>
        <KeyField field={typed.field} error={typed.error} onEnter={typed.send} testId="recovery-text" />
        {typed.problem ? <ProblemView problem={typed.problem} /> : null}
      </div>
    </Dialog>
  );
}
