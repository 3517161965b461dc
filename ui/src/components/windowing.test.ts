import { describe, expect, it } from "vitest";

import { isScaled, pagesFor, SCROLL_MAX, scrollFromTop, scrollHeight, topFromScroll, topMax, topToCentre, topToReveal, windowAt, type Space } from "./windowing";

/** WebKit's tallest element, px. */
const WEBKIT_MAX = 33_554_431;
const million: Space = { total: 1_000_000, row: 32, viewport: 640 };
const small: Space = { total: 2_400, row: 32, viewport: 640 };

describe("a list of a million rows", () => {
  it("scrolls in a space that WebKit can hold, also at 400 % zoom", () => {
    expect(isScaled(million)).toBe(true);
    expect(scrollHeight(million)).toBe(SCROLL_MAX);
    expect(SCROLL_MAX * 4).toBeLessThan(WEBKIT_MAX);
  });

  it("reaches its first and its very last row with the scroll bar", () => {
    expect(windowAt(million, topFromScroll(million, 0), 0).first).toBe(0);
    const bottom = topFromScroll(million, SCROLL_MAX - million.viewport);
    expect(bottom).toBe(topMax(million));
    expect(windowAt(million, bottom, 0)).toEqual({ first: 999_980, end: 1_000_000 });
  });

  it("draws a constant number of rows wherever it stands", () => {
    for (const top of [0, 1, 31, 32, 5_000_000, 31_999_000, topMax(million)]) {
      const { first, end } = windowAt(million, top, 6);
      expect(end - first).toBeLessThanOrEqual(640 / 32 + 2 * 6 + 2);
    }
  });

  it("maps bar to list and back within a pixel of the bar", () => {
    for (const scrolled of [0, 1, 4_000_000, 7_999_359, 7_999_360]) {
      expect(Math.abs(scrollFromTop(million, topFromScroll(million, scrolled)) - scrolled)).toBeLessThan(0.001);
    }
  });

  it("reveals any row by the least movement", () => {
    const top = topToReveal(million, 0, 500_000);
    expect(top).toBe(500_000 * 32 + 32 - 640);
    expect(topToReveal(million, top, 500_000)).toBe(top);
    expect(topToReveal(million, top, 499_990)).toBe(top);
    expect(topToReveal(million, top, 499_900)).toBe(499_900 * 32);
    expect(topToReveal(million, 0, 999_999)).toBe(topMax(million));
  });

  it("puts a row in the middle, except at the ends", () => {
    expect(topToCentre(million, 500_000)).toBe(500_000 * 32 - 304);
    expect(topToCentre(million, 0)).toBe(0);
    expect(topToCentre(million, 999_999)).toBe(topMax(million));
  });
});

describe("a list that fits", () => {
  it("scrolls pixel by pixel", () => {
    expect(isScaled(small)).toBe(false);
    expect(topFromScroll(small, 1_234)).toBe(1_234);
    expect(scrollFromTop(small, 1_234)).toBe(1_234);
    expect(scrollHeight(small)).toBe(2_400 * 32);
  });

  it("has no top beyond its end", () => {
    expect(topFromScroll(small, 9_999_999)).toBe(topMax(small));
    expect(topMax({ ...small, total: 3 })).toBe(0);
    expect(windowAt({ ...small, total: 0 }, 0, 6)).toEqual({ first: 0, end: 0 });
  });
});

describe("pages", () => {
  it("are those that the window touches", () => {
    expect(pagesFor({ first: 0, end: 30 }, 200)).toEqual([0]);
    expect(pagesFor({ first: 190, end: 223 }, 200)).toEqual([0, 1]);
    expect(pagesFor({ first: 999_974, end: 1_000_000 }, 200)).toEqual([4_999]);
    expect(pagesFor({ first: 200, end: 200 }, 200)).toEqual([]);
  });
});
