/** A list and its detail, with a divider that can be dragged or moved by the arrow keys. Narrow windows show the detail as a sheet. */
import { useRef, type CSSProperties, type ReactNode } from "react";

import { useWords } from "../app/i18n";
import { Button } from "./basics";
import "./SplitView.css";

/** The detail's share of the width, in percent. */
export const SHARE_MIN = 24;
export const SHARE_MAX = 60;
export const SHARE_START = 35;

export function clampShare(share: number): number {
  return Math.round(Math.min(SHARE_MAX, Math.max(SHARE_MIN, share)) * 10) / 10;
}

interface Props {
  list: ReactNode;
  detail: ReactNode;
  share: number;
  onShare: (share: number) => void;
  /** Whether a narrow window shows the sheet. */
  sheetOpen: boolean;
  onCloseSheet: () => void;
  detailLabel: string;
}

export function SplitView({ list, detail, share, onShare, sheetOpen, onCloseSheet, detailLabel }: Props) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const dragged = (x: number) => {
    const box = frame.current?.getBoundingClientRect();
    if (box && box.width > 0) onShare(clampShare(((box.right - x) / box.width) * 100));
  };
  return (
    <div ref={frame} className="split" style={{ "--share": `${share}%` } as CSSProperties}>
      <div className="split-list">{list}</div>
      {/* A separator that can be moved is a widget: it takes the focus and the arrow keys. */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t("split.divider")}
        aria-valuenow={Math.round(share)}
        aria-valuemin={SHARE_MIN}
        aria-valuemax={SHARE_MAX}
        className="split-divider"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) dragged(event.clientX);
        }}
        onDoubleClick={() => onShare(SHARE_START)}
        onKeyDown={(event) => {
          const step = event.key === "ArrowLeft" ? 2 : event.key === "ArrowRight" ? -2 : 0;
          if (step === 0) return;
          event.preventDefault();
          event.stopPropagation();
          onShare(clampShare(share + step));
        }}
      />
      <section className="split-detail" aria-label={detailLabel} data-sheet={sheetOpen ? "open" : "closed"}>
        <div className="split-close">
          <Button kind="quiet" keyName="Esc" onPress={onCloseSheet}>
            {t("split.back")}
          </Button>
        </div>
        {detail}
      </section>
    </div>
  );
}
