/**
 * Keys of the page and of the section on the screen.
 *
 * A key belongs first to what has the focus: a field that is typed into, an open list or dialog, a button
 * that Enter presses. Only what those leave alone arrives here.
 */
import { useEffect, useRef } from "react";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Milliseconds in which the second key of `g o` must follow. */
const SEQUENCE_MS = 1_200;
const TYPED_INTO = "input, textarea, select, [contenteditable=true]";
const OWN_KEYS = "[role=dialog], [role=alertdialog], [role=listbox], [role=menu]";
const PRESSED_BY_ENTER = "button, a, summary, [role=button], [role=radio], [role=checkbox], [role=option]";

/** `j`, `ArrowDown`, `Enter`, `Ctrl+k`, `?`: how a key is named in a `KeyMap`. */
export function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

/** Whether the page may act on a key pressed at `target`. */
export function isFree(name: string, target: EventTarget | null): boolean {
  if (name.startsWith("Ctrl+")) return true;
  if (!(target instanceof Element)) return true;
  if (target.closest(TYPED_INTO) || target.closest(OWN_KEYS)) return false;
  return !((name === "Enter" || name === " ") && target.closest(PRESSED_BY_ENTER));
}

/** Answers the keys in `map` while mounted. `g o` names a sequence. */
export function useKeys(map: KeyMap, enabled = true): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let prefix: { key: string; at: number } | null = null;
    const hear = (event: KeyboardEvent) => {
      // Whoever acts on this key, a sequence ends with it.
      const before = prefix;
      prefix = null;
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const name = nameOf(event);
      if (!isFree(name, event.target)) return;
      const begun = before && name.length === 1 && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${name}` : null;
      // What follows `g` is the sequence’s: on the desk `g r` must not take a match apart.
      const act = begun === null ? latest.current[name] : latest.current[begun];
      prefix = name === "g" ? { key: "g", at: event.timeStamp } : null;
      if (!act || modalIsOpen(name)) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [enabled]);
}

/** A dialog owns the keyboard even when the focus has slipped to the body. */
function modalIsOpen(name: string): boolean {
  return name !== "Escape" && document.querySelector("[data-modal-open]") !== null;
}
