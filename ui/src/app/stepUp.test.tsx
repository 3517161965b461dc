import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage } from "../../tests/open";
import { call, isCancelled, toProblem, type Host } from "../host";

const WANJIRU = "mvua kubwa leo asubuhi";

function counting(into: string[]): (host: Host) => Host {
  return (host) => ({
    ...host,
    invoke: (name, request) => {
      into.push(name);
      return host.invoke(name, request);
    },
  });
}

describe("an act that needs the passphrase again", () => {
  it("asks once, says what for, and goes on by itself", async () => {
    const said: string[] = [];
    const { user } = await openPage({ as: "Wanjiru", stepUp: true, environment: "sandbox", sandbox: "Mfano Traders" }, counting(said));
    await screen.findByTestId("who");
    const both = Promise.all([
      call("profile_add", { short_code: "600111", kind: "paybill", name: "Kuu" }),
      call("profile_add", { short_code: "600222", kind: "till", name: "Duka" }),
    ]);
    const dialog = await screen.findByTestId("step-up");
    expect(screen.getAllByTestId("step-up")).toHaveLength(1);
    expect(dialog).toHaveTextContent("What for: Add a profile");
    await waitFor(() => expect(screen.getByTestId("step-up-passphrase")).toHaveFocus());
    await user.type(screen.getByTestId("step-up-passphrase"), "no{Enter}");
    expect(await screen.findByTestId("step-up-passphrase-error")).toHaveTextContent("not the passphrase of Wanjiru");
    await user.clear(screen.getByTestId("step-up-passphrase"));
    await user.type(screen.getByTestId("step-up-passphrase"), `${WANJIRU}{Enter}`);
    expect((await both).map((made) => made.short_code)).toEqual(["600111", "600222"]);
    expect(said.filter((name) => name === "profile_add")).toHaveLength(4);
    expect(screen.queryByTestId("step-up")).toBeNull();
  });

  it("is not done when the person would rather not, and that is no fault", async () => {
    const { user, press } = await openPage({ as: "Wanjiru", stepUp: true, environment: "sandbox", sandbox: "Mfano Traders" });
    await screen.findByTestId("who");
    await press("gp");
    await user.click(await screen.findByTestId("profile-add"));
    await user.type(await screen.findByTestId("profile-short_code"), "600111");
    await user.type(screen.getByTestId("profile-name"), "Kuu{Enter}");
    await user.click(await screen.findByTestId("step-up-cancel"));
    await waitFor(() => expect(screen.queryByTestId("step-up")).toBeNull());
    expect(screen.getByTestId("add-profile")).toBeInTheDocument();
    expect(screen.getByTestId("profile-add-commit")).toBeEnabled();
    expect(screen.queryByRole("alert")).toBeNull();
    await user.click(screen.getByTestId("profile-add-commit"));
    await user.type(await screen.findByTestId("step-up-passphrase"), `${WANJIRU}{Enter}`);
    expect(await screen.findByTestId("profile-page")).toHaveTextContent("600111");
  });

  it("is let go when the window locks meanwhile", async () => {
    const { press } = await openPage({ as: "Wanjiru", stepUp: true, environment: "sandbox", sandbox: "Mfano Traders" });
    await screen.findByTestId("who");
    const settled = call("profile_add", { short_code: "600111", kind: "paybill", name: "Kuu" }).catch(toProblem);
    await screen.findByTestId("step-up");
    await press("{Control>}l{/Control}");
    await screen.findByTestId("sign-in");
    const problem = toProblem(await settled);
    expect(isCancelled(problem)).toBe(true);
    expect(screen.queryByTestId("step-up")).toBeNull();
  });
});
