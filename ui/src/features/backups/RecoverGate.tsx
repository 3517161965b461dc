/** Where the keyring lacks the ledger's key: the way in by the recovery key. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useWords } from "../../app/i18n";
import { enter } from "../../app/worlds";
import { Button } from "../../components/basics";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { KeyField } from "./KeyField";
import { useTypedKey } from "./useTypedKey";
import "./backups.css";

/** The problem that this is the way out of. */
export const MISSING_KEY = "keyring.missing_key";

export function RecoverGate() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <section className="recover" data-testid="recover">
      {open ? (
        <RecoverForm onClose={() => setOpen(false)} />
      ) : (
        <Button onPress={() => setOpen(true)} data-testid="recover-open">
          {t("recover.open")}
        </Button>
      )}
    </section>
  );
}

function RecoverForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const typed = useTypedKey(
    (text) => call("workspace_recover", { text }),
    (status) => enter(client, status),
  );
  return (
    <form
      className="card show-key"
      aria-labelledby="recover-title"
      onSubmit={(event) => {
        event.preventDefault();
        typed.send();
      }}
    >
      <h2 id="recover-title">{t("recover.title")}</h2>
      <p>{t("recover.lead")}</p>
      <KeyField field={typed.field} error={typed.error} onEnter={typed.send} testId="recover-text" />
      {typed.problem ? <ProblemView problem={typed.problem} /> : null}
      <div className="recovery-acts">
        <Button kind="main" type="submit" isDisabled={typed.busy} data-testid="recover-submit">
          {t(typed.busy ? "recover.busy" : "recover.do")}
        </Button>
        <Button kind="quiet" onPress={onClose}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
