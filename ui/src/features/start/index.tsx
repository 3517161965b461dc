/** The first start: what this is, and one button that opens the sample business. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { cancelJob, runJob, useJobs } from "../../app/jobs";
import { changeLook, useLook } from "../../app/preferences";
import { enter } from "../../app/worlds";
import { Button } from "../../components/basics";
import { Segments } from "../../components/fields";
import { Progress } from "../../components/Progress";
import { call, isCancelled, toProblem } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { OtherWorlds } from "../environments/OtherWorlds";
import "./start.css";

export function Start({ version }: { version: string }) {
  const { t } = useWords();
  const { language } = useLook();
  const client = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const job = useJobs().find((running) => running.title === "job.sample");
  const open = () => {
    setProblem(null);
    runJob("job.sample", (id) => call("practice_create", { job: id }))
      .then((status) => enter(client, status))
      .catch((thrown: unknown) => {
        const told = toProblem(thrown);
        if (!isCancelled(told)) setProblem(told);
      });
  };
  const holds = [t("start.holds.lines"), t("start.holds.entries"), t("start.holds.oddities"), t("start.holds.invented")];
  return (
    <main className="start">
      <div className="start-page">
        <header>
          <h1>Patanisha</h1>
          <p className="start-lead">{t("start.lead")}</p>
        </header>
        <section className="start-sample">
          <h2>{t("start.sample")}</h2>
          <ul>
            {holds.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {problem ? <ProblemView problem={problem} onRetry={open} /> : null}
          {job ? (
            <div className="start-progress">
              <Progress label={t("job.sample")} progress={job.progress} />
              <Button isDisabled={job.stopping} onPress={() => cancelJob(job.id)} data-testid="job-cancel">
                {t(job.stopping ? "job.stopping" : "cancel")}
              </Button>
            </div>
          ) : (
            <Button kind="main" className="btn-large" onPress={open} data-testid="start-sample">
              {t("start.open")}
            </Button>
          )}
          <p className="muted">{t("start.no_real_money")}</p>
        </section>
        <footer>
          <Segments
            label={t("settings.language")}
            prefix="lang"
            chosen={language}
            onChoose={(next) => changeLook({ language: next })}
            choices={[{ id: "en", name: "English" }, { id: "sw", name: "Kiswahili" }]}
          />
          <span className="faint">{t("settings.version", { version })}</span>
        </footer>
        <OtherWorlds current="practice" />
      </div>
    </main>
  );
}
