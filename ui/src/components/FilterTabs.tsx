/** Filters with their counts. One is always on; they scroll sideways where the window is narrow. */
import { useEffect, useRef } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";

import { count } from "../app/i18n";
import "./FilterTabs.css";

export interface FilterTab<Id extends string> {
  id: Id;
  name: string;
  count: number;
}

interface Props<Id extends string> {
  label: string;
  tabs: readonly FilterTab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  /** After a choice by mouse or touch: the place for the focus to go on to. */
  onPointed?: () => void;
}

export function FilterTabs<Id extends string>({ label, tabs, chosen, onChoose, onPointed }: Props<Id>) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.querySelector("[aria-checked=true]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <ToggleButtonGroup
      ref={strip}
      aria-label={label}
      className="tabs"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChoose(key as Id);
      }}
    >
      {tabs.map((tab) => (
        <ToggleButton
          key={tab.id}
          id={tab.id}
          className="tab"
          data-testid={`filter-${tab.id}`}
          data-empty={tab.count === 0 || undefined}
          onPress={({ pointerType }) => {
            if (pointerType === "mouse" || pointerType === "touch" || pointerType === "pen") onPointed?.();
          }}
        >
          {tab.name} <b>{count(tab.count)}</b>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
