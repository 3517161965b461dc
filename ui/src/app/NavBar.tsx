/** Navigation with what waits in each section; a bar with a menu where the window is narrow. */
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import type { WorkspaceInfo } from "../bindings/types";
import { count, useWords } from "./i18n";
import { SECTIONS, useNavigation, type Section } from "./navigation";
import { WhoMenu } from "./WhoMenu";

function countOf(section: Section, workspace: WorkspaceInfo): number | null {
  switch (section) {
    case "statements":
      return workspace.statements;
    case "reconcile":
      return workspace.to_decide;
    case "ledger":
      return workspace.entries;
    case "overview":
    case "callbacks":
    case "audit":
    case "settings":
      return null;
  }
}

export function NavBar({ workspace, onLock }: { workspace: WorkspaceInfo; onLock: () => void }) {
  const { t } = useWords();
  const { section, go } = useNavigation();
  return (
    <nav className="nav" aria-label={t("nav.label")}>
      <div className="nav-business">
        <b className="cut">{workspace.business}</b>
        <span className="muted cut">{workspace.short_code}</span>
      </div>
      <div className="nav-list">
        {SECTIONS.map((each) => {
          const waits = countOf(each, workspace);
          return (
            <button
              key={each}
              type="button"
              className="nav-item"
              aria-current={each === section ? "page" : undefined}
              data-testid={`nav-${each}`}
              onClick={() => go(each)}
            >
              <span className="cut">{t(`nav.${each}`)}</span>
              {waits === null ? null : <i>{count(waits)}</i>}
            </button>
          );
        })}
      </div>
      <MenuTrigger>
        <AriaButton className="btn btn-plain nav-menu" data-testid="nav-menu">
          {t("nav.menu")} <span aria-hidden="true" className="faint">▾</span>
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={(key) => go(key as Section)}>
            {SECTIONS.map((each) => (
              <MenuItem key={each} id={each} className="menu-item" textValue={t(`nav.${each}`)}>
                {t(`nav.${each}`)} <span className="faint">{countText(countOf(each, workspace))}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <WhoMenu onLock={onLock} />
    </nav>
  );
}

function countText(n: number | null): string {
  return n === null ? "" : count(n);
}
