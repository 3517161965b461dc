import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import type { Host } from "../../host";
import type { DemoOptions } from "../../host/demo";
import { problem } from "../../host/demo/files";

const WANJIRU = "mvua kubwa leo asubuhi";
const OTIENO = "samaki wa ziwa mbili";

async function openLeases(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage({ as: "Wanjiru", ...options }, change);
  await screen.findByTestId("nav-settings");
  await opened.press("gt");
  await screen.findByTestId("leases");
  return opened;
}

const lease = (code: string) => {
  const found = screen.getAllByTestId("lease").find((each) => each.dataset["code"] === code);
  if (!found) throw new Error(`no lease of ${code}`);
  return found;
};

describe("the right to send", () => {
  it("is this computer’s while the ledger is its own, and then there is nothing to claim", async () => {
    await openLeases();
    expect(screen.getByTestId("standing")).toHaveTextContent("This computer’s own");
    expect(lease("600111")).toHaveAttribute("data-may", "true");
    expect(lease("600111")).toHaveTextContent("Nobody has claimed it yet.");
    expect(screen.queryByTestId("lease-claim")).toBeNull();
  });

  it("is said of each short code, in order", async () => {
    await openLeases({ environment: "sandbox", sandbox: "Mfano Traders", sample: true });
    expect(screen.getAllByTestId("lease").map((each) => each.dataset["code"])).toEqual(["600111", "600222", "600333"]);
  });

  it("leads to the profiles when there is no short code", async () => {
    const { user } = await openLeases({ environment: "sandbox", sandbox: "Mfano Traders" });
    expect(screen.getByTestId("leases")).toHaveTextContent("No short code yet");
    await user.click(screen.getByTestId("lease-profiles"));
    expect(await screen.findByTestId("profiles")).toBeInTheDocument();
  });

  it("is not given to a copy until two people claim it", async () => {
    const sent = vi.fn();
    const { user } = await openLeases({ copied: true }, (host) => ({
      ...host,
      invoke: (name, request) => {
        if (name === "lease_claim") sent(request);
        return host.invoke(name, request);
      },
    }));
    expect(screen.getByTestId("standing")).toHaveTextContent("it was brought from another computer or keyring");
    expect(lease("600111")).toHaveTextContent("Claim 1, on 12 Nov 2026 08:20, by Wanjiru, Otieno");
    expect(within(lease("600111")).getByTestId("problem")).toHaveTextContent("does not hold the right to send");
    await user.click(screen.getByRole("button", { name: "Claim the right to send for 600111" }));
    const dialog = await screen.findByTestId("lease-dialog");
    expect(dialog).toHaveTextContent("make sure that no other computer sends for 600111");
    await user.click(screen.getByTestId("person-sign"));
    expect(screen.getByTestId("second-passphrase-error")).toHaveTextContent("Type the passphrase");
    await user.type(screen.getByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    expect(screen.getByTestId("lease-sure-error")).toHaveTextContent("Make sure first");
    expect(sent).not.toHaveBeenCalled();
    await user.click(screen.getByTestId("lease-sure"));
    await user.clear(screen.getByTestId("second-passphrase"));
    await user.type(screen.getByTestId("second-passphrase"), "no{Enter}");
    expect(await screen.findByTestId("second-passphrase-error")).toHaveTextContent("not the passphrase of Otieno");
    await user.clear(screen.getByTestId("second-passphrase"));
    await user.type(screen.getByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    await waitFor(() => expect(lease("600111")).toHaveAttribute("data-may", "true"));
    expect(sent).toHaveBeenLastCalledWith({ short_code: "600111", second: { name: "Otieno", passphrase: OTIENO } });
    expect(lease("600111")).toHaveTextContent("Claim 2, on 28 Nov 2026 09:12, by Wanjiru, Otieno");
    expect(screen.queryByTestId("lease-dialog")).toBeNull();
    expect(screen.getByTestId("status-message")).toHaveTextContent("This computer may send for 600111 from now on.");
  });

  it("asks for one’s own passphrase again first", async () => {
    const { user } = await openLeases({ copied: true, stepUp: true });
    await user.click(screen.getByTestId("lease-claim"));
    await user.click(await screen.findByTestId("lease-sure"));
    await user.type(await screen.findByTestId("second-passphrase"), `${OTIENO}{Enter}`);
    expect(await screen.findByTestId("step-up")).toHaveTextContent("What for: Claim the right to send");
    await user.type(screen.getByTestId("step-up-passphrase"), `${WANJIRU}{Enter}`);
    await waitFor(() => expect(lease("600111")).toHaveAttribute("data-may", "true"));
  });

  it("is shown to everybody, and claimed by an administrator", async () => {
    await openLeases({ copied: true, as: "Otieno" });
    expect(screen.getByTestId("lease-claim")).toBeDisabled();
    expect(screen.getByTestId("lease-claim")).toHaveAccessibleDescription("Needs the role administrator. You are maker.");
    expect(screen.getByTestId("leases")).toHaveTextContent("Needs the role administrator. You are maker.");
  });

  it("can’t be claimed while the keyring does not tell", async () => {
    await openLeases({ unproved: true });
    expect(screen.getByTestId("standing")).toHaveTextContent("The keyring would not tell");
    expect(screen.getByTestId("lease-claim")).toBeDisabled();
    expect(screen.getByTestId("lease-claim")).toHaveAccessibleDescription(/unlock it/);
  });

  it("is lost by a restore, and asked about anew at each visit", async () => {
    const { user, press } = await openLeases();
    await press("gb");
    await user.click((await screen.findAllByTestId("backup-restore"))[1] as HTMLElement);
    await user.type(await screen.findByTestId("restore-typed"), "RESTORE{Enter}");
    await waitFor(() => expect(screen.queryByTestId("restore-dialog")).toBeNull());
    await press("gt");
    expect(await screen.findByTestId("standing")).toHaveTextContent("a backup of it was put in its place");
  });

  it("says what went wrong, and looks again", async () => {
    let fails = true;
    const opened = await openPage({ as: "Wanjiru" }, (host) => ({
      ...host,
      invoke: (name, request) => (name === "lease_list" && fails ? Promise.reject(problem("ledger.busy", "The ledger is busy.", ["Try again."])) : host.invoke(name, request)),
    }));
    await screen.findByTestId("nav-settings");
    await opened.press("gt");
    expect(await screen.findByTestId("problem")).toHaveTextContent("The ledger is busy.");
    fails = false;
    await opened.user.click(screen.getByTestId("retry"));
    expect(await screen.findByTestId("leases")).toBeInTheDocument();
  });

  it("is one action of the palette", async () => {
    const { press } = await openPage({ as: "Wanjiru" });
    await screen.findByTestId("who");
    await press("{Control>}k{/Control}");
    await press("right to send");
    await press("{Enter}");
    expect(await screen.findByTestId("leases")).toBeInTheDocument();
  });
});
