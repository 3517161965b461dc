/** The demo's files: what a preview of them would say. Names choose the case. */
import type { FilePreview, ImportInfo, ImportPreviewRequest, Problem } from "../../bindings/types";
import { Dice, money, people, receipt } from "./draw";

export function problem(code: string, message: string, remedies: string[], more: Partial<Problem> = {}): Problem {
  return { code, message, remedies, field: null, place: null, retry_now: false, ...more };
}

const STATEMENT_COLUMNS: [string, string | null][] = [
  ["Receipt No.", "receipt"], ["Completion Time", "completed"], ["Initiation Time", "initiated"], ["Details", "details"],
  ["Transaction Status", "status"], ["Paid In", "paid_in"], ["Withdrawn", "withdrawn"], ["Balance", "balance"],
  ["Balance Confirmed", "balance_confirmed"], ["Reason Type", "reason"], ["Other Party Info", "party"], ["Linked Transaction ID", "linked"], ["A/C No.", "account"], ["Notes", null],
];
const LEDGER_COLUMNS: [string, string | null][] = [
  ["reference", "reference"], ["account", "account"], ["direction", "direction"], ["party", "party"], ["phone", "phone"], ["amount", "amount"], ["due_date", "due_date"], ["open", "open"], ["branch", null],
];

export function previewOf(path: string, shortCode: ImportPreviewRequest["short_code"]): FilePreview {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  const lower = name.toLowerCase();
  const dice = new Dice(name.length);
  const nothing: FilePreview = {
    name, role: "unknown", problem: null, layout: "", size: "18,204 bytes", sha256: "9f2c41d07be3a86f5520c1e84a97d3b6e10f7c2d9b58a64301fd2e7c95b8a013",
    already_imported: null, facts: [], mapping: [], first_rows: [], counts: { new: 0, known: 0, changed: 0, refused: 0 }, data_rows: 0, set_aside: 0, refused: [], changed: [], notes: [], certificates: [],
  };
  if (/\.(pdf|docx?|png)$/.test(lower)) {
    return { ...nothing, problem: problem("import.not_a_table", "Nothing was read: this is a PDF, not a table.", ["Download the statement as CSV or XLSX from the organisation portal."], { place: name }) };
  }
  if (lower.includes("nocode") && shortCode === null) {
    return { ...nothing, role: "statement", layout: "Statements-for export (F2), CSV", problem: problem("statement.no_short_code", "Nothing was read: the file does not say which short code it belongs to.", ["Type the short code below and read it again."], { field: "short_code", place: name }) };
  }
  const ledger = lower.includes("ledger") || lower.includes("invoice");
  const persons = people(dice, 8);
  const rows = persons.map((person, at) => {
    const cents = (3 + dice.below(30)) * 50_000;
    const refused = at === 5;
    return {
      row: at + (ledger ? 2 : 8),
      bucket: refused ? "refused" : at === 3 ? "known" : "new",
      name: refused ? "" : ledger ? `INV-${20_400 + at}` : receipt(dice, 95 + at),
      when: refused ? "" : ledger ? `${4 + at} Nov 2026` : `${4 + at} Nov 2026 12:${10 + at}:05`,
      party: refused ? "" : person.name,
      account: refused ? "" : ledger ? `HSE-0${10 + at}` : `INV-${20_400 + at}`,
      amount: refused ? "1,2OO.00" : money(cents),
      balance: refused ? "" : money(ledger ? cents : 182_450_000 + at * 310_000),
      kind: refused ? "" : ledger ? "receivable" : "principal",
      remark: refused ? "The amount holds letters." : at === 6 ? "The same payer paid the same amount within a minute." : "",
    };
  });
  const refused = [{ row: ledger ? 7 : 13, column: ledger ? "amount" : "Paid In", read: "1,2OO.00", expected: "an amount such as 1,200.00", reason: "The amount holds letters; this row was set aside and the rest is read." }];
  if (ledger) {
    return {
      ...nothing, role: "ledger", layout: "Canonical ledger, XLSX",
      facts: [{ key: "period", value: "1–30 November 2026" }, { key: "open_receivable", value: "4,812,500.00" }, { key: "open_payable", value: "310,000.00" }],
      mapping: LEDGER_COLUMNS.map(([header, field]) => ({ header, field })), first_rows: rows,
      counts: { new: 598, known: 41, changed: 3, refused: 1 }, data_rows: 643, set_aside: 1, refused,
      changed: [{ row: 44, name: "INV-20418", what: "Amount", held: "4,800.00", found: "5,200.00" }, { row: 71, name: "INV-20433", what: "Open", held: "12,000.00", found: "0.00" }, { row: 90, name: "INV-20440", what: "Due", held: "17 Nov 2026", found: "30 Nov 2026" }],
    };
  }
  return {
    ...nothing, role: "statement", layout: "Organisation-portal statement (F1), CSV", size: "1,204,331 bytes",
    already_imported: lower.includes("again") ? "Imported on 3 Nov 2026 09:12" : null,
    facts: [
      { key: "holder", value: "Soko Mtaani Ltd" }, { key: "short_code", value: shortCode ?? "600111" }, { key: "account", value: "Utility Account" },
      { key: "period", value: "1–19 November 2026" }, { key: "opening", value: "1,824,500.00" }, { key: "closing", value: "2,310,655.50" },
    ],
    mapping: STATEMENT_COLUMNS.map(([header, field]) => ({ header, field })), first_rows: rows,
    counts: { new: 811, known: 24, changed: 0, refused: 1 }, data_rows: 836, set_aside: 2, refused,
    notes: ["24 rows are held already from statement-october.csv: the periods overlap by a day."],
    certificates: [{ wallet: "600111 Utility Account", period: "1 Nov 2026 00:00 – 19 Nov 2026 23:59 EAT", rows: 829, opening: "1,824,500.00", paid_in: "3,981,205.50", withdrawn: "−3,495,050.00", closing: "2,310,655.50", verdict: lower.includes("gap") ? "broken" : "complete", findings: ["Balance unbroken over 829 rows.", "Opening + in + out = closing: ties.", "Sums of rows = the file's totals: ties.", "6 rows moved no money and took no part."] }],
  };
}

export function importOf(file: FilePreview, id: number): ImportInfo {
  const value = (key: string) => file.facts.find((fact) => fact.key === key)?.value ?? "";
  return {
    id, name: file.name, role: file.role, layout: file.layout, at: "19 Nov 2026 15:41", period: value("period"),
    wallet: file.role === "statement" ? "600111 Utility Account" : "", counts: file.counts, verdict: file.certificates[0]?.verdict ?? "",
    undo_blocked: null, undone_at: null, sha256: file.sha256,
  };
}
