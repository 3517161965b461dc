/** The frame of the window: banner, navigation, the section on show, and what lies over all of them. */
import { useEffect } from "react";

import type { EnvironmentDto, WorkspaceInfo } from "../bindings/types";
import { Ledger } from "../features/ledger";
import { Overview } from "../features/overview";
import { Reconcile } from "../features/reconcile";
import { Settings } from "../features/settings";
import { Statements } from "../features/statements";
import { ImportProvider } from "../features/statements/importFlow";
import { CommandPalette } from "./CommandPalette";
import { DropOverlay } from "./DropOverlay";
import { EnvBanner } from "./EnvBanner";
import { JobBar } from "./JobBar";
import { KeyListProvider } from "./KeyList";
import { useKeys } from "./keys";
import { NavBar } from "./NavBar";
import { NavigationProvider, useNavigation, type Section } from "./navigation";
import { PlaceProvider, usePlace } from "./place";
import { preferenceOf } from "./preferences";
import { useStatus } from "./status";
import { StatusLine } from "./StatusLine";

interface Props {
  environment: EnvironmentDto;
  workspace: WorkspaceInfo;
}

export function Shell({ environment, workspace }: Props) {
  return (
    <PlaceProvider kept={preferenceOf(workspace.preferences, "desk")}>
      <Placed>
        <ImportProvider>
          <KeyListProvider>
            <div className="app">
              <EnvBanner environment={environment} business={workspace.business} />
              <NavBar workspace={workspace} />
              <main className="main">
                <OpenSection />
                <JobBar />
                <StatusLine />
              </main>
              <DropOverlay />
              <CommandPalette />
            </div>
          </KeyListProvider>
        </ImportProvider>
      </Placed>
    </PlaceProvider>
  );
}

/** Opens where the window was left. */
function Placed({ children }: { children: React.ReactNode }) {
  const { place } = usePlace();
  return (
    <NavigationProvider start={place.section}>
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
  useEffect(() => {
    change({ section });
    say(null);
  }, [section, change, say]);
  return null;
}

const SCREENS: Record<Section, () => React.ReactNode> = {
  overview: Overview,
  statements: Statements,
  reconcile: Reconcile,
  ledger: Ledger,
  settings: Settings,
};

function OpenSection() {
  const { section, go } = useNavigation();
  useKeys({
    "g o": () => go("overview"),
    "g s": () => go("statements"),
    "g r": () => go("reconcile"),
    "g l": () => go("ledger"),
  });
  const Screen = SCREENS[section];
  return <Screen key={section} />;
}
