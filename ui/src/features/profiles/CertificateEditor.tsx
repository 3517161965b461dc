/** Safaricom's certificate: chosen as a file, pasted as PEM, or named by its path. It is no secret. */
import { useEffect, useId, useRef, useState } from "react";

import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { host } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { EditorForm } from "./EditorForm";
import { useGive, type EditorProps } from "./useGive";

export function CertificateEditor(props: EditorProps) {
  const { t } = useWords();
  const { info, name, onClose } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const { busy, problem, setProblem, give } = useGive(field, props);
  const [empty, setEmpty] = useState(false);
  const said = useId();
  useEffect(() => field.current?.focus(), []);

  const choose = () => {
    host()
      .pickFiles(t("item_pem.choose.title"), "certificate")
      .then(
        ([path]) => {
          if (path !== undefined) void give(path);
        },
        () => undefined,
      );
  };
  const keep = () => {
    if (busy) return;
    const value = field.current?.value.trim() ?? "";
    setEmpty(value === "");
    if (value === "") field.current?.focus();
    else void give(value);
  };
  const atField = empty ? t("item_empty") : problem?.field ? [problem.message, ...problem.remedies].join(" ") : null;

  return (
    <EditorForm className="item-editor-pem" onKeep={keep} onClose={onClose}>
      <p className="item-choose">
        <Button onPress={choose} isDisabled={busy} data-testid="certificate-choose">
          {t("item_pem.choose")}
        </Button>
        <span className="muted">{t("item_pem.or")}</span>
      </p>
      <textarea
        ref={field}
        rows={4}
        className="field-input mono"
        placeholder={t("item_pem")}
        aria-label={t("item_new", { item: name })}
        aria-invalid={atField !== null || undefined}
        aria-describedby={said}
        readOnly={busy}
        spellCheck="false"
        autoComplete="off"
        data-testid={`field-${info.item}`}
        onInput={() => {
          if (empty) setEmpty(false);
          if (problem) setProblem(null);
        }}
      />
      <p id={said} className="field-error" role={atField === null ? undefined : "alert"} data-testid={`said-${info.item}`}>
        {atField ?? ""}
      </p>
      {problem && !problem.field ? <ProblemView problem={problem} onRetry={keep} /> : null}
      <div className="item-editor-acts">
        <Button kind="main" type="submit" isDisabled={busy} data-testid={`keep-${info.item}`}>
          {t(busy ? "item_saving" : "item_save")}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t("cancel")}
        </Button>
      </div>
    </EditorForm>
  );
}
