/**
 * The page's one door to the program: `call` for commands, subscriptions and dialogs.
 *
 * Inside the window this is tauri. In a plain browser during development, and in tests, it is the demo
 * host; a production build leaves that out.
 */
import { toProblem, UNREACHABLE } from "./problem";
import type { CommandName, Host, RequestOf, ResponseOf } from "./types";

export type { FileDrop, FileKind, Host, Stop } from "./types";
export { isCancelled, isProblem, toProblem } from "./problem";

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

/** Sends a command; rejects with a `Problem` and nothing else. */
export async function call<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  try {
    return await host().invoke(name, request);
  } catch (thrown) {
    throw toProblem(thrown);
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
