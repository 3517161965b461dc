/** How far a job has come: phase, bar, time left. */
import { ProgressBar } from "react-aria-components";

import type { JobProgress } from "../bindings/types";
import { useWords } from "../app/i18n";
import "./Progress.css";

/** Progress arrives as 0–10 000. */
const WHOLE = 10_000;

export function Progress({ label, progress }: { label: string; progress: JobProgress | null }) {
  const { t } = useWords();
  const done = progress?.done ?? 0;
  const left = timeLeft(progress?.seconds_left ?? null, t);
  return (
    <ProgressBar className="progress" aria-label={label} value={done} maxValue={WHOLE} isIndeterminate={progress === null} valueLabel={left}>
      <div className="progress-words">
        <span className="cut">{progress?.phase ?? label}</span>
        <span className="faint">{left}</span>
      </div>
      <div className="progress-track">
        <i style={{ width: `${done / 100}%` }} />
      </div>
    </ProgressBar>
  );
}

function timeLeft(seconds: number | null, t: ReturnType<typeof useWords>["t"]): string {
  if (seconds === null) return "";
  if (seconds < 60) return t("job.seconds_left", { n: seconds });
  return t("job.minutes_left", { n: Math.ceil(seconds / 60) });
}
