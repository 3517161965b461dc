/** How it goes with the receiver. Asked anew at each visit and every few seconds while on show: it changes without anyone's act. */
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";

import type { Problem, ReceiverInfo } from "../../bindings/types";
import { keyOf, query } from "../../app/queries";

/** How often it is asked while on show, in milliseconds. */
const EVERY = 5_000;

export function useReceiver(): UseQueryResult<ReceiverInfo, Problem> {
  return useQuery<ReceiverInfo, Problem>({ ...query("receiver_show", {}), gcTime: 0, refetchInterval: EVERY });
}

/** What a command answers takes the place of what was held. */
export function usePutReceiver(): (after: ReceiverInfo) => void {
  const client = useQueryClient();
  return useCallback((after) => client.setQueryData<ReceiverInfo>(keyOf("receiver_show", {}), after), [client]);
}
