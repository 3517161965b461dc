/** Settings: how it looks, in which world it works, its short codes, its receiver, its people, who may send, what is kept. */
import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";

import { useWords } from "../../app/i18n";
import { SETTINGS_PARTS, useNavigation, type SettingsPart } from "../../app/navigation";
import { usePlace } from "../../app/place";
import { ScreenHeader } from "../../components/ScreenHeader";
import { EnvironmentPart } from "../environments/EnvironmentPart";
import { BackupsPart } from "../backups/BackupsPart";
import { LeasePart } from "../lease/LeasePart";
import { PeoplePart } from "../people/PeoplePart";
import { ProfilesPart } from "../profiles/ProfilesPart";
import { ReceiverPart } from "../receiver/ReceiverPart";
import { Look } from "./Look";
import "../../components/FilterTabs.css";
import "./settings.css";

const PARTS: Record<SettingsPart, () => React.ReactNode> = {
  look: Look,
  environment: EnvironmentPart,
  profiles: ProfilesPart,
  receiver: ReceiverPart,
  people: PeoplePart,
  lease: LeasePart,
  backups: BackupsPart,
};

export function Settings() {
  const { t } = useWords();
  const { place, change } = usePlace();
  const { target, visit } = useNavigation();
  // Once per visit: what the visitor asked to see.
  useEffect(() => {
    if (target.section !== "settings" || target.part === undefined) return;
    change({ part: target.part, profile: target.profile ?? null });
  }, [visit, target, change]);
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.settings")} />
      <Tabs className="settings-tabs" selectedKey={place.part} onSelectionChange={(part) => change({ part: part as SettingsPart, profile: null })}>
        <TabList aria-label={t("settings.parts")} className="tabs">
          {SETTINGS_PARTS.map((part) => (
            <Tab key={part} id={part} className="tab settings-tab" data-testid={`settings-${part}`}>
              {t(`settings.part.${part}`)}
            </Tab>
          ))}
        </TabList>
        {SETTINGS_PARTS.map((part) => {
          const Part = PARTS[part];
          return (
            <TabPanel key={part} id={part} className="screen-scroll settings-panel">
              <Part />
            </TabPanel>
          );
        })}
      </Tabs>
    </div>
  );
}
