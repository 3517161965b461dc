/** Settings, Receiver: how it goes, the test delivery, the callback addresses, how payments are answered. */
import { useState } from "react";

import { useWords } from "../../app/i18n";
import { Skeleton } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";
import { AddressesCard } from "./AddressesCard";
import { ConnectDialog } from "./ConnectDialog";
import { ForgetDialog } from "./ForgetDialog";
import { NoReceiver } from "./NoReceiver";
import { RotateDialog } from "./RotateDialog";
import { RulesCard } from "./RulesCard";
import { StateCard } from "./StateCard";
import { TestCard } from "./TestCard";
import { useReceiver } from "./useReceiver";
import "../../components/card.css";
import "../environments/environments.css";
import "./receiver.css";

type Open = "connect" | "forget" | "rotate" | null;

export function ReceiverPart() {
  const { t } = useWords();
  const receiver = useReceiver();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const look = () => void receiver.refetch();
  const info = receiver.data;
  // What was last heard stays on show while it is asked again.
  if (!info && receiver.error) return <ProblemView problem={receiver.error} onRetry={look} />;
  if (!info) return <Skeleton label={t("loading")} lines={6} />;
  const none = info.state === "off" && !info.builtin;
  return (
    <div className="receiver" data-testid="receiver" data-state={info.state}>
      {receiver.error ? <ProblemView problem={receiver.error} onRetry={look} /> : null}
      {none ? (
        <NoReceiver info={info} onConnect={() => setOpen("connect")} />
      ) : (
        <div className="receiver-columns">
          <div className="card-stack">
            <StateCard info={info} onConnect={() => setOpen("connect")} onForget={() => setOpen("forget")} onLook={look} />
            <AddressesCard kinds={info.kinds} onRotate={() => setOpen("rotate")} />
          </div>
          <aside className="card-stack">
            <TestCard last={info.last_test} />
            <RulesCard rules={info.rules} open={info.open_references} />
          </aside>
        </div>
      )}
      {open === "connect" ? <ConnectDialog url={info.url} sealed={info.sealed} onClose={close} /> : null}
      {open === "forget" ? <ForgetDialog onClose={close} /> : null}
      {open === "rotate" ? <RotateDialog onClose={close} /> : null}
    </div>
  );
}
