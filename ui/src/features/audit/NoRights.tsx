/** For people whose roles do not reach this: whose it is, and what is open to them all the same. */
import { useWords, type Key } from "../../app/i18n";
import { Empty } from "../../components/basics";

export function NoRights({ title, why }: { title: Key; why: string }) {
  const { t } = useWords();
  return (
    <div className="no-rights" data-testid="no-rights">
      <Empty title={t(title)}>
        <p>{why}</p>
        <p>{t("norights.hint")}</p>
      </Empty>
    </div>
  );
}
