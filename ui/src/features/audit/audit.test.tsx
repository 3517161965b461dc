import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { openDesk, openPage, type Opened } from "../../../tests/open";
import { call } from "../../host";
import type { DemoOptions } from "../../host/demo";
import type { Host } from "../../host";
import { changesOf } from "./changes";
import { checkCommand } from "./PackDone";
import { refOfSubject } from "./refs";

async function openAudit(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage(options, change);
  await screen.findByTestId("nav-audit");
  await opened.press("ga");
  await screen.findByTestId("audit-search");
  return opened;
}

const story = () => screen.findByTestId("story");
const copied = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());

beforeEach(() => copied.mockClear());

describe("the search", () => {
  it("finds by an invoice, tells its story oldest first, and shows the evidence by E", async () => {
    const { press } = await openAudit();
    await waitFor(() => expect(screen.getByTestId("audit-search")).toHaveFocus());
    await press("INV-20002{Enter}");
    const open = await story();
    const hits = screen.getAllByTestId("audit-hit");
    expect(hits.map((hit) => hit.dataset["kind"])).toEqual(expect.arrayContaining(["line", "entry"]));
    expect(hits[0]).toHaveTextContent(/by reference/);
    const steps = within(open).getAllByTestId("story-step");
    expect(steps.length).toBeGreaterThan(1);
    expect(open).not.toHaveTextContent(/2547\d{5}/);
    await press("e");
    const evidence = await screen.findByTestId("evidence");
    expect(within(evidence).getByTestId("evidence-sha256")).toHaveTextContent(/^[0-9a-f]{64}$/);
    await press("e");
    expect(screen.queryByTestId("evidence")).toBeNull();
  });

  it("moves by the arrows while the box keeps the focus, and goes to what belongs together and back", async () => {
    const { user, press } = await openAudit();
    await press("njeri");
    await screen.findAllByTestId("audit-hit");
    await press("{ArrowDown}{ArrowDown}");
    const second = screen.getAllByTestId("audit-hit")[1]?.dataset["title"] ?? "";
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).toBe(second));
    expect(screen.getByTestId("audit-search")).toHaveFocus();
    const [related] = await screen.findAllByTestId("story-related");
    if (related) await user.click(related);
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).not.toBe(second));
    await user.click(screen.getByTestId("story-back"));
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).toBe(second));
  });

  it("finds a phone in any form, a file, an operator; and says what to try when there is nothing", async () => {
    const { user } = await openAudit();
    const box = screen.getByTestId("audit-search");
    await user.type(box, "Kamau{Enter}");
    await waitFor(async () => expect((await story()).dataset["title"]).toBe("Kamau"));
    expect(screen.queryByTestId("reveal-open")).toBeNull();
    await user.clear(box);
    await user.type(box, "ledger-august{Enter}");
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).toBe("ledger-august-october.xlsx"));
    await user.clear(box);
    await user.type(box, "0799999999");
    expect(await screen.findByText("Nothing found for “0799999999”")).toBeInTheDocument();
  });

  it("is reached by / from another tab", async () => {
    const { user, press } = await openAudit();
    await user.click(screen.getByTestId("audit-tab-check"));
    await screen.findByTestId("audit-verify");
    await press("/");
    await waitFor(() => expect(screen.getByTestId("audit-search")).toHaveFocus());
  });
});

describe("keys that follow G", () => {
  it("belong to the way, not to the desk that is left", async () => {
    const sent: string[] = [];
    const { press } = await openDesk({}, (host) => ({
      ...host,
      invoke: (name, request) => {
        sent.push(name);
        return host.invoke(name, request);
      },
    }));
    await press("2");
    await waitFor(() => expect(screen.getByTestId("filter-matched")).toHaveAttribute("aria-checked", "true"));
    await screen.findByTestId("release");
    await press("gr");
    expect(sent).not.toContain("match_release");
    await press("ga");
    await waitFor(() => expect(screen.getByTestId("nav-audit")).toHaveAttribute("aria-current", "page"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("revealing", () => {
  it("needs a reason, shows number and name once, records it, and forgets them", async () => {
    const { user, press } = await openAudit();
    vi.spyOn(navigator.clipboard, "writeText").mockImplementation(copied);
    await press("INV-20002{Enter}");
    await user.click(await screen.findByTestId("reveal-open"));
    await waitFor(() => expect(screen.getByTestId("reveal-reason")).toHaveFocus());
    await press("why{Enter}");
    expect(await screen.findByTestId("reveal-reason-error")).toHaveTextContent("at least 5 characters");
    await press(" the customer asks{Enter}");
    const phone = (await screen.findByTestId("revealed-phone")).textContent ?? "";
    expect(phone).toMatch(/^2547\d{8}$/);
    await user.click(screen.getByTestId("revealed-phone-copy"));
    expect(copied).toHaveBeenCalledWith(phone);
    await user.click(screen.getByTestId("reveal-close"));
    await waitFor(() => expect(screen.queryByTestId("revealed")).toBeNull());
    expect(document.body).not.toHaveTextContent(phone);
    await waitFor(() => expect(screen.getAllByTestId("story-step").at(-1)).toHaveTextContent("why the customer asks"));
    const { events } = await call("audit_events", { before: null, limit: 1, operator: null, action: "reveal" });
    expect(events[0]?.after).toContain("why the customer asks");
    expect(events[0]?.after).not.toContain(phone);
  });

  it("is shown but not given to an administrator", async () => {
    const { press } = await openAudit({ as: "Wanjiru" });
    await press("INV-20002{Enter}");
    expect(await screen.findByTestId("reveal-open")).toBeDisabled();
    expect(screen.getByTestId("story")).toHaveTextContent("Needs the role maker, checker or auditor.");
  });
});

describe("the events", () => {
  it("run from the newest back, are narrowed down, and show before, after and hash", async () => {
    const { user } = await openAudit();
    await user.click(screen.getByTestId("audit-tab-events"));
    const [newest] = await screen.findAllByTestId("audit-event");
    const { total } = await call("audit_events", { before: null, limit: 1, operator: null, action: null });
    expect(newest?.dataset["seq"]).toBe(String(total));
    await user.click(screen.getByRole("button", { name: /Kind of act/ }));
    await user.click(await screen.findByRole("option", { name: "Imports" }));
    await waitFor(() => expect(screen.getAllByTestId("audit-event").map((row) => row.dataset["action"])).toEqual(["import.commit", "import.commit"]));
    await user.click(screen.getAllByTestId("audit-event")[1] as HTMLElement);
    const changes = await screen.findByTestId("event-changes");
    expect(changes).toHaveTextContent(/lines\s*0\s*2400/);
    expect(screen.getByTestId("event-hash")).toHaveTextContent(/^[0-9a-f]{64}$/);
  });

  it("lead to the story of what they are about, on to what belongs to it, and back", async () => {
    const { user, press } = await openAudit();
    await user.click(screen.getByTestId("audit-tab-events"));
    await user.click(await screen.findByRole("button", { name: /Kind of act/ }));
    await user.click(await screen.findByRole("option", { name: "Reveals" }));
    await waitFor(() => expect(screen.getAllByTestId("audit-event")).toHaveLength(1));
    await user.click(screen.getByTestId("audit-event"));
    const { seq } = screen.getByTestId("event-detail").dataset;
    expect(screen.getByTestId("event-story")).toHaveTextContent("line 12");
    await user.click(screen.getByTestId("event-story"));
    const first = (await story()).dataset["title"] ?? "";
    expect(await screen.findByText("Customer asks which phone paid")).toBeInTheDocument();
    await user.click((await screen.findAllByTestId("story-related"))[0] as HTMLElement);
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).not.toBe(first));
    await press("{Backspace}");
    await waitFor(() => expect(screen.getByTestId("story").dataset["title"]).toBe(first));
    expect(screen.getByTestId("story-back")).toHaveTextContent(`Back to Event ${seq}`);
    await user.click(screen.getByTestId("story-back"));
    expect(screen.getByTestId("event-detail")).toHaveAttribute("data-seq", seq);
    expect(screen.getByTestId("audit-event")).toHaveAttribute("data-selected");
  });

  it("name people, and lead to what they did", async () => {
    const { user } = await openAudit();
    await user.click(screen.getByTestId("audit-tab-events"));
    await user.click(await screen.findByRole("button", { name: /Kind of act/ }));
    await user.click(await screen.findByRole("option", { name: "Sign-ins and locks" }));
    await waitFor(() => expect(screen.getAllByTestId("audit-event")[0]).toHaveAttribute("data-action", "session.lock"));
    await user.click(screen.getAllByTestId("audit-event")[0] as HTMLElement);
    const link = await screen.findByTestId("event-story");
    const name = link.textContent ?? "";
    expect(["Wanjiru", "Otieno", "Halima", "Kamau"]).toContain(name);
    await user.click(link);
    await waitFor(async () => expect((await story()).dataset["title"]).toBe(name));
  });

  it("have no story where there is none", () => {
    const people = [{ id: 3, name: "Halima" }];
    expect(refOfSubject("entry 7", people)).toEqual({ kind: "entry", id: 7, name: "" });
    expect(refOfSubject("operator 3", people)).toEqual({ kind: "operator", id: 0, name: "Halima" });
    for (const subject of ["operator 4", "profile 1", "line", "line 12 of 13", "chain", ""]) expect(refOfSubject(subject, people)).toBeNull();
  });

  it("say whose they are, without asking for them", async () => {
    const asked = vi.fn();
    const { user } = await openAudit({ as: "Otieno" }, (host) => ({
      ...host,
      invoke: (name, request) => {
        asked(name);
        return host.invoke(name, request);
      },
    }));
    await user.click(screen.getByTestId("audit-tab-events"));
    expect(await screen.findByTestId("no-rights")).toHaveTextContent("administrators and auditors");
    await user.click(screen.getByTestId("audit-tab-check"));
    expect(await screen.findByTestId("no-rights")).toHaveTextContent("The check is for");
    expect(asked).not.toHaveBeenCalledWith("audit_events");
    expect(screen.getByTestId("pack-open")).toBeDisabled();
  });
});

describe("the check", () => {
  it("says that the chain holds, what was checked, and the hash to keep", async () => {
    const { user } = await openAudit();
    await user.click(screen.getByTestId("audit-tab-check"));
    await user.click(await screen.findByTestId("audit-verify"));
    const verdict = await screen.findByTestId("audit-verdict");
    expect(verdict).toHaveAttribute("data-holds", "true");
    expect(within(verdict).getAllByRole("listitem")).toHaveLength(6);
    expect(screen.getByTestId("audit-head")).toHaveTextContent(/^[0-9a-f]{64}$/);
  });

  it("says where it does not hold, and what to do", async () => {
    const { user } = await openAudit({ tampered: 131 });
    await user.click(screen.getByTestId("audit-tab-check"));
    await user.click(await screen.findByTestId("audit-verify"));
    const verdict = await screen.findByTestId("audit-verdict");
    expect(verdict).toHaveTextContent("The chain does not hold at event 131");
    expect(within(verdict).getByRole("alert")).toHaveTextContent("its content and its hash differ");
  });

  it("can be cancelled", async () => {
    const { user } = await openAudit({ jobMs: 4_000 });
    await user.click(screen.getByTestId("audit-tab-check"));
    await user.click(await screen.findByTestId("audit-verify"));
    await user.click(await screen.findByTestId("job-cancel"));
    expect(await screen.findByText("Cancelled. No verdict.")).toBeInTheDocument();
    expect(screen.queryByTestId("audit-verdict")).toBeNull();
  });
});

describe("the pack", () => {
  it("asks why, warns of full names, and says where it is and how to check it", async () => {
    const { user, press } = await openAudit();
    await user.click(screen.getByTestId("pack-open"));
    const dialog = await screen.findByTestId("pack-dialog");
    expect(dialog).toHaveTextContent("full phone numbers and names");
    await user.click(screen.getByTestId("pack-folder-choose"));
    expect(await screen.findByText("/home/demo/exports")).toBeInTheDocument();
    await user.click(screen.getByTestId("pack-reason"));
    await press("Yearly audit{Enter}");
    expect(await screen.findByTestId("pack-path")).toHaveTextContent("/home/demo/exports/soko-mtaani-audit-2026-11-28.zip");
    expect(screen.getByTestId("pack-size")).toHaveTextContent("4.4 MB (4,404,019 bytes)");
    expect(screen.getByTestId("pack-command")).toHaveTextContent("patanisha audit verify /home/demo/exports/soko-mtaani-audit-2026-11-28.zip");
  });

  it("has a command that a shell reads as one path", () => {
    expect(checkCommand("C:\\Users\\Grace N\\pack.zip")).toBe('patanisha audit verify "C:\\Users\\Grace N\\pack.zip"');
  });
});

describe("what an event changed", () => {
  it("is read field by field, unless a digit would be lost", () => {
    expect(changesOf('{"a":1,"b":"x"}', '{"a":2,"b":"x"}')).toEqual([
      { field: "a", before: "1", after: "2", differs: true },
      { field: "b", before: "x", after: "x", differs: false },
    ]);
    expect(changesOf("null", '{"cents":12345678901234567890}')).toBeNull();
    expect(changesOf("", "not json")).toBeNull();
  });
});
