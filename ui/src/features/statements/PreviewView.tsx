/** What an import would do, file by file, before anything is stored. */
import { useState } from "react";

import type { FilePreview } from "../../bindings/types";
import { useWords } from "../../app/i18n";
import { useMay } from "../../app/may";
import { Button } from "../../components/basics";
import { Checkbox } from "../../components/fields";
import { ScreenHeader } from "../../components/ScreenHeader";
import { ProblemView } from "../../problems/ProblemView";
import { useImportFlow, type ImportState } from "./importFlow";
import { PreviewFile } from "./PreviewFile";

/** The engine kept the preview no longer; the files are to be read again. */
const GONE = "import.preview_gone";

export function PreviewView({ state }: { state: Extract<ImportState, { step: "looking" }> }) {
  const { t, tn } = useWords();
  const { commit, close, read } = useImportFlow();
  const { why } = useMay();
  const { preview } = state;
  const [takeChanged, setTakeChanged] = useState(false);
  const importable = preview.files.filter((file) => file.problem === null);
  return (
    <div className="screen" data-testid="import-preview">
      <ScreenHeader title={t("preview.title")} subject={t("preview.subject")}>
        <Button kind="quiet" isDisabled={state.importing} onPress={close} data-testid="import-discard">
          {t("preview.discard")}
        </Button>
        <Button kind="main" isDisabled={!preview.can_commit || state.importing} onPress={() => commit(takeChanged)} why={why("import_commit")} data-testid="import-commit">
          {tn("preview.import", importable.length)}
        </Button>
      </ScreenHeader>
      <div className="screen-scroll preview">
        {state.problem ? <ProblemView problem={state.problem} onRetry={() => (state.problem?.code === GONE ? read(state.paths) : commit(takeChanged))} /> : null}
        {preview.can_commit ? null : <p className="preview-nothing">{t("preview.nothing")}</p>}
        {hasChangedEntries(preview.files) ? (
          <div className="preview-choice">
            <Checkbox isSelected={takeChanged} onChange={setTakeChanged} testId="accept-changed">
              {t("preview.take_changed")}
            </Checkbox>
            <p className="muted">{t("preview.take_changed.hint")}</p>
          </div>
        ) : null}
        {preview.files.map((file, at) => (
          <PreviewFile key={`${file.name}-${file.sha256}`} file={file} at={at} onShortCode={(code) => read(state.paths, code)} />
        ))}
      </div>
    </div>
  );
}

function hasChangedEntries(files: readonly FilePreview[]): boolean {
  return files.some((file) => file.role === "ledger" && file.counts.changed > 0);
}
