import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { countOf, openPage, type Opened } from "../../../tests/open";
import { call, type Host } from "../../host";
import type { DemoOptions } from "../../host/demo";
import { problem } from "../../host/demo/files";
import { standingsOf } from "./standing";

async function openCallbacks(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage(options, change);
  await screen.findByTestId("nav-callbacks");
  await opened.press("gc");
  await screen.findAllByTestId("callback-row");
  return opened;
}

const rows = () => screen.getAllByTestId("callback-row");
const detail = () => screen.findByTestId("callback-detail");

describe("the callbacks", () => {
  it("are listed newest first, with counts, and said in words what to think of them", async () => {
    const { user } = await openCallbacks();
    expect(screen.getByTestId("nav-callbacks")).toHaveAttribute("aria-current", "page");
    const all = await call("callbacks_page", { filter: "all", use: null, search: "", before: null, limit: 200 });
    expect(rows()[0]?.dataset["id"]).toBe(String(all.rows[0]?.id));
    expect(countOf("all")).toBe("460");
    expect(countOf("strangers")).toBe(String(all.counts.strangers));
    await user.click(screen.getByTestId("filter-unverified"));
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Address not on the list"));
    await user.click(screen.getByTestId("filter-strangers"));
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Nobody asked for it"));
    await user.click(screen.getByTestId("filter-all"));
    await waitFor(() => expect(rows().some((row) => row.textContent?.includes("×3"))).toBe(true));
  });

  it("are narrowed down by use and by what is typed, and by number keys", async () => {
    const { user, press } = await openCallbacks();
    await user.click(screen.getByRole("button", { name: /Use/ }));
    await user.click(await screen.findByRole("option", { name: "Queue timeouts" }));
    await waitFor(() => expect(new Set(rows().map((row) => row.dataset["use"]))).toEqual(new Set(["timeout"])));
    await press("/");
    await waitFor(() => expect(screen.getByTestId("callbacks-search")).toHaveFocus());
    await press("no such receipt");
    expect(await screen.findByText("No callback like this")).toBeInTheDocument();
    await user.clear(screen.getByTestId("callbacks-search"));
    await screen.findAllByTestId("callback-row");
    await press("{Enter}");
    await press("3");
    await waitFor(() => expect(screen.getByTestId("filter-strangers")).toHaveAttribute("aria-checked", "true"));
  });

  it("go on below the first page", async () => {
    const asked = vi.fn();
    const { press } = await openCallbacks({}, (host) => ({
      ...host,
      invoke: (name, request) => {
        if (name === "callbacks_page") asked((request as { before: number | null }).before);
        return host.invoke(name, request);
      },
    }));
    await press("{End}");
    await waitFor(() => expect(asked).toHaveBeenCalledWith(261));
  });

  it("say what went wrong, and look again", async () => {
    let fails = true;
    const opened = await openPage({}, (host) => ({
      ...host,
      invoke: (name, request) => (name === "callbacks_page" && fails ? Promise.reject(problem("ledger.busy", "The ledger is busy.", ["Try again."])) : host.invoke(name, request)),
    }));
    await screen.findByTestId("nav-callbacks");
    await opened.press("gc");
    expect(await screen.findByTestId("problem")).toHaveTextContent("The ledger is busy.");
    fails = false;
    await opened.user.click(screen.getByTestId("retry"));
    expect((await screen.findAllByTestId("callback-row")).length).toBeGreaterThan(0);
  });

  it("lead to the receiver where nothing ever came", async () => {
    const { user, press } = await openPage({ environment: "sandbox", sandbox: "Mfano Traders" });
    await screen.findByTestId("nav-callbacks");
    await press("gc");
    expect(await screen.findByText("No callback yet")).toBeInTheDocument();
    await user.click(screen.getByTestId("callbacks-receiver"));
    expect(await screen.findByTestId("receiver")).toBeInTheDocument();
  });

  it("are open to everybody", async () => {
    await openCallbacks({ as: "Halima" });
    expect(rows().length).toBeGreaterThan(0);
  });
});

describe("one callback", () => {
  it("shows what it says, what had been asked, each delivery and its hash; and itself by E", async () => {
    const { user, press } = await openCallbacks();
    expect(screen.getByText("No callback selected")).toBeInTheDocument();
    const again = rows().find((row) => row.textContent?.includes("×3")) as HTMLElement;
    await user.click(again);
    const open = await detail();
    await waitFor(() => expect(open).toHaveAttribute("data-id", again.dataset["id"]));
    expect(within(screen.getByTestId("callback-deliveries")).getAllByText("On the list")).toHaveLength(3);
    expect(screen.getByTestId("callback-sha256")).toHaveTextContent(/^[0-9a-f]{64}$/);
    expect(open).toHaveTextContent("came to an address that this ledger had given out");
    expect(open).not.toHaveTextContent(/2547\d{8}/);
    expect(screen.queryByTestId("callback-raw")).toBeNull();
    await press("e");
    expect(screen.getByTestId("callback-raw")).toHaveTextContent(/^As it came.*\{/);
    await press("e");
    expect(screen.queryByTestId("callback-raw")).toBeNull();
  });

  it("is walked by keys, and what it settled is a press away", async () => {
    const { user, press } = await openCallbacks();
    await press("jj");
    const second = rows()[1]?.dataset["id"] ?? "";
    await waitFor(async () => expect(await detail()).toHaveAttribute("data-id", second));
    await user.click(screen.getByRole("button", { name: /Use/ }));
    await user.click(await screen.findByRole("option", { name: "Results" }));
    await waitFor(() => expect(rows()[0]?.dataset["use"]).toBe("result"));
    await user.click(rows()[0] as HTMLElement);
    await waitFor(async () => expect(await detail()).toHaveAttribute("data-id", rows()[0]?.dataset["id"]));
    expect(screen.getByTestId("callback-request")).toHaveTextContent("The balance check of 600111");
    await user.click(screen.getByTestId("callback-link"));
    expect(await screen.findByTestId("profile-page")).toHaveTextContent("600111");
  });

  it("says in words that a credential was overwritten, who was not on the list, and that nobody asked", async () => {
    const { user } = await openCallbacks({}, (host) => ({
      ...host,
      invoke: async (name, request) => {
        const answer = await host.invoke(name, request);
        return name === "callback_detail" ? ({ ...(answer as object), scrubbed: true, raw: "" } as typeof answer) : answer;
      },
    }));
    await user.click(screen.getByTestId("filter-unverified"));
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Address not on the list"));
    await user.click(rows()[0] as HTMLElement);
    const open = await detail();
    expect(open).toHaveTextContent("Alone it settles no money.");
    expect(screen.getByTestId("callback-scrubbed")).toHaveTextContent("overwrote it before anything was stored");
    expect(within(screen.getByTestId("callback-deliveries")).getByText("Not on the list")).toBeInTheDocument();
    await user.click(screen.getByTestId("callback-raw-toggle"));
    expect(screen.getByTestId("callback-raw")).toHaveTextContent("could not be opened");
    await user.click(screen.getByTestId("filter-strangers"));
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Nobody asked for it"));
    await user.click(rows()[0] as HTMLElement);
    await waitFor(async () => expect(await detail()).toHaveTextContent("had not given out the address"));
  });

  it("that a test delivery brought leads back to the receiver", async () => {
    const { user, press } = await openCallbacks({ as: "Wanjiru" });
    await press("gv");
    await user.click(await screen.findByTestId("receiver-test-run"));
    await screen.findByTestId("receiver-tested");
    await user.click(screen.getByTestId("receiver-callbacks"));
    await waitFor(() => expect(rows()[0]).toHaveTextContent("Test delivery"));
    await user.click(rows()[0] as HTMLElement);
    await user.click(await screen.findByTestId("callback-link"));
    expect(await screen.findByTestId("receiver-state")).toBeInTheDocument();
  });
});

describe("standing", () => {
  it("is expected only when nothing is doubtful", () => {
    expect(standingsOf({ standing: "expected", verified: true })).toEqual(["expected"]);
    expect(standingsOf({ standing: "expected", verified: false })).toEqual(["unverified"]);
    expect(standingsOf({ standing: "stranger", verified: false })).toEqual(["unverified", "stranger"]);
  });
});
