/** Asks before an item is deleted. */
import { useState } from "react";

import type { Problem, ProfileInfo, ProfileItemInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { call, faultIn } from "../../host";
import { ProblemView } from "../../problems/ProblemView";

interface Props {
  profile: number;
  info: ProfileItemInfo;
  name: string;
  onClose: () => void;
  onDeleted: (after: ProfileInfo) => void;
}

export function DeleteItemDialog({ profile, info, name, onClose, onDeleted }: Props) {
  const { t } = useWords();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      onDeleted(await call("profile_item_delete", { profile, item: info.item }));
      onClose();
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
      title={t("item_delete.title", { item: name })}
      onClose={onClose}
      testId="delete-item"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t("item_delete.keep")}
          </Button>
          <Button kind="danger" isDisabled={busy} onPress={() => void remove()} data-testid="delete-item-commit">
            {t("item_delete.do")}
          </Button>
        </>
      }
    >
      <div className="asked">
        <p>{t(info.secret ? "item_delete.secret" : "item_delete.plain")}</p>
        <p className="muted">{t("item_delete.checks")}</p>
        {problem ? <ProblemView problem={problem} /> : null}
      </div>
    </Dialog>
  );
}
