/** Audit: the story of anything, every event, whether the chain holds, and the pack for a stranger. */
import { useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";

import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { AUDIT_TABS, useNavigation, type AuditTab } from "../../app/navigation";
import { usePlace } from "../../app/place";
import { Button } from "../../components/basics";
import { ScreenHeader } from "../../components/ScreenHeader";
import { CheckTab } from "./CheckTab";
import { EventsTab } from "./EventsTab";
import { FindTab } from "./FindTab";
import { PackDialog } from "./PackDialog";
import { useVerify } from "./useVerify";
import "../../components/card.css";
import "../../components/FilterTabs.css";
import "./audit.css";

export function Audit() {
  const { t } = useWords();
  const { place, change } = usePlace();
  const { target, visit } = useNavigation();
  const { why, guard } = useMay();
  const verify = useVerify();
  const [packing, setPacking] = useState(false);
  const refused = why("audit_pack");

  // Once per visit: what the visitor asked to see.
  const seen = useRef(-1);
  const openPack = guard("audit_pack", () => setPacking(true));
  useEffect(() => {
    if (seen.current === visit || target.section !== "audit") return;
    seen.current = visit;
    if (target.tab) change({ auditTab: target.tab });
    if (target.act === "pack") openPack();
  }, [visit, target, change, openPack]);
  useKeys({ "/": () => change({ auditTab: "find" }) }, place.auditTab !== "find");

  return (
    <div className="screen">
      <ScreenHeader title={t("nav.audit")} subject={t("audit.subject")}>
        {refused === null ? null : <span className="faint cut audit-refused">{refused}</span>}
        <Button isDisabled={refused !== null} onPress={() => setPacking(true)} data-testid="pack-open">
          {t("pack.open")}
        </Button>
      </ScreenHeader>
      <Tabs className="audit-tabs" selectedKey={place.auditTab} onSelectionChange={(tab) => change({ auditTab: tab as AuditTab })}>
        <TabList aria-label={t("audit.tabs")} className="tabs">
          {AUDIT_TABS.map((tab) => (
            <Tab key={tab} id={tab} className="tab audit-tab" data-testid={`audit-tab-${tab}`}>
              {t(`audit.tab.${tab}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="find" className="audit-panel">
          <FindTab />
        </TabPanel>
        <TabPanel id="events" className="audit-panel">
          <EventsTab />
        </TabPanel>
        <TabPanel id="check" className="audit-panel screen-scroll">
          <CheckTab verify={verify} />
        </TabPanel>
      </Tabs>
      {packing ? <PackDialog onClose={() => setPacking(false)} /> : null}
    </div>
  );
}
