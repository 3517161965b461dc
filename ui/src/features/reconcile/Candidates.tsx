/** The other entries that the line could belong to. Choosing one makes it the one the keys act on. */
import { Button as AriaButton } from "react-aria-components";

import type { MatchCard } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, Kbd, Money } from "../../components/basics";
import { EntryName } from "./MatchView";

interface Props {
  others: readonly { match: MatchCard; at: number }[];
  onChoose: (nth: number) => void;
}

export function Candidates({ others, onChoose }: Props) {
  const { t } = useWords();
  return (
    <section className="pane-section">
      <h2>
        {t("pane.others")} <Kbd>←</Kbd> <Kbd>→</Kbd>
      </h2>
      <div className="candidates">
        {others.map(({ match, at }) => {
          const [part] = match.parts;
          return (
            <AriaButton key={match.id} className="candidate" onPress={() => onChoose(at)} data-testid="candidate">
              {match.parts.length === 1 && part ? (
                <>
                  <EntryName part={part} />
                  <Money amount={part.amount} />
                </>
              ) : (
                <span className="entry-name">
                  <b>{match.parts.map((each) => each.entry.reference).join(", ")}</b>
                </span>
              )}
              <Chip>{match.confidence}</Chip>
            </AriaButton>
          );
        })}
      </div>
    </section>
  );
}
