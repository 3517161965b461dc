/** Changes what a person is. */
import { useState } from "react";

import type { PeopleList, PersonInfo, RoleDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { rolesInWords } from "../../app/may";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { call } from "../../host";
import { RolesField } from "./RolesField";
import { useSecond } from "./SecondSignature";
import { SignedDialog } from "./SignedDialog";

interface Props {
  person: PersonInfo;
  people: readonly PersonInfo[];
  onClose: () => void;
  onDone: (people: PeopleList) => void;
}

export function RolesDialog({ person, people, onClose, onDone }: Props) {
  const words = useWords();
  const { t } = words;
  const { say } = useStatus();
  const sending = useSending();
  const second = useSecond(people, person.id);
  const [roles, setRoles] = useState<RoleDto[]>(person.roles);
  const [noRole, setNoRole] = useState(false);
  const change = () => {
    setNoRole(roles.length === 0);
    const signature = second.take();
    if (signature === null || roles.length === 0) return;
    sending.send(
      () => call("person_roles", { id: person.id, roles, second: signature }),
      (after) => {
        say({ text: t("change_roles.done", { name: person.name, roles: rolesInWords(roles, words).toLowerCase() }) });
        onDone(after);
      },
    );
  };
  return (
    <SignedDialog title={t("change_roles.title", { name: person.name })} act={t("change_roles.do")} fields={["roles"]} second={second} sending={sending} onSign={change} onClose={onClose} testId="change-roles">
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
