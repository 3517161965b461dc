/** What real calls say about a profile: verdict, time, what to do, and the way to run each again. */
import { useState } from "react";

import type { EnvironmentDto, ProfileCheck, ProfileCheckInfo, ProfileInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { cancelJob, useJobs, useShowsJob } from "../../app/jobs";
import { useMay } from "../../app/may";
import { Button, Chip } from "../../components/basics";
import { Dialog } from "../../components/Dialog";
import { Progress } from "../../components/Progress";
import { ProblemView } from "../../problems/ProblemView";
import { callsSafaricom, outcomeOf, TONE_OF_OUTCOME } from "./items";
import type { ProfileTest, Run } from "./useProfileTest";
import "./checks.css";

interface Props {
  profile: ProfileInfo;
  environment: EnvironmentDto;
  test: ProfileTest;
}

export function ChecksPanel({ profile, environment, test }: Props) {
  const { t } = useWords();
  const { why } = useMay();
  const [doubted, setDoubted] = useState<Run | null>(null);
  const balance = outcomeOf(profile, "balance");
  const locks = !profile.supplied && callsSafaricom(environment);
  // A refused sign-in counts towards the lock, and may be silent: it is not repeated without a second look.
  const ask = (what: Run) => {
    if (locks && what !== "token" && (balance === "failed" || balance === "unclear")) setDoubted(what);
    else test.run(what);
  };
  const busy = test.running.length > 0;
  // The offer says what to look at first, and has the button.
  const offered = locks && balance === "not_run" && !busy;
  const possible = profile.checks.filter((check) => check.outcome !== "not_possible");
  return (
    <section className="card checks" aria-labelledby="checks" data-testid="checks">
      <header>
        <h2 id="checks">{t("checks.title")}</h2>
        {possible.length < 2 ? null : (
          <Button isDisabled={busy} why={why("profile_test")} onPress={() => ask("all")} data-testid="checks-run">
            {t("checks.run_all")}
          </Button>
        )}
      </header>
      {profile.checks.map((check) => (
        <Check key={check.check} check={check} busy={busy} offered={offered && check.check === "balance"} onRun={() => ask(check.check)} />
      ))}
      <Running environment={environment} />
      {offered ? (
        <div className="notice checks-offer" data-testid="balance-offer">
          <b>{t("checks.offer")}</b>
          <p>{t("checks.offer.hint")}</p>
          <Lock environment={environment} />
          <Button why={why("profile_test")} onPress={() => test.run("balance")} data-testid="balance-ask">
            {t("checks.offer.do")}
          </Button>
        </div>
      ) : null}
      {test.problem ? <ProblemView problem={test.problem} onDismiss={test.forget} /> : null}
      <p className="sr-only" role="status" aria-live="polite" data-testid="check-said">
        {test.said}
      </p>
      {doubted ? (
        <AskAgain
          environment={environment}
          onClose={() => setDoubted(null)}
          onRun={() => {
            setDoubted(null);
            test.run(doubted);
          }}
        />
      ) : null}
    </section>
  );
}

function Check({ check, busy, offered, onRun }: { check: ProfileCheckInfo; busy: boolean; offered: boolean; onRun: () => void }) {
  const { t, word } = useWords();
  const { why } = useMay();
  const name = word("check", check.check);
  const possible = check.outcome !== "not_possible";
  return (
    <div className="check-row" data-testid={`check-${check.check}`} data-outcome={check.outcome}>
      <div className="check-line">
        <h3>{name}</h3>
        <Chip tone={TONE_OF_OUTCOME[check.outcome]}>{word("check_outcome", check.outcome)}</Chip>
        {possible && !offered ? (
          <Button kind="quiet" className="btn-small" isDisabled={busy} why={why("profile_test")} onPress={onRun} aria-label={t("checks.run.named", { check: name })} data-testid={`run-${check.check}`}>
            {t("checks.run")}
          </Button>
        ) : null}
      </div>
      <p className="faint check-tests">{whatOf(check.check, word)}</p>
      <p className={possible ? "selectable" : "muted"}>{check.text}</p>
      {check.remedies.length > 0 ? (
        <div className="check-todo">
          <p className="muted">{t("checks.todo")}</p>
          <ul>
            {check.remedies.map((remedy) => (
              <li key={remedy} className="selectable">{remedy}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {check.at ? <p className="faint">{t("checks.last", { at: check.at })}</p> : null}
    </div>
  );
}

function whatOf(check: ProfileCheck, word: ReturnType<typeof useWords>["word"]): string {
  return word("check_what", check);
}

/** The jobs that run for a profile, each with its way out. */
function Running({ environment }: { environment: EnvironmentDto }) {
  const { t } = useWords();
  useShowsJob("job.profile_test");
  const jobs = useJobs().filter((job) => job.title === "job.profile_test");
  return jobs.map((job) => (
    <div key={job.id} className="check-running">
      <Progress label={t(callsSafaricom(environment) ? "checks.running" : "checks.running.practice")} progress={job.progress} />
      <Button isDisabled={job.stopping} onPress={() => cancelJob(job.id)} data-testid="job-cancel">
        {t(job.stopping ? "job.stopping" : "cancel")}
      </Button>
    </div>
  ));
}

function Lock({ environment }: { environment: EnvironmentDto }) {
  const { t, word } = useWords();
  return (
    <p>
      {t("checks.lock")} {word("checks.lock", environment, "")}
    </p>
  );
}

function AskAgain({ environment, onClose, onRun }: { environment: EnvironmentDto; onClose: () => void; onRun: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      open
      width="s"
      role="alertdialog"
      title={t("checks.again.title")}
      onClose={onClose}
      testId="ask-again"
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t("checks.again.not")}
          </Button>
          <Button kind="danger" onPress={onRun} data-testid="ask-again-commit">
            {t("checks.again.do")}
          </Button>
        </>
      }
    >
      <div className="asked">
        <p>{t("checks.again.what")}</p>
        <Lock environment={environment} />
      </div>
    </Dialog>
  );
}
