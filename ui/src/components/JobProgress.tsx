/** A job that a screen shows for itself: how far it is, and the way to stop it. */
import { cancelJob, useJobs, useShowsJob } from "../app/jobs";
import { useWords, type Key } from "../app/i18n";
import { Button } from "./basics";
import { Progress } from "./Progress";

export function JobProgress({ title }: { title: Key }) {
  const { t } = useWords();
  useShowsJob(title);
  const job = useJobs().find((each) => each.title === title);
  if (!job) return null;
  return (
    <div className="job-progress">
      <Progress label={t(title)} progress={job.progress} />
      <Button isDisabled={job.stopping} onPress={() => cancelJob(job.id)} data-testid="job-cancel">
        {t(job.stopping ? "job.stopping" : "cancel")}
      </Button>
    </div>
  );
}
