/** Nobody is signed in: choose a name, type the passphrase or a one-time code. */
import { useRef, useState } from "react";

import type { AppStatus, OperatorName } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Door } from "./Door";
import { EnrolForm } from "./EnrolForm";
import { OperatorList } from "./OperatorList";
import { PassphraseForm } from "./PassphraseForm";
import { useEnter } from "./useEnter";

/** `last` was signed in before the lock; most often they come back. */
export function SignIn({ status, last }: { status: AppStatus; last: string | null }) {
  const { t } = useWords();
  const enter = useEnter();
  const { operators } = status;
  const [name, setName] = useState(() => (operators.find((each) => each.name === last) ?? operators.find((each) => each.enrolled) ?? operators[0])?.name ?? "");
  const [code, setCode] = useState(false);
  const [filled, setFilled] = useState<{ passphrase: string } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const chosen = operators.find((each) => each.name === name);
  const byCode = code || chosen?.enrolled === false;

  const choose = (next: string, by: "pointer" | "key") => {
    setName(next);
    setFilled(null);
    if (by === "pointer") setTimeout(() => field.current?.focus());
  };
  const use = (operator: OperatorName) => {
    setName(operator.name);
    setCode(false);
    setFilled({ passphrase: operator.practice_passphrase ?? "" });
  };
  return (
    <Door status={status} title={status.business ?? t("sign_in.title")} testId="sign-in">
      <div className="door-card door-sign-in" data-env={status.environment}>
        <div className="door-who">
          <OperatorList operators={operators} chosen={name} onChoose={choose} onUse={use} />
          {operators.some((each) => each.practice_passphrase !== null) ? <p className="faint door-note">{t("sign_in.practice")}</p> : null}
        </div>
        <div className="door-prove">
          {byCode ? <EnrolForm key={name} name={name} autoFocus={code} onEntered={enter} /> : <PassphraseForm name={name} field={field} filled={filled} autoFocus onEntered={enter} />}
          {chosen?.enrolled === false ? null : (
            <Button kind="quiet" className="door-other" onPress={() => setCode(!code)} data-testid="sign-in-code">
              {t(code ? "sign_in.back" : "sign_in.code")}
            </Button>
          )}
        </div>
      </div>
    </Door>
  );
}
