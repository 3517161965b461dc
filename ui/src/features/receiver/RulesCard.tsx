/** How the receiver answers when Safaricom asks whether to take a payment: four switches, kept together. */
import { useState } from "react";

import type { ReceiverRules } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useSending } from "../../app/sending";
import { useStatus } from "../../app/status";
import { Button } from "../../components/basics";
import { Switch } from "../../components/Switch";
import { call } from "../../host";
import { ProblemView } from "../../problems/ProblemView";
import { usePutReceiver } from "./useReceiver";

const RULES = [
  ["accept_over", "rules.over"],
  ["accept_under", "rules.under"],
  ["accept_unknown", "rules.unknown"],
  ["accept_by_default", "rules.default"],
] as const satisfies readonly (readonly [keyof ReceiverRules, string])[];

export function RulesCard({ rules, open }: { rules: ReceiverRules; open: number }) {
  const { t, tn } = useWords();
  const { why } = useMay();
  const { say } = useStatus();
  const put = usePutReceiver();
  const { busy, problem, send, forget } = useSending();
  // Only what a person switched; the rest follows what the engine says.
  const [changed, setChanged] = useState<Partial<ReceiverRules>>({});
  const refused = why("receiver_rules");
  const wanted = { ...rules, ...changed };
  const differs = RULES.some(([rule]) => wanted[rule] !== rules[rule]);
  const keep = () =>
    send(
      () => call("receiver_rules", wanted),
      (after) => {
        setChanged({});
        put(after);
        say({ text: t("rules.done") });
      },
    );
  return (
    <section className="card rules" aria-labelledby="rules-title" data-testid="receiver-rules">
      <h2 id="rules-title">{t("rules.title")}</h2>
      <p className="muted">{t("rules.what")}</p>
      <p data-testid="rules-open">
        <b>{tn("rules.open", open)}</b> {t("rules.exact")}
      </p>
      {RULES.map(([rule, name]) => (
        <Switch
          key={rule}
          name={t(name)}
          hint={t(`${name}.hint`)}
          isSelected={wanted[rule]}
          onChange={(on) => {
            setChanged({ ...changed, [rule]: on });
            forget();
          }}
          isDisabled={refused !== null || busy}
          testId={`rule-${rule}`}
        />
      ))}
      {problem ? <ProblemView problem={problem} onDismiss={forget} /> : null}
      {refused === null ? null : <p className="faint">{refused}</p>}
      {differs ? (
        <div className="receiver-acts">
          <Button kind="main" isDisabled={busy} onPress={keep} data-testid="rules-save">
            {t(busy ? "rules.busy" : "rules.save")}
          </Button>
          <Button
            kind="quiet"
            isDisabled={busy}
            onPress={() => {
              setChanged({});
              forget();
            }}
            data-testid="rules-undo"
          >
            {t("rules.undo")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
