import { afterEach, describe, expect, it, vi } from "vitest";

import type { Problem } from "../bindings/types";
import { call, isCancelled, setHost, toProblem } from ".";
import { demoHost } from "./demo";
import { UNEXPECTED } from "./problem";
import { tauriHost } from "./tauri";
import type { Host } from "./types";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

const locked: Problem = { code: "keyring.locked", message: "Your books stay closed.", remedies: ["Unlock it."], field: null, place: null, retry_now: true };

function failing(thrown: unknown): Host {
  return { ...demoHost({}), invoke: () => Promise.reject(thrown) };
}

afterEach(() => invoke.mockReset());

describe("call", () => {
  it("sends the request under its name, as the shell's commands expect it", async () => {
    invoke.mockResolvedValue({ position: 7 });
    setHost(tauriHost);
    const request = { id: 3, filter: "all", search: null, order: "newest" } as const;
    await expect(call("line_position", request)).resolves.toEqual({ position: 7 });
    expect(invoke).toHaveBeenCalledWith("line_position", { request });
  });

  it("rejects with the engine's problem, untouched", async () => {
    setHost(failing(locked));
    await expect(call("app_status", {})).rejects.toBe(locked);
  });

  it("makes a problem of anything else", async () => {
    setHost(failing("command app_status not found"));
    await expect(call("app_status", {})).rejects.toMatchObject({ code: UNEXPECTED, message: "command app_status not found", retry_now: true });
  });

  it("says so when there is no program around the page", async () => {
    setHost(null);
    await expect(call("app_status", {})).rejects.toMatchObject({ code: "host.unreachable" });
  });
});

describe("toProblem", () => {
  it("keeps what an error says", () => {
    expect(toProblem(new Error("broken pipe")).message).toBe("broken pipe");
    expect(toProblem(undefined).code).toBe(UNEXPECTED);
    expect(toProblem({ code: 7 }).code).toBe(UNEXPECTED);
  });

  it("tells a cancelled job from a failed one", () => {
    expect(isCancelled({ ...locked, code: "job.cancelled" })).toBe(true);
    expect(isCancelled({ ...locked, code: "import.cancelled" })).toBe(true);
    expect(isCancelled(locked)).toBe(false);
  });
});
