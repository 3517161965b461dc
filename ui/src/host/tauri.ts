/** The host inside the desktop window. The only file that names tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open } from "@tauri-apps/plugin-dialog";

import type { JobProgress } from "../bindings/types";
import type { FileDrop, Host, Stop } from "./types";

/** Event name, as in `src-tauri/src/events.rs`. */
const PROGRESS = "progress";
const EXTENSIONS = ["csv", "xlsx", "xls", "txt"];

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
  pickFiles: async (title) => {
    const filters = [{ name: title, extensions: EXTENSIONS }, { name: "*", extensions: ["*"] }];
    const picked = await open({ title, multiple: true, directory: false, filters });
    return picked ?? [];
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
