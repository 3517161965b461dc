/** The ways to the other worlds, for screens that lie before any workspace. */
import { useState } from "react";

import type { EnvironmentDto, EnvironmentInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useCommand } from "../../app/queries";
import { Button } from "../../components/basics";
import { SwitchDialog } from "./SwitchDialog";
import "./environments.css";

export function OtherWorlds({ current }: { current: EnvironmentDto }) {
  const { t, word } = useWords();
  const list = useCommand("environments_list", {});
  const [going, setGoing] = useState<EnvironmentInfo | null>(null);
  const others = (list.data?.environments ?? []).filter((world) => world.environment !== current);
  if (others.length === 0) return null;
  return (
    <section className="other-worlds" aria-labelledby="other-worlds">
      <h2 id="other-worlds">{t("world.others")}</h2>
      <div>
        {others.map((world) => (
          <Button key={world.environment} kind="quiet" isDisabled={world.unavailable !== null} onPress={() => setGoing(world)} data-testid={`switch-${world.environment}`}>
            <i className="world-dot" data-env={world.environment} aria-hidden="true" />
            {t("world.switch.to", { world: word("world", world.environment) })}
          </Button>
        ))}
      </div>
      {going ? <SwitchDialog from={current} to={going} onClose={() => setGoing(null)} /> : null}
    </section>
  );
}
