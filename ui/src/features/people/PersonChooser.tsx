/** One person out of several, chosen by name, with their roles beside it. */
import { Button as AriaButton, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";

import type { RoleDto } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { rolesInWords } from "../../app/may";
import "./people.css";

interface Props {
  label: string;
  people: readonly { name: string; roles: readonly RoleDto[] }[];
  chosen: string;
  onChoose: (name: string) => void;
  error: string | null;
  /** Test ids are `prefix-name` and, of what can be chosen, `prefix-person`. */
  prefix: string;
}

export function PersonChooser({ label, people, chosen, onChoose, error, prefix }: Props) {
  const words = useWords();
  return (
    <Select className="field person-chooser" selectedKey={chosen} onSelectionChange={(key) => onChoose(String(key))}>
      <Label>{label}</Label>
      <AriaButton className="btn btn-plain" data-testid={`${prefix}-name`}>
        <SelectValue className="cut" />
        <span aria-hidden="true" className="faint">▾</span>
      </AriaButton>
      <Popover className="popover">
        <ListBox className="menu">
          {people.map((each) => (
            <ListBoxItem key={each.name} id={each.name} className="menu-item" textValue={each.name} data-testid={`${prefix}-person`} data-person={each.name}>
              {each.name} <span className="faint">{rolesInWords(each.roles, words)}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
      {error === null ? null : (
        <p className="field-error" role="alert" data-testid={`${prefix}-name-error`}>
          {error}
        </p>
      )}
    </Select>
  );
}
