import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import { call } from "../../host";
import { DEMO_KEY } from "../../host/demo/backups";

const ONE = "bahari na mawimbi marefu usiku";
const TWO = "samaki wa ziwa kubwa leo";

async function openRecover(): Promise<Opened> {
  const opened = await openPage({ gate: "sign_in", environment: "sandbox", sandbox: "Mfano Traders" });
  await opened.user.click(screen.getByTestId("recover-people-open"));
  await screen.findByTestId("recover-people");
  return opened;
}

async function fill({ user }: Opened, key: string): Promise<void> {
  await user.type(screen.getByTestId("recover-people-key"), key);
  await user.type(screen.getByTestId("recover-administrator-passphrase"), ONE);
  await user.type(screen.getByTestId("recover-administrator-again"), ONE);
  await user.type(screen.getByTestId("recover-other-passphrase"), TWO);
  await user.type(screen.getByTestId("recover-other-again"), TWO);
}

describe("two people who can’t sign in", () => {
  it("take new keys by the recovery key, and sign in with the new passphrases", async () => {
    const opened = await openRecover();
    const { user } = opened;
    expect(screen.getByTestId("recover-people")).toHaveTextContent("Their old keys are retired");
    expect(screen.getByTestId("recover-people")).toHaveTextContent("24 hours");
    await waitFor(() => expect(screen.getByTestId("recover-people-key")).toHaveFocus());
    await user.click(screen.getByTestId("recover-other-name"));
    const choices = await screen.findAllByTestId("recover-other-person");
    expect(choices.map((each) => each.dataset["person"])).toEqual(["Otieno", "Halima", "Kamau"]);
    await user.click(within(screen.getByRole("listbox")).getByRole("option", { name: /^Halima/ }));
    expect(screen.getByLabelText("New passphrase of Halima")).toBe(screen.getByTestId("recover-other-passphrase"));
    await fill(opened, DEMO_KEY.join(" ").toLowerCase());
    expect(await screen.findByTestId("recover-other-strength")).toHaveAttribute("data-enough");
    await user.click(screen.getByTestId("recover-people-submit"));
    expect(await screen.findByTestId("door-said")).toHaveTextContent("Wanjiru and Halima have new keys.");
    await user.type(screen.getByTestId("sign-in-passphrase"), `${ONE}{Enter}`);
    expect(await screen.findByTestId("who")).toHaveTextContent("Wanjiru");
    expect(screen.getByTestId("notices")).toHaveTextContent("Wanjiru and Halima took new keys with the recovery key.");
    const { records } = await call("people_list", {});
    expect(records[0]?.signed_by).toEqual(["Wanjiru", "Halima"]);
  });

  it("are told at the field what is wrong, and the key is in no sentence", async () => {
    const opened = await openRecover();
    const { user } = opened;
    await user.click(screen.getByTestId("recover-people-submit"));
    expect(screen.getByTestId("recover-people-key-error")).toHaveTextContent("Type the key");
    expect(screen.getByTestId("recover-administrator-passphrase-error")).toHaveTextContent("Type the passphrase");
    await waitFor(() => expect(screen.getByTestId("recover-people-key")).toHaveFocus());
    await fill(opened, "K7QM-WRNG");
    await user.type(screen.getByTestId("recover-other-again"), "x");
    await user.click(screen.getByTestId("recover-people-submit"));
    expect(screen.getByTestId("recover-other-again-error")).toHaveTextContent("not the same");
    await user.clear(screen.getByTestId("recover-other-again"));
    await user.type(screen.getByTestId("recover-other-again"), `${TWO}{Enter}`);
    expect(await screen.findByTestId("recover-people-key-error")).toHaveTextContent("not the recovery key of this ledger");
    await waitFor(() => expect(screen.getByTestId("recover-people-key")).toHaveFocus());
    expect(screen.getByTestId("recover-people-key-error")).not.toHaveTextContent("K7QM");
  });

  it("can think better of it", async () => {
    const { user } = await openRecover();
    await user.click(screen.getByTestId("recover-people-back"));
    expect(await screen.findByTestId("sign-in")).toBeInTheDocument();
    expect(screen.queryByTestId("door-said")).toBeNull();
  });
});

describe("what happened while somebody was away", () => {
  it("is told above every section until it is put away", async () => {
    const { user, press } = await openPage({ notice: true });
    expect(await screen.findByTestId("notices")).toHaveTextContent("took new keys with the recovery key");
    await press("gl");
    expect(screen.getByTestId("notices")).toBeInTheDocument();
    await user.click(screen.getByTestId("notices-read"));
    expect(screen.queryByTestId("notices")).toBeNull();
    await press("gs");
    await screen.findByTestId("import-choose");
    expect(screen.queryByTestId("notices")).toBeNull();
  });

  it("is mostly nothing", async () => {
    await openPage();
    await screen.findByTestId("nav-ledger");
    expect(screen.queryByTestId("notices")).toBeNull();
  });
});

describe("a third person", () => {
  it("is advised while there are two, at the set-up and among the people", async () => {
    const opened = await openPage({ gate: "people" });
    const { user, press } = opened;
    expect(screen.getByTestId("people-third")).toHaveTextContent("Add a third person soon");
    await user.type(screen.getByTestId("found-administrator-name"), "Wanjiru");
    await user.type(screen.getByTestId("found-other-name"), "Otieno");
    for (const [which, passphrase] of [["administrator", ONE], ["other", TWO]] as const) {
      await user.type(screen.getByTestId(`found-${which}-passphrase`), passphrase);
      await user.type(screen.getByTestId(`found-${which}-again`), passphrase);
    }
    await user.click(screen.getByTestId("found-submit"));
    await screen.findByTestId("who");
    await press("gu");
    expect(await screen.findByTestId("people-third")).toHaveTextContent("the recovery key alone");
  });

  it("is not, once there are three", async () => {
    const { press } = await openPage({ as: "Wanjiru" });
    await screen.findByTestId("who");
    await press("gu");
    await screen.findAllByTestId("person-row");
    expect(screen.queryByTestId("people-third")).toBeNull();
  });
});
