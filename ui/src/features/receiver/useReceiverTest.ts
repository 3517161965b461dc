/** Sends a test delivery as a job, from wherever it is asked for, and says how it went. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import type { ReceiverInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { runJob, useJobs } from "../../app/jobs";
import { keyOf } from "../../app/queries";
import { useStatus } from "../../app/status";
import { call, isCancelled, toProblem } from "../../host";

export function useReceiverTest(): { running: boolean; run: () => void } {
  const { t } = useWords();
  const { say } = useStatus();
  const client = useQueryClient();
  const running = useJobs().some((job) => job.title === "job.receiver_test");
  const run = useCallback(() => {
    runJob("job.receiver_test", (job) => call("receiver_test", { job })).then(
      (tested) => {
        client.setQueryData<ReceiverInfo>(keyOf("receiver_show", {}), (before) => before && { ...before, last_test: tested });
        void client.invalidateQueries({ queryKey: ["receiver_show"] });
        void client.invalidateQueries({ queryKey: ["callbacks_page"] });
        say({ text: tested.ok ? t("receiver.test.said", { n: tested.took_ms }) : t("receiver.test.said.not") });
      },
      (thrown: unknown) => {
        const problem = toProblem(thrown);
        say(isCancelled(problem) ? { text: t("receiver.test.cancelled") } : { text: problem.message, problem });
      },
    );
  }, [client, say, t]);
  return { running, run };
}
