/** Sends a typed recovery key, and strikes it out of whatever the engine says. */
import { useRef, useState } from "react";

import type { Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { isCancelled, toProblem } from "../../host";
import { withoutValue } from "../profiles/useGive";

export function useTypedKey<Answer>(work: (text: string) => Promise<Answer>, then: (answer: Answer) => void | Promise<void>) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const send = async () => {
    const text = field.current?.value.trim() ?? "";
    setProblem(null);
    setEmpty(text === "");
    if (text === "" || busy) return;
    setBusy(true);
    try {
      await then(await work(text));
    } catch (thrown) {
      const told = toProblem(thrown);
      if (!isCancelled(told)) setProblem(withoutValue(told, text));
      field.current?.focus();
    }
    setBusy(false);
  };
  const atField = problem?.field === "text";
  return {
    field,
    busy,
    /** What to say at the field. */
    error: empty ? t("recovery.field.empty") : atField ? [problem.message, ...problem.remedies].join(" ") : null,
    problem: atField ? null : problem,
    send: () => void send(),
  };
}
