/** Changes one's own passphrase. */
import { useRef, useState } from "react";

import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { faultOf, NewPassphrase, useTwice, type Fault } from "./NewPassphrase";
import { PassphraseField } from "./PassphraseField";

export function ChangePassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { say } = useStatus();
  const { busy, send, at, besides, forget } = useSending();
  const [fault, setFault] = useState<Fault>(null);
  const [noOld, setNoOld] = useState(false);
  const old = useRef<HTMLInputElement>(null);
  const twice = useTwice();
  const typed = () => {
    setFault(null);
    setNoOld(false);
    forget();
  };
  const change = () => {
    if (busy) return;
    const found = faultOf(twice);
    const before = old.current?.value ?? "";
    setFault(found);
    setNoOld(before === "");
    if (before === "") old.current?.focus();
    if (found !== null || before === "") return;
    send(
      () => call("passphrase_change", { old: before, new: twice.first.current?.value ?? "" }),
      () => {
        say({ text: t("change.done") });
        onClose();
      },
    );
  };
  const elsewhere = besides("old", "new", "passphrase");
  return (
    <Dialog
      open
      width="s"
      title={t("change.title")}
      onClose={onClose}
      testId="change-dialog"
      onSubmit={change}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={busy} data-testid="change-submit">
            {t("change.do")}
          </Button>
        </>
      }
    >
      <div className="form">
        <PassphraseField label={t("change.old")} field={old} error={at("old", "passphrase") ?? (noOld ? t("passphrase.empty") : null)} autoFocus readOnly={busy} onInput={typed} testId="change-old" />
        <NewPassphrase twice={twice} label={t("change.new")} fault={fault} error={at("new")} busy={busy} onInput={typed} prefix="change" />
        <p className="muted">{t("change.note")}</p>
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      </div>
    </Dialog>
  );
}
