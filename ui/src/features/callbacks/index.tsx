/** Callbacks: everything that came to the callback addresses, and one of them in full. */
import { useEffect, useMemo, useRef } from "react";

import type { CallbackFilter, CallbackUse } from "../../bindings/types";
import { useKeys } from "../../app/keys";
import { useWords } from "../../app/i18n";
import { useNavigation } from "../../app/navigation";
import { CALLBACK_FILTERS, CALLBACK_USES, usePlace, useRested } from "../../app/place";
import { Button, Empty, Skeleton } from "../../components/basics";
import { Chooser, SearchBox } from "../../components/fields";
import { FilterTabs } from "../../components/FilterTabs";
import { ScreenHeader } from "../../components/ScreenHeader";
import { useWalk } from "../audit/useWalk";
import { WalkedList } from "../audit/WalkedList";
import { CallbackPane } from "./CallbackPane";
import { CallbackHead, CallbackRow } from "./CallbackRow";
import { useCallbackList } from "./useCallbackList";
import "./callbacks.css";

const ROW = 46;
const SEARCH_ID = "callbacks-search";
/** The most that one search takes. */
const LONGEST = 200;

export function Callbacks() {
  const { t, word } = useWords();
  const { place, change } = usePlace();
  const { visit } = useNavigation();
  const { callbackFilter: filter, callbackUse: use, callback: selected } = place;
  const search = useRested(place.callbackSearch.trim(), 140);
  const wanted = useMemo(() => ({ filter, use, search }), [filter, use, search]);
  const list = useCallbackList(wanted);
  const pane = useRef<HTMLDivElement>(null);
  // By its number, not its row: new ones come in above it.
  const at = list.rows.findIndex((row) => row.id === selected);
  const index = at < 0 ? null : at;
  const walk = useWalk({
    total: list.total ?? 0,
    index,
    choose: (to) => {
      const row = list.rows[to];
      if (row) change({ callback: row.id });
      return true;
    },
  });
  const { handle } = walk;
  useEffect(() => handle.current?.focus(), [visit, handle]);
  useEffect(() => handle.current?.reveal(0), [wanted, handle]);
  const choose = (callbackFilter: CallbackFilter) => change({ callbackFilter });
  useKeys({
    Enter: () => {
      if (index === null) walk.select(0);
      walk.setSheet(true);
      pane.current?.focus({ preventScroll: true });
    },
    Escape: () => {
      walk.setSheet(false);
      handle.current?.focus();
    },
    "/": () => document.getElementById(SEARCH_ID)?.focus(),
    ...Object.fromEntries(CALLBACK_FILTERS.map((each, number) => [String(number + 1), () => choose(each)])),
  });

  const { counts } = list;
  const tabs = counts ? CALLBACK_FILTERS.map((each) => ({ id: each, name: word("callback_filter", each), count: counts[each] })) : [];
  const empty = list.total === null ? <Skeleton label={t("loading")} lines={8} /> : counts?.all === 0 ? <NothingYet /> : <Empty title={t("callbacks.empty")}>{t("callbacks.empty.hint")}</Empty>;
  return (
    <div className="screen">
      <ScreenHeader title={t("nav.callbacks")} subject={t("callbacks.subject")}>
        <Chooser<CallbackUse | "all">
          label={t("callbacks.use")}
          chosen={use ?? "all"}
          onChoose={(chosen) => change({ callbackUse: chosen === "all" ? null : chosen })}
          choices={[{ id: "all", name: t("callbacks.use.all") }, ...CALLBACK_USES.map((each) => ({ id: each, name: word("callback_use", each) }))]}
        />
        <SearchBox
          id={SEARCH_ID}
          testId="callbacks-search"
          label={t("callbacks.search")}
          keyName="/"
          value={place.callbackSearch}
          onChange={(typed) => change({ callbackSearch: typed.slice(0, LONGEST) })}
          onEnter={() => handle.current?.focus()}
        />
      </ScreenHeader>
      <FilterTabs<CallbackFilter> label={t("callbacks.filters")} tabs={tabs} chosen={filter} onChoose={choose} onPointed={() => handle.current?.focus()} />
      <WalkedList
        walk={walk}
        label={t("callbacks.label")}
        total={list.total ?? 0}
        row={ROW}
        index={index}
        header={<CallbackHead />}
        renderRow={(row) => <CallbackRow callback={list.rows[row] ?? null} index={row} selected={row === index} onSelect={walk.open} />}
        onWindow={list.onWindow}
        empty={empty}
        problem={list.problem}
        onRetry={list.retry}
        share={place.callbacksShare}
        onShare={(callbacksShare) => change({ callbacksShare })}
        detailLabel={t("callbacks.selected")}
        detail={
          <div ref={pane} tabIndex={-1} className="callback-frame" data-testid="callback-pane">
            <CallbackPane id={selected} />
          </div>
        }
      />
    </div>
  );
}

/** Nothing ever came: what would, and through what. */
function NothingYet() {
  const { t } = useWords();
  const { go } = useNavigation();
  return (
    <Empty title={t("callbacks.none")}>
      <p>{t("callbacks.none.hint")}</p>
      <p>{t("callbacks.none.receiver")}</p>
      <Button onPress={() => go({ section: "settings", part: "receiver" })} data-testid="callbacks-receiver">
        {t("callbacks.none.go")}
      </Button>
    </Empty>
  );
}
