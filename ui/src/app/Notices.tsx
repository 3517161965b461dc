/** What a person should know after signing in: sentences of the engine above every section, until they are put away. */
import { useState } from "react";

import { Button } from "../components/basics";
import { useWords } from "./i18n";

export function Notices({ sentences }: { sentences: readonly string[] }) {
  const { t } = useWords();
  const [read, setRead] = useState(false);
  if (read || sentences.length === 0) return null;
  return (
    <section className="notices" role="status" aria-label={t("notices.label")} data-testid="notices">
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence} className="selectable">{sentence}</li>
        ))}
      </ul>
      <Button kind="quiet" onPress={() => setRead(true)} data-testid="notices-read">
        {t("notices.read")}
      </Button>
    </section>
  );
}
