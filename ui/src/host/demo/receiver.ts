/** The demo's receiver: built in for practice, or one in each of the states that the address may ask for. */
import type { CallbackUse, Problem, ReceiverInfo, ReceiverKind, ReceiverState } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import type { DemoCallbacks } from "./callbacks";
import type { DemoWorlds } from "./environments";
import { problem } from "./files";

type Own = Extract<CommandName, `receiver_${string}`>;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

export interface ReceiverOptions {
  /** How it goes with the receiver; one of its own also in practice. */
  receiver?: Exclude<ReceiverState, "connecting">;
  /** Its clock before ours, in seconds. */
  receiverClock?: number;
}

/** The token that the demo's receiver takes, invented like everything in it. */
export const DEMO_TOKEN = "4f1c9b70d2e8a63557aa01bc";

const HOST = ["https", "//pay.mfano.example"].join(":");
const NOW = "28 Nov 2026 09:12:05";
const USES: readonly CallbackUse[] = ["result", "timeout", "prompt", "confirmation", "validation", "test"];
const KNOWN: readonly ReceiverState[] = ["off", "listening", "behind", "away", "refused"];

export const asReceiver = (asked: string | null): ReceiverOptions => (KNOWN.includes(asked as ReceiverState) ? { receiver: asked as Exclude<ReceiverState, "connecting"> } : {});

const PROBLEMS: Partial<Record<ReceiverState, Problem>> = {
  away: problem("receiver.unreachable", "The receiver can’t be reached (connection refused). Callbacks that come meanwhile are kept there.", ["Check this computer’s network, and that the receiver runs."], { retry_now: true }),
  refused: problem("receiver.refused", "The receiver did not let this console in: the token is not one of its tokens, or no receiver answers at this address.", ["Check the address, and connect again with the token that `patanisha receiver init` printed."], { field: "token" }),
  behind: problem("receiver.busy", "The receiver has more than this console could take in so far: 1,204 deliveries wait there.", ["Leave the window open; it goes on by itself.", "If it stays so, look at the load of both computers."], { retry_now: true }),
};

interface Connection {
  url: string;
  sealed: boolean;
}

export function receiverOf(options: ReceiverOptions, worlds: DemoWorlds, callbacks: DemoCallbacks) {
  let connected: Connection | null = options.receiver === "off" ? null : { url: HOST, sealed: true };
  let state: ReceiverState = options.receiver ?? "listening";
  let rotated = 0;
  let overlap: string | null = null;
  let rules = { accept_by_default: true, accept_unknown: false, accept_over: true, accept_under: true };
  let lastTest: ReceiverInfo["last_test"] = null;

  const builtin = () => worlds.here === "practice" && options.receiver === undefined;
  const tail = (code: string, at: number, turn: number) => ((+code * 31 + at * 977 + turn * 4_391) % 65_536).toString(16).padStart(4, "0");
  const kindsOf = (base: string): ReceiverKind[] =>
    worlds.places[worlds.here].profiles.flatMap(({ code, name }) =>
      USES.flatMap((use, at) => {
        const of = (turn: number, made: string, until: string | null): ReceiverKind => ({ short_code: code, name, use, address: `${base}/••••${tail(code, at, turn)}/…`, made, until });
        const fresh = of(rotated, rotated === 0 ? "12 Nov 2026 08:24" : "28 Nov 2026 09:12", null);
        return overlap === null ? [fresh] : [fresh, of(rotated - 1, "12 Nov 2026 08:24", overlap)];
      }),
    );
  const show = (): ReceiverInfo => {
    const own = builtin();
    const on = own || connected !== null;
    const url = own ? ["http", "//127.0.0.1:41731"].join(":") : (connected?.url ?? null);
    const now = own ? "listening" : on ? state : "off";
    const reached = now === "listening" || now === "behind";
    return {
      state: now, builtin: own, url, problem: own ? null : (PROBLEMS[now] ?? null),
      version: on && now !== "refused" ? "0.1.0" : null, store: on && now !== "refused" ? "sqlite" : null, sealed: !own && (connected?.sealed ?? false),
      last_delivery: on ? "28 Nov 2026 09:11:48" : null, last_drained: on ? (reached ? "28 Nov 2026 09:12:01" : "28 Nov 2026 07:40:12") : null,
      backlog: now === "behind" ? 1_204 : 0, kept: callbacks.count(), published: on ? "28 Nov 2026 09:10:00" : null,
      clock_difference_seconds: on ? (options.receiverClock ?? 0) : null, kinds: on && url !== null ? kindsOf(url) : [], rules, open_references: on ? 613 : 0, last_test: lastTest,
    };
  };
  const none = () => problem("receiver.none", "Nothing was sent: no receiver is connected.", ["Connect one first."]);

  const answers = (work: (job: string, phases: string[]) => Promise<void>): Answers => ({
    receiver_show: show,
    receiver_connect: ({ url, token, certificate, seal }) => {
      if (!/^https:\/\/[a-z0-9.-]+$/.test(url)) throw problem("receiver.settings", "Nothing was kept: this is no address of a receiver.", ["Type it with https in front and nothing behind the name."], { field: "url" });
      if (certificate !== null && !certificate.includes("BEGIN CERTIFICATE")) throw problem("receiver.certificate", "Nothing was kept: this is no certificate in PEM.", ["Paste the file from its first line to its last."], { field: "certificate" });
      if (token !== DEMO_TOKEN) throw problem("receiver.refused", `Nothing was kept: the receiver did not let this console in with ${token}.`, ["Type the token that the receiver printed when it was set up."], { field: "token" });
      connected = { url, sealed: seal };
      state = "listening";
      return show();
    },
    receiver_forget: () => {
      connected = null;
      return show();
    },
    receiver_test: async ({ job }) => {
      const before = show();
      if (before.state === "off") throw none();
      await work(job, ["Posting to the public address", "Waiting for it to come back"]);
      const ok = before.state === "listening";
      lastTest = { ok, at: NOW, took_ms: ok ? 412 : 30_000, text: ok ? "Posted to the public address; it came back and is in the ledger." : "", problem: ok ? null : (before.problem ?? none()) };
      if (ok) callbacks.add("test");
      return lastTest;
    },
    receiver_rotate: ({ overlap_hours: hours }) => {
      if (hours < 1 || hours > 168) throw problem("receiver.overlap", "Nothing was made: the overlap has to be 1 to 168 hours.", ["Type a number in between."], { field: "overlap_hours" });
      rotated += 1;
      overlap = hours === 24 ? "29 Nov 2026 09:12" : `in ${hours} hours`;
      return show();
    },
    receiver_rules: (wanted) => {
      rules = { ...wanted };
      return show();
    },
  });
  return { answers };
}
