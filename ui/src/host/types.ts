/**
 * What the page needs of the program around it: commands, progress, dropped files, dialogs.
 * Everything else in the page is ignorant of tauri.
 */
import type { Commands } from "../bindings/commands";
import type { JobProgress } from "../bindings/types";

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
export type ResponseOf<Name extends CommandName> = Commands[Name]["response"];

/** Ends a subscription. */
export type Stop = () => void;

/** What happens to files held over the window. */
export type FileDrop = { kind: "over" } | { kind: "leave" } | { kind: "drop"; paths: string[] };

/** What a file is expected to hold; of certificates one is picked. */
export type FileKind = "tables" | "certificate";

export interface Host {
  /** Sends a command. Rejects with whatever the other side threw; `call` makes it a `Problem`. */
  invoke<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>>;
  /** Progress of every job. */
  onProgress(hear: (progress: JobProgress) => void): Stop;
  /** Files dragged over and dropped on the window, as full paths. */
  onFileDrop(hear: (drop: FileDrop) => void): Stop;
  /** The system's dialog for files of this kind, statements and ledgers unless said; empty when it is dismissed. */
  pickFiles(title: string, kind?: FileKind): Promise<string[]>;
  /** The system's dialog for a folder; null when it is dismissed. */
  pickFolder(title: string): Promise<string | null>;
}
