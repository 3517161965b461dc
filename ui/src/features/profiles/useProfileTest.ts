/** Runs the checks of a profile as jobs, and says their verdicts. */
import { useCallback, useEffect, useRef, useState } from "react";

import type { Problem, ProfileCheck, ProfileInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { runJob } from "../../app/jobs";
import { call, isCancelled, toProblem } from "../../host";
import { usePutProfile } from "./useProfiles";

/** One check, or all that can be run. */
export type Run = ProfileCheck | "all";

export interface ProfileTest {
  running: readonly Run[];
  problem: Problem | null;
  /** The latest verdict in one sentence, for screen readers. */
  said: string;
  run: (what: Run) => void;
  forget: () => void;
}

export function useProfileTest(profile: number): ProfileTest {
  const { t, word } = useWords();
  const put = usePutProfile();
  const [running, setRunning] = useState<readonly Run[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState("");
  const current = useRef(profile);
  useEffect(() => {
    current.current = profile;
  }, [profile]);

  const verdicts = useCallback(
    (info: ProfileInfo, what: Run) =>
      info.checks
        .filter((check) => what === "all" || check.check === what)
        .map((check) => t("checks.said", { check: word("check", check.check), outcome: word("check_outcome", check.outcome), text: check.text }))
        .join(" "),
    [t, word],
  );

  const run = useCallback(
    (what: Run) => {
      setRunning((before) => [...before, what]);
      setProblem(null);
      setSaid("");
      runJob("job.profile_test", (job) => call("profile_test", { job, profile, check: what === "all" ? null : what }))
        .then(
          (info) => {
            put(info);
            if (current.current === profile) setSaid(verdicts(info, what));
          },
          (thrown: unknown) => {
            const told = toProblem(thrown);
            if (isCancelled(told)) setSaid(t("checks.cancelled"));
            else setProblem(told);
          },
        )
        .finally(() => setRunning((before) => without(before, what)));
    },
    [profile, put, t, verdicts],
  );
  const forget = useCallback(() => setProblem(null), []);
  return { running, problem, said, run, forget };
}

/** Without one of them. */
function without(runs: readonly Run[], what: Run): Run[] {
  const at = runs.indexOf(what);
  return runs.filter((_, index) => index !== at);
}
