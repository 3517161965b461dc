/** Statements: what was imported, and how more gets in. */
import { useWords } from "../../app/i18n";
import { cancelJob, useJobs, useShowsJob } from "../../app/jobs";
import { Button } from "../../components/basics";
import { Progress } from "../../components/Progress";
import { ScreenHeader } from "../../components/ScreenHeader";
import { ProblemView } from "../../problems/ProblemView";
import { ImportDoneView } from "./ImportDoneView";
import { useImportFlow } from "./importFlow";
import { ImportsList } from "./ImportsList";
import { PreviewView } from "./PreviewView";
import "./statements.css";
import "./preview.css";

export function Statements() {
  const { state, read, close } = useImportFlow();
  switch (state.step) {
    case "idle":
      return <ImportsList />;
    case "reading":
      return <Reading count={state.paths.length} />;
    case "looking":
      return <PreviewView state={state} />;
    case "failed":
      return (
        <div className="screen screen-scroll">
          <ProblemView as="page" problem={state.problem} onRetry={() => read(state.paths)} onDismiss={close} />
        </div>
      );
    case "done":
      return <ImportDoneView done={state.done} />;
  }
}

function Reading({ count }: { count: number }) {
  const { t, tn } = useWords();
  const { close } = useImportFlow();
  useShowsJob("job.preview");
  const job = useJobs().find((running) => running.title === "job.preview");
  const cancel = () => {
    if (job) cancelJob(job.id);
    close();
  };
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.statements")} />
      <div className="reading" role="status">
        <p>{tn("import.reading", count)}</p>
        <Progress label={t("job.preview")} progress={job?.progress ?? null} />
        <Button onPress={cancel} data-testid="import-cancel">
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
