import { describe, expect, it } from "vitest";

import { en } from "./en";
import { sw } from "./sw";
import { translate, type Key } from ".";

const keys = Object.keys(en) as Key[];
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect(Object.keys(sw).toSorted()).toEqual(keys.toSorted());
  });

  it("say something for every key, with the same blanks to fill", () => {
    for (const key of keys) {
      expect(sw[key].trim(), key).not.toBe("");
      expect(en[key].trim(), key).not.toBe("");
      expect(holes(sw[key]), key).toBe(holes(en[key]));
    }
  });

  it("have a plain form for every form for one", () => {
    for (const key of keys.filter((each) => each.endsWith(".one"))) {
      expect(keys).toContain(key.slice(0, -".one".length));
    }
  });

  it("are two languages: few texts are equal", () => {
    const same = keys.filter((key) => en[key] === sw[key]);
    expect(same).toEqual(["line.amount"]);
  });
});

describe("translate", () => {
  it("fills blanks and gives counts their thousands", () => {
    expect(translate("en", "preview.refused", { n: 1846 })).toBe("1,846 refused rows");
    expect(translate("sw", "preview.refused", { n: 12 })).toBe("Mistari 12 iliyokataliwa");
  });

  it("leaves amounts as they are written", () => {
    expect(translate("en", "overview.by_value", { percent: "97.8" })).toBe("by value 97.8 %");
  });
});
