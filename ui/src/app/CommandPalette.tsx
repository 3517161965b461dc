/** Ctrl K: every action, section and record in one list. */
import { useState } from "react";
import { Autocomplete, Collection, Header, Input, Menu, MenuItem, MenuSection, SearchField } from "react-aria-components";

import { Money } from "../components/basics";
import { Dialog } from "../components/Dialog";
import { useWords } from "./i18n";
import { useKeys } from "./keys";
import { useNavigation } from "./navigation";
import { useRested } from "./place";
import { useActions, type Action } from "./actions";
import { useCommand } from "./queries";

/** Records of each kind that the list offers. */
const RECORDS = 8;

export function CommandPalette({ onLock }: { onLock: () => void }) {
  const [open, setOpen] = useState(false);
  useKeys({ "Ctrl+k": () => setOpen(true) });
  const { t } = useWords();
  return (
    <Dialog open={open} title={t("palette.title")} hideTitle onClose={() => setOpen(false)} testId="palette">
      <PaletteList onDone={() => setOpen(false)} onLock={onLock} />
    </Dialog>
  );
}

interface Item {
  id: string;
  name: string;
  note?: string | undefined;
  amount?: string;
  run: () => void;
}

function PaletteList({ onDone, onLock }: { onDone: () => void; onLock: () => void }) {
  const { t } = useWords();
  const { go } = useNavigation();
  const actions = useActions(onLock);
  const [text, setText] = useState("");
  const search = useRested(text.trim(), 120);
  const searching = search !== "";
  const lines = useCommand("lines_page", { filter: "all", search, order: "newest", offset: 0, limit: RECORDS }, { enabled: searching, keepPrevious: true });
  const entries = useCommand("entries_page", { filter: "all", search, offset: 0, limit: RECORDS }, { enabled: searching, keepPrevious: true });

  const groups: { id: string; title: string; items: Item[] }[] = [
    { id: "actions", title: t("palette.actions"), items: matching(actions, text) },
    {
      id: "lines",
      title: t("palette.lines"),
      items: (searching ? (lines.data?.rows ?? []) : []).map((line) => ({
        id: `line-${line.id}`,
        name: line.receipt,
        note: [line.party, line.typed, line.day].filter((part) => part !== "").join(" · "),
        amount: line.amount,
        run: () => go({ section: "reconcile", filter: "all", line: line.id }),
      })),
    },
    {
      id: "entries",
      title: t("palette.entries"),
      items: (searching ? (entries.data?.rows ?? []) : []).map((entry) => ({
        id: `entry-${entry.id}`,
        name: entry.reference === "" ? entry.account : entry.reference,
        note: [entry.party, entry.due].filter((part) => part !== "").join(" · "),
        amount: entry.amount,
        run: () => go({ section: "ledger", entry: entry.id }),
      })),
    },
  ].filter((group) => group.items.length > 0);
  const run = (key: string) => {
    onDone();
    groups.flatMap((group) => group.items).find((item) => item.id === key)?.run();
  };

  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField aria-label={t("palette.title")} autoFocus className="palette-search">
        <Input placeholder={t("palette.placeholder")} data-testid="palette-input" />
      </SearchField>
      <Menu
        className="palette-list"
        aria-label={t("palette.title")}
        items={groups}
        onAction={(key) => run(String(key))}
        renderEmptyState={() => <p className="muted pad">{t("palette.none")}</p>}
      >
        {(group) => (
          <MenuSection id={group.id}>
            <Header className="palette-group">{group.title}</Header>
            <Collection items={group.items}>
              {(item) => (
                <MenuItem id={item.id} className="menu-item palette-item" textValue={item.name}>
                  <span>{item.name}</span>
                  <span className="faint cut">{item.note ?? ""}</span>
                  {item.amount === undefined ? null : <Money amount={item.amount} />}
                </MenuItem>
              )}
            </Collection>
          </MenuSection>
        )}
      </Menu>
    </Autocomplete>
  );
}

/** Actions whose name holds every word typed. */
function matching(actions: readonly Action[], text: string): Item[] {
  const words = text.toLowerCase().split(/\s+/).filter((part) => part !== "");
  return actions
    .filter((action) => words.every((part) => action.name.toLowerCase().includes(part)))
    .map((action) => ({ ...action, note: action.keys }));
}
