/** Says above every section that this computer's clock runs behind what was recorded, or differs from Safaricom's (law 11). One line, opened for the rest. */
import { useQueryClient } from "@tanstack/react-query";

import type { Problem } from "../bindings/types";
import { ProblemView } from "../problems/ProblemView";
import { useWords } from "./i18n";
import { keyOf } from "./queries";

export function ClockNotice({ clock }: { clock: Problem }) {
  const { t } = useWords();
  const client = useQueryClient();
  const lookAgain = () => void client.invalidateQueries({ queryKey: keyOf("app_status", {}) });
  return (
    <details className="clock-notice" data-testid="clock-notice">
      <summary>{t(clock.code === "clock.differs" ? "clock.differs" : "clock.behind")}</summary>
      <ProblemView problem={clock} onRetry={lookAgain} />
    </details>
  );
}
