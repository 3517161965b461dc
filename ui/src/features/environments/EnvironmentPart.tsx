/** The three worlds side by side: what each is, what it holds on this computer, and the way into it. */
import { useState } from "react";

import type { EnvironmentInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useCommand } from "../../app/queries";
import { SAFARICOM } from "../../app/worlds";
import { Button, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { SwitchDialog } from "./SwitchDialog";
import "./environments.css";

export function EnvironmentPart() {
  const { t } = useWords();
  const list = useCommand("environments_list", {});
  const [going, setGoing] = useState<EnvironmentInfo | null>(null);
  const worlds = list.data?.environments ?? [];
  const here = worlds.find((world) => world.current)?.environment;
  return (
    <div className="worlds-part">
      <p className="muted part-lead">{t("world.lead")}</p>
      {list.error ? <ProblemView problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton label={t("loading")} lines={5} /> : null}
      <div className="worlds">
        {worlds.map((world) => (
          <WorldCard key={world.environment} world={world} onSwitch={() => setGoing(world)} />
        ))}
      </div>
      {going && here ? <SwitchDialog from={here} to={going} onClose={() => setGoing(null)} /> : null}
    </div>
  );
}

function WorldCard({ world, onSwitch }: { world: EnvironmentInfo; onSwitch: () => void }) {
  const { t, word } = useWords();
  const name = word("world", world.environment);
  return (
    <section className="world" data-env={world.environment} data-current={world.current || undefined} data-testid={`world-${world.environment}`} aria-labelledby={`world-${world.environment}`}>
      <header className="world-band">
        <h2 id={`world-${world.environment}`}>{name}</h2>
        {world.current ? <span>{t("world.current")}</span> : null}
      </header>
      <p className="world-means">{word("world.means", world.environment)}</p>
      <dl className="world-facts">
        <div>
          <dt>{t("world.fact.money")}</dt>
          <dd>{word("world.money", world.environment)}</dd>
        </div>
        <div>
          <dt>{t("world.fact.calls")}</dt>
          <dd>{SAFARICOM[world.environment] ?? t("world.calls.practice")}</dd>
        </div>
        <div>
          <dt>{t("world.fact.here")}</dt>
          <dd data-none={!world.workspace || undefined}>{t(world.workspace ? "world.here.yes" : "world.here.no")}</dd>
        </div>
      </dl>
      <footer>
        {world.unavailable === null ? null : (
          <div className="notice notice-warning">
            <b>{t("world.unavailable")}</b>
            <p className="selectable">{world.unavailable}</p>
          </div>
        )}
        {world.current ? null : (
          <Button kind={world.environment === "production" ? "env" : "plain"} isDisabled={world.unavailable !== null} onPress={onSwitch} data-testid={`switch-${world.environment}`}>
            {t("world.switch.to", { world: name })}
          </Button>
        )}
      </footer>
    </section>
  );
}
