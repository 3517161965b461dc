import { describe, expect, it } from "vitest";

import { isFree, nameOf } from "./keys";

function inside(html: string): Element {
  document.body.innerHTML = html;
  return document.querySelector("[data-here]") ?? document.body;
}

describe("keys", () => {
  it("have one name whatever the case", () => {
    expect(nameOf(new KeyboardEvent("keydown", { key: "J" }))).toBe("j");
    expect(nameOf(new KeyboardEvent("keydown", { key: "ArrowDown" }))).toBe("ArrowDown");
    expect(nameOf(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }))).toBe("Ctrl+k");
  });

  it("belong to what is typed into, and to open lists and dialogs", () => {
    expect(isFree("d", inside("<input data-here>"))).toBe(false);
    expect(isFree("/", inside("<textarea data-here></textarea>"))).toBe(false);
    expect(isFree("ArrowDown", inside("<div role=listbox><p data-here></p></div>"))).toBe(false);
    expect(isFree("Enter", inside("<div role=dialog><p data-here></p></div>"))).toBe(false);
    expect(isFree("d", inside("<p data-here></p>"))).toBe(true);
  });

  it("leave Enter to the button that has the focus, but not the letters", () => {
    const button = inside("<button data-here>Export</button>");
    expect(isFree("Enter", button)).toBe(false);
    expect(isFree(" ", button)).toBe(false);
    expect(isFree("j", button)).toBe(true);
  });

  it("open the palette from anywhere", () => {
    expect(isFree("Ctrl+k", inside("<input data-here>"))).toBe(true);
  });
});
