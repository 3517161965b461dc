/** Who is signed in, at the foot of the navigation: lock, change one's passphrase. */
import { useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { Kbd } from "../components/basics";
import { ChangePassphraseDialog } from "../features/passphrase/ChangePassphraseDialog";
import { useWords } from "./i18n";
import { rolesInWords, useMay } from "./may";
import "./WhoMenu.css";

export function WhoMenu({ onLock }: { onLock: () => void }) {
  const words = useWords();
  const { t } = words;
  const { session } = useMay();
  const [changing, setChanging] = useState(false);
  const roles = rolesInWords(session.roles, words);
  return (
    <div className="who">
      <MenuTrigger>
        <AriaButton className="who-name" aria-label={t("who.menu", { name: session.name, roles })} data-testid="who">
          <span>
            <b className="cut">{session.name}</b>
            <span className="muted cut">{roles}</span>
          </span>
          <span aria-hidden="true" className="faint">▾</span>
        </AriaButton>
        <Popover className="popover" placement="top start">
          <Menu className="menu" onAction={(key) => (key === "lock" ? onLock() : setChanging(true))}>
            <MenuItem id="lock" className="menu-item who-item" textValue={t("who.lock")} data-testid="who-lock">
              {t("who.lock")} <Kbd>Ctrl L</Kbd>
            </MenuItem>
            <MenuItem id="change" className="menu-item" textValue={t("who.change")} data-testid="passphrase-change">
              {t("who.change")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <AriaButton className="who-lock" onPress={onLock} data-testid="lock">
        <span>{t("who.lock")}</span> <Kbd>Ctrl L</Kbd>
      </AriaButton>
      {changing ? <ChangePassphraseDialog onClose={() => setChanging(false)} /> : null}
    </div>
  );
}
