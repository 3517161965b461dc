/** A line's class as its chip: the word of its colour. */
import type { LineRowDto } from "../../bindings/types";
import type { Words } from "../../app/i18n";
import type { Tone } from "../../components/basics";

const TONES: Readonly<Record<string, Tone>> = {
  matched: "ok",
  suggested: "info",
  part: "info",
  ambiguous: "warn",
  unmatched: "open",
  duplicate: "bad",
  fee: "plain",
  transfer: "plain",
  reversed: "plain",
  not_completed: "plain",
};

export function toneOf(lineClass: string): Tone {
  return TONES[lineClass] ?? "plain";
}

/** `Suggested 93`, `Matched`, … */
export function outcomeOf(line: Pick<LineRowDto, "class" | "confidence">, words: Words): string {
  const word = words.word("class", line.class);
  return line.class === "suggested" && line.confidence !== "" ? `${word} ${line.confidence}` : word;
}
