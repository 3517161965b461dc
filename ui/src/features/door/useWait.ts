/** How many seconds are left until the next try, after the engine said how long to wait. */
import { useEffect, useState } from "react";

import type { Problem } from "../../bindings/types";

/** Both may name the seconds: a try that came too early, and one that went wrong. */
const WAITS = ["session.wait", "session.wrong"];

/** The seconds that a problem's words name. */
export function secondsIn(problem: Problem | null): number {
  if (!problem || !WAITS.includes(problem.code)) return 0;
  const [, digits = "0"] = /(\d+) ?s(?:econds?)?\b/i.exec(problem.message) ?? [];
  return +digits;
}

/** `onOver` comes when the time has passed; it has to be the same from one drawing to the next. */
export function useWait(problem: Problem | null, onOver: () => void): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = secondsIn(problem);
    setLeft(seconds);
    if (seconds === 0) return undefined;
    const end = Date.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      setLeft(now);
      if (now === 0) onOver();
    }, 250);
    return () => clearInterval(timer);
  }, [problem, onOver]);
  return left;
}
