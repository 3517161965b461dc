/**
 * Connects a receiver. The token lives in the field it was typed into and nowhere else: not in React's state, a
 * query or a mutation; and it is struck out of whatever the engine says.
 */
import { useLayoutEffect, useState, type RefObject } from "react";

import type { ReceiverConnect, ReceiverInfo } from "../../bindings/types";
import { useSending, type Sending } from "../../app/sending";
import { call, toProblem } from "../../host";
import { withoutValue } from "../profiles/useGive";

export interface Connecting extends Sending {
  /** Whether no token was typed. */
  empty: boolean;
  connect: (to: Omit<ReceiverConnect, "token">) => void;
  /** Something else is typed. */
  typed: () => void;
}

export function useConnect(field: RefObject<HTMLInputElement | null>, onConnected: (after: ReceiverInfo) => void): Connecting {
  const sending = useSending();
  const [empty, setEmpty] = useState(false);
  useLayoutEffect(() => {
    const node = field.current;
    return () => {
      if (node) node.value = "";
    };
  }, [field]);
  const connect = (to: Omit<ReceiverConnect, "token">) => {
    if (sending.busy) return;
    const token = field.current?.value.trim() ?? "";
    setEmpty(token === "");
    if (token === "") {
      field.current?.focus();
      return;
    }
    sending.send(
      () =>
        call("receiver_connect", { ...to, token }).catch((thrown: unknown) => {
          throw withoutValue(toProblem(thrown), token);
        }),
      (after) => {
        if (field.current) field.current.value = "";
        onConnected(after);
      },
    );
  };
  const typed = () => {
    setEmpty(false);
    sending.forget();
  };
  return { ...sending, empty, connect, typed };
}
