/** What can be shown: a problem that blocks everything, the first start, the first people, signing in, or the workspace. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { AppStatus, EnvironmentDto } from "../bindings/types";
import { Skeleton } from "../components/basics";
import { FoundPeople } from "../features/door/FoundPeople";
import { SignIn } from "../features/door/SignIn";
import { OtherWorlds } from "../features/environments/OtherWorlds";
import { MISSING_KEY, RecoverGate } from "../features/backups/RecoverGate";
import { Start } from "../features/start";
import { CreateWorkspace } from "../features/start/CreateWorkspace";
import { onLost } from "../host";
import { ProblemView } from "../problems/ProblemView";
import { EnvBanner } from "./EnvBanner";
import { useWords } from "./i18n";
import type { Target } from "./navigation";
import { adoptPreferences } from "./preferences";
import { useCommand } from "./queries";
import { Shell, type Idle } from "./Shell";
import { useStatus } from "./status";
import "./shell.css";

/** What may be known while nobody is signed in. */
const OUTSIDE: readonly string[] = ["app_status", "environments_list"];

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
  useSessionEnd(status.data);
  useTellOfSwitch(status.data);
  const [last, setLast] = useState<string | null>(null);
  const [idle, setIdle] = useState<Idle | null>(null);
  const session = status.data?.session ?? null;
  useEffect(() => {
    if (!session) return;
    setLast(session.name);
    setIdle(null);
  }, [session]);

  const problem = status.error ?? status.data?.blocked ?? null;
  const environment = status.data?.environment ?? null;
  if (problem) {
    return (
      <div className="gate">
        {environment ? <EnvBanner environment={environment} business={null} /> : null}
        <main className="gate-problem">
          <ProblemView as="page" title={t("gate.blocked")} problem={problem} onRetry={() => void status.refetch()} />
          {problem.code === MISSING_KEY ? <RecoverGate /> : null}
          {environment ? <OtherWorlds current={environment} /> : null}
        </main>
      </div>
    );
  }
  if (!status.data || !environment) return <Skeleton label={t("loading")} lines={4} />;
  if (status.data.gate === "people") return <FoundPeople key={environment} status={status.data} />;
  if (status.data.gate === "sign_in") return <SignIn key={environment} status={status.data} last={last} idleSeconds={idle?.environment === environment ? idle.seconds : null} />;
  if (!workspace || !session) {
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
  return <Shell key={`${environment}-${session.id}`} environment={environment} workspace={workspace} session={session} clock={status.data.clock} onIdle={setIdle} {...(made === environment ? { start: NEW_WORKSPACE } : {})} />;
}

/** When a session ends, whoever ended it: what was said in it goes, and of its answers none stays in memory. */
function useSessionEnd(status: AppStatus | undefined): void {
  const client = useQueryClient();
  const { say } = useStatus();
  const id = status?.session?.id ?? null;
  const before = useRef(id);
  useEffect(() => {
    if (before.current !== null && before.current !== id) say(null);
    before.current = id;
  }, [id, say]);

  useEffect(() => onLost(() => void client.invalidateQueries({ queryKey: ["app_status"] })), [client]);
  const gate = status?.gate ?? null;
  useEffect(() => {
    if (gate === null || gate === "open") return undefined;
    const cache = client.getQueryCache();
    const sweep = () => {
      for (const query of cache.getAll()) {
        if (!OUTSIDE.includes(String(query.queryKey[0]))) cache.remove(query);
      }
    };
    sweep();
    // An answer that was on its way when the window locked has nowhere to stay either.
    return cache.subscribe(({ type }) => {
      if (type === "added") sweep();
    });
  }, [gate, client]);
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
