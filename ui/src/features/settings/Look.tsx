/** How the window looks, which language it speaks, where things are. */
import type { ReactNode } from "react";

import type { AppStatus } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { changeLook, useLook } from "../../app/preferences";
import { useCommand } from "../../app/queries";
import { THEMES } from "../../app/theme";
import { Segments } from "../../components/fields";

export function Look() {
  const { t, word } = useWords();
  const look = useLook();
  const status = useCommand("app_status", {});
  return (
    <div className="settings">
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
  );
}

function About({ status }: { status: AppStatus }) {
  const { t } = useWords();
  const { workspace } = status;
  return (
    <>
      {workspace ? (
        <>
          <Setting name={t("settings.business")}>{[workspace.business, workspace.short_code].filter((part) => part !== "").join(" · ")}</Setting>
          <Setting name={t("settings.exports")} hint={t("settings.exports.hint")}>
            <span className="mono selectable">{workspace.export_folder}</span>
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
