/** One callback, whole: what it says, what had been asked, what it settled, each time it came, and itself as it came. */
import { useState } from "react";

import type { CallbackDetail, CallbackLink } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords, type Key } from "../../app/i18n";
import { useNavigation, type Target } from "../../app/navigation";
import { useCommand } from "../../app/queries";
import { Button, Chip, Empty, Skeleton } from "../../components/basics";
import { MonoValue } from "../../components/MonoValue";
import { ProblemView } from "../../problems/ProblemView";
import { Deliveries } from "./Deliveries";
import { standingsOf, TONE_OF_STANDING } from "./standing";
import "../reconcile/pane.css";

export function CallbackPane({ id }: { id: number | null }) {
  const { t } = useWords();
  const detail = useCommand("callback_detail", { id: id ?? 0 }, { enabled: id !== null, keepPrevious: true });
  const [open, setOpen] = useState(false);
  const toggle = () => setOpen(!open);
  useKeys({ e: toggle }, detail.data !== undefined && id !== null);
  if (id === null) return <Empty title={t("callbacks.unselected")}>{t("callbacks.unselected.hint")}</Empty>;
  if (detail.error) return <ProblemView problem={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <Skeleton label={t("loading")} lines={7} />;
  const { row, deliveries, sha256, size, scrubbed, sealed, request } = detail.data;
  return (
    <article className="pane" data-testid="callback-detail" data-id={String(row.id)} aria-busy={detail.isPlaceholderData}>
      <Top detail={detail.data} />
      <section className="pane-section">
        <h2>{t("callback.asked")}</h2>
        <p className={request === null ? "muted" : "selectable"} data-testid="callback-request">{request ?? t("callback.asked.none")}</p>
      </section>
      <section className="pane-section">
        <h2>{t("callback.settled")}</h2>
        {row.linked === null ? <p className="muted">{t("callback.settled.none")}</p> : <Settled link={row.linked} />}
      </section>
      <Fields fields={detail.data.fields} />
      <section className="pane-section">
        <div className="callback-raw-head">
          <h2>{t("callback.deliveries")}</h2>
          <Button kind="quiet" keyName="E" aria-expanded={open} onPress={toggle} data-testid="callback-raw-toggle">
            {t(open ? "callback.raw.hide" : "callback.raw")}
          </Button>
        </div>
        <Deliveries deliveries={deliveries} />
      </section>
      {open ? <Raw raw={detail.data.raw} /> : null}
      {scrubbed ? <p className="callback-note" data-testid="callback-scrubbed">{t("callback.scrubbed")}</p> : null}
      <p className="faint">{[t(sealed ? "callback.sealed" : "callback.open"), `${t("callback.size")}: ${size}.`].join(" ")}</p>
      <MonoValue label={t("callback.sha256")} value={sha256} testId="callback-sha256" />
    </article>
  );
}

function Top({ detail: { row } }: { detail: CallbackDetail }) {
  const { t, tn, word } = useWords();
  const standings = standingsOf(row);
  return (
    <header className="pane-top">
      <div className="pane-figure">
        <b className="callback-title selectable">{row.summary}</b>
        <span className="screen-space" />
        {standings.map((standing) => (
          <Chip key={standing} tone={TONE_OF_STANDING[standing]}>{word("callback_standing", standing)}</Chip>
        ))}
      </div>
      <p className="muted">
        {[word("callback_use_one", row.use), row.short_code, row.name, row.at, tn("callbacks.times", row.deliveries)]
          .filter((part) => part !== "")
          .map((part) => (
            <span key={part} className="dotted selectable">{part}</span>
          ))}
      </p>
      {standings.map((standing) => (
        <p key={standing}>{t(`callback_standing_what.${standing}`)}</p>
      ))}
    </header>
  );
}

/** Where the record is that a callback settled. */
const PLACES: Readonly<Record<string, (id: number) => Target>> = {
  check: (profile) => ({ section: "settings", part: "profiles", profile }),
  test: () => ({ section: "settings", part: "receiver" }),
  line: (line) => ({ section: "reconcile", filter: "all", line }),
};

function Settled({ link }: { link: CallbackLink }) {
  const { t } = useWords();
  const { go } = useNavigation();
  const placeOf = PLACES[link.kind];
  return (
    <div className="callback-settled">
      <span className="selectable">{link.text}</span>
      {placeOf ? (
        <Button kind="quiet" onPress={() => go(placeOf(link.id))} data-testid="callback-link">
          {t(`callback.open.${link.kind}` as Key)}
        </Button>
      ) : null}
    </div>
  );
}

function Fields({ fields }: { fields: CallbackDetail["fields"] }) {
  const { t, word } = useWords();
  return (
    <section className="pane-section">
      <h2>{t("callback.fields")}</h2>
      {fields.length === 0 ? (
        <p className="muted">{t("callback.fields.none")}</p>
      ) : (
        <dl className="callback-fields" data-testid="callback-fields">
          {fields.map((field, at) => (
            <div key={`${field.key}-${at}`}>
              <dt className="cut" title={field.key}>{word("callback_field", field.key.toLowerCase().replaceAll(" ", "_"), field.key)}</dt>
              <dd className="mono selectable">{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Raw({ raw }: { raw: string }) {
  const { t } = useWords();
  if (raw === "") return <p className="muted" data-testid="callback-raw">{t("callback.raw.none")}</p>;
  return (
    <section className="pane-section callback-raw" data-testid="callback-raw">
      <h2>{t("callback.raw")}</h2>
      <pre className="mono selectable">{raw}</pre>
      <p className="faint">{t("callback.raw.masked")}</p>
    </section>
  );
}
