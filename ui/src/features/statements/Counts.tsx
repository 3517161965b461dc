/** The four counts. They add up to the file's data rows, and say so. */
import type { BucketCounts, FilePreview } from "../../bindings/types";
import { count, useWords } from "../../app/i18n";

const BUCKETS = ["new", "known", "changed", "refused"] as const satisfies readonly (keyof BucketCounts)[];

interface Props {
  file: Pick<FilePreview, "counts" | "set_aside"> & { data_rows: FilePreview["data_rows"] | null };
}

export function Counts({ file }: Props) {
  const { t, tn, word } = useWords();
  return (
    <div className="counts">
      {BUCKETS.map((bucket, at) => (
        <div key={bucket} className="bucket" data-bucket={bucket} data-zero={file.counts[bucket] === 0 || undefined}>
          {at > 0 ? <i aria-hidden="true">+</i> : null}
          <b data-testid={`bucket-${bucket}`}>{count(file.counts[bucket])}</b>
          <span>{word("bucket", bucket)}</span>
        </div>
      ))}
      {file.data_rows === null ? null : (
        <div className="bucket bucket-sum">
          <i aria-hidden="true">=</i>
          <b data-testid="bucket-rows">{count(file.data_rows)}</b>
          <span>{t("preview.data_rows")}</span>
        </div>
      )}
      {file.set_aside > 0 ? <p className="faint counts-aside">{tn("preview.set_aside", file.set_aside)}</p> : null}
    </div>
  );
}
