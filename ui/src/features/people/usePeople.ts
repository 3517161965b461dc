/** Everyone and the signed records. What an act answers takes the place of what was held. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import type { PeopleList } from "../../bindings/types";
import { keyOf, useCommand } from "../../app/queries";

const KEY = keyOf("people_list", {});

export function usePeople() {
  return useCommand("people_list", {});
}

export function usePutPeople(): (people: PeopleList) => void {
  const client = useQueryClient();
  return useCallback((people) => client.setQueryData<PeopleList>(KEY, (before) => before && people), [client]);
}
