import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { openDesk, openPage } from "../../tests/open";
import { setHost, type Host } from "../host";
import { demoHost } from "../host/demo";
import { TOUCH_EVERY, useIdleLock } from "./lock";

describe("the lock", () => {
  it("takes everything of the workspace off the screen, and asks for it anew afterwards", async () => {
    const said: string[] = [];
    const noting = (host: Host): Host => ({
      ...host,
      invoke: (name, request) => {
        said.push(name);
        return host.invoke(name, request);
      },
    });
    const { user, press } = await openDesk({}, noting);
    await user.click(screen.getByTestId("nav-overview"));
    await press("{Control>}l{/Control}");
    await screen.findByTestId("sign-in");
    expect(screen.queryByTestId("nav-reconcile")).toBeNull();
    expect(document.body).not.toHaveTextContent("Paybill 600 111");
    const before = said.filter((name) => name === "overview").length;
    expect(screen.getByLabelText("Passphrase of Wanjiru")).toBeInTheDocument();
    await user.type(screen.getByTestId("sign-in-passphrase"), "mvua kubwa leo asubuhi{Enter}");
    await screen.findByTestId("nav-reconcile");
    await waitFor(() => expect(said.filter((name) => name === "overview").length).toBeGreaterThan(before));
  });

  it("works from the foot of the navigation, and out of an open dialog", async () => {
    const { user, press } = await openPage();
    await user.click(await screen.findByTestId("lock"));
    await screen.findByTestId("sign-in");
    await user.type(screen.getByTestId("sign-in-passphrase"), "mvua kubwa leo asubuhi{Enter}");
    await screen.findByTestId("nav-reconcile");
    await press("?");
    await screen.findByTestId("key-list");
    await press("{Control>}l{/Control}");
    await screen.findByTestId("sign-in");
    expect(screen.queryByTestId("key-list")).toBeNull();
  });

  it("comes by itself when nobody is there", async () => {
    await openPage({ idleSeconds: 1 });
    await screen.findByTestId("nav-reconcile");
    expect(await screen.findByTestId("sign-in")).toBeInTheDocument();
    expect(screen.queryByTestId("nav-reconcile")).toBeNull();
    expect(await screen.findByTestId("door-said")).toHaveTextContent("Locked after a minute without an act.");
  });

  it("gives no reason when somebody locked it", async () => {
    const { user, press } = await openPage({ idleSeconds: 60 });
    await screen.findByTestId("nav-reconcile");
    await press("{Control>}l{/Control}");
    await screen.findByTestId("sign-in");
    expect(screen.queryByTestId("door-said")).toBeNull();
    await user.type(screen.getByTestId("sign-in-passphrase"), "mvua kubwa leo asubuhi{Enter}");
    await screen.findByTestId("nav-reconcile");
  });
});

describe("the watch for somebody being there", () => {
  afterEach(() => vi.useRealTimers());

  const sign = () => act(() => void window.dispatchEvent(new Event("pointermove")));
  const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

  it("tells the engine now and then, never at every sign, and locks after the time", () => {
    vi.useFakeTimers();
    const lock = vi.fn();
    const idle = vi.fn();
    const touched = vi.fn();
    const demo = demoHost({});
    setHost({
      ...demo,
      invoke: (name, request) => {
        if (name === "session_touch") touched();
        return demo.invoke(name, request);
      },
    });
    const { unmount: left } = renderHook(() => useIdleLock(60, lock, idle));
    sign();
    expect(touched).not.toHaveBeenCalled();
    pass(TOUCH_EVERY);
    sign();
    sign();
    expect(touched).toHaveBeenCalledTimes(1);
    pass(59_000);
    expect(lock).not.toHaveBeenCalled();
    pass(6_000);
    expect(lock).toHaveBeenCalled();
    sign();
    expect(touched).toHaveBeenCalledTimes(1);
    expect(idle).not.toHaveBeenCalled();
    left();
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it("does not say so when somebody was there to the end", () => {
    const idle = vi.fn();
    setHost(demoHost({}));
    const { unmount } = renderHook(() => useIdleLock(60, vi.fn(), idle));
    sign();
    unmount();
    expect(idle).not.toHaveBeenCalled();
  });
});

describe("one’s own passphrase", () => {
  it("is changed from the menu under the name", async () => {
    const { user } = await openPage({ as: "Otieno" });
    await user.click(await screen.findByTestId("who"));
    await user.click(await screen.findByTestId("passphrase-change"));
    await user.type(await screen.findByTestId("change-old"), "wrong");
    await user.type(screen.getByTestId("change-passphrase"), "bahari na mawimbi marefu usiku");
    await user.type(screen.getByTestId("change-again"), "bahari na mawimbi marefu usiku");
    await user.click(screen.getByTestId("change-submit"));
    expect(await screen.findByTestId("change-old-error")).toHaveTextContent("not the passphrase of Otieno");
    await user.clear(screen.getByTestId("change-old"));
    await user.type(screen.getByTestId("change-old"), "samaki wa ziwa mbili{Enter}");
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("Your passphrase is changed."));
  });
});
