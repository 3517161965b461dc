/**
 * Theme, language and where the desk stood. The workspace keeps them; the browser's own store keeps
 * theme and language a second time, for the moments before a workspace is open.
 */
import { useSyncExternalStore } from "react";

import type { Preference } from "../bindings/types";
import { call } from "../host";
import type { Language } from "./i18n";
import { asTheme, type Theme } from "./theme";

export interface Look {
  theme: Theme;
  language: Language;
}

const listeners = new Set<() => void>();
let look: Look = { theme: asTheme(kept("theme")), language: asLanguage(kept("language")) };

export function asLanguage(value: string | undefined): Language {
  return value === "sw" ? "sw" : "en";
}

export function useLook(): Look {
  return useSyncExternalStore(subscribe, () => look);
}

/** Takes over what the workspace remembers. */
export function adoptPreferences(preferences: readonly Preference[]): void {
  const theme = preferenceOf(preferences, "theme");
  const language = preferenceOf(preferences, "language");
  show({
    theme: theme === undefined ? look.theme : asTheme(theme),
    language: language === undefined ? look.language : asLanguage(language),
  });
}

/** Shows the new look at once and keeps it. Before the first start there is no workspace to keep it in. */
export function changeLook(part: Partial<Look>): void {
  show({ ...look, ...part });
  for (const [key, value] of Object.entries(part)) savePreference(key, value);
}

export function preferenceOf(preferences: readonly Preference[], key: string): string | undefined {
  return preferences.find((preference) => preference.key === key)?.value;
}

/** Keeps a preference. Failing to is no reason to disturb anyone: the choice stands until the window closes. */
export function savePreference(key: string, value: string): void {
  call("preference_set", { key, value }).catch(() => undefined);
}

function show(next: Look): void {
  look = next;
  try {
    localStorage.setItem("theme", next.theme);
    localStorage.setItem("language", next.language);
  } catch {
    // A webview without storage only loses the first moment's look.
  }
  for (const tell of listeners) tell();
}

function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
