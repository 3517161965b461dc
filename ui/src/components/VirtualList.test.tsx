import { act, fireEvent, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { describe, expect, it, vi } from "vitest";

import { VirtualList, type ListHandle } from "./VirtualList";

function draw(total: number, active: number | null = null) {
  const handle = createRef<ListHandle>();
  const onWindow = vi.fn();
  render(
    <VirtualList label="Lines" total={total} row={32} header={<div role="row" />} active={active} onWindow={onWindow} handle={handle} renderRow={(index) => <span role="gridcell">row {index}</span>} empty={<p>nothing</p>} />,
  );
  return { handle, onWindow };
}

const drawn = () => document.querySelectorAll(".vlist-row").length;

describe("a virtual list", () => {
  it("has a constant number of elements over a million rows", () => {
    const { handle, onWindow } = draw(1_000_000);
    for (const index of [0, 500_000, 999_999, 123_456]) {
      act(() => handle.current?.reveal(index));
      expect(screen.getByText(`row ${index}`)).toBeInTheDocument();
      expect(drawn()).toBeLessThan(40);
    }
    expect(onWindow).toHaveBeenLastCalledWith(expect.objectContaining({ first: expect.any(Number) }));
  });

  it("moves by real pixels under the wheel, though its scroll bar is scaled", () => {
    draw(1_000_000);
    const scroller = screen.getByTestId("list-scroll");
    fireEvent.wheel(scroller, { deltaY: 320_000 });
    expect(screen.getByText("row 10000")).toBeInTheDocument();
  });

  it("tells assistive technology where the selected row stands", () => {
    draw(2_400, 3);
    const grid = screen.getByRole("grid", { name: "Lines" });
    expect(grid).toHaveAttribute("aria-rowcount", "2401");
    const id = grid.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(id)).toHaveTextContent("row 3");
    expect(document.getElementById(id)).toHaveAttribute("aria-rowindex", "5");
  });

  it("says what to do when it is empty", () => {
    draw(0);
    expect(screen.getByText("nothing")).toBeInTheDocument();
    expect(drawn()).toBe(0);
  });
});
