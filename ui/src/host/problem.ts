/** Makes a `Problem` of whatever a command rejected with, so that screens know one shape only. */
import type { Problem } from "../bindings/types";

/** Where nothing better is known. The page translates these codes; see `problems/`. */
export const UNREACHABLE = "host.unreachable";
export const UNEXPECTED = "host.unexpected";
/** A passphrase was asked for again, and not given. */
export const CANCELLED = "session.cancelled";

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Problem).code === "string" &&
    typeof (value as Problem).message === "string" &&
    Array.isArray((value as Problem).remedies)
  );
}

/** The problem itself, or one that keeps what was said. */
export function toProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  return {
    code: UNEXPECTED,
    message: said(thrown),
    remedies: [],
    field: null,
    place: null,
    retry_now: true,
  };
}

function said(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  if (thrown instanceof Error) return thrown.message;
  return "";
}

/** The problem to show: none when a person only thought better of it. */
export function faultIn(thrown: unknown): Problem | null {
  const problem = toProblem(thrown);
  return isCancelled(problem) ? null : problem;
}

/** Whether an act ended because a person wanted it to: a job, or one that asked for the passphrase. */
export function isCancelled(problem: Problem): boolean {
  return problem.code === "job.cancelled" || problem.code === "import.cancelled" || problem.code === CANCELLED;
}
