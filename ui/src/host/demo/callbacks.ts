/** The demo's callbacks: what Safaricom, a stranger and an unlisted address sent in the last days. */
import type { CallbackDetail, CallbackFilter, CallbackRow, CallbacksPage, CallbacksRequest, CallbackUse } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import { Dice, money, receipt } from "./draw";
import { problem } from "./files";

type Own = Extract<CommandName, `callback${string}`>;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> };

interface Held {
  row: CallbackRow;
  body: Record<string, unknown>;
  fields: CallbackDetail["fields"];
  scrubbed: boolean;
  sha256: string;
}

export interface DemoCallbacks {
  answers: Answers;
  count: () => number;
  /** One more comes in now. */
  add: (use: CallbackUse) => void;
}

const TESTS: Record<CallbackFilter, (row: CallbackRow) => boolean> = {
  all: () => true,
  unverified: (row) => !row.verified,
  strangers: (row) => row.standing === "stranger",
  unlinked: (row) => row.linked === null,
};
const FILTERS = Object.keys(TESTS) as CallbackFilter[];
const HELD = 460;
const LISTED = "196.201.214.200";
const UNLISTED = "198.51.100.23";
const USES: readonly CallbackUse[] = ["confirmation", "confirmation", "confirmation", "validation", "result", "prompt", "confirmation", "timeout"];

const two = (n: number) => String(n).padStart(2, "0");

function made(dice: Dice, id: number, use: CallbackUse, at: string): Held {
  const of = receipt(dice, 60 + (id % 40));
  const amount = money((3 + dice.below(60)) * 50_000);
  const reference = `INV-${20_000 + (id % 900)}`;
  const odd = id % 23;
  const standing = odd === 7 ? "stranger" : "expected";
  const check = { kind: "check", id: 1, text: "The balance check of 600111 (Soko Mtaani)" };
  const paid = [{ key: "Receipt", value: of }, { key: "Amount", value: `KES ${amount}` }];
  const says: Record<CallbackUse, { summary: string; linked: CallbackRow["linked"]; body: Record<string, unknown>; fields: CallbackDetail["fields"] }> = {
    confirmation: { summary: `Payment of KES ${amount} · ${of}`, linked: odd % 3 === 1 ? null : { kind: "line", id: (id % 900) + 1, text: `Statement line ${of}` }, body: { TransID: of, TransAmount: amount, BillRefNumber: reference, MSISDN: "2547•••••412", FirstName: "Gra•••" }, fields: [...paid, { key: "Reference", value: reference }, { key: "From", value: "Gra•••" }, { key: "MSISDN", value: "2547•••••412" }] },
    validation: { summary: `Payment of KES ${amount} · ${of}`, linked: null, body: { TransID: of, TransAmount: amount, BillRefNumber: reference, MSISDN: "2547•••••412" }, fields: [...paid, { key: "Reference", value: reference }, { key: "Answer", value: "Accepted: the reference is open" }] },
    result: { summary: `Result: done · ${of}`, linked: check, body: { Result: { ResultType: 0, ResultCode: 0, ResultDesc: "The service request is processed successfully.", TransactionID: of, ...(odd === 4 ? { SecurityCredential: "*".repeat(24) } : {}) } }, fields: [{ key: "Code", value: "0" }, { key: "Description", value: "The service request is processed successfully." }, { key: "Receipt", value: of }, { key: "AccountBalance", value: "Utility Account|KES|450120.60" }] },
    prompt: { summary: `Prompt paid: KES ${amount} · ${of}`, linked: null, body: { Body: { stkCallback: { ResultCode: 0, CheckoutRequestID: "ws_CO_28112026•••", Amount: amount } } }, fields: [{ key: "Code", value: "0" }, { key: "Checkout request", value: "ws_CO_28112026•••" }, ...paid] },
    timeout: { summary: "Queue timeout: the result is not known yet", linked: check, body: { Command: "AccountBalance" }, fields: [{ key: "Command", value: "AccountBalance" }] },
    test: { summary: "Test delivery", linked: { kind: "test", id: 1, text: "A test delivery" }, body: { Test: "patanisha" }, fields: [] },
  };
  const { summary, linked, body, fields } = says[use];
  const deliveries = odd === 5 ? 3 : odd === 11 ? 2 : 1;
  return {
    row: { id, at, use, short_code: "600111", name: "Soko Mtaani", standing, verified: odd !== 13, summary, deliveries, linked: standing === "stranger" ? null : linked },
    body, fields, scrubbed: use === "result" && odd === 4,
    sha256: Array.from({ length: 64 }, () => "0123456789abcdef"[dice.below(16)]).join(""),
  };
}

/** Held in practice only; the other worlds begin empty. */
export function callbacksOf(isFull: () => boolean): DemoCallbacks {
  const dice = new Dice(8_281);
  // Newest first.
  const held = Array.from({ length: HELD }, (_, step) => {
    const minute = HELD * 3 - step * 3;
    const day = 27 + Math.floor(minute / 1_440);
    return made(dice, HELD - step, USES[step % USES.length] ?? "result", `${day} Nov 2026 ${two(Math.floor((minute % 1_440) / 60))}:${two(minute % 60)}:${two(dice.below(60))}`);
  });
  let added: Held[] = [];
  const all = () => (isFull() ? [...added, ...held] : added);
  const page = ({ filter, use, search, before, limit }: CallbacksRequest): CallbacksPage => {
    const text = search.toLowerCase();
    const rows = all().map(({ row }) => row);
    const found = rows.filter((row) => TESTS[filter](row) && (use === null || row.use === use) && (text === "" || `${row.summary} ${row.short_code}`.toLowerCase().includes(text)) && (before === null || row.id < before));
    const some = found.slice(0, limit);
    const counts = Object.fromEntries(FILTERS.map((each) => [each, rows.filter(TESTS[each]).length])) as unknown as CallbacksPage["counts"];
    return { rows: some, next: found.length > some.length ? (some.at(-1)?.id ?? null) : null, counts };
  };
  return {
    count: () => all().length,
    add: (use) => {
      added = [made(dice, 10_001 + added.length * 23, use, "28 Nov 2026 09:12:05"), ...added];
    },
    answers: {
      callbacks_page: page,
      callback_detail: ({ id }) => {
        const one = all().find(({ row }) => row.id === id);
        if (!one) throw problem("ledger.no_such_record", "This callback is not in the ledger.", ["Look at the list again."]);
        const { row, body, fields, scrubbed, sha256 } = one;
        const raw = JSON.stringify(body, null, 2);
        const source = row.verified ? LISTED : UNLISTED;
        const asked = row.standing === "expected" && (row.use === "result" || row.use === "timeout") ? "The balance check of 600111 (Soko Mtaani), asked 28 Nov 2026 08:00:00" : row.use === "test" ? "A test delivery, asked 28 Nov 2026 09:12:04" : null;
        return {
          row, raw, fields, scrubbed, sha256, sealed: row.id % 2 === 0, size: `${raw.length} bytes`, request: asked,
          deliveries: Array.from({ length: row.deliveries }, (_, turn) => ({ at: `${row.at.slice(0, -2)}${two((Number(row.at.slice(-2)) + turn * 9) % 60)}`, source, verified: row.verified })),
        };
      },
    },
  };
}
