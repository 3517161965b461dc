/** Into the workspace: every answer from before is dropped, and a look that was changed at the door is taken along. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";

import type { AppStatus } from "../../bindings/types";
import { useLook } from "../../app/preferences";
import { enter, takeAlong } from "../../app/worlds";

export function useEnter(): (status: AppStatus) => Promise<void> {
  const client = useQueryClient();
  const look = useLook();
  const before = useRef(look);
  return useCallback((status) => enter(client, look === before.current ? status : takeAlong(look, status)), [client, look]);
}
