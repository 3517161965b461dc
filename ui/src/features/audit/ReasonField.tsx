/** Why something is done that the chain keeps for good: 5 to 200 characters. */
import { useState } from "react";

import { useWords } from "../../app/i18n";
import { Field } from "../../components/fields";

const SHORTEST = 5;
const LONGEST = 200;

export interface Reason {
  text: string;
  /** What was typed, if it will do; else null, and the field says why. */
  take: () => string | null;
  type: (text: string) => void;
  /** What is wrong with it. */
  wrong: "short" | "long" | null;
  told: boolean;
}

export function useReason(): Reason {
  const [text, setText] = useState("");
  const [told, setTold] = useState(false);
  const said = text.trim();
  const wrong = said.length < SHORTEST ? "short" : said.length > LONGEST ? "long" : null;
  return {
    text,
    wrong,
    told,
    type: setText,
    take: () => {
      setTold(true);
      return wrong === null ? said : null;
    },
  };
}

interface Props {
  label: string;
  hint: string;
  reason: Reason;
  /** The engine's word on it. */
  told: string | null;
  testId: string;
}

export function ReasonField({ label, hint, reason, told, testId }: Props) {
  const { t } = useWords();
  const wrong =
    reason.wrong === "long" ? t("reason.long", { n: reason.text.trim().length })
    : reason.wrong === "short" && reason.told ? t("reason.short")
    : told;
  return <Field label={label} value={reason.text} onChange={reason.type} note={hint} error={wrong} autoFocus testId={testId} />;
}
