/** Which world this window is in; always in view, in words and colour, over every dialog too. */
import { useLayoutEffect } from "react";

import type { EnvironmentDto } from "../bindings/types";
import { useWords, type Key } from "./i18n";

const WORDS: Record<EnvironmentDto, Key> = {
  practice: "env.practice",
  sandbox: "env.sandbox",
  production: "env.production",
};

export function EnvBanner({ environment, business }: { environment: EnvironmentDto; business: string | null }) {
  const { t } = useWords();
  // Dialogs and the frame of production lie outside the page's own element.
  useLayoutEffect(() => {
    document.documentElement.dataset["env"] = environment;
  }, [environment]);
  const words = environment === "production" && business === null ? t("env.production.none") : t(WORDS[environment], { business: business ?? "" });
  return (
    <header className="env" data-env={environment} data-testid="env-banner" aria-label={t("env.banner")}>
      <span className="cut">{words}</span>
    </header>
  );
}
