/** Which world this window is in; always in view, in words and colour. */
import type { EnvironmentDto } from "../bindings/types";
import { useWords, type Key } from "./i18n";

const WORDS: Record<EnvironmentDto, Key> = {
  practice: "env.practice",
  sandbox: "env.sandbox",
  production: "env.production",
};

export function EnvBanner({ environment, business }: { environment: EnvironmentDto; business: string | null }) {
  const { t } = useWords();
  return (
    <header className="env" data-env={environment} data-testid="env-banner">
      <span className="cut">{t(WORDS[environment], { business: business ?? "" })}</span>
    </header>
  );
}
