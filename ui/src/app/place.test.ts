import { describe, expect, it } from "vitest";

import { readPlace, START, writePlace } from "./place";

describe("where a person stands", () => {
  it("comes back as it was left, without the searches", () => {
    const place = { ...START, section: "reconcile" as const, filter: "ambiguous" as const, order: "largest" as const, line: 84, share: 41.5, search: "njeri" };
    expect(readPlace(writePlace(place))).toEqual({ ...place, search: "" });
  });

  it("fits the preference's limit of 4,096 bytes", () => {
    expect(writePlace({ ...START, line: Number.MAX_SAFE_INTEGER }).length).toBeLessThan(4_096);
  });

  it("starts anew from anything it does not understand", () => {
    for (const kept of [undefined, "", "{", "null", "[]", "7", '{"filter":"later","line":"x","share":900,"section":"payouts"}']) {
      const place = readPlace(kept);
      expect(place).toEqual({ ...START, share: place.share });
      expect(place.share).toBeLessThanOrEqual(60);
    }
  });
});
