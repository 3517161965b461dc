/** How it goes with the receiver, in plain words: what it has, since when, and what keeps it from working. */
import type { ReactNode } from "react";

import type { ReceiverInfo, ReceiverState } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { useNavigation } from "../../app/navigation";
import { Button, Chip, type Tone } from "../../components/basics";
import { ProblemView } from "../../problems/ProblemView";

const TONES: Record<ReceiverState, Tone> = { off: "plain", connecting: "info", listening: "ok", behind: "warn", away: "bad", refused: "bad" };
/** Clocks that differ by no more are taken for equal, in seconds. */
const CLOCKS_AGREE = 2;

interface Props {
  info: ReceiverInfo;
  onConnect: () => void;
  onForget: () => void;
  onLook: () => void;
}

export function StateCard({ info, onConnect, onForget, onLook }: Props) {
  const { t, word } = useWords();
  const { why } = useMay();
  const { go } = useNavigation();
  const refused = why("receiver_connect");
  const { state, builtin, problem } = info;
  return (
    <section className="card receiver-state" aria-labelledby="receiver-title" data-testid="receiver-state">
      <header className="receiver-head">
        <h2 id="receiver-title">{t("receiver.title")}</h2>
        {builtin ? <Chip>{t("receiver.builtin")}</Chip> : null}
        <Chip tone={TONES[state]}>{word("receiver_state", state)}</Chip>
      </header>
      <p role="status">{t(builtin && state === "off" ? "receiver.builtin.off" : `receiver_what.${state}`)}</p>
      {builtin ? <p className="muted">{t("receiver.builtin.what")}</p> : null}
      {problem ? <ProblemView problem={problem} onRetry={onLook} /> : null}
      <ClockDifference seconds={info.clock_difference_seconds} />
      <Facts info={info} />
      <div className="receiver-acts">
        <Button onPress={() => go("callbacks")} data-testid="receiver-callbacks">
          {t("receiver.callbacks")}
        </Button>
        {builtin ? null : (
          <>
            <Button why={refused} onPress={onConnect} data-testid="receiver-connect">
              {t("receiver.connect.other")}
            </Button>
            <Button kind="danger" why={why("receiver_forget")} onPress={onForget} data-testid="receiver-forget">
              {t("receiver.forget")}
            </Button>
          </>
        )}
      </div>
      {builtin || refused === null ? null : <p className="faint">{refused}</p>}
    </section>
  );
}

function ClockDifference({ seconds }: { seconds: number | null }) {
  const { t } = useWords();
  if (seconds === null || Math.abs(seconds) <= CLOCKS_AGREE) return null;
  return (
    <p className="notice notice-warning" data-testid="receiver-clock">
      {t(seconds > 0 ? "receiver.ahead" : "receiver.behind", { n: Math.abs(seconds) })}
    </p>
  );
}

function Facts({ info }: { info: ReceiverInfo }) {
  const { t, tn, word } = useWords();
  const { url, version, store, backlog, builtin } = info;
  return (
    <dl className="receiver-facts">
      {url === null ? null : <Fact name={t("receiver.url")}><span className="mono selectable">{url}</span></Fact>}
      <Fact name={t("receiver.last_delivery")}>{info.last_delivery ?? t("receiver.never")}</Fact>
      <Fact name={t("receiver.last_drained")}>{info.last_drained ?? t("receiver.never")}</Fact>
      <Fact name={t("receiver.backlog")}>{backlog === 0 ? t("receiver.backlog.none") : tn("receiver.backlog.value", backlog)}</Fact>
      <Fact name={t("receiver.kept")}>{count(info.kept)}</Fact>
      <Fact name={t("receiver.published")}>{info.published ?? t("receiver.published.never")}</Fact>
      {builtin ? null : <Fact name={t("receiver.sealed")}>{t(info.sealed ? "receiver.sealed.yes" : "receiver.sealed.no")}</Fact>}
      {version === null ? null : <Fact name={t("receiver.version")}>{version}</Fact>}
      {store === null ? null : <Fact name={t("receiver.store")}>{word("receiver_store", store)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="tnum">{children}</dd>
    </div>
  );
}
