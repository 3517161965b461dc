/** The demo's overview. */
import type { Overview } from "../../bindings/types";
import { dayOf, money } from "./draw";
import { linesOf, summaryOf, type Desk } from "./lists";
import { classOf } from "./show";
import { DAYS } from "./world";

/** Of a workspace without statements. */
export const EMPTY_OVERVIEW: Overview = {
  period: null, needs: [], days: [], paid_in: "0.00", withdrawn: "0.00", matched_percent: "0.0", matched_value_percent: "0.0",
  matched_shares: [0, 0, 0], outcomes: [], ageing: [], wallets: [], bridge: null,
};

export function overviewOf(desk: Desk): Overview {
  const moved = desk.world.lines.filter((line) => line.fixed !== "not_completed");
  const days = Array.from({ length: DAYS }, (_, day) => {
    const own = moved.filter((line) => line.day === day);
    const sum = (sign: number) => own.filter((line) => Math.sign(line.cents) === sign).reduce((total, line) => total + Math.abs(line.cents), 0);
    return { day, paidIn: sum(1), out: sum(-1) };
  });
  const top = Math.max(...days.flatMap((day) => [day.paidIn, day.out]));
  const total = (pick: (day: (typeof days)[number]) => number) => money(days.reduce((sum, day) => sum + pick(day), 0));
  const classes = ["matched", "suggested", "ambiguous", "part", "duplicate", "unmatched", "fee", "transfer", "reversed", "not_completed"];
  const outcomes = classes.map((key) => {
    const some = desk.world.lines.filter((line) => classOf(line, desk.index) === key);
    return { key, count: some.length, amount: money(some.reduce((sum, line) => sum + line.cents, 0)) };
  });
  const of = (key: string) => outcomes.find((outcome) => outcome.key === key) ?? { key, count: 0, amount: "0.00" };
  const need = (kind: string, key: string, filter: Overview["needs"][number]["filter"], text: (n: number) => string) => ({ kind, text: text(of(key).count), amount: of(key).amount, filter });
  const bound = linesOf(desk, "to_decide", null, "oldest").length + of("matched").count;
  const share = (n: number) => Math.floor((n * 10_000) / bound);
  return {
    period: "1 August – 31 October 2026",
    needs: [
      need("duplicate", "duplicate", "duplicate", (n) => `${n} lines paid twice, held as credit`),
      need("decide", "suggested", "suggested", (n) => `${n} lines with a suggestion to confirm`),
      need("ambiguous", "ambiguous", "ambiguous", (n) => `${n} lines where several entries fit`),
      need("part", "part", "part", (n) => `${n} lines paid more than was open`),
      need("unmatched", "unmatched", "unmatched", (n) => `${n} lines that nothing in the ledger is like`),
    ],
    days: days.map((day) => ({
      label: dayOf(day.day).label,
      paid_in: money(day.paidIn),
      withdrawn: money(day.out),
      in_share: Math.floor((day.paidIn * 10_000) / top),
      out_share: Math.floor((day.out * 10_000) / top),
    })),
    paid_in: total((day) => day.paidIn),
    withdrawn: total((day) => day.out),
    matched_percent: "91.8",
    matched_value_percent: "94.2",
    matched_shares: [share(of("matched").count), share(bound - of("matched").count - of("unmatched").count), share(of("unmatched").count)],
    outcomes,
    ageing: [
      { key: "0-1", count: 2, amount: "3,300.00" },
      { key: "2-7", count: 5, amount: "11,200.00" },
      { key: "8-30", count: 11, amount: "20,700.00" },
      { key: "over-30", count: 18, amount: "44,100.00" },
    ],
    wallets: [
      { wallet: "600111 Utility Account", text: "Complete 1 August – 31 October 2026, balance unbroken", complete: true, days: days.map(() => "covered") },
      { wallet: "600111 Working Account", text: "Gap 12–13 October; not covered before 1 September", complete: false, days: days.map(({ day }) => (day < 31 ? "none" : day === 72 || day === 73 ? "gap" : "covered")) },
    ],
    bridge: summaryOf(desk, null).bridge,
  };
}
