/** Asks for the passphrase again when the engine wants it. The command that was refused then goes on by itself. */
import { useCallback, useEffect, useRef, useState } from "react";

import { Button } from "../components/basics";
import { Dialog } from "../components/Dialog";
import { PassphraseField } from "../features/passphrase/PassphraseField";
import { askThrough, call, notProved } from "../host";
import type { CommandName } from "../host/types";
import { ProblemView } from "../problems/ProblemView";
import { useWords } from "./i18n";
import { useMay } from "./may";
import { useSending } from "./sending";

interface Asked {
  command: CommandName;
  promise: Promise<void>;
  settle: (proved: boolean) => void;
}

export function StepUp() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<Asked | null>(null);
  const show = useCallback((next: Asked | null) => {
    open.current = next;
    setAsked(next);
  }, []);
  useEffect(() => {
    // Several commands that are refused together share one dialog.
    const stop = askThrough((command) => {
      if (open.current) return open.current.promise;
      const { promise, resolve, reject } = settled();
      show({ command, promise, settle: (proved) => (proved ? resolve() : reject(notProved)) });
      return promise;
    });
    return () => {
      stop();
      open.current?.settle(false);
      open.current = null;
    };
  }, [show]);
  if (!asked) return null;
  const done = (proved: boolean) => {
    show(null);
    asked.settle(proved);
  };
  return <StepUpDialog command={asked.command} onProved={() => done(true)} onClose={() => done(false)} />;
}

function settled() {
  let resolve = () => {};
  let reject = (_: unknown) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function StepUpDialog({ command, onProved, onClose }: { command: CommandName; onProved: () => void; onClose: () => void }) {
  const { t, word } = useWords();
  const { session } = useMay();
  const { busy, send, at, besides, forget } = useSending();
  const field = useRef<HTMLInputElement>(null);
  const prove = () => {
    const passphrase = field.current?.value ?? "";
    if (busy) return;
    if (passphrase === "") field.current?.focus();
    else send(() => call("step_up", { passphrase }), onProved);
  };
  const elsewhere = besides("passphrase");
  return (
    <Dialog
      open
      width="s"
      title={t("step_up.title")}
      onClose={onClose}
      testId="step-up"
      onSubmit={prove}
      actions={
        <>
          <Button onPress={onClose} data-testid="step-up-cancel">
            {t("cancel")}
          </Button>
          <Button kind="main" type="submit" isDisabled={busy} data-testid="step-up-submit">
            {t("step_up.do")}
          </Button>
        </>
      }
    >
      <div className="step-up">
        <p>
          <span className="muted">{t("step_up.for")}: </span>
          <b>{word("act", command, t("step_up.other"))}</b>
        </p>
        <PassphraseField label={t("step_up.of", { name: session.name })} field={field} error={at("passphrase")} note={t("step_up.note")} autoFocus readOnly={busy} onInput={forget} testId="step-up-passphrase" />
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      </div>
    </Dialog>
  );
}
