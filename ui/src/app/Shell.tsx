/** The frame of the window: banner, navigation, the section on show, and what lies over all of them. */
import { useCallback, useEffect, useRef } from "react";

import type { EnvironmentDto, Problem, SessionInfo, WorkspaceInfo } from "../bindings/types";
import { Audit } from "../features/audit";
import { Callbacks } from "../features/callbacks";
import { Ledger } from "../features/ledger";
import { Overview } from "../features/overview";
import { Reconcile } from "../features/reconcile";
import { Settings } from "../features/settings";
import { Statements } from "../features/statements";
import { ImportProvider } from "../features/statements/importFlow";
import { ClockNotice } from "./ClockNotice";
import { CommandPalette } from "./CommandPalette";
import { DropOverlay } from "./DropOverlay";
import { EnvBanner } from "./EnvBanner";
import { JobBar } from "./JobBar";
import { KeyListProvider } from "./KeyList";
import { useKeys } from "./keys";
import { useIdleLock, useLock, useLockKey } from "./lock";
import { MayProvider } from "./may";
import { NavBar } from "./NavBar";
import { NavigationProvider, useNavigation, type Section, type Target } from "./navigation";
import { Notices } from "./Notices";
import { PlaceProvider, usePlace } from "./place";
import { preferenceOf } from "./preferences";
import { useStatus } from "./status";
import { StatusLine } from "./StatusLine";
import { StepUp } from "./StepUp";

/** Why a window locked itself: in which world, after how many seconds. */
export interface Idle {
  environment: EnvironmentDto;
  seconds: number;
}

interface Props {
  environment: EnvironmentDto;
  workspace: WorkspaceInfo;
  session: SessionInfo;
  /** That this computer's clock runs behind, if it does. */
  clock: Problem | null;
  /** Hears that the workspace is left because nobody was there. */
  onIdle: (idle: Idle) => void;
  /** Where to open; else where the window was left. */
  start?: Target;
}

export function Shell({ environment, workspace, session, clock, onIdle, start }: Props) {
  const lock = useLock();
  useLockKey(lock);
  const seconds = session.idle_seconds;
  useIdleLock(seconds, lock, useCallback(() => onIdle({ environment, seconds }), [onIdle, environment, seconds]));
  return (
    <MayProvider session={session}>
      <PlaceProvider kept={preferenceOf(workspace.preferences, "desk")}>
        <Placed start={start}>
          <ImportProvider>
            <KeyListProvider>
              <div className="app">
                <EnvBanner environment={environment} business={workspace.business} />
                <NavBar workspace={workspace} onLock={lock} />
                <main className="main">
                  {clock ? <ClockNotice clock={clock} /> : null}
                  <Notices sentences={session.notices} />
                  <OpenSection />
                  <JobBar />
                  <StatusLine />
                </main>
                <DropOverlay />
                <CommandPalette onLock={lock} />
                <StepUp />
              </div>
            </KeyListProvider>
          </ImportProvider>
        </Placed>
      </PlaceProvider>
    </MayProvider>
  );
}

function Placed({ start, children }: { start: Target | undefined; children: React.ReactNode }) {
  const { place } = usePlace();
  return (
    <NavigationProvider start={start ?? place.section}>
      <RememberSection />
      {children}
    </NavigationProvider>
  );
}

/** Remembers the section; what was said in another one is left behind. */
function RememberSection() {
  const { section } = useNavigation();
  const { change } = usePlace();
  const { say } = useStatus();
  const before = useRef(section);
  useEffect(() => {
    change({ section });
    if (before.current !== section) say(null);
    before.current = section;
  }, [section, change, say]);
  return null;
}

const SCREENS: Record<Section, () => React.ReactNode> = {
  overview: Overview,
  statements: Statements,
  reconcile: Reconcile,
  ledger: Ledger,
  callbacks: Callbacks,
  audit: Audit,
  settings: Settings,
};

function OpenSection() {
  const { section, go } = useNavigation();
  useKeys({
    "g o": () => go("overview"),
    "g s": () => go("statements"),
    "g r": () => go("reconcile"),
    "g l": () => go("ledger"),
    "g c": () => go("callbacks"),
    "g a": () => go("audit"),
    "g b": () => go({ section: "settings", part: "backups" }),
    "g e": () => go({ section: "settings", part: "environment" }),
    "g u": () => go({ section: "settings", part: "people" }),
    "g p": () => go({ section: "settings", part: "profiles" }),
    "g v": () => go({ section: "settings", part: "receiver" }),
    "g t": () => go({ section: "settings", part: "lease" }),
  });
  const Screen = SCREENS[section];
  return <Screen key={section} />;
}
