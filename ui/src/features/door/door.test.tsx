import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage } from "../../../tests/open";
import { call } from "../../host";
import type { Host } from "../../host";
import { secondsIn } from "./useWait";
import { problem } from "../../host/demo/files";

const GOOD = "samaki wa ziwa kubwa leo";

/** Notes every command. */
function noting(into: string[]): (host: Host) => Host {
  return (host) => ({
    ...host,
    invoke: (name, request) => {
      into.push(name);
      return host.invoke(name, request);
    },
  });
}

const operator = (name: string) => {
  const found = screen.getAllByTestId("sign-in-operator").find((each) => each.dataset["operator"] === name);
  if (!found) throw new Error(`no operator ${name}`);
  return found;
};

describe("the first two people", () => {
  it("are named with a passphrase each, and then the workspace opens", async () => {
    const { user } = await openPage({ gate: "people" });
    expect(screen.getByTestId("found-people")).toHaveTextContent("Soko Mtaani Ltd needs two");
    await user.type(screen.getByTestId("found-administrator-name"), "Wanjiru");
    await user.type(screen.getByTestId("found-administrator-passphrase"), "mvua");
    expect(await screen.findByTestId("found-administrator-strength")).toHaveTextContent("Very weak");
    await user.clear(screen.getByTestId("found-administrator-passphrase"));
    await user.type(screen.getByTestId("found-administrator-passphrase"), "mvua kubwa leo asubuhi sana");
    await waitFor(() => expect(screen.getByTestId("found-administrator-strength")).toHaveAttribute("data-enough"));
    await user.type(screen.getByTestId("found-administrator-again"), "mvua kubwa leo asubuhi sana");
    await user.type(screen.getByTestId("found-other-passphrase"), GOOD);
    await user.type(screen.getByTestId("found-other-again"), `${GOOD}x`);
    await user.click(screen.getByTestId("found-submit"));
    expect(screen.getByTestId("found-other-again-error")).toHaveTextContent("not the same");
    await user.clear(screen.getByTestId("found-other-again"));
    await user.type(screen.getByTestId("found-other-again"), GOOD);
    await user.click(screen.getByTestId("found-submit"));
    expect(await screen.findByTestId("found-other-name-error")).toHaveTextContent("1 to 40 characters");
    await waitFor(() => expect(screen.getByTestId("found-other-name")).toHaveFocus());
    await user.type(screen.getByTestId("found-other-name"), "Otieno{Enter}");
    expect(await screen.findByTestId("nav-reconcile")).toBeInTheDocument();
    expect(screen.getByTestId("who")).toHaveTextContent("WanjiruAdministrator");
  });

  it("have roles that don’t watch over themselves", async () => {
    const { user } = await openPage({ gate: "people" });
    const auditor = within(screen.getByTestId("found-other-role-auditor")).getByRole("checkbox");
    expect(auditor).toBeDisabled();
    await user.click(screen.getByTestId("found-other-role-maker"));
    expect(auditor).toBeEnabled();
    await user.click(screen.getByTestId("found-other-role-auditor"));
    expect(within(screen.getByTestId("found-other-role-checker")).getByRole("checkbox")).toBeDisabled();
  });
});

describe("signing in", () => {
  it("shows nothing of the workspace, and leads to the other worlds", async () => {
    const said: string[] = [];
    await openPage({ gate: "sign_in", sandbox: "Mfano Traders" }, noting(said));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Soko Mtaani Ltd");
    expect(screen.queryByTestId("nav-reconcile")).toBeNull();
    expect(await screen.findByTestId("switch-sandbox")).toBeEnabled();
    expect(new Set(said)).toEqual(new Set(["app_status", "environments_list"]));
  });

  it("goes by keys alone: arrows to the name, Tab to the passphrase, Enter", async () => {
    const { user, press } = await openPage({ gate: "sign_in" });
    await waitFor(() => expect(screen.getByTestId("sign-in-passphrase")).toHaveFocus());
    within(operator("Wanjiru")).getByRole("radio").focus();
    await press("{ArrowDown}");
    expect(within(operator("Otieno")).getByRole("radio")).toHaveFocus();
    expect(screen.getByLabelText("Passphrase of Otieno")).toBe(screen.getByTestId("sign-in-passphrase"));
    await user.type(screen.getByTestId("sign-in-passphrase"), "samaki wa ziwa mbili{Enter}");
    expect(await screen.findByTestId("who")).toHaveTextContent("OtienoMaker");
  });

  it("says what is wrong at the field, and makes one wait", async () => {
    const { user } = await openPage({ gate: "sign_in" });
    for (const typed of ["a", "b", "c", "d"]) {
      const field = screen.getByTestId("sign-in-passphrase");
      await user.clear(field);
      await user.type(field, `${typed}{Enter}`);
      await screen.findByTestId("sign-in-passphrase-error");
    }
    await waitFor(() => expect(screen.getByTestId("sign-in-passphrase-error")).toHaveTextContent(/\d+ seconds to go/));
    expect(screen.getByTestId("sign-in-submit")).toBeDisabled();
    expect(screen.getByTestId("sign-in-submit")).toHaveTextContent(/Next try in \d+ s/);
  });

  it("in practice fills in the passphrase that is shown", async () => {
    const { user, press } = await openPage({ gate: "sign_in" });
    const use = screen.getByRole("button", { name: "Use the passphrase of Halima" });
    await user.click(use);
    await waitFor(() => expect(screen.getByTestId("sign-in-submit")).toHaveFocus());
    await press("{Enter}");
    expect(await screen.findByTestId("who")).toHaveTextContent("HalimaChecker");
  });

  it("shows no passphrase outside practice", async () => {
    await openPage({ gate: "sign_in", environment: "production", production: "Mfano Traders" });
    expect(screen.getByTestId("env-banner")).toHaveTextContent("real money of Mfano Traders");
    expect(screen.queryByTestId("sign-in-use")).toBeNull();
  });
});

describe("a one-time code", () => {
  it("sets a first passphrase, and signs in with it", async () => {
    const { user, press, host } = await openPage({ as: "Wanjiru" });
    await screen.findByTestId("who");
    const { code } = await host.invoke("person_add", { name: "Njeri", roles: ["checker"], second: { name: "Otieno", passphrase: "samaki wa ziwa mbili" } });
    await press("{Control>}l{/Control}");
    await screen.findByTestId("sign-in");
    await user.click(operator("Njeri"));
    expect(operator("Njeri")).toHaveTextContent("No passphrase yet");
    await user.type(await screen.findByTestId("enrol-code"), "nope");
    await user.type(screen.getByTestId("enrol-passphrase"), GOOD);
    await user.type(screen.getByTestId("enrol-again"), GOOD);
    await user.click(screen.getByTestId("enrol-submit"));
    expect(await screen.findByTestId("enrol-code-error")).toHaveTextContent("not the code of Njeri");
    await user.clear(screen.getByTestId("enrol-code"));
    await user.type(screen.getByTestId("enrol-code"), code.replaceAll("-", "").toLowerCase());
    await user.click(screen.getByTestId("enrol-submit"));
    expect(await screen.findByTestId("who")).toHaveTextContent("NjeriChecker");
  });

  it("is also for who forgot the passphrase", async () => {
    const { user } = await openPage({ gate: "sign_in" });
    await user.click(screen.getByTestId("sign-in-code"));
    await waitFor(() => expect(screen.getByTestId("enrol-code")).toHaveFocus());
    await user.click(screen.getByTestId("enrol-submit"));
    expect(screen.getByTestId("enrol-code-error")).toHaveTextContent("Type the code");
    await user.click(screen.getByTestId("sign-in-code"));
    expect(screen.getByTestId("sign-in-passphrase")).toBeInTheDocument();
  });
});

describe("the wait", () => {
  it("is read from the words of the engine, and from no other problem", () => {
    expect(secondsIn(problem("session.wait", "Not tried: after 3 tries that went wrong the next one waits. 16 seconds to go.", []))).toBe(16);
    expect(secondsIn(problem("session.wait", "1 second to go.", []))).toBe(1);
    expect(secondsIn(problem("session.wrong", "The next try waits. 2 seconds to go.", []))).toBe(2);
    expect(secondsIn(problem("session.wait", "After 9 tries the next one waits. 5 minutes to go.", []))).toBe(0);
    expect(secondsIn(problem("people.code_wrong", "Wrong after 3 s.", []))).toBe(0);
    expect(secondsIn(null)).toBe(0);
  });
});

describe("a session that ended elsewhere", () => {
  it("shows the sign-in screen with the next command that is refused", async () => {
    const { user, host } = await openPage();
    await screen.findByTestId("nav-ledger");
    await host.invoke("sign_out", {});
    await expect(call("entries_page", { filter: "open", search: null, offset: 0, limit: 10 })).rejects.toMatchObject({ code: "session.none" });
    expect(await screen.findByTestId("sign-in")).toBeInTheDocument();
    await user.click(screen.getByTestId("lang-sw"));
    expect(screen.getByTestId("sign-in-submit")).toHaveTextContent("Ingia");
    await user.click(screen.getByTestId("lang-en"));
  });
});
