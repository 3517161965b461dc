/** A first or new passphrase with a one-time code. */
import { useState } from "react";

import type { AppStatus } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { Field } from "../../components/fields";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { faultOf, NewPassphrase, useTwice, type Fault } from "../passphrase/NewPassphrase";
import { useWait } from "./useWait";

interface Props {
  name: string;
  autoFocus: boolean;
  onEntered: (status: AppStatus) => Promise<void>;
}

export function EnrolForm({ name, autoFocus, onEntered }: Props) {
  const { t } = useWords();
  const { busy, problem, send, at, besides, forget } = useSending();
  const left = useWait(problem, forget);
  const [code, setCode] = useState("");
  const [noCode, setNoCode] = useState(false);
  const [fault, setFault] = useState<Fault>(null);
  const twice = useTwice();
  const typed = () => {
    setFault(null);
    setNoCode(false);
    if (left === 0) forget();
  };
  const enrol = () => {
    if (busy || left > 0) return;
    setNoCode(code.trim() === "");
    const found = faultOf(twice);
    setFault(found);
    if (found !== null || code.trim() === "") return;
    const passphrase = twice.first.current?.value ?? "";
    send(() => call("enrol", { name, code: code.trim(), passphrase }), onEntered);
  };
  const elsewhere = besides("code", "name", "passphrase");
  return (
    <form
      className="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        enrol();
      }}
    >
      <p className="muted">{t("enrol.lead")}</p>
      <Field
        label={t("enrol.code", { name })}
        value={code}
        onChange={(next) => {
          setCode(next);
          typed();
        }}
        note={t("enrol.code.hint")}
        error={at("code", "name") ?? (left > 0 ? at("passphrase") : null) ?? (noCode ? t("enrol.code.empty") : null)}
        autoFocus={autoFocus}
        mono
        testId="enrol-code"
      />
      <NewPassphrase twice={twice} label={t("enrol.passphrase")} fault={fault} error={left > 0 ? null : at("passphrase")} busy={busy} onInput={typed} prefix="enrol" />
      {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      <Button kind="main" type="submit" className="btn-large" isDisabled={busy || left > 0} data-testid="enrol-submit">
        {busy ? t("sign_in.busy") : left > 0 ? t("sign_in.wait", { n: left }) : t("enrol.do")}
      </Button>
    </form>
  );
}
