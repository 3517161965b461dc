/** A problem as people read it: what happened, where, what to do. The code comes last, for support. */
import type { Problem } from "../bindings/types";
import { CANCELLED, UNEXPECTED, UNREACHABLE } from "../host/problem";
import { useWords } from "../app/i18n";
import { Button } from "../components/basics";
import "./problem.css";

interface Props {
  problem: Problem;
  /** Does the same again. */
  onRetry?: () => void;
  onDismiss?: () => void;
  /** `page` fills a screen, `box` stands among other content. */
  as?: "page" | "box";
  title?: string;
}

export function ProblemView({ problem, onRetry, onDismiss, as = "box", title }: Props) {
  const { t } = useWords();
  const { message, remedies } = useSaid(problem);
  const Title = as === "page" ? "h1" : "h2";
  return (
    <section role="alert" className={`problem problem-${as}`} data-testid="problem" data-code={problem.code}>
      <Title>{title ?? message}</Title>
      {title ? <p>{message}</p> : null}
      {problem.place ? <p className="problem-place mono selectable">{problem.place}</p> : null}
      {remedies.length > 0 ? (
        <>
          <p className="problem-todo">{t("problem.what_to_do")}</p>
          <ul>
            {remedies.map((remedy) => (
              <li key={remedy} className="selectable">
                {remedy}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <footer>
        {onRetry ? (
          <Button kind={as === "page" ? "main" : "plain"} onPress={onRetry} data-testid="retry">
            {t("problem.try_again")}
          </Button>
        ) : null}
        {onDismiss ? (
          <Button kind="quiet" onPress={onDismiss}>
            {t("problem.dismiss")}
          </Button>
        ) : null}
        <code className="mono faint selectable">{problem.code}</code>
      </footer>
    </section>
  );
}

/** The words of a problem: the engine's, except for the page's own. */
function useSaid(problem: Problem): { message: string; remedies: readonly string[] } {
  const { t } = useWords();
  if (problem.code === UNREACHABLE) {
    return { message: t("problem.unreachable"), remedies: [t("problem.unreachable.remedy")] };
  }
  if (problem.code === CANCELLED) return { message: t("step_up.not_given"), remedies: [] };
  if (problem.code === UNEXPECTED) {
    return {
      message: t("problem.unexpected"),
      remedies: [t("problem.unexpected.remedy"), ...(problem.message === "" ? [] : [problem.message])],
    };
  }
  return problem;
}
