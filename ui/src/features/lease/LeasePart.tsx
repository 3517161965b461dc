/** Settings, Right to send: what the ledger is that is open here, and for which short codes this computer may send. */
import { useState } from "react";

import type { LeaseInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { Button, Empty, Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { usePeople } from "../people/usePeople";
import { ClaimDialog } from "./ClaimDialog";
import { LeaseCard } from "./LeaseCard";
import { Standing } from "./Standing";
import { useLeases } from "./useLeases";
import "../../components/card.css";
import "./lease.css";

export function LeasePart() {
  const { t } = useWords();
  const { why } = useMay();
  const { go } = useNavigation();
  const list = useLeases();
  const people = usePeople();
  const [claiming, setClaiming] = useState<LeaseInfo | null>(null);
  const refused = why("lease_claim");
  const lookAgain = () => {
    void list.refetch();
    if (people.error) void people.refetch();
  };
  const problem = list.error ?? people.error;
  if (problem) return <ProblemView problem={problem} onRetry={lookAgain} />;
  if (!list.data || !people.data) return <Skeleton label={t("loading")} lines={6} />;
  const { standing, leases } = list.data;
  const whyNot = refused ?? (standing === "unproved" ? t("lease.unproved") : null);
  return (
    <div className="leases card-stack" data-testid="leases" data-standing={standing}>
      <p className="muted">{t("lease.lead")}</p>
      <Standing list={list.data} />
      {refused === null || leases.every((lease) => lease.may_send) ? null : <p className="faint">{refused}</p>}
      {leases.length === 0 ? (
        <div className="card">
          <Empty title={t("lease.none")}>
            <p>{t("lease.none.hint")}</p>
            <Button onPress={() => go({ section: "settings", part: "profiles" })} data-testid="lease-profiles">
              {t("lease.profiles")}
            </Button>
          </Empty>
        </div>
      ) : (
        <ul className="card-stack" aria-label={t("lease.codes")}>
          {leases.map((lease) => (
            <LeaseCard key={lease.short_code} lease={lease} why={whyNot} alone={leases.length === 1} onClaim={() => setClaiming(lease)} />
          ))}
        </ul>
      )}
      {claiming ? <ClaimDialog lease={claiming} people={people.data.people} onClose={() => setClaiming(null)} /> : null}
    </div>
  );
}
