/** No receiver yet: what one is, how to get one, and the way to connect it. */
import type { ReceiverInfo } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { MonoValue } from "../../components/MonoValue";
import { ProblemView } from "../../problems/ProblemView";

/** What sets one up; a name, the same in every language. */
const COMMAND = "patanisha receiver init";

export function NoReceiver({ info, onConnect }: { info: ReceiverInfo; onConnect: () => void }) {
  const { t } = useWords();
  const { why } = useMay();
  const refused = why("receiver_connect");
  return (
    <section className="card receiver-none" aria-labelledby="receiver-none" data-testid="receiver-none">
      <h2 id="receiver-none">{t("receiver.none")}</h2>
      <p>{t("receiver.none.what")}</p>
      <p>{t("receiver.none.how")}</p>
      <MonoValue label={t("receiver.none.command")} value={COMMAND} testId="receiver-command" />
      {info.problem ? <ProblemView problem={info.problem} /> : null}
      <div className="receiver-acts">
        <Button kind="main" why={refused} onPress={onConnect} data-testid="receiver-connect">
          {t("receiver.connect")}
        </Button>
      </div>
      {refused === null ? null : <p className="faint">{refused}</p>}
    </section>
  );
}
