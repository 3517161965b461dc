/** Files dragged over the window: says that they may be dropped anywhere, and reads them. */
import { useEffect, useState } from "react";

import { useImportFlow } from "../features/statements/importFlow";
import { host } from "../host";
import { useWords } from "./i18n";

export function DropOverlay() {
  const { t } = useWords();
  const { read } = useImportFlow();
  const [over, setOver] = useState(false);
  useEffect(
    () =>
      host().onFileDrop((drop) => {
        setOver(drop.kind === "over");
        if (drop.kind === "drop") read(drop.paths);
      }),
    [read],
  );
  if (!over) return null;
  return (
    <div className="drop" data-testid="drop-overlay">
      <div>
        <b>{t("drop.title")}</b>
        <p>{t("drop.hint")}</p>
      </div>
    </div>
  );
}
