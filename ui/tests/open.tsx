/** Opens the whole page on a demo host, as a person would find it. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { App } from "../src/app/App";
import { setHost } from "../src/host";
import { demoHost, type DemoOptions } from "../src/host/demo";
import type { Host } from "../src/host";

export interface Opened {
  user: ReturnType<typeof userEvent.setup>;
  host: Host;
  /** Presses a key where the focus is. */
  press: (key: string) => Promise<void>;
}

export async function openPage(options: DemoOptions = {}, change: (host: Host) => Host = (host) => host): Promise<Opened> {
  const host = change(demoHost(options));
  setHost(host);
  const user = userEvent.setup();
  render(<App />);
  await waitFor(() => screen.getByTestId("env-banner"));
  return { user, host, press: (key) => user.keyboard(key) };
}

/** Opens the desk and waits for its first line. */
export async function openDesk(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage(options, change);
  await opened.user.click(screen.getByTestId("nav-reconcile"));
  await waitFor(() => screen.getByTestId("line-detail"));
  return opened;
}

/** Receipt of the selected line, as the list, the screen reader and the right pane agree on it. */
export async function selectedReceipt(): Promise<string> {
  return await waitFor(() => {
    const row = document.querySelector("[role=row][aria-selected=true] [data-receipt]");
    const receipt = row?.getAttribute("data-receipt") ?? null;
    const pane = screen.getByTestId("line-detail");
    if (receipt === null || pane.dataset["receipt"] !== receipt || pane.getAttribute("aria-busy") === "true") {
      throw new Error("list and pane do not agree yet");
    }
    return receipt;
  });
}

export function countOf(filter: string): string {
  return within(screen.getByTestId(`filter-${filter}`)).getByText(/^[\d,]+$/).textContent ?? "";
}
