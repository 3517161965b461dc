/** The desk's title, search, order, undo and export. */
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { LINE_ORDERS, usePlace } from "../../app/place";
import { Button } from "../../components/basics";
import { Chooser, SearchBox } from "../../components/fields";
import { ScreenHeader } from "../../components/ScreenHeader";

export const SEARCH_ID = "desk-search";

interface Props {
  subject: string;
  /** What undo would undo. */
  canUndo: string | null;
  onUndo: () => void;
  onExport: () => void;
  exporting: boolean;
  onLeaveSearch: () => void;
}

export function DeskHeader({ subject, canUndo, onUndo, onExport, exporting, onLeaveSearch }: Props) {
  const { t, word } = useWords();
  const { place, change } = usePlace();
  const { why } = useMay();
  return (
    <ScreenHeader title={t("nav.reconcile")} subject={subject}>
      <SearchBox
        id={SEARCH_ID}
        testId="desk-search"
        label={t("desk.search")}
        keyName="/"
        value={place.search}
        onChange={(search) => change({ search })}
        onEnter={onLeaveSearch}
      />
      <Chooser
        label={t("desk.order")}
        chosen={place.order}
        onChoose={(order) => change({ order })}
        choices={LINE_ORDERS.map((order) => ({ id: order, name: word("order", order) }))}
      />
      <Button keyName="U" isDisabled={canUndo === null} onPress={onUndo} why={why("undo_last")} data-testid="undo">
        {t("desk.undo")}
        {canUndo === null ? null : <span className="sr-only">{canUndo}</span>}
      </Button>
      <Button keyName="E" isDisabled={exporting} onPress={onExport} why={why("report_export")} data-testid="export">
        {t("desk.export")}
      </Button>
    </ScreenHeader>
  );
}
