/**
 * Which rows of a very long list are on the screen, in O(1), for rows of equal height.
 *
 * Browsers cap an element's height (WebKit near 33.5 million px, times zoom), so a list is given at most
 * `SCROLL_MAX` px to scroll through. A longer list maps that space onto its own: dragging the scroll bar
 * spans the whole list, while wheel and keys move by real pixels.
 */

/** The tallest scroll space, in CSS px; stays below WebKit's cap at 400 % zoom. */
export const SCROLL_MAX = 8_000_000;

export interface Space {
  /** Rows in the whole list. */
  total: number;
  /** Height of a row, px. */
  row: number;
  /** Height of what is seen, px. */
  viewport: number;
}

export interface RowWindow {
  /** First row drawn. */
  first: number;
  /** One past the last row drawn. */
  end: number;
}

/** Height of the list itself. */
export function listHeight({ total, row }: Space): number {
  return total * row;
}

/** Height of the space it scrolls in. */
export function scrollHeight(space: Space): number {
  return Math.min(listHeight(space), SCROLL_MAX);
}

/** Whether a pixel of the scroll bar is more than a pixel of the list. */
export function isScaled(space: Space): boolean {
  return listHeight(space) > SCROLL_MAX;
}

/** The furthest the top of the view can go down the list. */
export function topMax(space: Space): number {
  return Math.max(0, listHeight(space) - space.viewport);
}

export function clampTop(space: Space, top: number): number {
  return Math.min(Math.max(0, top), topMax(space));
}

/** The view's top in the list, from where the scroll bar stands. */
export function topFromScroll(space: Space, scrolled: number): number {
  if (!isScaled(space)) return clampTop(space, scrolled);
  const range = scrollHeight(space) - space.viewport;
  return clampTop(space, (scrolled / range) * topMax(space));
}

/** Where the scroll bar stands, from the view's top in the list. */
export function scrollFromTop(space: Space, top: number): number {
  if (!isScaled(space)) return top;
  const range = scrollHeight(space) - space.viewport;
  return (top / topMax(space)) * range;
}

/** The rows to draw: those seen and `overscan` more on each side. */
export function windowAt(space: Space, top: number, overscan: number): RowWindow {
  const first = Math.max(0, Math.floor(top / space.row) - overscan);
  const seen = Math.ceil(space.viewport / space.row) + 1;
  return { first, end: Math.min(space.total, Math.floor(top / space.row) + seen + overscan) };
}

/** The least movement that brings a row wholly into view. */
export function topToReveal(space: Space, top: number, index: number): number {
  const above = index * space.row;
  const below = above + space.row - space.viewport;
  if (above < top) return clampTop(space, above);
  if (below > top) return clampTop(space, below);
  return clampTop(space, top);
}

/** The top that puts a row in the middle of the view. */
export function topToCentre(space: Space, index: number): number {
  return clampTop(space, index * space.row - (space.viewport - space.row) / 2);
}

/** Numbers of the pages of `size` rows that a window needs. */
export function pagesFor({ first, end }: RowWindow, size: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / size);
  const to = Math.floor((end - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}
