/** Who may send from this computer. Asked anew at each visit: keyring, clock and other computers change it too. */
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";

import type { LeaseList, Problem } from "../../bindings/types";
import { keyOf, query } from "../../app/queries";

export function useLeases(): UseQueryResult<LeaseList, Problem> {
  return useQuery<LeaseList, Problem>({ ...query("lease_list", {}), gcTime: 0 });
}

/** What a claim answers takes the place of what was held. */
export function usePutLeases(): (after: LeaseList) => void {
  const client = useQueryClient();
  return useCallback((after) => client.setQueryData<LeaseList>(keyOf("lease_list", {}), after), [client]);
}
