import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { countOf, openDesk, selectedReceipt } from "../../../tests/open";
import { call, type Host } from "../../host";

/** A host that counts how often a command is sent. */
function counting(sent: string[]): (host: Host) => Host {
  return (host) => ({
    ...host,
    invoke: (name, request) => {
      sent.push(name);
      return host.invoke(name, request);
    },
  });
}

describe("the desk by keyboard", () => {
  it("moves with arrows, letters, pages and ends", async () => {
    const { press } = await openDesk();
    const first = await selectedReceipt();
    await press("j");
    const second = await selectedReceipt();
    expect(second).not.toBe(first);
    await press("{ArrowUp}");
    expect(await selectedReceipt()).toBe(first);
    await press("{PageDown}");
    const page = await selectedReceipt();
    expect([first, second]).not.toContain(page);
    await press("{End}");
    await waitFor(async () => expect(await selectedReceipt()).not.toBe(page));
    await press("{Home}");
    await waitFor(async () => expect(await selectedReceipt()).toBe(first));
  });

  it("confirms with Enter, says so, goes on to the next line, and undoes", async () => {
    const { press } = await openDesk();
    await press("4");
    await waitFor(() => expect(screen.getByTestId("filter-suggested")).toHaveAttribute("aria-checked", "true"));
    const first = await selectedReceipt();
    const before = countOf("suggested");
    await press("j");
    const next = await selectedReceipt();
    await press("k");
    await press("{Enter}");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent(`Confirmed ${first} to`));
    expect(await selectedReceipt()).toBe(next);
    await waitFor(() => expect(countOf("suggested")).not.toBe(before));
    expect(screen.queryByText(first)).toBeNull();

    await press("u");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Undone: Confirmed"));
    expect(await selectedReceipt()).toBe(first);
    await waitFor(() => expect(countOf("suggested")).toBe(before));
  });

  it("decides once, though Enter is held down or pressed twice", async () => {
    const sent: string[] = [];
    const { press } = await openDesk({}, counting(sent));
    await press("4");
    await selectedReceipt();
    await press("{Enter>6/}");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Confirmed"));
    expect(sent.filter((name) => name === "match_confirm")).toHaveLength(1);
  });

  it("declines with D and releases a standing match with R", async () => {
    const { press } = await openDesk();
    await press("4");
    await selectedReceipt();
    await press("d");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Declined"));
    await press("2");
    await waitFor(() => expect(screen.getByTestId("release")).toBeInTheDocument());
    const released = await selectedReceipt();
    await press("r");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent(`Took ${released} apart`));
    expect(await selectedReceipt()).not.toBe(released);
  });

  it("assigns with A, and shows what prevents it beside the field", async () => {
    const { user, press } = await openDesk();
    await press("8");
    const line = await selectedReceipt();
    await press("a");
    await user.type(await screen.findByTestId("assign-amount"), "lots");
    await user.click((await screen.findAllByTestId("assign-entry"))[0] as HTMLElement);
    await user.click(screen.getByTestId("assign-commit"));
    expect(await screen.findByText(/is no amount above zero/)).toBeInTheDocument();
    await user.clear(screen.getByTestId("assign-amount"));
    await user.click(screen.getByTestId("assign-commit"));
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent(`of ${line} to`));
    expect(screen.queryByTestId("assign-dialog")).toBeNull();
  });

  it("searches with / and leaves the letters to the field", async () => {
    const sent: string[] = [];
    const { press } = await openDesk({}, counting(sent));
    await press("1");
    await press("/");
    await waitFor(() => expect(screen.getByTestId("desk-search")).toHaveFocus());
    await press("harambee");
    await waitFor(() => expect(document.querySelectorAll("[data-testid=line-row]")).toHaveLength(4));
    expect(sent).not.toContain("undo_last");
    expect(sent).not.toContain("match_release");
  });

  it("says what to do when nothing is found", async () => {
    const { press } = await openDesk();
    await press("/");
    await press("zzzz");
    expect(await screen.findByText("Nothing found for “zzzz”")).toBeInTheDocument();
  });

  it("exports with E and says where the files are", async () => {
    const { press } = await openDesk();
    await press("e");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("7 files written to"));
    expect(screen.getByTestId("status-message")).toHaveTextContent("reconciliation.xlsx");
  });

  it("keeps its place for the next start", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { press } = await openDesk();
    await press("5");
    await press("j");
    const receipt = await selectedReceipt();
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();
    const status = await call("app_status", {});
    const kept = status.workspace?.preferences.find((preference) => preference.key === "desk")?.value ?? "";
    expect(JSON.parse(kept)).toMatchObject({ section: "reconcile", filter: "ambiguous" });

    document.body.innerHTML = "";
    await openDesk({ preferences: [{ key: "desk", value: kept }] });
    expect(await selectedReceipt()).toBe(receipt);
  });

  it("always shows the residual, and what the named differences are", async () => {
    const { user } = await openDesk();
    expect(screen.getByTestId("residual")).toHaveTextContent("Residual 0.00");
    await user.click(screen.getByTestId("named-differences"));
    expect(await screen.findByText("M-Pesa charges")).toBeInTheDocument();
  });
});
