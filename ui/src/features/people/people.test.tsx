import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openDesk, openPage, type Opened } from "../../../tests/open";
import type { DemoOptions } from "../../host/demo";
import { goesWith } from "./RolesField";

const OTIENO = "samaki wa ziwa mbili";

async function openPeople(options: DemoOptions = { as: "Wanjiru" }): Promise<Opened> {
  const opened = await openPage(options);
  await screen.findByTestId("who");
  await opened.press("gu");
  await screen.findByTestId("people");
  await waitFor(() => expect(screen.getAllByTestId("person-row").length).toBeGreaterThan(0));
  return opened;
}

const row = (name: string) => {
  const found = screen.getAllByTestId("person-row").find((each) => each.dataset["person"] === name);
  if (!found) throw new Error(`no row of ${name}`);
  return found;
};

async function choose({ user }: Opened, name: string, act: string): Promise<void> {
  await user.click(within(row(name)).getByTestId("person-acts"));
  await user.click(await screen.findByTestId(act));
}

describe("the people of a workspace", () => {
  it("stand with roles, state and fingerprint, and with the records that say so", async () => {
    await openPeople();
    expect(screen.getAllByTestId("person-row").map((each) => each.dataset["person"])).toEqual(["Wanjiru", "Otieno", "Halima", "Kamau"]);
    expect(row("Wanjiru")).toHaveTextContent(/Wanjiru · youAdministratorActive[A-Z]{4} [A-Z]{4} [A-Z]{4} [A-Z]{4}/);
    expect(screen.getAllByTestId("record-row")[0]).toHaveTextContent(/^3.*Kamau added as auditorWanjiru, Otieno$/);
  });

  it("can only be read by who is no administrator", async () => {
    await openPeople({ as: "Kamau" });
    expect(screen.getByTestId("person-add")).toBeDisabled();
    expect(screen.getByTestId("person-add").parentElement).toHaveAttribute("title", "Needs the role administrator. You are auditor.");
    expect(screen.queryByTestId("person-acts")).toBeNull();
  });
});

describe("adding a person", () => {
  it("needs a second person’s passphrase, and shows the code once", async () => {
    const { user, press } = await openPeople();
    await user.click(screen.getByTestId("person-add"));
    await user.type(await screen.findByTestId("person-name"), "Njeri");
    await user.click(screen.getByTestId("person-sign"));
    expect(screen.getByTestId("person-roles-error")).toHaveTextContent("at least one role");
    await user.click(screen.getByTestId("person-role-checker"));
    expect(screen.getByTestId("second-passphrase-error")).toHaveTextContent("Type the passphrase");
    await user.type(screen.getByTestId("second-passphrase"), "no{Enter}");
    expect(await screen.findByTestId("second-passphrase-error")).toHaveTextContent("not the passphrase of Otieno");
    await waitFor(() => expect(screen.getByTestId("second-passphrase")).toHaveFocus());
    await user.clear(screen.getByTestId("second-passphrase"));
    await user.type(screen.getByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    expect(await screen.findByTestId("one-time-code")).toHaveTextContent(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await press("{Escape}");
    await user.click(screen.getByTestId("code-noted"));
    await waitFor(() => expect(screen.queryByTestId("one-time-code")).toBeNull());
    expect(row("Njeri")).toHaveTextContent(/CheckerHas a code—29 Nov 2026/);
    expect(screen.getAllByTestId("record-row")[0]).toHaveTextContent("Njeri added as checker");
  });

  it("is one action of the palette", async () => {
    const { press } = await openPage({ as: "Wanjiru" });
    await screen.findByTestId("who");
    await press("{Control>}k{/Control}");
    await press("add a person");
    await press("{Enter}");
    expect(await screen.findByTestId("add-person")).toBeInTheDocument();
  });
});

describe("changing a person", () => {
  it("gives other roles, signed by somebody else", async () => {
    const opened = await openPeople();
    const { user } = opened;
    await choose(opened, "Otieno", "person-roles");
    const dialog = await screen.findByTestId("change-roles");
    expect(within(dialog).getByTestId("second-name")).toHaveTextContent("Halima");
    expect(within(screen.getByTestId("person-role-auditor")).getByRole("checkbox")).toBeDisabled();
    await user.click(screen.getByTestId("person-role-checker"));
    await user.type(screen.getByTestId("second-passphrase"), "bahari na upepo mwanana");
    await user.click(screen.getByTestId("person-sign"));
    await waitFor(() => expect(row("Otieno")).toHaveTextContent("Maker, Checker"));
    expect(screen.getByTestId("status-message")).toHaveTextContent("Otieno is maker, checker from now on.");
  });

  it("lets another second person be chosen", async () => {
    const opened = await openPeople();
    const { user } = opened;
    await choose(opened, "Halima", "person-rekey");
    await user.click(await screen.findByTestId("second-name"));
    await user.click(await screen.findByRole("option", { name: /^Kamau/ }));
    expect(screen.getByLabelText("Passphrase of Kamau")).toBe(screen.getByTestId("second-passphrase"));
    await user.type(screen.getByTestId("second-passphrase"), "kahawa tamu ya mlimani{Enter}");
    expect(await screen.findByTestId("person-code")).toHaveTextContent("One-time code for Halima");
  });

  it("retires, unless nobody would be left to do it", async () => {
    const opened = await openPeople();
    const { user } = opened;
    await choose(opened, "Wanjiru", "person-retire");
    await user.type(await screen.findByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    expect(await screen.findByTestId("problem")).toHaveTextContent("the only administrator");
    await user.click(screen.getByText("Cancel"));
    await waitFor(() => expect(screen.queryByTestId("retire")).toBeNull());
    await choose(opened, "Kamau", "person-retire");
    await user.type(await screen.findByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    await waitFor(() => expect(row("Kamau")).toHaveAttribute("data-state", "retired"));
    expect(within(row("Kamau")).queryByTestId("person-acts")).toBeNull();
  });
});

describe("what a person may not do", () => {
  it("is shown, disabled, with whose it is; keys say the same", async () => {
    const { user, press } = await openDesk({ as: "Halima" });
    const confirm = await screen.findByTestId("confirm");
    expect(confirm).toBeDisabled();
    expect(confirm).toHaveAccessibleDescription("Needs the role maker. You are checker.");
    expect(screen.getByTestId("export")).toBeEnabled();
    await press("d");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Needs the role maker."));
    await user.click(screen.getByTestId("nav-statements"));
    expect(await screen.findByTestId("import-choose")).toBeDisabled();
  });

  it("leaves a maker their work", async () => {
    await openDesk({ as: "Otieno" });
    expect(await screen.findByTestId("confirm")).toBeEnabled();
  });

  it("follows from roles that exclude each other", () => {
    expect(goesWith("checker", ["maker"])).toBe(true);
    expect(goesWith("auditor", ["administrator"])).toBe(true);
    expect(goesWith("auditor", ["maker"])).toBe(false);
    expect(goesWith("maker", ["administrator"])).toBe(false);
  });
});
