/** Going from one world to another: nothing of the one left behind stays on the screen or in memory. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import type { AppStatus, EnvironmentDto } from "../bindings/types";
import { call } from "../host";
import { keyOf } from "./queries";
import { preferenceOf, savePreference, useLook, type Look } from "./preferences";
import { useStatus } from "./status";

/** In the order of what can happen to money there. */
export const WORLDS: readonly EnvironmentDto[] = ["practice", "sandbox", "production"];

/** Safaricom's own hosts; names to read, not places that the page calls. */
export const SAFARICOM: Readonly<Record<EnvironmentDto, string | null>> = {
  practice: null,
  sandbox: "sandbox.safaricom.co.ke",
  production: "api.safaricom.co.ke",
};

/** What production is entered by; a word of the engine, the same in every language. */
export const PRODUCTION_WORD = "PRODUCTION";

/** Shows `status` and forgets every other answer. */
export async function enter(client: QueryClient, status: AppStatus): Promise<void> {
  await client.cancelQueries();
  client.getMutationCache().clear();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "app_status" });
  client.setQueryData(keyOf("app_status", {}), status);
}

/** Switches, and takes the person's theme and language along. Rejects with the engine's problem. */
export function useSwitchWorld(): (to: EnvironmentDto, typed: string | null) => Promise<void> {
  const client = useQueryClient();
  const look = useLook();
  const { say } = useStatus();
  return useCallback(
    async (to, typed) => {
      const status = await call("environment_switch", { to, typed });
      say(null);
      await enter(client, takeAlong(look, status));
    },
    [client, look, say],
  );
}

/** Keeps the look that the window has in the workspace it comes to; answers the status that says so. */
export function takeAlong(look: Look, status: AppStatus): AppStatus {
  const { workspace } = status;
  if (!workspace) return status;
  let { preferences } = workspace;
  for (const key of ["theme", "language"] as const) {
    if (preferenceOf(preferences, key) === look[key]) continue;
    savePreference(key, look[key]);
    preferences = [...preferences.filter((each) => each.key !== key), { key, value: look[key] }];
  }
  return { ...status, workspace: { ...workspace, preferences } };
}
