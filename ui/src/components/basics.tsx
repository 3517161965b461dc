/** The smallest pieces: buttons, keys, chips, money. */
import { useId, type ReactNode, type Ref } from "react";
import { Button as AriaButton, type ButtonProps } from "react-aria-components";

import "./basics.css";

type Kind = "plain" | "main" | "quiet" | "danger" | "env";

interface OwnProps {
  kind?: Kind;
  keyName?: string;
  children: ReactNode;
  className?: string;
  /** Why this person may not press it; it is disabled then. */
  why?: string | null | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button. `main` is the one main action of a screen; `env` leads into the world of the `data-env` around it. */
export function Button({ kind = "plain", keyName, children, className, why = null, ...rest }: ButtonProps & OwnProps) {
  const said = useId();
  if (why === null) return <PlainButton {...rest} kind={kind} keyName={keyName} className={className}>{children}</PlainButton>;
  return (
    <span className="btn-why" title={why}>
      <PlainButton {...rest} isDisabled kind={kind} keyName={keyName} className={className} aria-describedby={said}>
        {children}
      </PlainButton>
      <span id={said} hidden>
        {why}
      </span>
    </span>
  );
}

function PlainButton({ kind, keyName, children, className, ...rest }: ButtonProps & { kind: Kind; keyName: string | undefined; children: ReactNode; className: string | undefined }) {
  return (
    <AriaButton {...rest} className={`btn btn-${kind} ${className ?? ""}`}>
      {children}
      {keyName ? <Kbd>{keyName}</Kbd> : null}
    </AriaButton>
  );
}

/** A key, shown where it acts. Screen readers hear it from the key list instead. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd aria-hidden="true">{children}</kbd>;
}

export type Tone = "ok" | "info" | "warn" | "bad" | "open" | "plain";

/** A word with the colour of its meaning; the word alone says it too. */
export function Chip({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}

/** An amount, exactly as the engine wrote it. Only the minus is set to its typographic form. */
export function Money({ amount, size = "m", tone, label }: { amount: string; size?: "s" | "m" | "l" | "xl"; tone?: Tone; label?: string }) {
  const shown = amount.startsWith("-") ? `−${amount.slice(1)}` : amount;
  return (
    <span className={`money money-${size} ${tone ? `money-${tone}` : ""}`} aria-label={label}>
      {shown}
    </span>
  );
}

/** Grey bars in place of what is being fetched; they appear only when that takes a moment. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} style={{ width: `${90 - ((line * 23) % 50)}%` }} />
      ))}
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      {children ? <div className="muted">{children}</div> : null}
    </div>
  );
}
