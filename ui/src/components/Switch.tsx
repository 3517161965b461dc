/** A switch with what it means beneath its name. What it does is never told by its colour alone: it stands left or right. */
import { useId } from "react";
import { Switch as AriaSwitch } from "react-aria-components";

import "./Switch.css";

interface Props {
  name: string;
  hint: string;
  isSelected: boolean;
  onChange: (on: boolean) => void;
  isDisabled?: boolean;
  testId: string;
}

export function Switch({ name, hint, isSelected, onChange, isDisabled, testId }: Props) {
  const said = useId();
  return (
    <div className="toggle">
      <AriaSwitch className="toggle-switch" isSelected={isSelected} onChange={onChange} {...(isDisabled ? { isDisabled } : {})} aria-describedby={said} data-testid={testId}>
        <i className="toggle-track" aria-hidden="true" />
        <span>{name}</span>
      </AriaSwitch>
      <p id={said} className="muted">
        {hint}
      </p>
    </div>
  );
}
