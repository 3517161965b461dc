/** The ways in: the system's dialog, dropping, and typed or pasted paths. */
import { useState } from "react";
import { TextArea, TextField } from "react-aria-components";

import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { host } from "../../host";
import { pathsIn, useImportFlow } from "./importFlow";

export function ChooseFiles({ main = false }: { main?: boolean }) {
  const { t } = useWords();
  const { read } = useImportFlow();
  const { why } = useMay();
  const pick = () => {
    host()
      .pickFiles(t("import.choose.title"))
      .then((paths) => read(paths), () => undefined);
  };
  return (
    <Button kind={main ? "main" : "plain"} onPress={pick} why={why("import_preview")} data-testid="import-choose">
      {t("import.choose")}
    </Button>
  );
}

export function AddFiles() {
  const { t } = useWords();
  const { read } = useImportFlow();
  const [text, setText] = useState("");
  const { why } = useMay();
  const paths = pathsIn(text);
  const lines = Math.min(6, Math.max(1, text.split("\n").length));
  return (
    <form
      className="add-files"
      onSubmit={(event) => {
        event.preventDefault();
        read(paths);
      }}
    >
      <div>
        <b>{t("import.drop")}</b>
        <p className="muted">{t("import.drop.hint")}</p>
      </div>
      <TextField aria-label={t("import.paste")} value={text} onChange={setText} className="add-paths">
        <TextArea
          id="import-paths"
          data-testid="import-paths"
          className="mono"
          rows={lines}
          placeholder={t("import.paste")}
          spellCheck="false"
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey) return;
            event.preventDefault();
            read(paths);
          }}
        />
      </TextField>
      <Button type="submit" isDisabled={paths.length === 0} why={why("import_preview")} data-testid="import-read">
        {t("import.read")}
      </Button>
    </form>
  );
}
