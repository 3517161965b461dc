/** The field for the bearer token: covered until looked at, never filled from what is kept. */
import { useId, useState, type RefObject } from "react";

import { useWords } from "../../app/i18n";
import { Eye } from "../../components/Eye";
import "../passphrase/passphrase.css";

interface Props {
  field: RefObject<HTMLInputElement | null>;
  /** What is wrong with it; said at the field. */
  error: string | null;
  readOnly: boolean;
  onInput: () => void;
}

export function TokenField({ field, error, readOnly, onInput }: Props) {
  const { t } = useWords();
  const [revealed, setRevealed] = useState(false);
  const id = useId();
  return (
    <div className="field passphrase" data-invalid={error === null ? undefined : true}>
      <label htmlFor={id}>{t("receiver.connect.token")}</label>
      <div className="passphrase-input">
        <input
          id={id}
          ref={field}
          type={revealed ? "text" : "password"}
          className="field-input mono"
          aria-invalid={error === null ? undefined : true}
          aria-describedby={`${id}-said`}
          readOnly={readOnly}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck="false"
          data-testid="receiver-token"
          onInput={onInput}
        />
        <button type="button" className="passphrase-reveal" aria-pressed={revealed} aria-label={t(revealed ? "item_hide" : "item_show")} onClick={() => setRevealed(!revealed)}>
          <Eye open={revealed} />
        </button>
      </div>
      <p id={`${id}-said`} className={error === null ? "field-note faint" : "field-error"} role={error === null ? undefined : "alert"} data-testid={error === null ? undefined : "receiver-token-error"}>
        {error ?? t("receiver.connect.token.hint")}
      </p>
    </div>
  );
}
