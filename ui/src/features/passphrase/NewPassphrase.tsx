/** A new passphrase: typed twice, with how strong it is. */
import { useRef, type RefObject } from "react";

import type { PassphraseStrength } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { PassphraseField } from "./PassphraseField";
import { useStrength } from "./useStrength";

/** The two fields, for whoever reads them when the form is sent. */
export interface Twice {
  first: RefObject<HTMLInputElement | null>;
  second: RefObject<HTMLInputElement | null>;
}

export function useTwice(): Twice {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  return { first, second };
}

export type Fault = "empty" | "differs" | null;

/** What is wrong with the two as they stand; the focus goes to the one at fault. */
export function faultOf({ first, second }: Twice): Fault {
  const typed = first.current?.value ?? "";
  if (typed === "") {
    first.current?.focus();
    return "empty";
  }
  if (typed === second.current?.value) return null;
  second.current?.focus();
  return "differs";
}

interface Props {
  twice: Twice;
  label: string;
  fault: Fault;
  /** What the engine found wrong. */
  error: string | null;
  busy: boolean;
  onInput: () => void;
  autoFocus?: boolean;
  /** Test ids are `prefix-passphrase`, `prefix-again` and `prefix-strength`. */
  prefix: string;
}

export function NewPassphrase({ twice, label, fault, error, busy, onInput, autoFocus, prefix }: Props) {
  const { t } = useWords();
  const { strength, weigh } = useStrength();
  return (
    <div className="new-passphrase">
      <PassphraseField
        label={label}
        field={twice.first}
        error={error ?? (fault === "empty" ? t("passphrase.empty") : null)}
        note={strength === null ? t("passphrase.hint") : ""}
        readOnly={busy}
        onInput={() => {
          onInput();
          weigh(twice.first.current?.value ?? "");
        }}
        testId={`${prefix}-passphrase`}
        {...(autoFocus ? { autoFocus } : {})}
      />
      {strength === null ? null : <Strength strength={strength} testId={`${prefix}-strength`} />}
      <PassphraseField label={t("passphrase.again")} field={twice.second} error={fault === "differs" ? t("passphrase.differs") : null} readOnly={busy} onInput={onInput} testId={`${prefix}-again`} />
    </div>
  );
}

function Strength({ strength, testId }: { strength: PassphraseStrength; testId: string }) {
  const { t, word } = useWords();
  return (
    <div className="strength" data-enough={strength.enough || undefined} data-testid={testId} role="status">
      <span className="sr-only">{t("strength.label")}: </span>
      <i aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={strength.score >= step || undefined} />
        ))}
      </i>
      <b>{word("strength", String(strength.score))}</b>
      {strength.advice.length === 0 ? null : <span className="muted">{strength.advice.join(" ")}</span>}
    </div>
  );
}
