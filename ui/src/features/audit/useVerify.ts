/** Walks the whole chain as a job; its verdict stays until the next one. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import type { AuditVerdict, Problem } from "../../bindings/types";
import { runJob } from "../../app/jobs";
import { call, isCancelled, toProblem } from "../../host";

export interface Verify {
  running: boolean;
  verdict: AuditVerdict | null;
  problem: Problem | null;
  cancelled: boolean;
  run: () => void;
}

type State = Omit<Verify, "run">;
const NOTHING: State = { running: false, verdict: null, problem: null, cancelled: false };

export function useVerify(): Verify {
  const client = useQueryClient();
  const [state, setState] = useState<State>(NOTHING);
  const run = useCallback(() => {
    setState((before) => ({ ...before, running: true, problem: null, cancelled: false }));
    runJob("job.audit_verify", (job) => call("audit_verify", { job })).then(
      (verdict) => {
        setState({ ...NOTHING, verdict });
        void client.invalidateQueries({ queryKey: ["audit_events"] });
      },
      (thrown: unknown) => {
        const problem = toProblem(thrown);
        setState(isCancelled(problem) ? { ...NOTHING, cancelled: true } : { ...NOTHING, problem });
      },
    );
  }, [client]);
  return { ...state, run };
}
