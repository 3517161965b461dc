/**
 * A list of any length in a constant number of elements. It draws rows and moves them; the caller owns
 * which row is selected and what the keys do.
 */
import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from "react";

import {
  clampTop,
  isScaled,
  scrollFromTop,
  scrollHeight,
  topFromScroll,
  topToCentre,
  topToReveal,
  windowAt,
  type RowWindow,
  type Space,
} from "./windowing";
import "./VirtualList.css";

/** Rows drawn beyond the view on each side, so that a frame's delay shows no hole. */
const OVERSCAN = 6;
/** Rows are placed from the nearest multiple of this, so that offsets stay small and exact. */
const BASE = 1_000;
/** Height of the column heads, px, their hairline included; as in the style sheet. */
const HEAD = 31;
/** Height of the rows' view before the first measurement, px. */
const FIRST_GUESS = 640;

export interface ListHandle {
  /** Brings a row into view with the least movement, or into the middle. */
  reveal: (index: number, where?: "nearest" | "centre") => void;
  /** Rows that fit the view. */
  rowsSeen: () => number;
  focus: () => void;
}

interface Props {
  label: string;
  total: number;
  row: number;
  header: ReactNode;
  renderRow: (index: number) => ReactNode;
  /** The selected row, for screen readers and `aria-selected`. */
  active: number | null;
  onWindow: (window: RowWindow) => void;
  handle: Ref<ListHandle>;
  empty?: ReactNode;
}

export function VirtualList({ label, total, row, header, renderRow, active, onWindow, handle, empty }: Props) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  const expected = useRef(0);
  const [viewport, setViewport] = useState(FIRST_GUESS);
  const space: Space = { total, row, viewport };
  const latest = useRef(space);
  const [shown, setShown] = useState<RowWindow>({ first: 0, end: 0 });

  /** Draws the list with its view at `to`. */
  const place = (to: number) => {
    const now = latest.current;
    top.current = clampTop(now, to);
    const next = windowAt(now, top.current, OVERSCAN);
    setShown((before) => (before.first === next.first && before.end === next.end ? before : next));
    if (layer.current) {
      const base = Math.floor(next.first / BASE) * BASE;
      layer.current.style.transform = `translate3d(0, ${base * now.row - top.current}px, 0)`;
    }
  };

  /** Moves the view and the scroll bar with it. */
  const moveTo = (to: number) => {
    place(to);
    if (!scroller.current) return;
    scroller.current.scrollTop = scrollFromTop(latest.current, top.current);
    expected.current = scroller.current.scrollTop;
  };

  useLayoutEffect(() => {
    latest.current = { total, row, viewport };
    moveTo(top.current);
  }, [total, row, viewport]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => setViewport(Math.max(0, element.clientHeight - HEAD) || FIRST_GUESS);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || !isScaled(latest.current)) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? latest.current.row : event.deltaMode === 2 ? latest.current.viewport : 1;
      moveTo(top.current + event.deltaY * unit);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, []);

  useEffect(() => {
    if (shown.end > 0 || total === 0) onWindow(shown);
  }, [shown, total, onWindow]);

  useImperativeHandle(handle, () => ({
    reveal: (index, where = "nearest") => {
      const now = latest.current;
      moveTo(where === "centre" ? topToCentre(now, index) : topToReveal(now, top.current, index));
    },
    rowsSeen: () => Math.max(1, Math.floor(latest.current.viewport / latest.current.row) - 1),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const scrolled = () => {
    const at = scroller.current?.scrollTop ?? 0;
    if (Math.abs(at - expected.current) < 1) return;
    expected.current = at;
    place(topFromScroll(latest.current, at));
  };

  const base = Math.floor(shown.first / BASE) * BASE;
  const end = Math.min(shown.end, total);
  const pool = Math.ceil(viewport / row) + 2 * OVERSCAN + 2;
  const rows: ReactNode[] = [];
  for (let index = shown.first; index < end; index += 1) {
    const selected = index === active;
    rows.push(
      <div
        key={index % pool}
        id={`${id}-${index}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={selected}
        className="vlist-row"
        style={{ transform: `translateY(${(index - base) * row}px)`, height: row }}
      >
        {renderRow(index)}
      </div>,
    );
  }
  const activeIsDrawn = active !== null && active >= shown.first && active < end;

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-activedescendant={activeIsDrawn ? `${id}-${active}` : undefined}
      tabIndex={0}
      className="vlist"
      data-testid="list-scroll"
      onScroll={scrolled}
    >
      <div role="rowgroup" className="vlist-head" style={{ height: HEAD }}>
        {header}
      </div>
      <div role="presentation" style={{ height: scrollHeight(space) }}>
        <div role="presentation" className="vlist-view" style={{ top: HEAD, height: Math.min(viewport, scrollHeight(space)) }}>
          <div ref={layer} role="rowgroup" className="vlist-layer">
            {rows}
          </div>
        </div>
      </div>
      {total === 0 ? empty : null}
    </div>
  );
}
