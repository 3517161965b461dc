/** The running jobs: started here with an id of their own, so that each can be followed and cancelled. */
import { useEffect, useSyncExternalStore } from "react";

import type { JobProgress } from "../bindings/types";
import { call, host } from "../host";
import type { Key } from "./i18n";

export interface RunningJob {
  id: string;
  /** What it is for, as a key of the catalogue. */
  title: Key;
  /** The engine's latest report; none before the first. */
  progress: JobProgress | null;
  /** Whether a person has asked it to stop. */
  stopping: boolean;
}

let jobs: readonly RunningJob[] = [];
let made = 0;
const listeners = new Set<() => void>();

function update(next: readonly RunningJob[]): void {
  jobs = next;
  for (const tell of listeners) tell();
}

function change(id: string, part: Partial<RunningJob>): void {
  update(jobs.map((job) => (job.id === id ? { ...job, ...part } : job)));
}

/** Runs `work` as a job; it is on show until it settles. */
export async function runJob<T>(title: Key, work: (job: string) => Promise<T>): Promise<T> {
  made += 1;
  const id = `page-${Date.now()}-${made}`;
  update([...jobs, { id, title, progress: null, stopping: false }]);
  try {
    return await work(id);
  } finally {
    update(jobs.filter((job) => job.id !== id));
  }
}

export function cancelJob(id: string): void {
  change(id, { stopping: true });
  call("job_cancel", { job: id }).catch(() => change(id, { stopping: false }));
}

/** Starts listening to the engine's reports. */
export function followJobs(): () => void {
  return host().onProgress((progress) => change(progress.job, { progress }));
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useJobs(): readonly RunningJob[] {
  return useSyncExternalStore(subscribe, () => jobs);
}

/** Titles that a screen shows for itself now, and how many of its parts do. */
const onShow = new Map<Key, number>();

/** While mounted, the caller shows jobs of this title itself; the bar along the bottom leaves them out. */
export function useShowsJob(title: Key): void {
  useEffect(() => {
    onShow.set(title, (onShow.get(title) ?? 0) + 1);
    update([...jobs]);
    return () => {
      onShow.set(title, (onShow.get(title) ?? 0) - 1);
      update([...jobs]);
    };
  }, [title]);
}

export function isOnShow(title: Key): boolean {
  return (onShow.get(title) ?? 0) > 0;
}
