/** What can be shown: a problem that blocks everything, the first start, or the workspace. */
import { useEffect, useRef } from "react";

import { Skeleton } from "../components/basics";
import { Start } from "../features/start";
import { ProblemView } from "../problems/ProblemView";
import { EnvBanner } from "./EnvBanner";
import { useWords } from "./i18n";
import { adoptPreferences } from "./preferences";
import { useCommand } from "./queries";
import { Shell } from "./Shell";
import "./shell.css";

export function Gate() {
  const { t } = useWords();
  const status = useCommand("app_status", {});
  const workspace = status.data?.workspace ?? null;
  const adopted = useRef(false);
  useEffect(() => {
    if (!workspace || adopted.current) return;
    adopted.current = true;
    adoptPreferences(workspace.preferences);
  }, [workspace]);

  const problem = status.error ?? status.data?.blocked ?? null;
  if (problem) {
    return (
      <div className="gate">
        {status.data ? <EnvBanner environment={status.data.environment} business={null} /> : null}
        <main className="gate-problem">
          <ProblemView as="page" title={t("gate.blocked")} problem={problem} onRetry={() => void status.refetch()} />
        </main>
      </div>
    );
  }
  if (!status.data) return <Skeleton label={t("loading")} lines={4} />;
  if (!workspace) {
    return (
      <div className="gate">
        <EnvBanner environment={status.data.environment} business={null} />
        <Start version={status.data.version} />
      </div>
    );
  }
  return <Shell environment={status.data.environment} workspace={workspace} />;
}
