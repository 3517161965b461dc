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
      await enter(client, status);
      takeAlong(look, status);
    },
    [client, look, say],
  );
}

function takeAlong(look: Look, { workspace }: AppStatus): void {
  if (!workspace) return;
  for (const key of ["theme", "language"] as const) {
    if (preferenceOf(workspace.preferences, key) !== look[key]) savePreference(key, look[key]);
  }
}
