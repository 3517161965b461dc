import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import type { DemoOptions } from "../../host/demo";

const SANDBOX: DemoOptions = { environment: "sandbox", sandbox: "Mfano Traders" };

async function openProfiles(options: DemoOptions = SANDBOX): Promise<Opened> {
  const opened = await openPage(options);
  await screen.findByTestId("nav-ledger");
  await opened.press("gp");
  await screen.findByTestId("profiles");
  return opened;
}

/** A new, empty profile, open at its first item. */
async function openNew(): Promise<Opened> {
  const opened = await openProfiles();
  await opened.user.click(screen.getByTestId("profile-add"));
  await opened.user.type(await screen.findByTestId("profile-short_code"), "600222");
  await opened.user.type(screen.getByTestId("profile-name"), "Amani");
  await opened.user.click(screen.getByTestId("profile-add-commit"));
  await screen.findByTestId("checklist");
  return opened;
}

/** The sample's profile of this name. */
async function openSample(name: string, options: DemoOptions = { ...SANDBOX, sample: true }): Promise<Opened> {
  const opened = await openProfiles(options);
  await opened.user.click(await screen.findByText(name));
  await screen.findByTestId("checklist");
  return opened;
}

const outcome = (check: string) => screen.getByTestId(`check-${check}`).dataset["outcome"];
const give = async ({ user }: Opened, item: string, value: string) => {
  // After one is given the next may be open already.
  if (!screen.queryByTestId(`field-${item}`)) await user.click(screen.getByTestId(`give-${item}`));
  await user.type(screen.getByTestId(`field-${item}`), `${value}{Enter}`);
  await waitFor(() => expect(screen.getByTestId(`item-${item}`)).toHaveAttribute("data-state", "given"));
};

describe("the list", () => {
  it("says how much of each checklist is given, and what the last checks said", async () => {
    await openProfiles({ ...SANDBOX, sample: true });
    const rows = await screen.findAllByTestId("profile-row");
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/600111Main paybill.*6 of 6.*Access token: Passed.*Account balance: Passed/),
      expect.stringMatching(/600222Friday payouts.*3 of 6.*Access token: Failed.*Account balance: Can’t run yet/),
      expect.stringMatching(/600333Duka la Jaribio.*0 of 6/),
    ]);
  });

  it("gets the focus back on the row that was open", async () => {
    const { press } = await openSample("Duka la Jaribio");
    await press("{Escape}");
    await waitFor(() => expect(screen.getAllByTestId("profile-row")[2]).toHaveFocus());
  });
});

describe("adding a profile", () => {
  it("says what is wrong at its field and puts the focus there", async () => {
    const { user, press } = await openProfiles();
    await user.click(screen.getByTestId("profile-add"));
    const code = await screen.findByTestId("profile-short_code");
    await user.type(code, "12");
    await user.click(screen.getByTestId("profile-add-commit"));
    expect(await screen.findByTestId("profile-short_code-error")).toHaveTextContent("“12” is no short code. Type its five to seven digits.");
    expect(code).toHaveAttribute("aria-invalid", "true");
    expect(code).toHaveFocus();
    await press("3456{Enter}");
    expect(await screen.findByTestId("profile-name-error")).toHaveTextContent("1 to 60 characters");
    expect(screen.getByTestId("profile-name")).toHaveFocus();
    expect(code).not.toHaveAttribute("aria-invalid", "true");
  });

  it("works by the keyboard alone, from the palette to the first item", async () => {
    const { press } = await openProfiles();
    await press("{Control>}k{/Control}");
    await screen.findByTestId("palette");
    await press("add a prof{ArrowDown}{Enter}");
    await waitFor(() => expect(screen.getByTestId("profile-short_code")).toHaveFocus());
    await press("600222{Tab}{ArrowDown}{Tab}Amani{Enter}");
    await waitFor(() => expect(screen.getByTestId("field-consumer_key")).toHaveFocus());
    expect(screen.getByTestId("profile-page")).toHaveTextContent("600222 AmaniTill");
  });
});

describe("a secret", () => {
  it("is covered while typed, can be looked at then, and is on no screen once saved", async () => {
    const { user, press } = await openNew();
    const field = screen.getByTestId<HTMLInputElement>("field-consumer_key");
    await waitFor(() => expect(field).toHaveFocus());
    expect(field.type).toBe("password");
    await press("Sesame9182");
    await user.click(screen.getByTestId("reveal"));
    expect(field.type).toBe("text");
    await user.click(screen.getByTestId("keep-consumer_key"));
    const row = screen.getByTestId("item-consumer_key");
    await waitFor(() => expect(row).toHaveTextContent("In the keyring since 12 Nov 2026, 14:05"));
    expect(field.value).toBe("");
    expect(document.documentElement.outerHTML).not.toContain("Sesame9182");
    expect(JSON.stringify([localStorage, sessionStorage, window.location.href, history.state])).not.toContain("Sesame9182");
    // The next thing to give is open, and said.
    expect(screen.getByTestId("field-consumer_secret")).toHaveFocus();
    expect(screen.getByTestId("item-said")).toHaveTextContent("Consumer key is saved. Next: Consumer secret.");
    // What is kept can be replaced and deleted, never read.
    await user.click(screen.getByTestId("give-consumer_key"));
    expect(screen.getByTestId<HTMLInputElement>("field-consumer_key").value).toBe("");
  });

  it("goes when its field is left", async () => {
    const { press } = await openNew();
    const field = screen.getByTestId<HTMLInputElement>("field-consumer_key");
    await press("Sesame9182{Escape}");
    await waitFor(() => expect(screen.getByTestId("give-consumer_key")).toHaveFocus());
    expect(field.value).toBe("");
    expect(screen.getByTestId("profile-page")).toBeInTheDocument();
    expect(screen.getByTestId("item-consumer_key")).toHaveAttribute("data-state", "missing");
  });

  it("is struck out of what the engine says, and stays typed when it was not kept", async () => {
    const { press } = await openNew();
    await press("locked9182{Enter}");
    const told = await screen.findByRole("alert");
    expect(told).toHaveTextContent("the keyring is locked. Read: •••");
    expect(screen.getByTestId<HTMLInputElement>("field-consumer_key").value).toBe("locked9182");
    expect(document.body.textContent).not.toContain("locked9182");
  });

  it("is refused at its field", async () => {
    const opened = await openNew();
    await opened.user.click(screen.getByTestId("give-initiator_password"));
    await opened.press("abc(1){Enter}");
    const field = screen.getByTestId("field-initiator_password");
    await waitFor(() => expect(field).toHaveAttribute("aria-invalid", "true"));
    expect(screen.getByTestId("said-initiator_password")).toHaveTextContent("no brackets in this password. Of special characters use only # & % $.");
    expect(field).toHaveAccessibleDescription(/no brackets/);
    expect(field).toHaveFocus();
    await opened.user.clear(field);
    expect(field).not.toHaveAttribute("aria-invalid");
    await opened.press("{Enter}");
    expect(screen.getByTestId("said-initiator_password")).toHaveTextContent("the field is empty");
  });
});

describe("the checklist", () => {
  it("names where each item comes from, differently in each world", async () => {
    await openNew();
    expect(screen.getByTestId("item-consumer_key")).toHaveTextContent("developer.safaricom.co.ke › My Apps › your sandbox app › Consumer Key");
    expect(screen.getByTestId("item-initiator_name")).toHaveTextContent("testapi is shared by everyone");
  });

  it("names roles and rules in production", async () => {
    await openSample("Duka la Jaribio", { environment: "production", production: "Mfano Traders", sample: true });
    expect(screen.getByTestId("item-passkey")).toHaveTextContent("go-live e-mail");
    expect(screen.getByTestId("item-initiator_name")).toHaveTextContent(/org\.ke\.m-pesa\.com.*Balance Query ORG API.*ORG B2C API Initiator/);
    expect(screen.getByTestId("item-initiator_password")).toHaveTextContent(/Valid for 90 days.*# & % \$/);
    expect(screen.getByTestId("item-callback_base")).toHaveTextContent(/No mpesa, safaricom, exe, cmd, sql or query/);
  });

  it("takes a certificate as a file or as text, and shows its facts", async () => {
    const { user } = await openNew();
    await user.click(screen.getByTestId("give-certificate"));
    await user.type(screen.getByTestId("field-certificate"), "<html>");
    await user.click(screen.getByTestId("keep-certificate"));
    expect(await screen.findByText(/this is a web page, not a certificate/)).toBeInTheDocument();
    await user.click(screen.getByTestId("certificate-choose"));
    const row = screen.getByTestId("item-certificate");
    await waitFor(() => expect(row).toHaveTextContent("apicrypt.safaricom.co.ke"));
    expect(row).toHaveTextContent(/RSA, 2048 bits.*SHA-256 A542/);
    expect(row).toHaveTextContent("Safaricom still uses it, so this is no fault.");
  });

  it("asks before it deletes, and gives the focus back to the row", async () => {
    const { user } = await openSample("Main paybill");
    await user.click(screen.getByTestId("delete-passkey"));
    expect(await screen.findByRole("alertdialog")).toHaveTextContent("deleted from the keyring");
    await user.click(screen.getByTestId("delete-item-commit"));
    await waitFor(() => expect(screen.getByTestId("item-passkey")).toHaveAttribute("data-state", "optional"));
    await waitFor(() => expect(screen.getByTestId("give-passkey")).toHaveFocus());
  });

  it("is removed with its profile", async () => {
    const { user } = await openSample("Main paybill");
    await user.click(screen.getByTestId("profile-remove"));
    await user.click(await screen.findByTestId("remove-profile-commit"));
    await waitFor(() => expect(screen.getAllByTestId("profile-row")).toHaveLength(2));
    expect(screen.getByTestId("status-message")).toHaveTextContent("Main paybill is removed");
  });
});

describe("the checks", () => {
  it("ask for a token by themselves once key and secret are there, and say the verdict", async () => {
    const { press } = await openNew();
    expect(outcome("token")).toBe("not_possible");
    await press("key9182{Enter}");
    await waitFor(() => expect(screen.getByTestId("field-consumer_secret")).toHaveFocus());
    await press("right9182{Enter}");
    await waitFor(() => expect(outcome("token")).toBe("passed"));
    expect(screen.getByTestId("check-token")).toHaveTextContent(/Passed.*key and secret belong together.*12 Nov 2026, 14:06/);
    expect(screen.getByTestId("check-said")).toHaveTextContent("Access token: Passed. Safaricom gave a token");
  });

  it("show a failure with what to do, and its code", async () => {
    const { press } = await openNew();
    await press("key9182{Enter}");
    await waitFor(() => expect(screen.getByTestId("field-consumer_secret")).toHaveFocus());
    await press("wrong9182{Enter}");
    await waitFor(() => expect(outcome("token")).toBe("failed"));
    const check = screen.getByTestId("check-token");
    expect(check).toHaveTextContent("400.008.01");
    expect(within(check).getAllByRole("listitem")[0]).toHaveTextContent("Copy both again from the same app");
  });

  it("offer the balance, but never ask for it unbidden; after a refusal they ask twice", async () => {
    const opened = await openSample("Duka la Jaribio");
    const given = { consumer_key: "key9182", consumer_secret: "sec9182", initiator_name: "mfano.api", initiator_password: "wrong9182", callback_base: "https:mfano.example" };
    for (const [item, value] of Object.entries(given)) await give(opened, item, value);
    await opened.user.click(screen.getByTestId("certificate-choose"));
    const offer = await screen.findByTestId("balance-offer");
    expect(offer).toHaveTextContent("after about five, Safaricom locks the operator");
    expect(outcome("balance")).toBe("not_run");
    await opened.user.click(screen.getByTestId("balance-ask"));
    await waitFor(() => expect(outcome("balance")).toBe("failed"));
    await opened.user.click(screen.getByTestId("run-balance"));
    expect(await screen.findByRole("alertdialog")).toHaveTextContent("one more wrong try");
    await opened.press("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(outcome("balance")).toBe("failed");
  });

  it("can be cancelled, and then have no new verdict", async () => {
    const { user } = await openSample("Main paybill", { ...SANDBOX, sample: true, jobMs: 4_000 });
    await user.click(screen.getByTestId("run-token"));
    expect(await screen.findByRole("progressbar")).toBeInTheDocument();
    expect(screen.queryByTestId("job-bar")).toBeNull();
    await user.click(screen.getByTestId("job-cancel"));
    await waitFor(() => expect(screen.getByTestId("check-said")).toHaveTextContent("Cancelled. No verdict."));
    expect(screen.getByTestId("run-token")).toBeEnabled();
  });

  it("run on the supplied practice profile, which is explained and can't be changed", async () => {
    const { user } = await openProfiles({});
    await user.click(screen.getByTestId("profile-row"));
    expect(await screen.findByTestId("profile-supplied")).toHaveTextContent("There is nothing to fill in");
    expect(screen.queryByTestId("give-consumer_key")).toBeNull();
    expect(screen.queryByTestId("profile-remove")).toBeNull();
    await user.click(screen.getByTestId("checks-run"));
    await waitFor(() => expect([outcome("token"), outcome("balance")]).toEqual(["passed", "passed"]));
  });

  it("run from the palette", async () => {
    const { press } = await openProfiles({});
    await press("{Control>}k{/Control}");
    await screen.findByTestId("palette");
    await press("test prof{ArrowDown}{Enter}");
    await waitFor(() => expect(outcome("balance")).toBe("passed"));
  });
});

describe("the parts of the settings", () => {
  it("are tabs that the arrow keys walk, in both languages", async () => {
    const { user, press } = await openPage();
    await user.click(await screen.findByTestId("nav-settings"));
    await user.click(await screen.findByTestId("settings-look"));
    await press("{ArrowRight}");
    expect(await screen.findByTestId("world-practice")).toBeInTheDocument();
    await press("{ArrowRight}");
    expect(await screen.findByTestId("profiles")).toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "Profiles" })).toHaveAttribute("aria-selected", "true");
  });
});
