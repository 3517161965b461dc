/**
 * The page's one door to the program: `call` for commands, subscriptions and dialogs.
 *
 * Inside the window this is tauri. In a plain browser during development, and in tests, it is the demo
 * host; a production build leaves that out.
 */
import { toProblem, UNREACHABLE } from "./problem";
import { proved } from "./session";
import type { CommandName, Host, RequestOf, ResponseOf } from "./types";

export type { FileDrop, FileKind, Host, Stop } from "./types";
export { faultIn, isCancelled, isProblem, toProblem } from "./problem";
export { askThrough, notProved, onLost } from "./session";

let current: Host | null = null;

/** Chooses the host. Called once, before the page is drawn. */
export async function connect(): Promise<Host> {
  current ??= await choose();
  return current;
}

async function choose(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost;
  if (import.meta.env.DEV) return (await import("./demo")).demoHost();
  return absentHost;
}

/** Uses this host; tests bring their own. */
export function setHost(next: Host | null): void {
  current = next;
}

export function host(): Host {
  return current ?? absentHost;
}

/**
 * Sends a command; rejects with a `Problem` and nothing else. Where the program wants the passphrase again,
 * the person is asked, and the command is sent once more.
 */
export async function call<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  for (;;) {
    try {
      return await host().invoke(name, request);
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (!(await proved(name, problem))) throw problem;
    }
  }
}

const unreachable = {
  code: UNREACHABLE,
  message: "This page works only inside the Patanisha window.",
  remedies: ["Start Patanisha, or run: cargo xtask run"],
  field: null,
  place: null,
  retry_now: false,
};

const absentHost: Host = {
  invoke: () => Promise.reject(unreachable),
  onProgress: () => () => undefined,
  onFileDrop: () => () => undefined,
  pickFiles: () => Promise.resolve([]),
  pickFolder: () => Promise.resolve(null),
};
