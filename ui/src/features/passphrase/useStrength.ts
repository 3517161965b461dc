/** What the engine says about a passphrase while it is typed, once typing rests. */
import { useCallback, useEffect, useRef, useState } from "react";

import type { PassphraseStrength } from "../../bindings/types";
import { call } from "../../host";

/** How long typing must rest, in milliseconds. */
const REST = 220;

export function useStrength(): { strength: PassphraseStrength | null; weigh: (passphrase: string) => void } {
  const [strength, setStrength] = useState<PassphraseStrength | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(0);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      latest.current += 1;
    },
    [],
  );
  const weigh = useCallback((passphrase: string) => {
    clearTimeout(timer.current);
    latest.current += 1;
    const mine = latest.current;
    if (passphrase === "") {
      setStrength(null);
      return;
    }
    timer.current = setTimeout(() => {
      call("passphrase_strength", { passphrase }).then(
        (found) => {
          if (mine === latest.current) setStrength(found);
        },
        () => undefined,
      );
    }, REST);
  }, []);
  return { strength, weigh };
}
