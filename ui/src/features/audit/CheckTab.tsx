/** Whether the chain holds, from the first event to the last. */
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { JobProgress } from "../../components/JobProgress";
import { ProblemView } from "../../problems/ProblemView";
import { NoRights } from "./NoRights";
import type { Verify } from "./useVerify";
import { Verdict } from "./Verdict";

export function CheckTab({ verify }: { verify: Verify }) {
  const { t } = useWords();
  const { why } = useMay();
  const { running, verdict, problem, cancelled, run } = verify;
  const refused = why("audit_verify") ?? (problem?.code === "access.refused" ? problem.message : null);
  if (refused !== null) return <NoRights title="norights.check" why={refused} />;
  return (
    <div className="check-page">
      <section className="card check-card">
        <p className="check-lead">{t("check.lead")}</p>
        {running ? (
          <JobProgress title="job.audit_verify" />
        ) : (
          <div className="check-do">
            <Button kind={verdict ? "plain" : "main"} onPress={run} data-testid="audit-verify">
              {t(verdict ? "check.again" : "check.do")}
            </Button>
            {cancelled ? <span className="muted" role="status">{t("check.cancelled")}</span> : null}
          </div>
        )}
      </section>
      {problem ? <ProblemView problem={problem} onRetry={run} /> : null}
      {verdict ? <Verdict verdict={verdict} /> : null}
    </div>
  );
}
