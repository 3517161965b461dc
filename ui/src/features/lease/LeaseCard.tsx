/** One short code: whether this computer may send for it, who said so, and the way to claim it. */
import type { LeaseInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button, Chip } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";

interface Props {
  lease: LeaseInfo;
  /** Why it can't be claimed here now; null when it can. */
  why: string | null;
  /** Whether it is the only one; of several, the reasons are opened one by one. */
  alone: boolean;
  onClaim: () => void;
}

export function LeaseCard({ lease, why, alone, onClaim }: Props) {
  const { t } = useWords();
  const { short_code: code, name, may_send: may, problem, generation, claimed_at: at, by } = lease;
  return (
    <li className="card lease" data-testid="lease" data-code={code} data-may={may}>
      <header className="lease-head">
        <h2>
          <span className="mono selectable">{code}</span>
          <span className="cut">{name}</span>
        </h2>
        <Chip tone={may ? "ok" : "warn"}>{t(may ? "lease.may" : "lease.may_not")}</Chip>
        {may ? null : (
          <Button why={why} onPress={onClaim} aria-label={t("lease.claim.named", { code })} data-testid="lease-claim">
            {t("lease.claim")}
          </Button>
        )}
      </header>
      <p className="muted">{generation === 0 || at === null ? t("lease.never") : t("lease.claimed", { at, by: by.join(", "), n: generation })}</p>
      {may || problem === null ? null : (
        <details open={alone}>
          <summary className="muted">{t("lease.todo")}</summary>
          <ProblemView problem={problem} />
        </details>
      )}
    </li>
  );
}
