/** A pack that was written: where it is, what it holds, how anyone checks it. */
import type { AuditPackDone } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";
import { MonoValue } from "../../components/MonoValue";

const sizes = new Intl.NumberFormat("en-KE", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${sizes.format(bytes / 1_000)} kB` : `${sizes.format(bytes / 1_000_000)} MB`;
}

/** The command, for a shell: quoted where the path needs it. */
export function checkCommand(path: string): string {
  return `patanisha audit verify ${/^[\w./\\:~-]+$/.test(path) ? path : `"${path}"`}`;
}

export function PackDone({ done }: { done: AuditPackDone }) {
  const { t } = useWords();
  const bytes = done.bytes;
  return (
    <div className="asks">
      <MonoValue label={t("pack.path")} value={done.path} testId="pack-path" />
      <dl className="facts">
        <div>
          <dt>{t("pack.size")}</dt>
          <dd data-testid="pack-size">{t("pack.size.value", { size: sizeOf(bytes), bytes: count(bytes) })}</dd>
        </div>
        <div>
          <dt>{t("pack.members")}</dt>
          <dd>{t("pack.members.value", { members: done.members, events: done.events })}</dd>
        </div>
      </dl>
      <MonoValue label={t("pack.sha256")} value={done.sha256} testId="pack-sha256" />
      <MonoValue label={t("pack.command")} value={checkCommand(done.path)} testId="pack-command" />
    </div>
  );
}
