/** Two people can't sign in: both take a new key with a new passphrase, proved by the recovery key. */
import { useRef, useState } from "react";

import type { AppStatus } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { call, toProblem } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { KeyField } from "../backups/KeyField";
import { faultOf, useTwice, type Fault } from "../passphrase/NewPassphrase";
import { withoutValue } from "../profiles/useGive";
import { Door } from "./Door";
import { RecoverPerson } from "./RecoverPerson";
import { useWait } from "./useWait";
import "../backups/backups.css";

interface Props {
  status: AppStatus;
  onBack: () => void;
  /** The two have new keys; nobody is signed in yet, or the administrator is. */
  onRecovered: (after: AppStatus, administrator: string, other: string) => Promise<void>;
}

const FIELDS = ["recovery_key", "administrator", "administrator.name", "administrator.passphrase", "other", "other.name", "other.passphrase"];

export function RecoverPeople({ status, onBack, onRecovered }: Props) {
  const { t } = useWords();
  const sending = useSending();
  const left = useWait(sending.problem, sending.forget);
  const administrators = status.operators.filter((each) => each.roles.includes("administrator"));
  const [first, setFirst] = useState(administrators[0]?.name ?? "");
  const others = status.operators.filter((each) => each.name !== first);
  const [chosen, setChosen] = useState<string | null>(null);
  const second = others.find((each) => each.name === chosen)?.name ?? others[0]?.name ?? "";
  const [faults, setFaults] = useState<{ key: boolean; administrator: Fault; other: Fault }>({ key: false, administrator: null, other: null });
  const key = useRef<HTMLTextAreaElement>(null);
  const one = useTwice();
  const two = useTwice();
  const typed = () => {
    setFaults({ key: false, administrator: null, other: null });
    if (left === 0) sending.forget();
  };
  const recover = () => {
    if (sending.busy || left > 0) return;
    const text = key.current?.value.trim() ?? "";
    // The first fault gets the focus, so the last is looked at first.
    const now = { other: faultOf(two), administrator: faultOf(one), key: text === "" };
    if (now.key) key.current?.focus();
    setFaults(now);
    if (now.key || now.administrator !== null || now.other !== null) return;
    const [newOne, newTwo] = [one, two].map((twice) => twice.first.current?.value ?? "");
    sending.send(
      () =>
        call("people_recover", {
          recovery_key: text,
          administrator: { name: first, passphrase: newOne ?? "" },
          other: { name: second, passphrase: newTwo ?? "" },
        }).catch((thrown: unknown) => {
          throw withoutValue(toProblem(thrown), text);
        }),
      (after) => onRecovered(after, first, second),
    );
  };
  const elsewhere = sending.besides(...FIELDS);
  return (
    <Door status={status} title={t("recover_people.title")} lead={t("recover_people.lead")} wide testId="recover-people">
      <form
        className="founders"
        onSubmit={(event) => {
          event.preventDefault();
          recover();
        }}
      >
        <div className="door-card founder recover-proof" onInput={typed}>
          <KeyField field={key} error={sending.at("recovery_key") ?? (faults.key ? t("recovery.field.empty") : null)} onEnter={recover} testId="recover-people-key" />
          <ul>
            <li>{t("recover_people.keys")}</li>
            <li>{t("recover_people.delay")}</li>
            <li>{t("recover_people.told")}</li>
          </ul>
        </div>
        <RecoverPerson which="administrator" people={administrators} name={first} onName={setFirst} twice={one} fault={faults.administrator} sending={sending} onInput={typed} />
        <RecoverPerson which="other" people={others} name={second} onName={setChosen} twice={two} fault={faults.other} sending={sending} onInput={typed} />
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
        <div className="founders-do">
          <Button kind="main" type="submit" className="btn-large" isDisabled={sending.busy || left > 0} data-testid="recover-people-submit">
            {sending.busy ? t("sign_in.busy") : left > 0 ? t("sign_in.wait", { n: left }) : t("recover_people.do")}
          </Button>
          <Button kind="quiet" onPress={onBack} data-testid="recover-people-back">
            {t("recover_people.back")}
          </Button>
        </div>
      </form>
    </Door>
  );
}
