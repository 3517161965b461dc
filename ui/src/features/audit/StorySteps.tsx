/** The timeline: oldest first, each step with who, when, and the evidence beneath it. */
import type { StoryStep } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button } from "../../components/basics";
import { EvidenceBox } from "./EvidenceBox";

interface Props {
  steps: readonly StoryStep[];
  opened: ReadonlySet<number>;
  onToggle: (at: number) => void;
}

/** "28 Nov 2026 09:12:05" as its day and its time. */
export function dayAndTime(at: string): [day: string, time: string] {
  const blank = at.lastIndexOf(" ");
  return blank < 0 ? [at, ""] : [at.slice(0, blank), at.slice(blank + 1)];
}

export function StorySteps({ steps, opened, onToggle }: Props) {
  return (
    <ol className="steps">
      {steps.map((step, at) => (
        <Step
          key={`${step.at_iso}-${at}`}
          step={step}
          sameDay={dayAndTime(step.at)[0] === dayAndTime(steps[at - 1]?.at ?? "")[0]}
          open={opened.has(at)}
          onToggle={() => onToggle(at)}
        />
      ))}
    </ol>
  );
}

function Step({ step, sameDay, open, onToggle }: { step: StoryStep; sameDay: boolean; open: boolean; onToggle: () => void }) {
  const { t } = useWords();
  const [day, time] = dayAndTime(step.at);
  return (
    <li className="step" data-testid="story-step" data-what={step.what}>
      <time className="step-when" dateTime={step.at_iso}>
        <span className={sameDay ? "sr-only" : ""}>{day} </span>
        <span className="faint">{time}</span>
      </time>
      <i className="step-rail" aria-hidden="true" />
      <div className="step-body">
        <p className="step-what">
          <b>{step.what}</b> <span className="muted">{step.who}</span>
          {step.seq === null ? null : <span className="step-event faint">{t("story.event", { n: String(step.seq) })}</span>}
        </p>
        {step.detail === "" ? null : <p className="step-detail selectable">{step.detail}</p>}
        {step.evidence ? (
          <>
            <Button kind="quiet" className="step-toggle" aria-expanded={open} onPress={onToggle} data-testid="evidence-toggle">
              <i aria-hidden="true">{open ? "▾" : "▸"}</i> {t("story.evidence")}
            </Button>
            {open ? <EvidenceBox evidence={step.evidence} /> : null}
          </>
        ) : null}
      </div>
    </li>
  );
}
