/** Settings: how it looks, which language it speaks, where things are. */
import type { ReactNode } from "react";

import type { AppStatus } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { changeLook, useLook } from "../../app/preferences";
import { useCommand } from "../../app/queries";
import { THEMES } from "../../app/theme";
import { Segments } from "../../components/fields";
import { ScreenHeader } from "../../components/ScreenHeader";
import "./settings.css";

export function Settings() {
  const { t, word } = useWords();
  const look = useLook();
  const status = useCommand("app_status", {});
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.settings")} />
      <div className="screen-scroll settings">
        <Setting name={t("settings.theme")} hint={t("settings.theme.hint")}>
          <Segments
            label={t("settings.theme")}
            prefix="theme"
            chosen={look.theme}
            onChoose={(theme) => changeLook({ theme })}
            choices={THEMES.map((theme) => ({ id: theme, name: word("theme", theme) }))}
          />
        </Setting>
        <Setting name={t("settings.language")} hint={t("settings.language.hint")}>
          <Segments
            label={t("settings.language")}
            prefix="lang"
            chosen={look.language}
            onChoose={(language) => changeLook({ language })}
            choices={[{ id: "en", name: "English" }, { id: "sw", name: "Kiswahili" }]}
          />
        </Setting>
        {status.data ? <About status={status.data} /> : null}
      </div>
    </div>
  );
}

function About({ status }: { status: AppStatus }) {
  const { t, word } = useWords();
  return (
    <>
      <Setting name={t("settings.environment")} hint={word("environment", status.environment)} />
      {status.workspace ? (
        <>
          <Setting name={t("settings.business")}>
            {status.workspace.business} · {status.workspace.short_code}
          </Setting>
          <Setting name={t("settings.exports")} hint={t("settings.exports.hint")}>
            <span className="mono selectable">{status.workspace.export_folder}</span>
          </Setting>
        </>
      ) : null}
      <Setting name={t("settings.about")} hint={t("settings.about.hint")}>
        {t("settings.version", { version: status.version })}
      </Setting>
    </>
  );
}

function Setting({ name, hint, children }: { name: string; hint?: string; children?: ReactNode }) {
  return (
    <section className="setting">
      <div>
        <h2>{name}</h2>
        {hint ? <p className="muted">{hint}</p> : null}
      </div>
      {children ? <div className="setting-value">{children}</div> : null}
    </section>
  );
}
