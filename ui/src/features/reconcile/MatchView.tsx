/** A match or suggestion: which entry, how sure, why, the evidence, and what can be done. */
import type { ReactNode } from "react";

import type { EvidenceRow, MatchCard, MatchPart } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, Money, type Tone } from "../../components/basics";

interface Props {
  match: MatchCard;
  /** Standing, or the suggestion that the keys act on. */
  state: "standing" | "chosen";
  children: ReactNode;
}

export function MatchView({ match, state, children }: Props) {
  const { t, word } = useWords();
  const [part] = match.parts;
  return (
    <article className="match" data-state={state} data-testid="match-card">
      <header className="match-head">
        {match.parts.length === 1 && part ? <EntryName part={part} /> : <b>{t("match.parts", { n: match.parts.length })}</b>}
        <span className="screen-space" />
        <Chip tone={toneOf(match.state)}>{certainty(match, t, word)}</Chip>
      </header>
      {match.parts.length > 1 ? <Parts parts={match.parts} /> : null}
      <p className="match-why">{match.explanation}</p>
      {match.evidence.length > 0 ? <Evidence rows={match.evidence} /> : null}
      <footer className="match-actions">{children}</footer>
    </article>
  );
}

function toneOf(state: string): Tone {
  return state === "suggested" ? "info" : "ok";
}

function certainty(match: MatchCard, t: ReturnType<typeof useWords>["t"], word: ReturnType<typeof useWords>["word"]): string {
  if (match.state !== "suggested") return word("match_state", match.state);
  if (match.margin === "") return t("match.certainty", { n: match.confidence });
  return t("match.certainty.margin", { n: match.confidence, margin: match.margin });
}

/** `INV-20493 · Halima A. Ali · due 17 Nov 2026` */
export function EntryName({ part: { entry } }: { part: Pick<MatchPart, "entry"> }) {
  const { t } = useWords();
  return (
    <span className="entry-name">
      <b className="selectable">{entry.reference === "" ? entry.account : entry.reference}</b>
      {entry.party === "" ? null : <span className="muted">{entry.party}</span>}
      {entry.due === "" ? null : <span className="muted">{t("entry.due", { day: entry.due })}</span>}
    </span>
  );
}

function Parts({ parts }: { parts: readonly MatchPart[] }) {
  return (
    <ul className="match-parts">
      {parts.map((part) => (
        <li key={part.entry.id}>
          <EntryName part={part} />
          <Money amount={part.amount} />
        </li>
      ))}
    </ul>
  );
}

const AGREEMENT_SIGNS: Readonly<Record<string, string>> = { agrees: "=", partly: "≈", differs: "≠", silent: "–" };

function Evidence({ rows }: { rows: readonly EvidenceRow[] }) {
  const { t, word } = useWords();
  const weighed = rows.some((row) => row.weight !== "");
  return (
    <table className="evidence">
      <thead>
        <tr>
          <th scope="col">{t("evidence.what")}</th>
          <th scope="col">{t("evidence.statement")}</th>
          <th scope="col">{t("evidence.ledger")}</th>
          <th scope="col" className={weighed ? "right" : ""}>{weighed ? t("evidence.weight") : t("evidence.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.what} data-agreement={row.agreement}>
            <th scope="row">{word("evidence_kind", row.what)}</th>
            <td className="selectable">{row.statement === "" ? "—" : row.statement}</td>
            <td className="selectable">{row.ledger === "" ? "—" : row.ledger}</td>
            {weighed ? (
              <td className="right" aria-label={`${word("agreement", row.agreement)} ${row.weight}`}>{row.weight}</td>
            ) : (
              <td className="agreement">
                <i aria-hidden="true">{AGREEMENT_SIGNS[row.agreement] ?? ""}</i> {word("agreement", row.agreement)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
