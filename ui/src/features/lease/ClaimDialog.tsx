/** Claims the right to send for a short code: a warning that is answered, then the second signature. */
import { useState } from "react";

import type { LeaseInfo, PersonInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Checkbox } from "../../components/fields";
import { call } from "../../host";
import { useSecond } from "../people/SecondSignature";
import { SignedDialog } from "../people/SignedDialog";
import { usePutLeases } from "./useLeases";
import "../environments/environments.css";

export function ClaimDialog({ lease, people, onClose }: { lease: LeaseInfo; people: readonly PersonInfo[]; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useStatus();
  const put = usePutLeases();
  const sending = useSending();
  const second = useSecond(people);
  const [sure, setSure] = useState(false);
  const [notSure, setNotSure] = useState(false);
  const { short_code: code } = lease;
  const claim = () => {
    setNotSure(!sure);
    const signature = second.take();
    if (signature === null || !sure) return;
    sending.send(
      () => call("lease_claim", { short_code: code, second: signature }),
      (after) => {
        const may = after.leases.some((each) => each.short_code === code && each.may_send);
        put(after);
        say({ text: t(may ? "lease.claim.done" : "lease.claim.not_yet", { code }) });
        onClose();
      },
    );
  };
  const fault = sending.at("short_code");
  return (
    <SignedDialog title={t("lease.claim.title", { code })} act={t("lease.claim.do")} fields={["short_code"]} second={second} sending={sending} onSign={claim} onClose={onClose} testId="lease-dialog">
      <p className="notice notice-warning">{t("lease.claim.warning", { code })}</p>
      <p>{t("lease.claim.what", { code })}</p>
      <div>
        <Checkbox
          isSelected={sure}
          onChange={(on) => {
            setSure(on);
            setNotSure(false);
          }}
          testId="lease-sure"
        >
          {t("lease.claim.sure")}
        </Checkbox>
        {notSure ? (
          <p className="field-error" role="alert" data-testid="lease-sure-error">
            {t("lease.claim.not_sure")}
          </p>
        ) : null}
        {fault === null ? null : <p className="field-error" role="alert">{fault}</p>}
      </div>
    </SignedDialog>
  );
}
