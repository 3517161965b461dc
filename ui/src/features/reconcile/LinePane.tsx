/** The right pane: the selected line, what it is matched to or could be, and why. */
import type { LineDetail } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useCommand } from "../../app/queries";
import { Button, Chip, Empty, Money, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { Candidates } from "./Candidates";
import { LineNotes } from "./LineNotes";
import { MatchView } from "./MatchView";
import { outcomeOf, toneOf } from "./outcome";
import { standingOf, suggestionsOf, type Decisions } from "./useDecisions";
import "./pane.css";

interface Props {
  id: number | null;
  /** Which of the suggestions the keys act on. */
  nth: number;
  onNth: (nth: number) => void;
  decisions: Decisions;
  onAssign: () => void;
}

export function LinePane({ id, nth, onNth, decisions, onAssign }: Props) {
  const { t } = useWords();
  const detail = useCommand("line_detail", { id: id ?? 0 }, { enabled: id !== null, keepPrevious: true });
  if (id === null) return <Empty title={t("pane.none")}>{t("pane.none.hint")}</Empty>;
  if (detail.error) return <ProblemView problem={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <Skeleton label={t("loading")} lines={6} />;
  const waits = detail.isPlaceholderData || decisions.busy;
  return (
    <div data-testid="line-detail" data-receipt={detail.data.line.receipt} aria-busy={waits} className="pane">
      <LineTop detail={detail.data} />
      {decisions.problem ? <ProblemView problem={decisions.problem} onDismiss={decisions.dismiss} /> : null}
      <LineMatches detail={detail.data} nth={nth} onNth={onNth} decisions={decisions} waits={waits} onAssign={onAssign} />
      <LineNotes detail={detail.data} />
    </div>
  );
}

function LineTop({ detail }: { detail: LineDetail }) {
  const words = useWords();
  const { line } = detail;
  const who = [line.party, detail.phone].filter((part) => part !== "");
  const said = detail.matches.some((match) => match.explanation === line.why);
  return (
    <header className="pane-top">
      <div className="pane-figure">
        <Money amount={line.amount} size="xl" />
        <span className="mono selectable">{line.receipt}</span>
        <span className="screen-space" />
        <Chip tone={toneOf(line.class)}>{outcomeOf(line, words)}</Chip>
      </div>
      <p className="muted">
        {who.map((part) => (
          <span key={part} className="dotted selectable">{part}</span>
        ))}
        <span className="dotted">{detail.completed}</span>
      </p>
      {line.why === "" || said ? null : <p className="pane-why">{line.why}</p>}
    </header>
  );
}

function LineMatches({ detail, nth, onNth, decisions, waits, onAssign }: Omit<Props, "id"> & { detail: LineDetail; waits: boolean }) {
  const { t } = useWords();
  const { why } = useMay();
  const suggestions = suggestionsOf(detail);
  const standing = standingOf(detail);
  const chosen = Math.min(nth, suggestions.length - 1);
  const suggestion = suggestions[chosen];
  const others = suggestions.flatMap((match, at) => (at === chosen ? [] : [{ match, at }]));
  const assign = (
    <Button keyName="A" isDisabled={waits || !detail.has_open} onPress={onAssign} why={why("match_assign")} data-testid="assign">
      {t("pane.assign")}
    </Button>
  );
  return (
    <>
      {standing.map((match, at) => (
        <MatchView key={match.id} match={match} state="standing">
          {at === 0 ? (
            <Button keyName="R" isDisabled={waits} onPress={decisions.release} why={why("match_release")} data-testid="release">
              {t("pane.release")}
            </Button>
          ) : null}
          {at === 0 && detail.has_open && !suggestion ? assign : null}
        </MatchView>
      ))}
      {detail.has_open && standing.length > 0 ? (
        <p className="pane-open">
          {t("pane.still_open")} <Money amount={detail.open} />
        </p>
      ) : null}
      {suggestion ? (
        <MatchView match={suggestion} state="chosen">
          <Button kind="main" keyName="Enter" isDisabled={waits} onPress={() => decisions.confirm(chosen)} why={why("match_confirm")} data-testid="confirm">
            {t("pane.confirm")}
          </Button>
          <Button keyName="D" isDisabled={waits} onPress={() => decisions.decline(chosen)} why={why("match_decline")} data-testid="decline">
            {t("pane.decline")}
          </Button>
          {assign}
        </MatchView>
      ) : null}
      {others.length > 0 ? <Candidates others={others} onChoose={onNth} /> : null}
      {detail.would_match ? <p className="muted pane-note">{detail.would_match}</p> : null}
      {!suggestion && standing.length === 0 && detail.has_open ? (
        <div className="pane-nothing">
          <p className="muted">{t("pane.nothing")}</p>
          {assign}
        </div>
      ) : null}
    </>
  );
}
