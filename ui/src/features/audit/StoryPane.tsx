/** A story: what it is about, what happened to it, what belongs to it, and the way to the full number and name. */
import { useState } from "react";

import type { Story, StoryHit, StoryRef } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords, type Key } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation, type Target } from "../../app/navigation";
import { useCommand } from "../../app/queries";
import { Button, Chip, Money, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { refOf } from "./refs";
import { RevealDialog } from "./RevealDialog";
import { StorySteps } from "./StorySteps";
import type { Left } from "./useTrail";
import "../reconcile/pane.css";
import "./story.css";

interface Props {
  of: StoryRef;
  /** What the way back leads to, in words; null where there is none. */
  from: string | null;
  onOpen: (of: StoryRef, left: Left) => void;
  onBack: () => void;
}

export function StoryPane({ of, from, onOpen, onBack }: Props) {
  const { t } = useWords();
  const story = useCommand("story", of);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [revealing, setRevealing] = useState(false);
  const steps = story.data?.steps ?? [];
  const evident = steps.flatMap((step, at) => (step.evidence ? [at] : []));
  const allOpen = evident.length > 0 && evident.every((at) => opened.has(at));
  const toggleAll = () => setOpened(allOpen ? new Set() : new Set(evident));
  const toggle = (at: number) => setOpened((before) => (before.has(at) ? new Set([...before].filter((each) => each !== at)) : new Set([...before, at])));
  useKeys({ e: toggleAll, Backspace: onBack });

  if (story.error) return <ProblemView problem={story.error} onRetry={() => void story.refetch()} />;
  if (!story.data) return <Skeleton label={t("loading")} lines={7} />;
  const { title, related } = story.data;
  return (
    <article className="pane story" data-testid="story" data-title={title}>
      {from === null ? null : (
        <div className="story-back">
          <Button kind="quiet" keyName="⌫" onPress={onBack} data-testid="story-back">
            {t("story.back", { title: from })}
          </Button>
        </div>
      )}
      <StoryTop story={story.data} onReveal={() => setRevealing(true)} />
      <section className="pane-section" aria-labelledby="story-steps">
        <div className="story-steps-head">
          <h2 id="story-steps">{t("story.steps")}</h2>
          <span className="screen-space" />
          {evident.length > 0 ? (
            <Button kind="quiet" keyName="E" onPress={toggleAll} data-testid="evidence-all">
              {t(allOpen ? "story.evidence.hide" : evident.length === 1 ? "story.evidence" : "story.evidence.all")}
            </Button>
          ) : null}
        </div>
        {steps.length === 0 ? <p className="muted">{t("story.steps.none")}</p> : <StorySteps steps={steps} opened={opened} onToggle={toggle} />}
        <p className="faint story-eat">{t("story.eat")}</p>
      </section>
      {related.length > 0 ? <Related hits={related} onOpen={(hit) => onOpen(refOf(hit), { of, title })} /> : null}
      {revealing ? <RevealDialog of={of} title={title} onClose={() => setRevealing(false)} /> : null}
    </article>
  );
}

const PLACES: Readonly<Record<StoryRef["kind"], ((id: number) => Target) | null>> = {
  line: (line) => ({ section: "reconcile", filter: "all", line }),
  entry: (entry) => ({ section: "ledger", entry }),
  import: () => ({ section: "statements" }),
  operator: null,
};

function StoryTop({ story, onReveal }: { story: Story; onReveal: () => void }) {
  const { t, word } = useWords();
  const { go } = useNavigation();
  const { why } = useMay();
  const { of, title, subtitle, masked } = story;
  const placeOf = PLACES[of.kind];
  const refused = why("reveal");
  return (
    <header className="pane-top">
      <div className="pane-figure">
        <b className={`story-title selectable ${of.kind === "line" ? "mono" : ""}`}>{title}</b>
        <span className="screen-space" />
        <Chip>{word("story_kind", of.kind)}</Chip>
      </div>
      {subtitle === "" ? null : <p className="muted selectable">{subtitle}</p>}
      <div className="match-actions">
        {masked ? (
          <Button isDisabled={refused !== null} onPress={onReveal} data-testid="reveal-open">
            {t("reveal.open")}
          </Button>
        ) : null}
        {placeOf ? (
          <Button kind="quiet" onPress={() => go(placeOf(of.id))} data-testid="story-record">
            {t(`story.open.${of.kind}` as Key)}
          </Button>
        ) : null}
      </div>
      {masked && refused !== null ? <p className="faint">{refused}</p> : null}
    </header>
  );
}

function Related({ hits, onOpen }: { hits: readonly StoryHit[]; onOpen: (hit: StoryHit) => void }) {
  const { t, word } = useWords();
  return (
    <section className="pane-section" aria-labelledby="story-related">
      <h2 id="story-related">{t("story.related")}</h2>
      <ul className="candidates related">
        {hits.map((hit) => (
          <li key={`${hit.kind}-${hit.id}-${hit.title}`}>
            <button type="button" className="related-hit" data-testid="story-related" onClick={() => onOpen(hit)}>
              <span className="muted cut">{word("story_kind", hit.kind)}</span>
              <span className="hit-what">
                <span className={`cut ${hit.kind === "line" ? "mono" : ""}`}>{hit.title}</span>
                <span className="cut muted">{hit.detail}</span>
              </span>
              {hit.amount === null ? null : <Money amount={hit.amount} />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
