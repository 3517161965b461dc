/** The roles of one person. Those that exclude each other can't be chosen together, and it is said why. */
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";

import type { RoleDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import "../profiles/dialogs.css";
import "./people.css";

export const ROLES: readonly RoleDto[] = ["administrator", "maker", "checker", "auditor"];

/** Who moves money, and who watches over it. */
const MOVES: readonly RoleDto[] = ["maker", "checker"];

/** Whether the role goes with those chosen. */
export function goesWith(role: RoleDto, chosen: readonly RoleDto[]): boolean {
  return chosen.every((other) => MOVES.includes(other) === MOVES.includes(role));
}

/** Test ids are `prefix-role-maker` and so on. */
export function RolesField({ chosen, onChange, error, prefix }: { chosen: readonly RoleDto[]; onChange: (roles: RoleDto[]) => void; error: string | null; prefix: string }) {
  const { t, word } = useWords();
  return (
    <CheckboxGroup className="kinds roles" value={[...chosen]} onChange={(roles) => onChange(ROLES.filter((role) => roles.includes(role)))} isInvalid={error !== null}>
      <Label>{t("people.roles")}</Label>
      <div>
        {ROLES.map((role) => (
          <Checkbox key={role} value={role} className="kind role" isDisabled={!goesWith(role, chosen)} data-testid={`${prefix}-role-${role}`}>
            <i className="check-box" aria-hidden="true">
              {chosen.includes(role) ? "✓" : ""}
            </i>
            <span>
              <b>{word("person_role", role)}</b>
              <span className="muted">{word("person_role_what", role)}</span>
            </span>
          </Checkbox>
        ))}
      </div>
      {error === null ? <p className="faint roles-note">{t("roles.apart")}</p> : null}
      {error === null ? null : (
        <p className="field-error" role="alert" data-testid={`${prefix}-roles-error`}>
          {error}
        </p>
      )}
    </CheckboxGroup>
  );
}
