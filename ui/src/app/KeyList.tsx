/** The list of keys, opened by `?`. */
import { createContext, useContext, useState, type ReactNode } from "react";

import { Kbd } from "../components/basics";
import { Dialog } from "../components/Dialog";
import { useWords, type Key } from "./i18n";
import { useKeys } from "./keys";

const KEYS: readonly { title: Key; keys: readonly [string, Key][] }[] = [
  {
    title: "keys.everywhere",
    keys: [
      ["?", "keys.list"],
      ["Ctrl K", "keys.palette"],
      ["G O", "keys.overview"],
      ["G S", "keys.statements"],
      ["G R", "keys.reconcile"],
      ["G L", "keys.ledger"],
      ["G C", "keys.callbacks"],
      ["G A", "keys.audit"],
      ["G P", "keys.profiles"],
      ["G V", "keys.receiver"],
      ["G B", "keys.backups"],
      ["G U", "keys.people"],
      ["G T", "keys.lease"],
      ["G E", "keys.environment"],
      ["Ctrl L", "keys.lock"],
    ],
  },
  {
    title: "keys.lists",
    keys: [
      ["↑ ↓ J K", "keys.move"],
      ["PgUp PgDn", "keys.page"],
      ["Home End", "keys.ends"],
      ["1 – 9", "keys.filters"],
      ["/", "keys.search"],
    ],
  },
  {
    title: "keys.desk",
    keys: [
      ["Enter", "keys.confirm"],
      ["D", "keys.decline"],
      ["← →", "keys.candidates"],
      ["A", "keys.assign"],
      ["R", "keys.release"],
      ["U", "keys.undo"],
      ["E", "keys.export"],
    ],
  },
  {
    title: "keys.audit.title",
    keys: [
      ["Enter", "keys.audit.open"],
      ["E", "keys.audit.evidence"],
      ["⌫", "keys.audit.back"],
    ],
  },
  {
    title: "keys.callbacks.title",
    keys: [
      ["Enter", "keys.callbacks.open"],
      ["E", "keys.callbacks.raw"],
    ],
  },
];

const Context = createContext<() => void>(() => undefined);

/** Opens the list. */
export function useShowKeys(): () => void {
  return useContext(Context);
}

export function KeyListProvider({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [show] = useState(() => () => setOpen(true));
  useKeys({ "?": show });
  return (
    <Context.Provider value={show}>
      {children}
      <Dialog open={open} width="l" title={t("keys.title")} onClose={() => setOpen(false)} testId="key-list">
        <div className="key-list">
          {KEYS.map((group) => (
            <section key={group.title}>
              <h3>{t(group.title)}</h3>
              <dl>
                {group.keys.map(([keys, does]) => (
                  <div key={keys}>
                    <dt>
                      <span className="sr-only">{keys}</span>
                      {keys.split(" ").map((key) => (key === "–" ? " – " : <Kbd key={key}>{key}</Kbd>))}
                    </dt>
                    <dd>{t(does)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Dialog>
    </Context.Provider>
  );
}
