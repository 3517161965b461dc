/** What the screens before the workspace share: the business, a card, the language, the other worlds. */
import type { ReactNode } from "react";

import type { AppStatus } from "../../bindings/types";
import { EnvBanner } from "../../app/EnvBanner";
import { useWords } from "../../app/i18n";
import { changeLook, useLook } from "../../app/preferences";
import { Segments } from "../../components/fields";
import { OtherWorlds } from "../environments/OtherWorlds";
import "../start/start.css";
import "./door.css";

/** `said` is what brought somebody here: a lock, or an act that went well. */
export function Door({ status, title, lead, said = null, wide, testId, children }: { status: AppStatus; title: string; lead?: string; said?: string | null; wide?: boolean; testId: string; children: ReactNode }) {
  const { t } = useWords();
  const { language } = useLook();
  return (
    <div className="gate">
      <EnvBanner environment={status.environment} business={status.business} />
      <main className="start" data-testid={testId}>
        <div className={wide ? "door door-wide" : "door"}>
          <header>
            <h1>{title}</h1>
            {lead === undefined ? null : <p className="start-lead">{lead}</p>}
            {said === null ? null : <p className="start-lead" role="status" data-testid="door-said">{said}</p>}
          </header>
          {children}
          <footer>
            <Segments label={t("sign_in.language")} prefix="lang" chosen={language} onChoose={(next) => changeLook({ language: next })} choices={[{ id: "en", name: "English" }, { id: "sw", name: "Kiswahili" }]} />
            <OtherWorlds current={status.environment} />
          </footer>
        </div>
      </main>
    </div>
  );
}
