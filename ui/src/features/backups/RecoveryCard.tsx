/** The recovery key: whether it was written down, and the ways to do and to test that. */
import { useState } from "react";

import type { RecoveryKey } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useSending } from "../../app/sending";
import { Button, Chip } from "../../components/basics";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { ShowKeyDialog } from "./ShowKeyDialog";
import { TestKeyDialog } from "./TestKeyDialog";

export function RecoveryCard({ confirmed }: { confirmed: boolean }) {
  const { t } = useWords();
  const { why } = useMay();
  const sending = useSending();
  const [testing, setTesting] = useState(false);
  // The key is here while its dialog is open, and in no query.
  const [key, setKey] = useState<RecoveryKey | null>(null);
  const refused = why("recovery_key_show");
  const state = confirmed ? "confirmed" : "unconfirmed";
  return (
    <section className="card recovery" aria-labelledby="recovery-title" data-testid="recovery" data-confirmed={confirmed}>
      <header className="recovery-head">
        <h2 id="recovery-title">{t("recovery.title")}</h2>
        <Chip tone={confirmed ? "ok" : "warn"}>{t(`recovery.${state}`)}</Chip>
      </header>
      <p>{t("recovery.lead")}</p>
      <p className={confirmed ? "muted" : "recovery-warn"}>{t(`recovery.${state}.hint`)}</p>
      <div className="recovery-acts">
        <Button isDisabled={refused !== null || sending.busy} onPress={() => sending.send(() => call("recovery_key_show", {}), setKey)} data-testid="recovery-show">
          {t(confirmed ? "recovery.show.again" : "recovery.show")}
        </Button>
        <Button isDisabled={why("recovery_key_test") !== null} onPress={() => setTesting(true)} data-testid="recovery-test">
          {t("recovery.test")}
        </Button>
      </div>
      {refused === null ? null : <p className="faint">{refused}</p>}
      {sending.problem ? <ProblemView problem={sending.problem} onDismiss={sending.forget} /> : null}
      {key ? <ShowKeyDialog shown={key} onClose={() => setKey(null)} /> : null}
      {testing ? <TestKeyDialog onClose={() => setTesting(false)} /> : null}
    </section>
  );
}
