import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage } from "../../tests/open";
import { call } from "../host";

describe("the first start", () => {
  it("opens the sample business with one button, and shows how far it is", async () => {
    const { user } = await openPage({ start: true, jobMs: 200 });
    expect(screen.getByText(/Nothing there moves real money/)).toBeInTheDocument();
    await user.click(screen.getByTestId("start-sample"));
    expect(await screen.findByRole("progressbar")).toBeInTheDocument();
    expect(await screen.findByTestId("nav-reconcile")).toHaveTextContent(/Reconcile\d+/);
  });

  it("can be cancelled, and leaves the button as it was", async () => {
    const { user } = await openPage({ start: true, jobMs: 4_000 });
    await user.click(screen.getByTestId("start-sample"));
    await user.click(await screen.findByTestId("job-cancel"));
    expect(await screen.findByTestId("start-sample")).toBeEnabled();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a blocked start", () => {
  it("fills the page with the problem, its remedies and a way to try again", async () => {
    await openPage({ blocked: true });
    expect(screen.getByRole("alert")).toHaveTextContent("the keyring that holds their key is locked");
    expect(screen.getByTestId("retry")).toBeEnabled();
    expect(screen.queryByTestId("nav-reconcile")).toBeNull();
  });
});

describe("a clock that was set back", () => {
  it("is told in one line above every section, opened for what to do", async () => {
    const { user } = await openPage({ clockBehind: true });
    const notice = await screen.findByTestId("clock-notice");
    expect(notice).not.toHaveAttribute("open");
    await user.click(within(notice).getByText(/clock runs behind/));
    expect(notice).toHaveAttribute("open");
    expect(within(notice).getByTestId("problem")).toHaveAttribute("data-code", "clock.behind");
    expect(screen.getByTestId("nav-reconcile")).toBeInTheDocument();
  });

  it("is not spoken of when all is well", async () => {
    await openPage();
    await screen.findByTestId("nav-ledger");
    expect(screen.queryByTestId("clock-notice")).toBeNull();
  });
});

describe("the frame", () => {
  it("names the world it is in and what waits in each section", async () => {
    await openPage();
    expect(screen.getByTestId("env-banner")).toHaveTextContent("Practice environment: nothing here moves real money");
    expect(screen.getByTestId("env-banner")).toHaveAttribute("data-env", "practice");
    expect(await screen.findByTestId("nav-ledger")).toHaveTextContent("1,800");
  });

  it("goes to sections with G and a letter, and lists its keys with ?", async () => {
    const { press } = await openPage();
    await screen.findByTestId("nav-ledger");
    await press("gl");
    await waitFor(() => expect(screen.getByTestId("nav-ledger")).toHaveAttribute("aria-current", "page"));
    await press("?");
    const list = await screen.findByTestId("key-list");
    expect(within(list).getByText("Confirm the suggestion")).toBeInTheDocument();
    await press("gs");
    expect(screen.getByTestId("nav-ledger")).toHaveAttribute("aria-current", "page");
  });

  it("finds records from the palette", async () => {
    const { press } = await openPage();
    await screen.findByTestId("nav-ledger");
    await press("{Control>}k{/Control}");
    await press("INV-20010");
    const palette = await screen.findByTestId("palette");
    const found = await within(palette).findByText("INV-20010");
    expect(found).toBeInTheDocument();
  });

  it("changes theme and language at once and keeps them", async () => {
    const { user } = await openPage();
    await user.click(await screen.findByTestId("nav-settings"));
    await user.click(await screen.findByTestId("theme-dark"));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await user.click(screen.getByTestId("lang-sw"));
    expect(screen.getByTestId("nav-reconcile")).toHaveTextContent("Upatanisho");
    expect(document.documentElement.lang).toBe("sw");
    const status = await call("app_status", {});
    expect(status.workspace?.preferences).toEqual(expect.arrayContaining([{ key: "theme", value: "dark" }, { key: "language", value: "sw" }]));
    await user.click(screen.getByTestId("lang-en"));
    await user.click(screen.getByTestId("theme-system"));
  });
});
