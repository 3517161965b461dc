/** Says what a switch changes, and asks for it once more; into production by typing the word. */
import { useState } from "react";

import type { EnvironmentDto, EnvironmentInfo, Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { PRODUCTION_WORD, SAFARICOM, useSwitchWorld } from "../../app/worlds";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { toProblem } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import "./environments.css";

export function SwitchDialog({ from, to, onClose }: { from: EnvironmentDto; to: EnvironmentInfo; onClose: () => void }) {
  const { t, word } = useWords();
  const switchWorld = useSwitchWorld();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const real = to.environment === "production";
  const host = SAFARICOM[to.environment];
  const ready = !busy && (!real || typed === PRODUCTION_WORD);
  const [fromName, toName] = [word("world", from), word("world", to.environment)];

  const go = () => {
    if (!ready) return;
    setBusy(true);
    setProblem(null);
    switchWorld(to.environment, real ? typed : null).then(onClose, (thrown: unknown) => {
      setProblem(toProblem(thrown));
      setBusy(false);
    });
  };
  return (
    <Dialog
      open
      role="alertdialog"
      width="s"
      title={t("switch.title", { world: toName })}
      onClose={onClose}
      testId="switch-dialog"
      onSubmit={go}
      actions={
        <div className="switch-actions" data-env={to.environment}>
          <Button onPress={onClose} autoFocus={!real} data-testid="switch-stay">
            {t("switch.stay", { world: fromName })}
          </Button>
          <Button kind={real ? "env" : "main"} type="submit" isDisabled={!ready} data-testid="switch-commit">
            {busy ? t("switch.checking") : t(real ? "switch.do.production" : "switch.do", { world: toName })}
          </Button>
        </div>
      }
    >
      <div className="switch">
        <p className="switch-way" role="img" aria-label={t("switch.way", { from: fromName, to: toName })}>
          <span data-env={from}>{fromName}</span>
          <i aria-hidden="true">→</i>
          <span data-env={to.environment}>{toName}</span>
        </p>
        {real ? (
          <div className="notice notice-danger">
            <b>{t("switch.real")}</b>
            <p>{t("switch.real.hint")}</p>
          </div>
        ) : null}
        <ul>
          <li>{t(to.workspace ? "switch.books" : "switch.books.none", { world: toName })}</li>
          <li>{host === null ? t("switch.calls.practice") : t("switch.calls", { host, world: toName })}</li>
          <li>{t("switch.stays", { from: fromName })}</li>
        </ul>
        {real ? (
          <Field
            label={t("switch.type", { typed: PRODUCTION_WORD })}
            value={typed}
            onChange={setTyped}
            error={problem?.field === "typed" ? problem.message : null}
            autoFocus
            mono
            testId="switch-typed"
          />
        ) : null}
        {problem && problem.field !== "typed" ? <ProblemView problem={problem} onRetry={go} /> : null}
      </div>
    </Dialog>
  );
}
