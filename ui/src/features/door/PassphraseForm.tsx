/** Signing in with the passphrase of the chosen person. */
import { useEffect, useRef } from "react";

import type { AppStatus } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { PassphraseField } from "../passphrase/PassphraseField";
import { useWait } from "./useWait";

interface Props {
  name: string;
  field: React.RefObject<HTMLInputElement | null>;
  /** A practice passphrase to fill in, which everybody may see. */
  filled: { passphrase: string } | null;
  autoFocus: boolean;
  onEntered: (status: AppStatus) => Promise<void>;
}

export function PassphraseForm({ name, field, filled, autoFocus, onEntered }: Props) {
  const { t } = useWords();
  const { busy, problem, send, at, besides, forget } = useSending();
  const left = useWait(problem, forget);
  const submit = useRef<HTMLButtonElement>(null);

  // Another name: what was typed for the one before goes.
  useEffect(() => {
    forget();
    if (field.current) field.current.value = "";
  }, [name, field, forget]);
  useEffect(() => {
    if (!filled || !field.current) return;
    field.current.value = filled.passphrase;
    submit.current?.focus();
  }, [filled, field]);

  const signIn = () => {
    const passphrase = field.current?.value ?? "";
    if (busy || left > 0) return;
    if (passphrase === "") {
      field.current?.focus();
      return;
    }
    send(
      () =>
        call("sign_in", { name, passphrase }).catch((thrown: unknown) => {
          field.current?.select();
          throw thrown;
        }),
      onEntered,
    );
  };
  const elsewhere = besides("passphrase", "name");
  return (
    <form
      className="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        signIn();
      }}
    >
      <PassphraseField label={t("sign_in.of", { name })} field={field} error={at("passphrase", "name")} readOnly={busy} autoFocus={autoFocus} onInput={left > 0 ? undefined : forget} testId="sign-in-passphrase" />
      {elsewhere ? <ProblemView problem={elsewhere} /> : null}
      <Button ref={submit} kind="main" type="submit" className="btn-large" isDisabled={busy || left > 0} data-testid="sign-in-submit">
        {busy ? t("sign_in.busy") : left > 0 ? t("sign_in.wait", { n: left }) : t("sign_in.do")}
      </Button>
    </form>
  );
}
