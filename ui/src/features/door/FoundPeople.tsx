/** A workspace without people: names the first two, each typing their own passphrase. */
import { useState } from "react";

import type { AppStatus, RoleDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Button } from "../../components/basics";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { faultOf, useTwice, type Fault } from "../passphrase/NewPassphrase";
import { RolesField } from "../people/RolesField";
import { Door } from "./Door";
import { FounderForm } from "./FounderForm";
import { useEnter } from "./useEnter";
import "../environments/environments.css";

const FIELDS = ["administrator.name", "administrator.passphrase", "other.name", "other.roles", "other.passphrase"];

export function FoundPeople({ status }: { status: AppStatus }) {
  const { t } = useWords();
  const enter = useEnter();
  const sending = useSending();
  const [administrator, setAdministrator] = useState("");
  const [other, setOther] = useState("");
  const [roles, setRoles] = useState<RoleDto[]>(["maker"]);
  const [faults, setFaults] = useState<{ administrator: Fault; other: Fault; roles: boolean }>({ administrator: null, other: null, roles: false });
  const first = useTwice();
  const second = useTwice();
  const typed = () => {
    setFaults({ administrator: null, other: null, roles: false });
    sending.forget();
  };
  const found = () => {
    if (sending.busy) return;
    // The first fault gets the focus, so the second is looked at first.
    const now = { other: faultOf(second), administrator: faultOf(first), roles: roles.length === 0 };
    setFaults(now);
    if (now.administrator !== null || now.other !== null || now.roles) return;
    const [one, two] = [first, second].map((twice) => twice.first.current?.value ?? "");
    sending.send(
      () =>
        call("people_found", {
          administrator: { name: administrator, roles: ["administrator"], passphrase: one ?? "" },
          other: { name: other, roles, passphrase: two ?? "" },
        }),
      enter,
    );
  };
  const elsewhere = sending.besides(...FIELDS);
  return (
    <Door status={status} title={t("found.title")} lead={t("found.lead", { business: status.business ?? "" })} wide testId="found-people">
      <form
        className="founders founders-first"
        onSubmit={(event) => {
          event.preventDefault();
          found();
        }}
      >
        <FounderForm which="administrator" name={administrator} onName={setAdministrator} twice={first} fault={faults.administrator} sending={sending} onInput={typed} />
        <FounderForm which="other" name={other} onName={setOther} twice={second} fault={faults.other} sending={sending} onInput={typed}>
          <RolesField chosen={roles} onChange={setRoles} error={sending.at("other.roles") ?? (faults.roles ? t("roles.none") : null)} prefix="found-other" />
        </FounderForm>
        <p className="notice founders-third" data-testid="people-third">
          {t("people.third")}
        </p>
        {elsewhere ? <ProblemView problem={elsewhere} /> : null}
        <div className="founders-do">
          <Button kind="main" type="submit" className="btn-large" isDisabled={sending.busy} data-testid="found-submit">
            {t("found.do")}
          </Button>
          <span className="muted">{t("found.hint")}</span>
        </div>
      </form>
    </Door>
  );
}
