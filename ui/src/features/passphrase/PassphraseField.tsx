/**
 * A field for a passphrase, covered until looked at. What is typed lives in the field and nowhere else: no
 * state, query or mutation holds it, and it goes when the field goes.
 */
import { useId, useLayoutEffect, useState, type RefObject } from "react";

import { useWords } from "../../app/i18n";
import { Eye } from "../../components/Eye";
import "./passphrase.css";

interface Props {
  label: string;
  field: RefObject<HTMLInputElement | null>;
  /** What is wrong with it; said at the field. */
  error?: string | null;
  note?: string;
  autoFocus?: boolean;
  readOnly?: boolean;
  onInput?: () => void;
  testId: string;
}

export function PassphraseField({ label, field, error = null, note, autoFocus, readOnly, onInput, testId }: Props) {
  const { t } = useWords();
  const [revealed, setRevealed] = useState(false);
  const id = useId();
  useLayoutEffect(() => {
    const node = field.current;
    return () => {
      if (node) node.value = "";
    };
  }, [field]);
  return (
    <div className="field passphrase" data-invalid={error === null ? undefined : true}>
      <label htmlFor={id}>{label}</label>
      <div className="passphrase-input">
        <input
          id={id}
          ref={field}
          type={revealed ? "text" : "password"}
          className="field-input"
          aria-invalid={error === null ? undefined : true}
          aria-describedby={`${id}-said`}
          // The field that a dialog or screen opens for; leaving it is a key away.
          autoFocus={autoFocus}
          readOnly={readOnly}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck="false"
          data-testid={testId}
          onInput={onInput}
        />
        <button type="button" className="passphrase-reveal" aria-pressed={revealed} aria-label={t(revealed ? "passphrase.hide" : "passphrase.show")} onClick={() => setRevealed(!revealed)}>
          <Eye open={revealed} />
        </button>
      </div>
      <p id={`${id}-said`} className={error === null ? "field-note faint" : "field-error"} role={error === null ? undefined : "alert"} data-testid={error === null ? undefined : `${testId}-error`}>
        {error ?? note ?? ""}
      </p>
    </div>
  );
}
