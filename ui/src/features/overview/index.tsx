/** The overview: what waits, money by day, how much is matched, how far the statements reach. */
import type { BridgeDto, CountAmount, Need, Overview as OverviewData, WalletCoverage } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { useCommand } from "../../app/queries";
import { Button, Chip, Empty, Money, Skeleton, type Tone } from "../../components/basics";
import { ScreenHeader } from "../../components/ScreenHeader";
import { ProblemView } from "../../problems/ProblemView";
import { BridgeItems } from "../reconcile/DeskFooter";
import { ChooseFiles } from "../statements/AddFiles";
import { DayChart } from "./DayChart";
import "../../components/card.css";
import "../reconcile/reconcile.css";
import "./overview.css";

export function Overview() {
  const { t } = useWords();
  const { go } = useNavigation();
  const overview = useCommand("overview", {});
  const data = overview.data;
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.overview")} subject={data?.period ?? undefined}>
        <ChooseFiles main={data?.period === null} />
        {data?.period ? (
          <Button kind="main" onPress={() => go({ section: "reconcile", filter: "to_decide" })} data-testid="overview-decide">
            {t("overview.decide")}
          </Button>
        ) : null}
      </ScreenHeader>
      <div className="screen-scroll overview">
        {overview.error ? <ProblemView problem={overview.error} onRetry={() => void overview.refetch()} /> : null}
        {overview.isPending ? <Skeleton label={t("loading")} lines={8} /> : null}
        {data && data.period === null ? <Empty title={t("overview.empty")}>{t("overview.empty.hint")}</Empty> : null}
        {data && data.period !== null ? <Cards data={data} /> : null}
      </div>
    </div>
  );
}

function Cards({ data }: { data: OverviewData }) {
  const { t } = useWords();
  return (
    <div className="cards">
      <div className="card-stack">
        <section className="card">
          <h2>{t("overview.needs")}</h2>
          {data.needs.length === 0 ? <p className="muted">{t("overview.needs.none")}</p> : <Needs needs={data.needs} />}
        </section>
        <section className="card">
          <DayChart days={data.days} paidIn={data.paid_in} withdrawn={data.withdrawn} />
        </section>
        <section className="card">
          <h2>{t("overview.coverage")}</h2>
          {data.wallets.map((wallet) => (
            <Coverage key={wallet.wallet} wallet={wallet} />
          ))}
        </section>
      </div>
      <div className="card-stack">
        <section className="card">
          <h2>{t("overview.matched")}</h2>
          <Matched data={data} />
        </section>
        <section className="card">
          <h2>{t("overview.ageing")}</h2>
          <Ageing rows={data.ageing} />
        </section>
        {data.bridge ? <Bridge bridge={data.bridge} /> : null}
      </div>
    </div>
  );
}

const NEED_TONES: Readonly<Record<string, Tone>> = {
  decide: "info", ambiguous: "warn", unmatched: "warn", duplicate: "bad", part: "info", gap: "bad", refused: "bad",
};

function Needs({ needs }: { needs: readonly Need[] }) {
  const { word } = useWords();
  const { go } = useNavigation();
  return (
    <ul className="needs">
      {needs.map((need) => (
        <li key={`${need.kind}-${need.text}`}>
          <button
            type="button"
            onClick={() => go(need.filter ? { section: "reconcile", filter: need.filter } : "statements")}
            data-testid={`need-${need.kind}`}
          >
            <span className="need-kind"><Chip tone={NEED_TONES[need.kind] ?? "plain"}>{word("need", need.kind)}</Chip></span>
            <span className="need-text">{need.text}</span>
            <Money amount={need.amount} />
            <span aria-hidden="true" className="faint">›</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Which part of the bar a class belongs to. */
const SHARES: Readonly<Record<string, string>> = {
  matched: "matched", suggested: "decide", ambiguous: "decide", part: "decide", duplicate: "decide", unmatched: "unmatched",
};

function Matched({ data }: { data: OverviewData }) {
  const { t, word } = useWords();
  const [matched, toDecide, unmatched] = data.matched_shares;
  return (
    <>
      <p className="matched-figure">
        <b>{data.matched_percent} %</b> <span className="muted">{t("overview.by_value", { percent: data.matched_value_percent })}</span>
      </p>
      <div className="shares" aria-hidden="true">
        <i style={{ flexGrow: matched }} className="share-matched" />
        <i style={{ flexGrow: toDecide }} className="share-decide" />
        <i style={{ flexGrow: unmatched }} className="share-unmatched" />
      </div>
      <dl className="kv">
        {data.outcomes.map((outcome) => (
          <div key={outcome.key} data-share={SHARES[outcome.key]}>
            <dt>{word("class", outcome.key, word("filter", outcome.key))}</dt>
            <dd>{count(outcome.count)}</dd>
            <dd><Money amount={outcome.amount} /></dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Ageing({ rows }: { rows: readonly CountAmount[] }) {
  const { word } = useWords();
  return (
    <dl className="kv">
      {rows.map((row) => (
        <div key={row.key} data-zero={row.count === 0 || undefined}>
          <dt>{word("age", row.key)}</dt>
          <dd>{count(row.count)}</dd>
          <dd><Money amount={row.amount} /></dd>
        </div>
      ))}
    </dl>
  );
}

function Bridge({ bridge }: { bridge: BridgeDto }) {
  const { t } = useWords();
  return (
    <section className="card">
      <h2>
        {t("overview.bridge")} <Chip tone={bridge.residual_zero ? "ok" : "bad"}>{t(bridge.residual_zero ? "bridge.ties" : "bridge.differs")}</Chip>
      </h2>
      <BridgeItems bridge={bridge} />
    </section>
  );
}

function Coverage({ wallet }: { wallet: WalletCoverage }) {
  return (
    <div className="coverage">
      <p>
        <b>{wallet.wallet}</b> <span className={wallet.complete ? "muted" : "ink-warn"}>{wallet.text}</span>
      </p>
      <div className="strip" aria-hidden="true">
        {wallet.days.map((day, at) => (
          <i key={at} data-day={day} />
        ))}
      </div>
    </div>
  );
}
