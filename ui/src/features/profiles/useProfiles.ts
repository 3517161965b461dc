/** The profiles of the open workspace. What a command answers takes the place of what was held. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import type { ProfileInfo, ProfileList } from "../../bindings/types";
import { keyOf, useCommand } from "../../app/queries";

const KEY = keyOf("profiles_list", {});

export function useProfiles() {
  return useCommand("profiles_list", {});
}

/** Shows a profile as a command answered it. */
export function usePutProfile(): (info: ProfileInfo) => void {
  const client = useQueryClient();
  return useCallback(
    (info) => {
      client.setQueryData<ProfileList>(KEY, (before) => {
        if (!before) return before;
        const isNew = before.profiles.every((each) => each.id !== info.id);
        return { profiles: isNew ? [...before.profiles, info] : before.profiles.map((each) => (each.id === info.id ? info : each)) };
      });
    },
    [client],
  );
}
