/** Adds a person: a name, roles, and the second signature. */
import { useState } from "react";

import type { PersonCode, PersonInfo, RoleDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useSending } from "../../app/sending";
import { Field } from "../../components/fields";
import { call } from "../../host";
import { RolesField } from "./RolesField";
import { useSecond } from "./SecondSignature";
import { SignedDialog } from "./SignedDialog";

export function AddPersonDialog({ people, onClose, onCode }: { people: readonly PersonInfo[]; onClose: () => void; onCode: (code: PersonCode) => void }) {
  const { t } = useWords();
  const sending = useSending();
  const second = useSecond(people);
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<RoleDto[]>([]);
  const [noRole, setNoRole] = useState(false);
  const add = () => {
    setNoRole(roles.length === 0);
    const signature = second.take();
    if (signature === null || roles.length === 0) return;
    sending.send(() => call("person_add", { name, roles, second: signature }), onCode);
  };
  return (
    <SignedDialog title={t("add_person.title")} act={t("add_person.do")} fields={["name", "roles"]} second={second} sending={sending} onSign={add} onClose={onClose} testId="add-person">
      <p className="muted">{t("add_person.what")} {t("people.delay")}</p>
      <Field
        label={t("person.name")}
        value={name}
        onChange={(typed) => {
          setName(typed);
          sending.forget();
        }}
        note={t("person.name.hint")}
        error={sending.at("name")}
        autoFocus
        testId="person-name"
      />
      <RolesField
        chosen={roles}
        onChange={(next) => {
          setRoles(next);
          setNoRole(false);
          sending.forget();
        }}
        error={sending.at("roles") ?? (noRole ? t("roles.none") : null)}
        prefix="person"
      />
    </SignedDialog>
  );
}
