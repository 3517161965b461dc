/**
 * The full number and name, for a reason that is recorded. They live in this dialog's state and nowhere
 * else: closing it forgets them.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Revealed, StoryRef } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { CopyButton } from "../../components/CopyButton";
import { Dialog } from "../../components/Dialog";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { ReasonField, useReason } from "./ReasonField";
import "./dialogs.css";

export function RevealDialog({ of, title, onClose }: { of: StoryRef; title: string; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const reason = useReason();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const sending = useSending();

  const reveal = () => {
    const why = reason.take();
    if (why === null || sending.busy) return;
    sending.send(
      () => call("reveal", { kind: of.kind, id: of.id, reason: why }),
      async (shown) => {
        setRevealed(shown);
        await Promise.all((["story", "audit_events"] as const).map((name) => client.invalidateQueries({ queryKey: [name] })));
      },
    );
  };
  if (revealed) {
    return (
      <Dialog key="revealed" open width="s" title={title} onClose={onClose} testId="revealed" actions={<Button autoFocus onPress={onClose} data-testid="reveal-close">{t("close")}</Button>}>
        <dl className="revealed">
          <Shown label={t("reveal.phone")} value={revealed.phone} none={t("reveal.phone.none")} testId="revealed-phone" />
          <Shown label={t("reveal.name")} value={revealed.name} none={t("reveal.name.none")} testId="revealed-name" />
        </dl>
        <p className="faint">{t("reveal.recorded", { n: String(revealed.seq) })}</p>
      </Dialog>
    );
  }
  const besides = sending.besides("reason");
  return (
    <Dialog
      open
      width="s"
      title={t("reveal.title")}
      onClose={onClose}
      testId="reveal-dialog"
      onSubmit={reveal}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={sending.busy} data-testid="reveal-submit">
            {t(sending.busy ? "reveal.busy" : "reveal.do")}
          </Button>
        </>
      }
    >
      <div className="asks">
        <p>{t("reveal.what", { title })}</p>
        <ReasonField label={t("reveal.reason")} hint={t("reveal.reason.hint")} reason={reason} told={sending.at("reason")} testId="reveal-reason" />
        {besides ? <ProblemView problem={besides} /> : null}
      </div>
    </Dialog>
  );
}

function Shown({ label, value, none, testId }: { label: string; value: string | null; none: string; testId: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value === null ? (
          <span className="muted">{none}</span>
        ) : (
          <>
            <span className="revealed-value selectable" data-testid={testId}>{value}</span>
            <CopyButton text={value} what={label} testId={`${testId}-copy`} />
          </>
        )}
      </dd>
    </div>
  );
}
