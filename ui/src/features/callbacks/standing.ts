/** What is to be said of where a callback came from. */
import type { CallbackRow } from "../../bindings/types";
import type { Tone } from "../../components/basics";

export type Standing = "expected" | "stranger" | "unverified";

export const TONE_OF_STANDING: Readonly<Record<Standing, Tone>> = { expected: "ok", stranger: "warn", unverified: "bad" };

/** All that is doubtful about it; `expected` alone when nothing is. */
export function standingsOf({ standing, verified }: Pick<CallbackRow, "standing" | "verified">): readonly Standing[] {
  const doubts: Standing[] = [];
  if (!verified) doubts.push("unverified");
  if (standing === "stranger") doubts.push("stranger");
  return doubts.length === 0 ? ["expected"] : doubts;
}
