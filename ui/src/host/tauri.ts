/** The host inside the desktop window. The only file that names tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open } from "@tauri-apps/plugin-dialog";

import type { JobProgress } from "../bindings/types";
import type { FileDrop, FileKind, Host, Stop } from "./types";

/** Event name, as in `src-tauri/src/events.rs`. */
const PROGRESS = "progress";
const EXTENSIONS: Record<FileKind, string[]> = {
  tables: ["csv", "xlsx", "xls", "txt"],
  certificate: ["cer", "pem", "crt", "der"],
};

/** A subscription that is made asynchronously but can be ended at once. */
function later(subscription: Promise<Stop>): Stop {
  let ended = false;
  let stop: Stop | null = null;
  subscription
    .then((made) => {
      if (ended) made();
      else stop = made;
    })
    .catch(() => undefined);
  return () => {
    ended = true;
    stop?.();
  };
}

export const tauriHost: Host = {
  invoke: (name, request) => invoke(name, { request }),
  onProgress: (hear) => later(listen<JobProgress>(PROGRESS, (event) => hear(event.payload))),
  onFileDrop: (hear) =>
    later(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        const drop = dropOf(payload);
        if (drop) hear(drop);
      }),
    ),
  pickFiles: async (title, kind = "tables") => {
    const filters = [{ name: title, extensions: EXTENSIONS[kind] }, { name: "*", extensions: ["*"] }];
    const picked = await open({ title, multiple: kind === "tables", directory: false, filters });
    return typeof picked === "string" ? [picked] : (picked ?? []);
  },
  pickFolder: (title) => open({ title, multiple: false, directory: true }),
};

function dropOf(payload: { type: string; paths?: string[] }): FileDrop | null {
  switch (payload.type) {
    case "enter":
    case "over":
      return { kind: "over" };
    case "leave":
      return { kind: "leave" };
    case "drop":
      return { kind: "drop", paths: payload.paths ?? [] };
    default:
      return null;
  }
}
