/** Where the status message is shown and read out. */
import { Button } from "../components/basics";
import { ProblemView } from "../problems/ProblemView";
import { useWords } from "./i18n";
import { useStatus } from "./status";

export function StatusLine() {
  const { t } = useWords();
  const { message, say } = useStatus();
  return (
    <div className="status" role="status" aria-live="polite" data-testid="status-message" data-empty={message === null || undefined}>
      {message?.problem ? <ProblemView problem={message.problem} onDismiss={() => say(null)} /> : null}
      {message && !message.problem ? (
        <div className="status-line">
          <span className="status-text">
            <span className="selectable">{message.text}</span>
            {message.detail ? <span className="status-detail selectable">{message.detail}</span> : null}
          </span>
          {message.undo ? (
            <Button kind="quiet" keyName="U" onPress={message.undo}>
              {t("desk.undo")}
            </Button>
          ) : null}
          <Button kind="quiet" onPress={() => say(null)} aria-label={t("problem.dismiss")}>
            <span aria-hidden="true">×</span>
          </Button>
        </div>
      ) : null}
    </div>
  );
}
