/** Everyone of this workspace: roles, state, the fingerprint of their key, and what an administrator can change. */
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import type { PersonInfo, PersonState } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { rolesInWords, useMay } from "../../app/may";
import { Chip, type Tone } from "../../components/basics";

export type Act = "roles" | "rekey" | "retire";

const TONES: Record<PersonState, Tone> = { invited: "info", active: "ok", retired: "plain" };

export function PeopleTable({ people, onAct }: { people: readonly PersonInfo[]; onAct: (person: PersonInfo, act: Act) => void }) {
  const words = useWords();
  const { t, word } = words;
  const { may } = useMay();
  const changes = may("person_roles");
  const anyWaits = people.some((person) => person.may_approve_from !== null);
  return (
    <div className="card people-list">
      <table className="table" aria-label={t("people.title")}>
        <thead>
          <tr>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("people.roles")}</th>
            <th scope="col">{t("people.state")}</th>
            <th scope="col">{t("people.fingerprint")}</th>
            {anyWaits ? <th scope="col">{t("people.from")}</th> : null}
            {changes ? (
              <th scope="col">
                <span className="sr-only">{t("people.acts")}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} data-testid="person-row" data-person={person.name} data-state={person.state}>
              <td className="person-name">
                <b>{person.name}</b>
                {person.me ? <span className="muted"> · {t("people.me")}</span> : null}
              </td>
              <td>{rolesInWords(person.roles, words)}</td>
              <td>
                <Chip tone={TONES[person.state]}>{word("person_state", person.state)}</Chip>
              </td>
              <td className="fingerprint">{person.fingerprint === null ? <span className="faint">—</span> : <span className="mono selectable">{person.fingerprint}</span>}</td>
              {anyWaits ? <td className="muted stamp">{person.may_approve_from ?? ""}</td> : null}
              {changes ? <td className="person-acts">{person.state === "retired" ? null : <Acts person={person} onAct={onAct} />}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Acts({ person, onAct }: { person: PersonInfo; onAct: (person: PersonInfo, act: Act) => void }) {
  const { t } = useWords();
  return (
    <MenuTrigger>
      <AriaButton className="btn btn-quiet" aria-label={t("people.acts.named", { name: person.name })} data-testid="person-acts" data-person={person.name}>
        {t("people.acts")} <span aria-hidden="true" className="faint">▾</span>
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" onAction={(key) => onAct(person, key as Act)}>
          <MenuItem id="roles" className="menu-item" data-testid="person-roles">
            {t("people.roles.change")}
          </MenuItem>
          <MenuItem id="rekey" className="menu-item" data-testid="person-rekey">
            {t("people.rekey")}
          </MenuItem>
          <MenuItem id="retire" className="menu-item menu-danger" data-testid="person-retire">
            {t("people.retire")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
