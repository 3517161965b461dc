/** The demo's backups and its recovery key. */
import type { AppStatus, BackupInfo, BackupKind, BackupList } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import { problem } from "./files";
import type { Log } from "./log";

type Own = Extract<CommandName, `backup${string}` | `recovery_key_${string}` | "workspace_recover">;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

export interface BackupOptions {
  /** This computer’s keyring does not hold the ledger’s key. */
  missingKey?: boolean;
  /** Today’s automatic backup failed. */
  backupFailed?: boolean;
  /** The recovery key was written down. */
  recoveryConfirmed?: boolean;
}

/** The demo's recovery key, invented like everything in it. */
export const DEMO_KEY = ["K7QM", "2VXD", "9HTA", "0PZR", "W4CE", "N8JY", "5GSB", "3FKM", "R6TQ", "D1VH", "8XAP", "Y2ZN", "C9WE", "J4G5"] as const;
const CONFIRM = [3, 8, 13];

const plainText = (text: string) => text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");

export function missingKey() {
  return problem("keyring.missing_key", "Your books stay closed: this computer’s keyring does not hold their key.", ["If you have the recovery key on paper, open the ledger with it.", "If the books came from another computer, open them there."]);
}

/** Whether the text is the demo's recovery key, in any case and spacing. */
export const isDemoKey = (text: string): boolean => plainText(text) === plainText(DEMO_KEY.join(""));

/** What is said of any other. */
export const wrongKey = (field: string) => problem("recovery.wrong", "This is not the recovery key of this ledger.", ["Compare it with the paper group by group.", "A group with a typing mistake changes the whole key."], { field });

const failedBackup = () => problem("backup.disk_full", "Today’s backup was not made, at 07:57: the disk is full. The ledger itself is unharmed, and older backups are all there.", ["Free some space on the disk that holds the folder below.", "Then make a backup by hand."], { retry_now: true });

const made = (file: string, kind: BackupKind, at: string, size: string, verified = true): BackupInfo => ({ file, kind, at, size, verified });

export function backupsOf(options: BackupOptions) {
  let blocked = options.missingKey ?? false;
  let failed = options.backupFailed ?? false;
  let confirmed = options.recoveryConfirmed ?? false;
  const backups = [
    made("soko-2026-11-28-0757.ptb", "daily", "28 Nov 2026 07:57", "4.2 MB"),
    made("soko-2026-11-27-1604.ptb", "manual", "27 Nov 2026 16:04", "4.2 MB"),
    made("soko-2026-11-27-0757.ptb", "daily", "27 Nov 2026 07:57", "4.1 MB"),
    made("soko-2026-11-26-0757.ptb", "daily", "26 Nov 2026 07:57", "4.1 MB"),
    made("soko-2026-11-25-0757.ptb", "daily", "25 Nov 2026 07:57", "4.1 MB"),
    made("soko-2026-11-24-0801.ptb", "before_migration", "24 Nov 2026 08:01", "4.0 MB"),
    made("soko-2026-11-20-0757.ptb", "daily", "20 Nov 2026 07:57", "4.0 MB", false),
    made("soko-2026-11-19-0757.ptb", "daily", "19 Nov 2026 07:57", "0.3 MB"),
  ];
  const list = (): BackupList => ({
    backups: [...backups],
    folder: "/home/demo/.local/share/patanisha/practice/backups",
    rule: "Kept are the last 7 days, one a week for 8 weeks and one a month for 12 months; those made by hand stay.",
    recovery_confirmed: confirmed,
    failed: failed ? failedBackup() : null,
  });

  const answers = (status: () => AppStatus, log: () => Log, work: (job: string, phases: string[]) => Promise<void>, restored: () => void): Answers => {
    const record = (action: string, what: string, subject: string) => void log().add({ operator: status().session?.name ?? "", action, what, subject });
    return {
      backups_list: list,
      backup_make: async ({ job }) => {
        await work(job, ["Copying the ledger", "Checking the copy"]);
        backups.unshift(made("soko-2026-11-28-0912.ptb", "manual", "28 Nov 2026 09:12", "4.2 MB"));
        failed = false;
        record("backup.make", "Made a backup", "backup 2026-11-28");
        return list();
      },
      backup_restore: ({ file }) => {
        if (!backups.some((backup) => backup.file === file)) throw problem("backup.gone", "Nothing was restored: this backup is not there any more.", ["Look at the list again."]);
        backups.unshift(made("soko-2026-11-28-0913.ptb", "before_restore", "28 Nov 2026 09:13", "4.2 MB"));
        restored();
        record("backup.restore", "Restored a backup", file);
        return status();
      },
      recovery_key_show: () => {
        record("recovery.show", "Showed the recovery key", "recovery key");
        return { groups: [...DEMO_KEY], confirm: [...CONFIRM] };
      },
      recovery_key_confirm: ({ groups }) => {
        const wrongOnes = CONFIRM.filter((number, index) => plainText(groups[index] ?? "") !== plainText(DEMO_KEY[number - 1] ?? ""));
        if (wrongOnes.length > 0) throw problem("recovery.not_confirmed", `Nothing was confirmed: what was typed for group ${wrongOnes.join(" and ")} is not what was shown.`, ["Compare the paper with the screen."], { field: "groups" });
        confirmed = true;
        record("recovery.confirm", "Confirmed the recovery key", "recovery key");
        return list();
      },
      recovery_key_test: ({ text }) => {
        if (!isDemoKey(text)) throw wrongKey("text");
        return {};
      },
      workspace_recover: ({ text }) => {
        if (!isDemoKey(text)) throw wrongKey("text");
        blocked = false;
        return status();
      },
    };
  };
  return { answers, blocked: () => (blocked ? missingKey() : null) };
}
