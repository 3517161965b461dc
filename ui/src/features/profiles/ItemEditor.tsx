/** The field an item is typed or pasted into. A secret is covered; what is typed can be looked at, what is kept never. */
import { useEffect, useId, useRef, useState } from "react";

import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { Eye } from "../../components/Eye";
import { ProblemView } from "../../problems/ProblemView";
import { EditorForm } from "./EditorForm";
import { useGive, type EditorProps } from "./useGive";

export function ItemEditor(props: EditorProps) {
  const { t } = useWords();
  const { info, name, onClose } = props;
  const field = useRef<HTMLInputElement>(null);
  const { busy, problem, setProblem, give } = useGive(field, props);
  const [revealed, setRevealed] = useState(false);
  const [empty, setEmpty] = useState(false);
  const said = useId();
  useEffect(() => field.current?.focus(), []);

  const keep = () => {
    const node = field.current;
    if (!node || busy) return;
    // A password may begin or end with a space; nothing else does.
    const value = info.item === "initiator_password" ? node.value : node.value.trim();
    setEmpty(value === "");
    if (value === "") {
      node.focus();
      return;
    }
    setRevealed(false);
    void give(value);
  };
  const atField = empty ? t("item_empty") : problem?.field ? [problem.message, ...problem.remedies].join(" ") : null;

  return (
    <EditorForm onKeep={keep} onClose={onClose}>
      <div className="item-input" data-secret={info.secret || undefined}>
        <input
          ref={field}
          type={info.secret && !revealed ? "password" : "text"}
          defaultValue={info.secret ? "" : (info.shown ?? "")}
          className="field-input mono"
          aria-label={t("item_new", { item: name })}
          aria-invalid={atField !== null || undefined}
          aria-describedby={said}
          readOnly={busy}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck="false"
          data-testid={`field-${info.item}`}
          onInput={() => {
            if (empty) setEmpty(false);
            if (problem) setProblem(null);
          }}
        />
        {info.secret ? (
          <button type="button" className="reveal" aria-pressed={revealed} aria-label={t(revealed ? "item_hide" : "item_show")} onClick={() => setRevealed(!revealed)} data-testid="reveal">
            <Eye open={revealed} />
          </button>
        ) : null}
      </div>
      <Button kind="main" type="submit" isDisabled={busy} data-testid={`keep-${info.item}`}>
        {t(busy ? "item_saving" : "item_save")}
      </Button>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <p id={said} className={atField === null ? "field-note faint" : "field-error"} role={atField === null ? undefined : "alert"} data-testid={`said-${info.item}`}>
        {atField ?? (info.secret ? t("item_secret.hint") : "")}
      </p>
      {problem && !problem.field ? <ProblemView problem={problem} onRetry={keep} /> : null}
    </EditorForm>
  );
}
