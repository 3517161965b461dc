/** The test delivery: sent as a job, and how the last one went. */
import type { ReceiverTested } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button, Chip } from "../../components/basics";
import { JobProgress } from "../../components/JobProgress";
import { ProblemView } from "../../problems/ProblemView";
import { useReceiverTest } from "./useReceiverTest";

export function TestCard({ last }: { last: ReceiverTested | null }) {
  const { t } = useWords();
  const { why } = useMay();
  const { running, run } = useReceiverTest();
  const refused = why("receiver_test");
  return (
    <section className="card receiver-test" aria-labelledby="receiver-test" data-testid="receiver-test">
      <h2 id="receiver-test">{t("receiver.test")}</h2>
      <p className="muted">{t("receiver.test.what")}</p>
      {running ? (
        <JobProgress title="job.receiver_test" />
      ) : (
        <div className="receiver-acts">
          <Button why={refused} onPress={run} data-testid="receiver-test-run">
            {t("receiver.test.do")}
          </Button>
        </div>
      )}
      {refused === null ? null : <p className="faint">{refused}</p>}
      {last === null ? <p className="faint">{t("receiver.test.never")}</p> : <Tested last={last} />}
    </section>
  );
}

function Tested({ last }: { last: ReceiverTested }) {
  const { t } = useWords();
  const { ok, took_ms: took, text, at, problem } = last;
  return (
    <div className="receiver-tested" data-testid="receiver-tested" data-ok={ok}>
      <p>
        <Chip tone={ok ? "ok" : "bad"}>{t(ok ? "receiver.test.passed" : "receiver.test.failed")}</Chip> {ok ? <span className="tnum">{t("receiver.test.took", { n: took })}</span> : null}
      </p>
      {problem ? <ProblemView problem={problem} /> : text === "" ? null : <p className="selectable">{text}</p>}
      <p className="faint">{t("receiver.test.at", { at })}</p>
    </div>
  );
}
