/** Where a recovery key is typed. What is typed lives in the field itself: in no state and no query; it goes when the field goes. */
import { useId, useLayoutEffect, type RefObject } from "react";

import { useWords } from "../../app/i18n";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  /** What is wrong with it. */
  error: string | null;
  onEnter: () => void;
  testId: string;
}

export function KeyField({ field, error, onEnter, testId }: Props) {
  const { t } = useWords();
  const id = useId();
  useLayoutEffect(() => {
    const node = field.current;
    node?.focus();
    return () => {
      if (node) node.value = "";
    };
  }, [field]);
  return (
    <div className="field" data-invalid={error === null ? undefined : true}>
      <label htmlFor={id}>{t("recovery.field")}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        className="field-input key-field mono"
        aria-describedby={`${id}-note`}
        aria-invalid={error !== null}
        data-testid={testId}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="characters"
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onEnter();
        }}
      />
      <span id={`${id}-note`}>
        {error === null ? <span className="field-note faint">{t("recovery.field.hint")}</span> : <span className="field-error" role="alert" data-testid={`${testId}-error`}>{error}</span>}
      </span>
    </div>
  );
}
