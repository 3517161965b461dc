/** The lock: Ctrl L, a button, or nobody there for a while. Afterwards nothing of the workspace is on the screen or in memory. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

import { call, toProblem } from "../host";
import { useStatus } from "./status";
import { enter } from "./worlds";

/** How often the engine is told that somebody is there, at most, in milliseconds. */
export const TOUCH_EVERY = 30_000;
/** What tells that somebody is there. */
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

export function useLock(): () => void {
  const client = useQueryClient();
  const { say } = useStatus();
  return useCallback(() => {
    call("sign_out", {}).then(
      async (status) => {
        say(null);
        await enter(client, status);
      },
      (thrown: unknown) => {
        const problem = toProblem(thrown);
        say({ text: problem.message, problem });
      },
    );
  }, [client, say]);
}

/** Ctrl L locks from everywhere, out of fields and dialogs too. */
export function useLockKey(lock: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "l" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat) lock();
    };
    window.addEventListener("keydown", hear, true);
    return () => window.removeEventListener("keydown", hear, true);
  }, [lock]);
}

/**
 * Tells the engine that somebody is there, and locks once nobody was for `seconds`. `onIdle` hears when the
 * workspace is left for that reason, whether the page locked or the engine did.
 */
export function useIdleLock(seconds: number, lock: () => void, onIdle: () => void): void {
  const seen = useRef(0);
  const told = useRef(0);
  useEffect(() => {
    seen.current = Date.now();
    told.current = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A computer that slept wakes with its timers late: the clock decides, not the timer.
    const look = () => {
      const left = seen.current + seconds * 1_000 - Date.now();
      if (left <= 0) lock();
      timer = setTimeout(look, left <= 0 ? 1_000 : Math.min(left, 5_000));
    };
    const isLate = () => Date.now() >= seen.current + seconds * 1_000;
    const sign = () => {
      const now = Date.now();
      if (isLate()) return;
      seen.current = now;
      if (now - told.current < TOUCH_EVERY) return;
      told.current = now;
      call("session_touch", {}).catch(() => undefined);
    };
    timer = setTimeout(look, Math.min(seconds * 1_000, 5_000));
    for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
      if (isLate()) onIdle();
    };
  }, [seconds, lock, onIdle]);
}
