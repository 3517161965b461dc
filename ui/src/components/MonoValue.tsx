/** A hash, a path, a command: in full, to read, select and copy. */
import { CopyButton } from "./CopyButton";
import "./MonoValue.css";

interface Props {
  label: string;
  value: string;
  hint?: string | undefined;
  testId?: string;
}

export function MonoValue({ label, value, hint, testId }: Props) {
  return (
    <div className="mono-value">
      <div className="mono-head">
        <span>{label}</span>
        <CopyButton text={value} what={label} {...(testId ? { testId: `${testId}-copy` } : {})} />
      </div>
      <code className="mono selectable" data-testid={testId}>
        {value}
      </code>
      {hint ? <p className="faint">{hint}</p> : null}
    </div>
  );
}
