/** A world without a workspace: makes an empty one, and says what comes after. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { EnvironmentDto, Problem } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { enter } from "../../app/worlds";
import { Button } from "../../components/basics";
import { Field } from "../../components/fields";
import { call, toProblem } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { OtherWorlds } from "../environments/OtherWorlds";
import "./start.css";

const STEPS = ["create.step.workspace", "create.step.profile", "create.step.items", "create.step.checks"] as const;

export function CreateWorkspace({ environment, onMade }: { environment: EnvironmentDto; onMade: () => void }) {
  const { t, word } = useWords();
  const client = useQueryClient();
  const [business, setBusiness] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const status = await call("workspace_create", { business });
      onMade();
      await enter(client, status);
    } catch (thrown) {
      setProblem(toProblem(thrown));
      setBusy(false);
    }
  };
  const atField = problem?.field === "business";
  return (
    <main className="start" data-testid="create-workspace">
      <div className="start-page">
        <header>
          <h1>{t("create.title", { world: word("world", environment) })}</h1>
          <p className="start-lead">{t("create.lead")}</p>
        </header>
        <form
          className="start-sample create-form"
          data-env={environment}
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void create();
          }}
        >
          <Field
            label={t("create.business")}
            value={business}
            onChange={(typed) => {
              setBusiness(typed);
              if (atField) setProblem(null);
            }}
            note={t("create.business.hint")}
            error={atField ? [problem.message, ...problem.remedies].join(" ") : null}
            autoFocus
            testId="create-business"
          />
          {problem && !atField ? <ProblemView problem={problem} /> : null}
          <Button kind="main" type="submit" className="btn-large" isDisabled={busy} data-testid="create-commit">
            {t("create.do")}
          </Button>
        </form>
        <section className="create-steps" aria-labelledby="create-steps">
          <h2 id="create-steps">{t("create.steps")}</h2>
          <ol>
            {STEPS.map((step, at) => (
              <li key={step} aria-current={at === 0 ? "step" : undefined}>
                {t(step)}
              </li>
            ))}
          </ol>
        </section>
        <footer>
          <OtherWorlds current={environment} />
        </footer>
      </div>
    </main>
  );
}
