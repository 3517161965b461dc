/** New callback addresses: what that means, and how long the old ones are still taken. */
import { useState } from "react";

import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { usePutReceiver } from "./useReceiver";

/** The most hours that two sets of addresses are taken side by side. */
const HOURS_MAX = 168;
const HOURS_START = "24";

/** The hours typed; null when they are no whole number from 1 to 168. */
export function hoursOf(typed: string): number | null {
  const text = typed.trim();
  if (!/^\d{1,3}$/.test(text)) return null;
  const hours = +text;
  return hours >= 1 && hours <= HOURS_MAX ? hours : null;
}

export function RotateDialog({ onClose }: { onClose: () => void }) {
  const { t, tn } = useWords();
  const { say } = useStatus();
  const put = usePutReceiver();
  const { busy, send, at, besides, forget } = useSending();
  const [typed, setTyped] = useState(HOURS_START);
  const [wrong, setWrong] = useState(false);
  const hours = hoursOf(typed);
  const rotate = () => {
    setWrong(hours === null);
    if (hours === null || busy) return;
    send(
      () => call("receiver_rotate", { overlap_hours: hours }),
      (after) => {
        put(after);
        say({ text: tn("receiver.rotate.done", hours) });
        onClose();
      },
    );
  };
  const elsewhere = besides("overlap_hours");
  return (
    <Dialog
      open
      width="s"
      title={t("receiver.rotate.title")}
      onClose={onClose}
      testId="receiver-rotate-dialog"
      onSubmit={rotate}
      actions={
        <>
          <Button onPress={onClose}>{t("receiver.rotate.keep")}</Button>
          <Button kind="main" type="submit" isDisabled={busy} data-testid="receiver-rotate-commit">
            {t("receiver.rotate.do")}
          </Button>
        </>
      }
    >
      <div className="receiver-form">
        <p>{t("receiver.rotate.what")}</p>
        <p className="notice notice-warning">{t("receiver.rotate.register")}</p>
        <Field
          label={t("receiver.rotate.hours")}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setWrong(false);
            forget();
          }}
          note={t("receiver.rotate.hours.hint")}
          error={wrong ? t("receiver.rotate.hours.wrong") : at("overlap_hours")}
          inputMode="numeric"
          autoFocus
          testId="receiver-hours"
        />
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      </div>
    </Dialog>
  );
}
