/** Makes a backup as a job, from wherever it is asked for, and says how it went. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { useWords } from "../../app/i18n";
import { runJob, useJobs } from "../../app/jobs";
import { keyOf } from "../../app/queries";
import { useStatus } from "../../app/status";
import { call, isCancelled, toProblem } from "../../host";

export function useBackup(): { running: boolean; make: () => void } {
  const { t } = useWords();
  const { say } = useStatus();
  const client = useQueryClient();
  const running = useJobs().some((job) => job.title === "job.backup");
  const make = useCallback(() => {
    runJob("job.backup", (job) => call("backup_make", { job })).then(
      (list) => {
        client.setQueryData(keyOf("backups_list", {}), list);
        say({ text: t("backups.made") });
      },
      (thrown: unknown) => {
        const problem = toProblem(thrown);
        say(isCancelled(problem) ? { text: t("backups.cancelled") } : { text: problem.message, problem });
      },
    );
  }, [client, say, t]);
  return { running, make };
}
