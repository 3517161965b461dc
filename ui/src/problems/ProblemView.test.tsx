import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { WordsProvider } from "../app/i18n";
import type { Problem } from "../bindings/types";
import { toProblem } from "../host";
import { ProblemView } from "./ProblemView";

const problem: Problem = {
  code: "statement.amount",
  message: "This row was set aside; the rest is read.",
  remedies: ["Correct the amount in the file.", "Import it again."],
  field: null,
  place: "march.csv, row 14, column Paid In",
  retry_now: false,
};

describe("a problem", () => {
  it("says what happened, where, and what to do, and keeps its code", () => {
    render(<ProblemView problem={problem} />);
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("This row was set aside; the rest is read.");
    expect(alert).toHaveTextContent("march.csv, row 14, column Paid In");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(problem.remedies);
    expect(alert).toHaveTextContent("statement.amount");
    expect(screen.queryByTestId("retry")).toBeNull();
  });

  it("does the same again when asked to", async () => {
    const retry = vi.fn();
    render(<ProblemView problem={problem} onRetry={retry} />);
    await userEvent.click(screen.getByTestId("retry"));
    expect(retry).toHaveBeenCalledOnce();
  });

  it("has words of its own, in both languages, for what the engine never said", () => {
    const unexpected = toProblem(new Error("broken pipe"));
    const { unmount } = render(<ProblemView problem={unexpected} />);
    expect(screen.getByRole("alert")).toHaveTextContent("Nothing was changed.");
    expect(screen.getByRole("alert")).toHaveTextContent("broken pipe");
    unmount();
    render(
      <WordsProvider language="sw">
        <ProblemView problem={unexpected} />
      </WordsProvider>,
    );
    expect(screen.getByRole("alert")).toHaveTextContent("Hakuna kilichobadilishwa.");
  });
});
