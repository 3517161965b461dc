import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { openPage, type Opened } from "../../../tests/open";
import { call, type Host } from "../../host";
import type { DemoOptions } from "../../host/demo";
import { DEMO_KEY } from "../../host/demo/backups";

async function openBackups(options: DemoOptions = {}, change?: (host: Host) => Host): Promise<Opened> {
  const opened = await openPage(options, change);
  await screen.findByTestId("nav-settings");
  await opened.press("gb");
  await screen.findByTestId("backups");
  return opened;
}

describe("backups", () => {
  it("are listed with why they were made, and made by hand as a job", async () => {
    const { user } = await openBackups();
    const before = screen.getAllByTestId("backup-row").length;
    expect(screen.getByTestId("backups")).toHaveTextContent("Kept are the last 7 days");
    expect(screen.getAllByTestId("backup-row")[0]).toHaveTextContent(/First opening of the day.*4\.2 MB.*Opened and checked/);
    await user.click(screen.getByTestId("backup-make"));
    await waitFor(() => expect(screen.getAllByTestId("backup-row")).toHaveLength(before + 1));
    expect(screen.getByTestId("status-message")).toHaveTextContent("made and checked");
  });

  it("are restored only by the typed word", async () => {
    const sent = vi.fn();
    const { user, press } = await openBackups({}, (host) => ({
      ...host,
      invoke: (name, request) => {
        if (name === "backup_restore") sent(request);
        return host.invoke(name, request);
      },
    }));
    await user.click(screen.getAllByTestId("backup-restore")[1] as HTMLElement);
    const dialog = await screen.findByTestId("restore-dialog");
    expect(dialog).toHaveTextContent("set aside and kept");
    expect(dialog).toHaveTextContent("claimed again by two people");
    await waitFor(() => expect(screen.getByTestId("restore-typed")).toHaveFocus());
    await press("restore{Enter}");
    expect(screen.getByTestId("restore-submit")).toBeDisabled();
    expect(sent).not.toHaveBeenCalled();
    await user.clear(screen.getByTestId("restore-typed"));
    await press("RESTORE{Enter}");
    await waitFor(() => expect(sent).toHaveBeenCalledWith({ file: "soko-2026-11-27-1604.ptb" }));
    await waitFor(() => expect(screen.queryByTestId("restore-dialog")).toBeNull());
    await waitFor(() => expect(screen.getAllByTestId("backup-row")[0]).toHaveAttribute("data-kind", "before_restore"));
    expect(screen.getByTestId("status-message")).toHaveTextContent("as it did on 27 Nov 2026 16:04");
  });

  it("say why today’s was not made and what to do, until one is made", async () => {
    const { user } = await openBackups({ backupFailed: true });
    const failed = screen.getByTestId("backup-failed");
    expect(failed).toHaveTextContent("the disk is full");
    expect(failed).toHaveTextContent("Free some space");
    await user.click(within(failed).getByTestId("retry"));
    await waitFor(() => expect(screen.queryByTestId("backup-failed")).toBeNull());
    expect(screen.getAllByTestId("backup-row")[0]).toHaveAttribute("data-kind", "manual");
  });

  it("offer no new try to who may not make one", async () => {
    await openBackups({ backupFailed: true, as: "Otieno" });
    expect(within(screen.getByTestId("backup-failed")).queryByTestId("retry")).toBeNull();
  });

  it("are shown to everybody, and kept by an administrator", async () => {
    await openBackups({ as: "Otieno" });
    expect(screen.getByTestId("backup-make")).toBeDisabled();
    expect(screen.getByTestId("recovery-show")).toBeDisabled();
    expect(screen.getAllByTestId("backup-restore")[0]).toBeDisabled();
  });
});

describe("the recovery key", () => {
  it("is shown in fourteen groups, and confirmed by three of them read back", async () => {
    const { user, press } = await openBackups();
    expect(screen.getByTestId("recovery")).toHaveAttribute("data-confirmed", "false");
    await user.click(screen.getByTestId("recovery-show"));
    const groups = (await screen.findAllByTestId("recovery-group")).map((group) => group.textContent);
    expect(groups).toEqual(DEMO_KEY.map((group, at) => `${at + 1}${group}`));
    await user.click(screen.getByTestId("recovery-next"));
    await screen.findByTestId("recovery-confirm");
    expect(document.body).not.toHaveTextContent(DEMO_KEY[2]);
    await user.type(screen.getByTestId("recovery-group-3"), "9hta");
    await user.type(screen.getByTestId("recovery-group-8"), "WRNG");
    expect(screen.getByTestId("recovery-submit")).toBeDisabled();
    await user.type(screen.getByTestId("recovery-group-13"), "c9we{Enter}");
    expect(await screen.findByTestId("recovery-wrong")).toHaveTextContent("what was typed for group 8 is not what was shown");
    await user.clear(screen.getByTestId("recovery-group-8"));
    await user.type(screen.getByTestId("recovery-group-8"), "3fkm");
    await press("{Enter}");
    await waitFor(() => expect(screen.getByTestId("recovery")).toHaveAttribute("data-confirmed", "true"));
    expect(screen.queryByTestId("recovery-confirm")).toBeNull();
  });

  it("is tested from paper, in any case and spacing, and leaves nothing behind", async () => {
    const { user, press } = await openBackups();
    await user.click(screen.getByTestId("recovery-test"));
    await waitFor(() => expect(screen.getByTestId("recovery-text")).toHaveFocus());
    await press("{Enter}");
    expect(await screen.findByTestId("recovery-text-error")).toHaveTextContent("Type the key");
    await press("wrong key{Enter}");
    expect(await screen.findByText(/This is not the recovery key of this ledger/)).toBeInTheDocument();
    await user.clear(screen.getByTestId("recovery-text"));
    await press(`${DEMO_KEY.join("-").toLowerCase().replaceAll("0", "o").replaceAll("1", "l")}{Enter}`);
    expect(await screen.findByTestId("recovery-passed")).toHaveTextContent("This key opens this ledger.");
    expect(screen.queryByTestId("recovery-text")).toBeNull();
  });
});

describe("a keyring without the ledger’s key", () => {
  it("offers the way in by the recovery key", async () => {
    const { user, press } = await openPage({ missingKey: true });
    await user.click(await screen.findByTestId("recover-open"));
    await waitFor(() => expect(screen.getByTestId("recover-text")).toHaveFocus());
    await press("K7QM{Enter}");
    expect(await screen.findByTestId("recover-text-error")).toHaveTextContent("not the recovery key");
    await user.clear(screen.getByTestId("recover-text"));
    await press(`${DEMO_KEY.join(" ")}{Enter}`);
    expect(await screen.findByTestId("nav-ledger")).toBeInTheDocument();
    expect((await call("app_status", {})).blocked).toBeNull();
  });

  it("is not offered for any other reason", async () => {
    await openPage({ blocked: true });
    expect(screen.queryByTestId("recover-open")).toBeNull();
  });
});
