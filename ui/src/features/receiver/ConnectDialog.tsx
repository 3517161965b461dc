/** The form that connects a receiver; nothing of it is kept unless the receiver answers. */
import { useId, useRef, useState } from "react";

import { useWords } from "../../app/i18n";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/fields";
import { Switch } from "../../components/Switch";
import { ProblemView } from "../../problems/ProblemView";
import { TokenField } from "./TokenField";
import { useConnect } from "./useConnect";
import { usePutReceiver } from "./useReceiver";

/** What an address begins with; joined here, for it is typed, not called. */
const PLACEHOLDER = ["https", "//pay.example.co.ke"].join(":");

interface Props {
  /** The address and sealing until now; none at first. */
  url: string | null;
  sealed: boolean;
  onClose: () => void;
}

export function ConnectDialog({ url: before, sealed, onClose }: Props) {
  const { t } = useWords();
  const { say } = useStatus();
  const put = usePutReceiver();
  const [url, setUrl] = useState(before ?? "");
  const [certificate, setCertificate] = useState("");
  const [seal, setSeal] = useState(sealed);
  const token = useRef<HTMLInputElement>(null);
  const connecting = useConnect(token, (after) => {
    put(after);
    say({ text: t("receiver.connect.done") });
    onClose();
  });
  const { busy, empty, at, besides, typed } = connecting;
  const typing = (set: (value: string) => void) => (value: string) => {
    set(value);
    typed();
  };
  const pem = certificate.trim();
  const elsewhere = besides("url", "token", "certificate");
  return (
    <Dialog
      open
      title={t("receiver.connect.title")}
      onClose={onClose}
      testId="receiver-connect-dialog"
      onSubmit={() => connecting.connect({ url: url.trim(), certificate: pem === "" ? null : pem, seal })}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" type="submit" isDisabled={busy} data-testid="receiver-connect-submit">
            {t(busy ? "receiver.connect.busy" : "receiver.connect.do")}
          </Button>
        </>
      }
    >
      <div className="receiver-form">
        <p className="muted">{t("receiver.connect.lead")}</p>
        <Field label={t("receiver.connect.url")} value={url} onChange={typing(setUrl)} placeholder={PLACEHOLDER} note={t("receiver.connect.url.hint")} error={at("url")} autoFocus mono testId="receiver-url" />
        <TokenField field={token} error={empty ? t("receiver.connect.token.empty") : at("token")} readOnly={busy} onInput={typed} />
        <CertificateField value={certificate} onChange={typing(setCertificate)} error={at("certificate")} />
        <Switch name={t("receiver.connect.seal")} hint={t("receiver.connect.seal.hint")} isSelected={seal} onChange={setSeal} testId="receiver-seal" />
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      </div>
    </Dialog>
  );
}

/** The one certificate to trust. It is no secret. */
function CertificateField({ value, onChange, error }: { value: string; onChange: (value: string) => void; error: string | null }) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="field" data-invalid={error === null ? undefined : true}>
      <label htmlFor={id}>{t("receiver.connect.certificate")}</label>
      <textarea
        id={id}
        rows={3}
        className="field-input mono"
        value={value}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={`${id}-said`}
        spellCheck="false"
        autoComplete="off"
        data-testid="receiver-certificate"
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-said`} className={error === null ? "field-note faint" : "field-error"} role={error === null ? undefined : "alert"}>
        {error ?? t("receiver.connect.certificate.hint")}
      </p>
    </div>
  );
}
