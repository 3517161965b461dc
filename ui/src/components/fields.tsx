/** What people type into and choose from. */
import type { ReactNode } from "react";
import { Button as AriaButton, Checkbox as AriaCheckbox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, SearchField, Select, SelectValue, Text, TextField, ToggleButton, ToggleButtonGroup } from "react-aria-components";

import { Kbd } from "./basics";
import "./fields.css";

interface SearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  id?: string;
  keyName?: string;
  testId?: string;
  autoFocus?: boolean;
}

export function SearchBox({ label, value, onChange, onEnter, id, keyName, testId, autoFocus }: SearchProps) {
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} onSubmit={() => onEnter?.()} className="search" autoFocus={autoFocus}>
      <Input id={id} placeholder={label} className="search-input" data-testid={testId} spellCheck="false" autoComplete="off" />
      {value === "" && keyName ? <Kbd>{keyName}</Kbd> : null}
      {value === "" ? null : (
        <AriaButton className="search-clear">
          <span aria-hidden="true">×</span>
        </AriaButton>
      )}
    </SearchField>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  note?: ReactNode;
  /** What is wrong with the value; said at the field. */
  error?: string | null | undefined;
  invalid?: boolean;
  autoFocus?: boolean;
  inputMode?: "numeric" | "text";
  mono?: boolean;
  testId?: string;
}

export function Field({ label, value, onChange, placeholder, note, error, invalid, autoFocus, inputMode, mono, testId }: FieldProps) {
  const wrong = error !== undefined && error !== null;
  return (
    <TextField value={value} onChange={onChange} className="field" isInvalid={wrong || invalid} validationBehavior="aria" autoFocus={autoFocus} inputMode={inputMode}>
      <Label>{label}</Label>
      <Input className={`field-input ${mono ? "mono" : ""}`} placeholder={placeholder} data-testid={testId} spellCheck="false" autoComplete="off" />
      {note ? <Text slot="description" className="field-note faint">{note}</Text> : null}
      <FieldError className="field-error" data-testid={testId ? `${testId}-error` : undefined}>{error ?? ""}</FieldError>
    </TextField>
  );
}

export function Checkbox({ children, isSelected, onChange, testId }: { children: ReactNode; isSelected: boolean; onChange: (on: boolean) => void; testId?: string }) {
  return (
    <AriaCheckbox className="check" isSelected={isSelected} onChange={onChange} data-testid={testId}>
      <i className="check-box" aria-hidden="true">
        {isSelected ? "✓" : ""}
      </i>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

export interface Choice<Id extends string> {
  id: Id;
  name: string;
}

/** A choice among few, all in view. Each button's test id is `prefix-id`. */
export function Segments<Id extends string>({ label, choices, chosen, onChoose, prefix }: { label: string; choices: readonly Choice<Id>[]; chosen: Id; onChoose: (id: Id) => void; prefix: string }) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChoose(key as Id);
      }}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.id} id={choice.id} className="segment" data-testid={`${prefix}-${choice.id}`}>
          {choice.name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** A choice among several, one in view. */
export function Chooser<Id extends string>({ label, choices, chosen, onChoose }: { label: string; choices: readonly Choice<Id>[]; chosen: Id; onChoose: (id: Id) => void }) {
  return (
    <Select aria-label={label} selectedKey={chosen} onSelectionChange={(key) => onChoose(key as Id)} className="chooser">
      <AriaButton className="btn btn-plain">
        <SelectValue />
        <span aria-hidden="true" className="faint">
          ▾
        </span>
      </AriaButton>
      <Popover className="popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} className="menu-item">
              {choice.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
