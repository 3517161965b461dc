/** Writes the reconciliation's files as a job and says where they are. */
import { useCallback, useMemo, useState } from "react";

import { useWords } from "../../app/i18n";
import { runJob } from "../../app/jobs";
import { useMay } from "../../app/may";
import { useStatus } from "../../app/status";
import { call, isCancelled, toProblem } from "../../host";

export function useExport(): { start: () => void; running: boolean } {
  const { t, tn } = useWords();
  const { say } = useStatus();
  const { guard } = useMay();
  const [running, setRunning] = useState(false);
  const write = useCallback(() => {
    if (running) return;
    setRunning(true);
    say(null);
    runJob("job.export", (job) => call("report_export", { job, folder: null }))
      .then((done) => say({ text: tn("export.done", done.files.length, { folder: done.folder }), detail: done.files.join(" · "), stays: true }))
      .catch((thrown: unknown) => {
        const problem = toProblem(thrown);
        say(isCancelled(problem) ? { text: t("export.cancelled") } : { text: problem.message, problem });
      })
      .finally(() => setRunning(false));
  }, [running, t, tn, say]);
  const start = useMemo(() => guard("report_export", write), [guard, write]);
  return { start, running };
}
