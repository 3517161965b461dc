/** Copies a text to the clipboard, and says that it did. */
import { useEffect, useState } from "react";

import { useWords } from "../app/i18n";
import { Button } from "./basics";

/** How long the button says what became of it, in milliseconds. */
const SAYS_FOR = 2_500;

type Outcome = "copied" | "failed" | null;

export function CopyButton({ text, what, testId }: { text: string; what: string; testId?: string }) {
  const { t } = useWords();
  const [outcome, setOutcome] = useState<Outcome>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), SAYS_FOR);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    // Absent where the page is not a secure context.
    const board = navigator.clipboard as Clipboard | undefined;
    if (!board) setOutcome("failed");
    else
      board.writeText(text).then(
        () => setOutcome("copied"),
        () => setOutcome("failed"),
      );
  };
  const says = outcome === null ? t("copy.do") : t(outcome === "copied" ? "copy.done" : "copy.failed");
  return (
    <Button kind="quiet" className="copy" onPress={copy} aria-label={outcome === null ? t("copy.what", { what }) : says} data-testid={testId}>
      <span aria-live="polite">{says}</span>
    </Button>
  );
}
