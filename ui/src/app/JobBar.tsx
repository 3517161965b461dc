/** Running jobs along the bottom, once they have lasted half a second: phase, time left, cancel. */
import { useEffect, useState } from "react";

import { Button } from "../components/basics";
import { Progress } from "../components/Progress";
import { useWords } from "./i18n";
import { cancelJob, isOnShow, useJobs, type RunningJob } from "./jobs";

/** A job shorter than this is not shown, in milliseconds. */
const QUIET_FOR = 500;

export function JobBar() {
  const jobs = useJobs().filter((job) => !isOnShow(job.title));
  if (jobs.length === 0) return null;
  return (
    <div className="jobs" data-testid="job-bar">
      {jobs.map((job) => (
        <Job key={job.id} job={job} />
      ))}
    </div>
  );
}

function Job({ job }: { job: RunningJob }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_FOR);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="job">
      <Progress label={t(job.title)} progress={job.progress} />
      <Button isDisabled={job.stopping} onPress={() => cancelJob(job.id)} data-testid="job-cancel">
        {t(job.stopping ? "job.stopping" : "cancel")}
      </Button>
    </div>
  );
}
