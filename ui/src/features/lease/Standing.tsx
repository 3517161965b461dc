/** What the ledger is that is open here, in plain words: this computer's own, a copy, or not proved. */
import type { LeaseList, LedgerStanding } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Chip, type Tone } from "../../components/basics";

const TONES: Record<LedgerStanding, Tone> = { own: "ok", copied: "warn", unproved: "warn" };

export function Standing({ list }: { list: LeaseList }) {
  const { t, word } = useWords();
  const { standing, why } = list;
  return (
    <section className="card standing" aria-labelledby="standing-title" data-testid="standing">
      <header className="lease-head">
        <h2 id="standing-title">{t("lease.standing")}</h2>
        <Chip tone={TONES[standing]}>{word("standing", standing)}</Chip>
      </header>
      <p>{t(`standing_what.${standing}`)}</p>
      {why === null || why === "" ? null : <p className="muted selectable">{t("lease.why", { why })}</p>}
    </section>
  );
}
