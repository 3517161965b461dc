/** The page's words in the chosen language. Amounts, receipts and sentences from the engine pass through as they are. */
import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";

import { en } from "./en";
import { sw } from "./sw";

export type Key = keyof typeof en;
export type Language = "en" | "sw";
export type Vars = Readonly<Record<string, string | number>>;

/** Keys that also have a form for one: `key.one`. */
export type CountKey = { [K in Key]: `${K}.one` extends Key ? K : never }[Key];

const catalogues: Record<Language, Record<Key, string>> = { en, sw };
const plainCount = new Intl.NumberFormat("en-KE");

/** `1,846`: counts of things, never money. */
export function count(of: number): string {
  return plainCount.format(of);
}

/** The words for `key`; `{name}` is replaced by `vars.name`, counts get their thousands. */
export function translate(language: Language, key: Key, vars?: Vars): string {
  const text = catalogues[language][key];
  if (!vars) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = vars[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? count(value) : value;
  });
}

export interface Words {
  language: Language;
  t: (key: Key, vars?: Vars) => string;
  /** The form for `n`, which the text may use as `{n}`. */
  tn: (key: CountKey, n: number, vars?: Vars) => string;
  /** The words for a code from the engine (`class.matched`), or `otherwise`, or the code itself when it is new to the page. */
  word: (area: string, code: string, otherwise?: string) => string;
}

function wordsIn(language: Language): Words {
  const t: Words["t"] = (key, vars) => translate(language, key, vars);
  return {
    language,
    t,
    tn: (key, n, vars) => t(n === 1 ? (`${key}.one` as Key) : key, { n, ...vars }),
    word: (area, code, otherwise) => {
      const key = `${area}.${code}`;
      return key in en ? t(key as Key) : (otherwise ?? code.replaceAll("_", " "));
    },
  };
}

const Context = createContext<Words>(wordsIn("en"));

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => wordsIn(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <Context.Provider value={words}>{children}</Context.Provider>;
}

export function useWords(): Words {
  return useContext(Context);
}
