/** What `call` does when the program asks who is there: it has the person asked, or tells that nobody is signed in. */
import type { Problem } from "../bindings/types";
import { CANCELLED } from "./problem";
import type { CommandName } from "./types";

export const NONE = "session.none";
export const STEP_UP = "session.step_up";

/** Asks for the passphrase again; settles when it was proved, rejects when the person would rather not. */
export type Asker = (command: CommandName) => Promise<void>;

let asker: Asker | null = null;
let lost: (() => void) | null = null;

/** Who asks from now on. Answers how to end that. */
export function askThrough(next: Asker): () => void {
  asker = next;
  return () => {
    if (asker === next) asker = null;
  };
}

/** Who is told that a command was refused because nobody is signed in. Answers how to end that. */
export function onLost(hear: () => void): () => void {
  lost = hear;
  return () => {
    if (lost === hear) lost = null;
  };
}

/** Whether the command is worth repeating: the passphrase was asked for and proved. Rejects when it was not given. */
export async function proved(command: CommandName, problem: Problem): Promise<boolean> {
  if (problem.code === NONE) lost?.();
  if (problem.code !== STEP_UP || command === "step_up" || asker === null) return false;
  await asker(command);
  return true;
}

/** What a command rejects with whose passphrase was asked for and not given. */
export const notProved: Problem = {
  code: CANCELLED,
  message: "Nothing was done: the passphrase was not given.",
  remedies: [],
  field: null,
  place: null,
  retry_now: true,
};
