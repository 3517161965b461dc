/** What jsdom lacks, and a clean page before each test. */
import "@testing-library/jest-dom/vitest";
import { cleanup, configure, getConfig } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

import { setHost } from "../src/host";

class NoResize implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// A busy machine is no reason to fail; a test that finds nothing fails all the same.
configure({ asyncUtilTimeout: 10_000 });

/**
 * React moves the focus while it commits; user-event then sends a change event of its own, and the
 * library's wrapper would flush React inside React. Such an event is sent bare: the commit around it does
 * the rest.
 */
function sendBareWhileFocusMoves(): void {
  let moving = 0;
  for (const name of ["focus", "blur"] as const) {
    const move = HTMLElement.prototype[name];
    HTMLElement.prototype[name] = function (this: HTMLElement, ...options: []) {
      moving += 1;
      try {
        move.apply(this, options);
      } finally {
        moving -= 1;
      }
    };
  }
  const { eventWrapper } = getConfig();
  configure({ eventWrapper: (send) => (moving > 0 ? send() : sendWrapped(send, eventWrapper)) });
}

/** What sends an event; false when its default was prevented. */
type Send = () => unknown;

/**
 * A focused field that React takes away is blurred without a call of `blur`. What was sent then has arrived;
 * only flushing React inside React failed, and the commit around it does the rest.
 */
function sendWrapped(send: Send, wrapper: (send: Send) => unknown): unknown {
  let sent: { answer: unknown } | null = null;
  try {
    return wrapper(() => {
      const answer = send();
      sent = { answer };
      return answer;
    });
  } catch (error) {
    const inside = error instanceof Error && error.message === "Should not already be working.";
    const arrived = sent as { answer: unknown } | null;
    if (arrived === null || !inside) throw error;
    return arrived.answer;
  }
}

// Tests of the build run in plain node.
const isPage = typeof window !== "undefined";
if (isPage) {
  sendBareWhileFocusMoves();
  globalThis.ResizeObserver = NoResize;
  window.matchMedia = (query: string) =>
    ({ matches: false, media: query, addEventListener: vi.fn(), removeEventListener: vi.fn() }) as unknown as MediaQueryList;
  Element.prototype.scrollIntoView = () => undefined;
  // The virtual list keeps its own view; jsdom has no layout to scroll.
  globalThis.CSS ??= {} as typeof CSS;
  globalThis.CSS.escape ??= (text: string) => text;
}

beforeEach(() => {
  if (!isPage) return;
  localStorage.clear();
  sessionStorage.clear();
});

afterEach(() => {
  cleanup();
  setHost(null);
});
