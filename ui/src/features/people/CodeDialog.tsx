/** A one-time code, shown once: large, to be copied or read out. It can't be left by a stray click. */
import { useState } from "react";

import type { PersonCode } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";

export function CodeDialog({ code, onNoted }: { code: PersonCode; onNoted: () => void }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(code.code).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Dialog
      open
      width="s"
      role="alertdialog"
      title={t("code.title", { name: code.name })}
      onClose={() => undefined}
      testId="person-code"
      actions={
        <>
          <Button onPress={copy} data-testid="code-copy">
            {t(copied ? "code.copied" : "code.copy")}
          </Button>
          <Button kind="main" onPress={onNoted} data-testid="code-noted">
            {t("code.noted")}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="one-time-code mono selectable" data-testid="one-time-code">
          {code.code}
        </p>
        <p className="muted">{t("code.what", { name: code.name })}</p>
      </div>
    </Dialog>
  );
}
