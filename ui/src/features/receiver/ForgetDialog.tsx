/** Asks before the receiver is let go, and says what stays. */
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { usePutReceiver } from "./useReceiver";

export function ForgetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { say } = useStatus();
  const put = usePutReceiver();
  const { busy, problem, send } = useSending();
  const forget = () =>
    send(
      () => call("receiver_forget", {}),
      (after) => {
        put(after);
        say({ text: t("receiver.forget.done") });
        onClose();
      },
    );
  return (
    <Dialog
      open
      width="s"
      role="alertdialog"
      title={t("receiver.forget.title")}
      onClose={onClose}
      testId="receiver-forget-dialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t("receiver.forget.keep")}
          </Button>
          <Button kind="danger" isDisabled={busy} onPress={forget} data-testid="receiver-forget-commit">
            {t("receiver.forget.do")}
          </Button>
        </>
      }
    >
      <div className="receiver-form">
        <ul>
          <li>{t("receiver.forget.stop")}</li>
          <li>{t("receiver.forget.kept")}</li>
          <li>{t("receiver.forget.token")}</li>
        </ul>
        {problem ? <ProblemView problem={problem} /> : null}
      </div>
    </Dialog>
  );
}
