import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import type { Host } from "../../host";
import type { DemoOptions } from "../../host/demo";
import { problem } from "../../host/demo/files";
import { DEMO_TOKEN } from "../../host/demo/receiver";
import { hoursOf } from "./RotateDialog";

const ADDRESS = ["https", "//pay.mfano.example"].join(":");
const SANDBOX: DemoOptions = { environment: "sandbox", sandbox: "Mfano Traders", sample: true };

async function openReceiver(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage({ as: "Wanjiru", ...options }, change);
  await screen.findByTestId("nav-settings");
  await opened.press("gv");
  await screen.findByTestId("receiver");
  return opened;
}

function noting(name: string, sent: (request: unknown) => void): (host: Host) => Host {
  return (host) => ({
    ...host,
    invoke: (command, request) => {
      if (command === name) sent(request);
      return host.invoke(command, request);
    },
  });
}

describe("the receiver", () => {
  it("is built in for practice, with nothing to set", async () => {
    await openReceiver();
    const state = screen.getByTestId("receiver-state");
    expect(state).toHaveTextContent("Built in");
    expect(state).toHaveTextContent("Listening");
    expect(state).toHaveTextContent("there is nothing to set");
    expect(screen.queryByTestId("receiver-connect")).toBeNull();
    expect(screen.queryByTestId("receiver-forget")).toBeNull();
  });

  it("says in plain words how it goes, and since when", async () => {
    await openReceiver({ ...SANDBOX, receiverClock: 2 });
    const state = screen.getByTestId("receiver-state");
    expect(state).toHaveTextContent("What Safaricom sends is here as soon as it arrives.");
    expect(state).toHaveTextContent(/Last delivery came\s*28 Nov 2026 09:11:48/);
    expect(state).toHaveTextContent(/Waiting there\s*Nothing/);
    expect(state).toHaveTextContent("A file of its own (SQLite)");
    expect(state).toHaveTextContent("Sealed: its host can’t read them");
    expect(screen.queryByTestId("receiver-clock")).toBeNull();
  });

  it("tells a clock that differs by more than two seconds, in either direction", async () => {
    await openReceiver({ ...SANDBOX, receiverClock: -40 });
    expect(screen.getByTestId("receiver-clock")).toHaveTextContent("40 s behind this computer’s");
  });

  it.each([
    ["away", "Does not answer", "It is asked again by itself", "can’t be reached"],
    ["refused", "Does not let us in", "Nothing is taken from it until somebody has looked", "did not let this console in"],
    ["behind", "Behind", "deliveries that are not here yet", "1,204 deliveries"],
  ] as const)("that is %s is said with what to do", async (receiver, chip, what, why) => {
    await openReceiver({ ...SANDBOX, receiver });
    const state = screen.getByTestId("receiver-state");
    expect(state).toHaveTextContent(chip);
    expect(state).toHaveTextContent(what);
    expect(within(state).getByTestId("problem")).toHaveTextContent(why);
    expect(within(state).getAllByRole("listitem").length).toBeGreaterThan(0);
  });

  it("is asked again when a person looks again, and at a failure of the ledger itself", async () => {
    let fails = true;
    const opened = await openPage({ as: "Wanjiru" }, (host) => ({
      ...host,
      invoke: (name, request) => (name === "receiver_show" && fails ? Promise.reject(problem("ledger.busy", "The ledger is busy.", ["Try again."])) : host.invoke(name, request)),
    }));
    await screen.findByTestId("nav-settings");
    await opened.press("gv");
    expect(await screen.findByTestId("problem")).toHaveTextContent("The ledger is busy.");
    fails = false;
    await opened.user.click(screen.getByTestId("retry"));
    expect(await screen.findByTestId("receiver-state")).toBeInTheDocument();
  });
});

describe("connecting", () => {
  it("begins where there is none, with what one is and how to get one", async () => {
    await openReceiver({ ...SANDBOX, receiver: "off" });
    const none = screen.getByTestId("receiver-none");
    expect(none).toHaveTextContent("this computer has none");
    expect(screen.getByTestId("receiver-command")).toHaveTextContent("patanisha receiver init");
    expect(screen.getByTestId("receiver-connect")).toBeEnabled();
    expect(screen.queryByTestId("addresses")).toBeNull();
  });

  it("sends address, token, certificate and sealing, and keeps no token on the page", async () => {
    const sent = vi.fn();
    const { user } = await openReceiver({ ...SANDBOX, receiver: "off" }, noting("receiver_connect", sent));
    await user.click(screen.getByTestId("receiver-connect"));
    await user.type(await screen.findByTestId("receiver-url"), "pay.mfano.example{Enter}");
    expect(await screen.findByTestId("receiver-token-error")).toHaveTextContent("Type or paste the token.");
    expect(sent).not.toHaveBeenCalled();
    const token = screen.getByTestId("receiver-token");
    expect(token).toHaveAttribute("type", "password");
    await user.type(token, "not-the-token{Enter}");
    expect(await screen.findByTestId("receiver-url-error")).toHaveTextContent("no address of a receiver");
    await user.clear(screen.getByTestId("receiver-url"));
    await user.type(screen.getByTestId("receiver-url"), `${ADDRESS}{Enter}`);
    const error = await screen.findByTestId("receiver-token-error");
    expect(error).toHaveTextContent("did not let this console in with •••");
    expect(document.body).not.toHaveTextContent("not-the-token");
    await user.clear(token);
    await user.type(token, DEMO_TOKEN);
    expect(screen.getByTestId("receiver-connect-dialog")).toHaveTextContent("never names, numbers or amounts");
    await user.click(screen.getByTestId("receiver-seal"));
    await user.click(screen.getByTestId("receiver-connect-submit"));
    await waitFor(() => expect(screen.queryByTestId("receiver-connect-dialog")).toBeNull());
    expect(sent).toHaveBeenLastCalledWith({ url: ADDRESS, token: DEMO_TOKEN, certificate: null, seal: true });
    expect(screen.getByTestId("receiver")).toHaveAttribute("data-state", "listening");
    await user.click(screen.getByTestId("receiver-connect"));
    expect(await screen.findByTestId("receiver-url")).toHaveValue(ADDRESS);
    expect(screen.getByTestId("receiver-token")).toHaveValue("");
  });

  it("says at the field that a certificate is none", async () => {
    const { user } = await openReceiver({ ...SANDBOX, receiver: "off" });
    await user.click(screen.getByTestId("receiver-connect"));
    await user.type(await screen.findByTestId("receiver-url"), ADDRESS);
    await user.type(screen.getByTestId("receiver-token"), DEMO_TOKEN);
    await user.type(screen.getByTestId("receiver-certificate"), "hello");
    await user.click(screen.getByTestId("receiver-connect-submit"));
    expect(await screen.findByText(/no certificate in PEM/)).toBeInTheDocument();
    expect(screen.getByTestId("receiver-certificate")).toHaveAttribute("aria-invalid", "true");
  });

  it("ends only after a second look", async () => {
    const sent = vi.fn();
    const { user } = await openReceiver(SANDBOX, noting("receiver_forget", sent));
    await user.click(screen.getByTestId("receiver-forget"));
    const dialog = await screen.findByTestId("receiver-forget-dialog");
    expect(dialog).toHaveTextContent("Callbacks that are here stay.");
    expect(sent).not.toHaveBeenCalled();
    await user.click(screen.getByTestId("receiver-forget-commit"));
    expect(await screen.findByTestId("receiver-none")).toBeInTheDocument();
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it("asks for one’s own passphrase again first", async () => {
    const { user } = await openReceiver({ ...SANDBOX, stepUp: true });
    await user.click(screen.getByTestId("receiver-forget"));
    await user.click(await screen.findByTestId("receiver-forget-commit"));
    expect(await screen.findByTestId("step-up")).toHaveTextContent("What for: Disconnect the receiver");
  });
});

describe("the test delivery", () => {
  it("is a job that ends in milliseconds", async () => {
    const { user } = await openReceiver();
    expect(screen.getByTestId("receiver-test")).toHaveTextContent("No test was made yet.");
    await user.click(screen.getByTestId("receiver-test-run"));
    const tested = await screen.findByTestId("receiver-tested");
    expect(tested).toHaveAttribute("data-ok", "true");
    expect(tested).toHaveTextContent(/Arrived in 412 ms/);
    expect(screen.getByTestId("status-message")).toHaveTextContent("arrived in 412 ms");
  });

  it("says what kept it", async () => {
    const { user } = await openReceiver({ ...SANDBOX, receiver: "away" });
    await user.click(screen.getByTestId("receiver-test-run"));
    const tested = await screen.findByTestId("receiver-tested");
    expect(tested).toHaveTextContent("Did not arrive");
    expect(within(tested).getByTestId("problem")).toHaveTextContent("can’t be reached");
  });

  it("can be cancelled", async () => {
    const { user } = await openReceiver({ jobMs: 4_000 });
    await user.click(screen.getByTestId("receiver-test-run"));
    await user.click(await screen.findByTestId("job-cancel"));
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Test cancelled. No verdict."));
    expect(screen.queryByTestId("receiver-tested")).toBeNull();
  });

  it("is one action of the palette", async () => {
    const { press } = await openPage({ as: "Otieno" });
    await screen.findByTestId("who");
    await press("{Control>}k{/Control}");
    await press("test delivery");
    await press("{Enter}");
    expect(await screen.findByTestId("receiver-tested")).toBeInTheDocument();
  });
});

describe("callback addresses", () => {
  it("are shown masked, and made anew with an overlap", async () => {
    const sent = vi.fn();
    const { user } = await openReceiver({}, noting("receiver_rotate", sent));
    const rows = screen.getAllByTestId("address-row");
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toHaveTextContent("••••");
    await user.click(screen.getByTestId("receiver-rotate"));
    const hours = await screen.findByTestId("receiver-hours");
    expect(screen.getByTestId("receiver-rotate-dialog")).toHaveTextContent("register the new ones before the old ones end");
    await user.clear(hours);
    await user.type(hours, "169{Enter}");
    expect(await screen.findByTestId("receiver-hours-error")).toHaveTextContent("from 1 to 168");
    expect(sent).not.toHaveBeenCalled();
    await user.clear(hours);
    await user.type(hours, "24{Enter}");
    await waitFor(() => expect(screen.getAllByTestId("address-row")).toHaveLength(12));
    expect(sent).toHaveBeenCalledWith({ overlap_hours: 24 });
    expect(screen.getAllByTestId("address-row")[1]).toHaveTextContent("Until 29 Nov 2026 09:12");
  });

  it("overlap for whole hours of a week", () => {
    expect([" 24 ", "1", "168"].map(hoursOf)).toEqual([24, 1, 168]);
    for (const typed of ["", "0", "169", "1.5", "-3", "1e2", "day"]) expect(hoursOf(typed)).toBeNull();
  });
});

describe("the rules", () => {
  it("say what each means, and are kept together", async () => {
    const sent = vi.fn();
    const { user } = await openReceiver({}, noting("receiver_rules", sent));
    expect(screen.getByTestId("rules-open")).toHaveTextContent("613 open references are told to the receiver.");
    expect(screen.queryByTestId("rules-save")).toBeNull();
    const over = screen.getByRole("switch", { name: "Take more than is open" });
    expect(over).toBeChecked();
    expect(over).toHaveAccessibleDescription(/more than the reference still owes/);
    await user.click(over);
    await user.click(screen.getByRole("switch", { name: "Take unknown references" }));
    expect(sent).not.toHaveBeenCalled();
    await user.click(screen.getByTestId("rules-save"));
    await waitFor(() => expect(screen.queryByTestId("rules-save")).toBeNull());
    expect(sent).toHaveBeenCalledWith({ accept_by_default: true, accept_unknown: true, accept_over: false, accept_under: true });
    expect(screen.getByRole("switch", { name: "Take more than is open" })).not.toBeChecked();
  });

  it("can be left as they were", async () => {
    const { user } = await openReceiver();
    await user.click(screen.getByRole("switch", { name: "Take less than is open" }));
    await user.click(screen.getByTestId("rules-undo"));
    expect(screen.getByRole("switch", { name: "Take less than is open" })).toBeChecked();
  });
});

describe("what a person may do with it", () => {
  it("is shown to everybody, and changed by an administrator", async () => {
    await openReceiver({ ...SANDBOX, as: "Halima" });
    const why = "Needs the role administrator. You are checker.";
    for (const id of ["receiver-connect", "receiver-forget", "receiver-rotate"]) {
      expect(screen.getByTestId(id)).toBeDisabled();
      expect(screen.getByTestId(id)).toHaveAccessibleDescription(why);
    }
    expect(screen.getByRole("switch", { name: "Take more than is open" })).toBeDisabled();
    expect(screen.getByTestId("receiver-rules")).toHaveTextContent(why);
    expect(screen.getByTestId("receiver-test-run")).toHaveAccessibleDescription("Needs the role administrator or maker. You are checker.");
  });

  it("is a test for a maker too", async () => {
    await openReceiver({ as: "Otieno" });
    expect(screen.getByTestId("receiver-test-run")).toBeEnabled();
    expect(screen.getByTestId("receiver-rotate")).toBeDisabled();
  });
});
