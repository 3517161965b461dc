/** Nobody is signed in: choose a name, type the passphrase or a one-time code. */
import { useRef, useState } from "react";

import type { AppStatus, OperatorName } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Door } from "./Door";
import { EnrolForm } from "./EnrolForm";
import { OperatorList } from "./OperatorList";
import { PassphraseForm } from "./PassphraseForm";
import { RecoverPeople } from "./RecoverPeople";
import { useEnter } from "./useEnter";

/** In a minute. */
const SECONDS = 60;

interface Props {
  status: AppStatus;
  /** Who was signed in before the lock; most often they come back. */
  last: string | null;
  /** The seconds without an act after which the window locked itself; null when it did not. */
  idleSeconds: number | null;
}

export function SignIn({ status, last, idleSeconds }: Props) {
  const { t, tn } = useWords();
  const { say } = useStatus();
  const enter = useEnter();
  const { operators } = status;
  const [name, setName] = useState(() => (operators.find((each) => each.name === last) ?? operators.find((each) => each.enrolled) ?? operators[0])?.name ?? "");
  const [code, setCode] = useState(false);
  const [filled, setFilled] = useState<{ passphrase: string } | null>(null);
  const [recovering, setRecovering] = useState(false);
  const [recovered, setRecovered] = useState<string | null>(null);
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
  if (recovering) {
    const done = async (after: AppStatus, administrator: string, other: string) => {
      const told = t("recover_people.done", { administrator, other });
      setRecovering(false);
      setRecovered(told);
      setName(administrator);
      await enter(after);
      if (after.session) say({ text: told });
    };
    return <RecoverPeople status={status} onBack={() => setRecovering(false)} onRecovered={done} />;
  }
  const idle = idleSeconds === null ? null : tn("sign_in.idle", Math.ceil(idleSeconds / SECONDS));
  return (
    <Door status={status} title={status.business ?? t("sign_in.title")} said={recovered ?? idle} testId="sign-in">
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
      <Button kind="quiet" className="door-stuck" onPress={() => setRecovering(true)} data-testid="recover-people-open">
        {t("recover_people.open")}
      </Button>
    </Door>
  );
}
