/** Money in and out by day as bars around a line, with the same figures as a table. Heights come from the engine. */
import { useState, type KeyboardEvent } from "react";

import type { DayFlow } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { Button, Money } from "../../components/basics";

/** Shares arrive as 0–10 000. */
const WHOLE = 100;
/** Labels under the bars, at most. */
const LABELS = 7;

interface Props {
  days: readonly DayFlow[];
  paidIn: string;
  withdrawn: string;
}

export function DayChart({ days, paidIn, withdrawn }: Props) {
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const day = at === null ? undefined : days[at];
  return (
    <>
      <header className="chart-head">
        <h2>{t("overview.days")}</h2>
        <span className="screen-space" />
        <p className="chart-legend" aria-live="polite">
          {day ? <b>{day.label}</b> : null}
          <span className="key-in">
            {t("overview.in")} <Money amount={day?.paid_in ?? paidIn} />
          </span>
          <span className="key-out">
            {t("overview.out")} <Money amount={day?.withdrawn ?? withdrawn} />
          </span>
        </p>
        <Button kind="quiet" className="btn-small" onPress={() => setAsTable(!asTable)}>
          {t(asTable ? "overview.as_chart" : "overview.as_table")}
        </Button>
      </header>
      {asTable ? <DayTable days={days} /> : <Bars days={days} at={at} onAt={setAt} />}
    </>
  );
}

function Bars({ days, at, onAt }: { days: readonly DayFlow[]; at: number | null; onAt: (at: number | null) => void }) {
  const { t } = useWords();
  const every = Math.max(1, Math.ceil(days.length / LABELS));
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onAt(Math.min(Math.max(0, (at ?? (by > 0 ? -1 : days.length)) + by), days.length - 1));
  };
  return (
    <div
      className="bars"
      role="slider"
      aria-label={t("overview.chart.label", { n: days.length })}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, days.length - 1)}
      aria-valuenow={at ?? 0}
      aria-valuetext={at === null ? t("overview.days") : spoken(days[at], t)}
      tabIndex={0}
      onKeyDown={step}
      onPointerLeave={() => onAt(null)}
      onBlur={() => onAt(null)}
    >
      {days.map((day, index) => (
        <div key={`${day.label}-${index}`} className="bar" data-at={index === at || undefined} onPointerEnter={() => onAt(index)}>
          <i className="bar-in" style={{ height: `${day.in_share / WHOLE}%` }} />
          <i className="bar-out" style={{ height: `${day.out_share / WHOLE}%` }} />
          {index % every === 0 ? <span>{day.label}</span> : null}
        </div>
      ))}
    </div>
  );
}

/** `19 Nov: In 4,800.00, Out 120.00` */
function spoken(day: DayFlow | undefined, t: ReturnType<typeof useWords>["t"]): string {
  return day ? `${day.label}: ${t("overview.in")} ${day.paid_in}, ${t("overview.out")} ${day.withdrawn}` : "";
}

function DayTable({ days }: { days: readonly DayFlow[] }) {
  const { t } = useWords();
  return (
    <div className="day-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("overview.day")}</th>
            <th scope="col" className="num">{t("overview.in")}</th>
            <th scope="col" className="num">{t("overview.out")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day, index) => (
            <tr key={`${day.label}-${index}`}>
              <th scope="row">{day.label}</th>
              <td className="num"><Money amount={day.paid_in} /></td>
              <td className="num"><Money amount={day.withdrawn} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
