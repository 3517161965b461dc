import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import type { DemoOptions } from "../../host/demo";
import { problem } from "../../host/demo/files";

async function openWorlds(options: DemoOptions = {}): Promise<Opened> {
  const opened = await openPage(options);
  await screen.findByTestId("nav-ledger");
  await opened.press("ge");
  await screen.findByTestId("world-production");
  return opened;
}

const banner = () => screen.getByTestId("env-banner");

describe("the three worlds", () => {
  it("stand side by side: what each means, whether it has a workspace, which one this is", async () => {
    await openWorlds({ sandbox: "Mfano Traders" });
    const practice = screen.getByRole("region", { name: "Practice" });
    expect(practice).toHaveTextContent("You are here");
    expect(practice).toHaveAttribute("data-env", "practice");
    expect(screen.getByRole("region", { name: "Sandbox" })).toHaveTextContent(/sandbox\.safaricom\.co\.ke.*On this computer/);
    expect(screen.getByRole("region", { name: "Production" })).toHaveTextContent(/Real.*api\.safaricom\.co\.ke.*None yet/);
    expect(screen.queryByTestId("switch-practice")).toBeNull();
  });

  it("say why practice does not work here", async () => {
    await openWorlds({ environment: "sandbox", sandbox: "Mfano Traders", unavailable: true });
    expect(screen.getByTestId("world-practice")).toHaveTextContent("its port is taken");
    expect(screen.getByTestId("switch-practice")).toBeDisabled();
  });
});

describe("switching", () => {
  it("into production needs the word, typed exactly", async () => {
    const { user, press } = await openWorlds({ production: "Mfano Traders" });
    await user.click(screen.getByTestId("switch-production"));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog).toHaveTextContent("From here on, money is real.");
    const commit = screen.getByTestId("switch-commit");
    await waitFor(() => expect(screen.getByTestId("switch-typed")).toHaveFocus());
    for (const typed of ["production", "{Enter}"]) await press(typed);
    expect(commit).toBeDisabled();
    expect(banner()).toHaveAttribute("data-env", "practice");
    await user.clear(screen.getByTestId("switch-typed"));
    await press("PRODUCTION");
    expect(commit).toBeEnabled();
    await press("{Enter}");
    await waitFor(() => expect(banner()).toHaveAttribute("data-env", "production"));
    expect(banner()).toHaveTextContent("Production: real money of Mfano Traders");
    expect(document.documentElement.dataset["env"]).toBe("production");
  });

  it("leaves nothing of the other world on the screen, and says where one is", async () => {
    const { user } = await openWorlds({ sandbox: "Mfano Traders" });
    await user.click(screen.getByTestId("switch-sandbox"));
    await user.click(await screen.findByTestId("switch-commit"));
    await waitFor(() => expect(banner()).toHaveAttribute("data-env", "sandbox"));
    expect(document.body).not.toHaveTextContent("Soko Mtaani");
    expect(screen.getByTestId("nav-ledger")).toHaveTextContent("Ledger0");
    expect(screen.getByTestId("status-message")).toHaveTextContent("You are in Sandbox now.");
    await user.click(screen.getByTestId("nav-overview"));
    expect(await screen.findByText("No statements yet")).toBeInTheDocument();
  });

  it("stays where it is on Escape, and gives the focus back", async () => {
    const { user, press } = await openWorlds();
    const button = screen.getByTestId("switch-sandbox");
    await user.click(button);
    await waitFor(() => expect(screen.getByTestId("switch-stay")).toHaveFocus());
    await press("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await waitFor(() => expect(button).toHaveFocus());
    expect(banner()).toHaveAttribute("data-env", "practice");
  });

  it("shows why it was refused, and stays", async () => {
    const busy = problem("environment.busy", "Nothing was switched: a job is running.", ["Wait until it is done, or cancel it."]);
    const { user } = await openPage({}, (host) => ({ ...host, invoke: (name, request) => (name === "environment_switch" ? Promise.reject(busy) : host.invoke(name, request)) }));
    await user.click(await screen.findByTestId("nav-settings"));
    await user.click(await screen.findByTestId("settings-environment"));
    await user.click(await screen.findByTestId("switch-sandbox"));
    await user.click(await screen.findByTestId("switch-commit"));
    expect(await screen.findByRole("alert")).toHaveTextContent("a job is running");
    expect(banner()).toHaveAttribute("data-env", "practice");
  });

  it("is offered where everything else is blocked, under the banner", async () => {
    await openPage({ blocked: true });
    expect(banner()).toHaveAttribute("data-env", "practice");
    expect(await screen.findByTestId("switch-sandbox")).toBeEnabled();
  });
});

describe("a world without a workspace", () => {
  it("offers to make one, says what is wrong at its field, and leads on to the profiles", async () => {
    const { user, press } = await openWorlds();
    await user.click(screen.getByTestId("switch-sandbox"));
    await user.click(await screen.findByTestId("switch-commit"));
    const page = await screen.findByTestId("create-workspace");
    expect(banner()).toHaveAttribute("data-env", "sandbox");
    expect(within(page).getAllByRole("listitem")).toHaveLength(4);
    const name = screen.getByLabelText("Name of the business");
    await waitFor(() => expect(name).toHaveFocus());
    await press("{Enter}");
    expect(await screen.findByTestId("create-business-error")).toHaveTextContent("1 to 80 characters");
    expect(name).toHaveAttribute("aria-invalid", "true");
    await user.type(name, "Jaribio Ltd{Enter}");
    expect(await screen.findByText("No profile in Sandbox yet")).toBeInTheDocument();
    expect(screen.getByRole("navigation")).toHaveTextContent("Jaribio Ltd");
  });

  it("can be left again for another one", async () => {
    const { user } = await openPage({ environment: "production" });
    expect(banner()).toHaveTextContent("Production: real money");
    await user.click(await screen.findByTestId("switch-practice"));
    await user.click(await screen.findByTestId("switch-commit"));
    await waitFor(() => expect(banner()).toHaveAttribute("data-env", "practice"));
    expect(await screen.findByTestId("nav-ledger")).toHaveTextContent("1,800");
  });
});
