import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { openPage } from "../../../tests/open";
import type { FileDrop, Host } from "../../host";
import { pathsIn } from "./importFlow";

async function preview(...paths: string[]) {
  const opened = await openPage();
  await opened.user.click(screen.getByTestId("nav-statements"));
  const field = await screen.findByTestId("import-paths");
  await opened.user.click(field);
  await opened.user.paste(paths.join("\n"));
  await opened.user.click(screen.getByTestId("import-read"));
  await screen.findByTestId("import-preview");
  return opened;
}

const file = (at: number) => within(screen.getByTestId(`preview-file-${at}`));
const digits = (element: HTMLElement) => Number(element.textContent?.replaceAll(",", ""));

describe("paths", () => {
  it("are one per line, without quotes or blank lines; file:// addresses pass", () => {
    expect(pathsIn(' "/a b/one.csv" \r\n\n\'/two.csv\'\nfile:///three.csv')).toEqual(["/a b/one.csv", "/two.csv", "file:///three.csv"]);
  });
});

describe("a preview", () => {
  it("shows four counts that add up to the rows of each file", async () => {
    await preview("/in/statement.csv", "/in/ledger.xlsx");
    for (const at of [0, 1]) {
      const parts = ["new", "known", "changed", "refused"].map((bucket) => digits(file(at).getByTestId(`bucket-${bucket}`)));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(digits(file(at).getByTestId("bucket-rows")));
    }
    expect(screen.getByTestId("import-commit")).toHaveTextContent("Import 2 files");
  });

  it("shows layout, columns, verdict per row, reasons and the certificate", async () => {
    await preview("/in/statement.csv");
    expect(file(0).getByText(/Organisation-portal statement \(F1\)/)).toBeInTheDocument();
    expect(file(0).getByText("Completion Time")).toBeInTheDocument();
    expect(file(0).getAllByTestId("preview-row")).toHaveLength(8);
    expect(file(0).getByTestId("refused-rows")).toHaveTextContent("1,2OO.00");
    expect(file(0).getByTestId("refused-rows")).toHaveTextContent("an amount such as 1,200.00");
    expect(file(0).getByTestId("certificate")).toHaveTextContent("Complete");
  });

  it("imports the good file beside one that can't be read", async () => {
    const { user } = await preview("/in/letter.pdf", "/in/ledger.xlsx");
    expect(file(0).getByRole("alert")).toHaveTextContent("this is a PDF, not a table");
    expect(screen.getByTestId("import-commit")).toHaveTextContent("Import one file");
    await user.click(screen.getByTestId("import-commit"));
    expect(await screen.findByTestId("import-done")).toHaveTextContent("ledger.xlsx");
    await user.click(screen.getByTestId("go-reconcile"));
    expect(await screen.findByTestId("residual")).toBeInTheDocument();
  });

  it("asks for the short code when the file names none, and reads again with it", async () => {
    const { user } = await preview("/in/nocode.csv");
    expect(screen.getByTestId("import-commit")).toBeDisabled();
    await user.type(screen.getByTestId("short-code"), "600111{Enter}");
    await waitFor(() => expect(file(0).queryByTestId("short-code")).toBeNull());
    await waitFor(() => expect(screen.getByTestId("import-commit")).toBeEnabled());
  });

  it("takes the new figures of changed entries only when told to", async () => {
    const sent: unknown[] = [];
    const { user, host } = await preview("/in/ledger.xlsx");
    const invoke = host.invoke.bind(host);
    host.invoke = (name, request) => {
      if (name === "import_commit") sent.push(request);
      return invoke(name, request);
    };
    expect(file(0).getByTestId("changed-rows")).toHaveTextContent("INV-20418");
    await user.click(screen.getByRole("checkbox"));
    await user.click(screen.getByTestId("import-commit"));
    await screen.findByTestId("import-done");
    expect(sent).toEqual([expect.objectContaining({ accept_changed_entries: true })]);
  });

  it("is forgotten when discarded", async () => {
    const { user } = await preview("/in/statement.csv");
    await user.click(screen.getByTestId("import-discard"));
    expect(await screen.findByTestId("import-paths")).toHaveValue("");
  });

  it("opens from files dropped anywhere", async () => {
    let drop: (drop: FileDrop) => void = () => undefined;
    const catching = (host: Host): Host => ({
      ...host,
      onFileDrop: (hear) => {
        drop = hear;
        return () => undefined;
      },
    });
    await openPage({}, catching);
    await waitFor(() => screen.getByTestId("nav-overview"));
    drop({ kind: "over" });
    expect(await screen.findByTestId("drop-overlay")).toHaveTextContent("Drop statements and ledgers anywhere");
    drop({ kind: "drop", paths: ["/in/statement.csv"] });
    expect(await screen.findByTestId("preview-file-0")).toHaveTextContent("statement.csv");
    expect(screen.queryByTestId("drop-overlay")).toBeNull();
  });
});

describe("taking an import back", () => {
  it("says why it can't be done, or what will happen", async () => {
    const { user } = await openPage();
    await user.click(screen.getByTestId("nav-statements"));
    const [ledger, statement] = await screen.findAllByTestId("import-undo");
    await user.click(statement as HTMLElement);
    expect(await screen.findByTestId("undo-dialog")).toHaveTextContent("Twelve matches that a person confirmed");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("undo-dialog")).toBeNull());
    await user.click(ledger as HTMLElement);
    await user.click(await screen.findByTestId("import-undo-commit"));
    await waitFor(() => expect(screen.getByTestId("status-message")).toHaveTextContent("was taken back"));
  });
});
