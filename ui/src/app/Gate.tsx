/** What can be shown: a problem that blocks everything, the first start, or the workspace. */
import { useEffect, useRef, useState } from "react";

import type { AppStatus, EnvironmentDto } from "../bindings/types";
import { Skeleton } from "../components/basics";
import { OtherWorlds } from "../features/environments/OtherWorlds";
import { Start } from "../features/start";
import { CreateWorkspace } from "../features/start/CreateWorkspace";
import { ProblemView } from "../problems/ProblemView";
import { EnvBanner } from "./EnvBanner";
import { useWords } from "./i18n";
import type { Target } from "./navigation";
import { adoptPreferences } from "./preferences";
import { useCommand } from "./queries";
import { Shell } from "./Shell";
import { useStatus } from "./status";
import "./shell.css";

/** Where a workspace that was just made opens: at what comes next. */
const NEW_WORKSPACE: Target = { section: "settings", part: "profiles" };

export function Gate() {
  const { t } = useWords();
  const status = useCommand("app_status", {});
  const workspace = status.data?.workspace ?? null;
  const [made, setMade] = useState<EnvironmentDto | null>(null);
  const adopted = useRef(false);
  useEffect(() => {
    if (!workspace || adopted.current) return;
    adopted.current = true;
    adoptPreferences(workspace.preferences);
  }, [workspace]);
  useTellOfSwitch(status.data);

  const problem = status.error ?? status.data?.blocked ?? null;
  const environment = status.data?.environment ?? null;
  if (problem) {
    return (
      <div className="gate">
        {environment ? <EnvBanner environment={environment} business={null} /> : null}
        <main className="gate-problem">
          <ProblemView as="page" title={t("gate.blocked")} problem={problem} onRetry={() => void status.refetch()} />
          {environment ? <OtherWorlds current={environment} /> : null}
        </main>
      </div>
    );
  }
  if (!status.data || !environment) return <Skeleton label={t("loading")} lines={4} />;
  if (!workspace) {
    return (
      <div className="gate">
        <EnvBanner environment={environment} business={null} />
        {environment === "practice" ? (
          <Start version={status.data.version} />
        ) : (
          <CreateWorkspace key={environment} environment={environment} onMade={() => setMade(environment)} />
        )}
      </div>
    );
  }
  return <Shell key={environment} environment={environment} workspace={workspace} clock={status.data.clock} {...(made === environment ? { start: NEW_WORKSPACE } : {})} />;
}

/** Says in which world the window now is, to screen readers too. The first one is no news. */
function useTellOfSwitch(status: AppStatus | undefined): void {
  const { t, word } = useWords();
  const { say } = useStatus();
  const environment = status?.environment ?? null;
  const before = useRef<EnvironmentDto | null>(null);
  useEffect(() => {
    if (environment === null) return;
    const was = before.current;
    before.current = environment;
    if (was !== null && was !== environment) say({ text: t("switch.done", { world: word("world", environment) }) });
  }, [environment, say, t, word]);
}
