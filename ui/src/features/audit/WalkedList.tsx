/** A list that is walked, with the detail of the selected row beside it; or the problem, or that there is nothing. */
import type { ReactNode } from "react";

import type { Problem } from "../../bindings/types";
import { SplitView } from "../../components/SplitView";
import { VirtualList } from "../../components/VirtualList";
import type { RowWindow } from "../../components/windowing";
import { ProblemView } from "../../problems/ProblemView";
import type { Walk } from "./useWalk";

interface Props {
  walk: Walk;
  label: string;
  total: number;
  /** Height of a row, px. */
  row: number;
  index: number | null;
  header: ReactNode;
  renderRow: (index: number) => ReactNode;
  onWindow?: (window: RowWindow) => void;
  /** In place of the rows when there are none. */
  empty: ReactNode;
  problem: Problem | null;
  onRetry: () => void;
  share: number;
  onShare: (share: number) => void;
  detail: ReactNode;
  detailLabel: string;
}

export function WalkedList({ walk, label, total, row, index, header, renderRow, onWindow = ignore, empty, problem, onRetry, share, onShare, detail, detailLabel }: Props) {
  const list = problem ? (
    <div className="pad">
      <ProblemView problem={problem} onRetry={onRetry} />
    </div>
  ) : total === 0 ? (
    empty
  ) : (
    <VirtualList label={label} handle={walk.handle} total={total} row={row} active={index} header={header} onWindow={onWindow} renderRow={renderRow} />
  );
  return <SplitView share={share} onShare={onShare} sheetOpen={walk.sheet} onCloseSheet={() => walk.setSheet(false)} detailLabel={detailLabel} list={list} detail={detail} />;
}

/** All rows are here at once. */
function ignore(): void {}
