/** Asks before a short code and its secrets are forgotten. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Problem, ProfileInfo, ProfileList } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { keyOf } from "../../app/queries";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call, faultIn } from "../../host";
import { ProblemView } from "../../problems/ProblemView";

export function RemoveProfileDialog({ profile, onClose, onRemoved }: { profile: ProfileInfo; onClose: () => void; onRemoved: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { say } = useStatus();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      const left = await call("profile_remove", { profile: profile.id });
      onClose();
      onRemoved();
      client.setQueryData(keyOf("profiles_list", {}), (before: ProfileList | undefined) => before && left);
      say({ text: t("profile.removed", { name: profile.name }) });
    } catch (thrown) {
      setProblem(faultIn(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      width="s"
      role="alertdialog"
      title={t("profile.remove.title", { name: profile.name })}
      onClose={onClose}
      testId="remove-profile"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t("profile.remove.keep")}
          </Button>
          <Button kind="danger" isDisabled={busy} onPress={() => void remove()} data-testid="remove-profile-commit">
            {t("profile.remove.do")}
          </Button>
        </>
      }
    >
      <div className="asked">
        <p>{t("profile.remove.what", { code: profile.short_code })}</p>
        <p className="muted">{t("profile.remove.again")}</p>
        {problem ? <ProblemView problem={problem} /> : null}
      </div>
    </Dialog>
  );
}
