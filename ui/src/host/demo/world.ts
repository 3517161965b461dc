/** The demo's business: three months of lines and a ledger, with every class of oddity. */
import { Dice, money, people, receipt, type Person } from "./draw";

export interface DemoEntry {
  id: number;
  reference: string;
  account: string;
  party: Person;
  direction: "receivable" | "payable";
  cents: number;
  due: number;
  description: string;
}

export interface DemoMatch {
  id: number;
  line: number;
  entry: DemoEntry;
  cents: number;
  state: "auto" | "confirmed" | "suggested" | "declined";
  rule: string;
  confidence: number;
  margin: number;
  explanation: string;
}

export interface DemoLine {
  id: number;
  receipt: string;
  day: number;
  minute: number;
  party: Person;
  typed: string;
  cents: number;
  kind: string;
  /** The class where it does not follow from matches. */
  fixed: string | null;
  why: string;
  related: { line: number; relation: string }[];
}

export interface World {
  lines: DemoLine[];
  entries: DemoEntry[];
  matches: DemoMatch[];
}

export const DAYS = 92;
const LINES = 2_400;
const ENTRIES = 1_800;
const NOBODY: Person = { name: "", phone: "" };

export function makeWorld(): World {
  const dice = new Dice(20_261_119);
  const world: World = { lines: [], entries: [], matches: [] };
  const customers = people(dice, 140);
  const line = (part: Partial<DemoLine> & Pick<DemoLine, "day" | "cents">): DemoLine => {
    const made: DemoLine = {
      id: world.lines.length + 1,
      receipt: receipt(dice, part.day),
      minute: 380 + dice.below(800),
      party: NOBODY,
      typed: "",
      kind: "principal",
      fixed: null,
      why: "",
      related: [],
      ...part,
    };
    world.lines.push(made);
    return made;
  };
  const match = (of: DemoLine, entry: DemoEntry, state: DemoMatch["state"], confidence: number, explanation: string, rule = "reference", cents = Math.abs(of.cents)) => {
    const margin = Math.max(0, confidence - 41);
    world.matches.push({ id: world.matches.length + 1, line: of.id, entry, cents: Math.min(cents, entry.cents), state, rule, confidence, margin, explanation });
  };

  for (let number = 0; number < ENTRIES; number += 1) {
    const at = dice.below(customers.length);
    const party = customers[at] as Person;
    const payable = number % 29 === 28;
    world.entries.push({
      id: number + 1,
      reference: `${payable ? "PO" : "INV"}-${20_000 + number}`,
      account: `HSE-${String(at + 1).padStart(3, "0")}`,
      party,
      direction: payable ? "payable" : "receivable",
      cents: (5 + dice.below(60)) * 50_000 + dice.below(4) * 5_000,
      due: Math.floor((number / ENTRIES) * DAYS),
      description: payable ? "Repairs" : "Rent and service charge",
    });
  }

  world.entries.forEach((entry, number) => {
    const lucky = dice.below(1_000);
    const day = Math.min(DAYS - 1, Math.max(0, entry.due - 3 + dice.below(5)));
    const { party, reference, cents } = entry;
    const digits = reference.slice(4);
    const other = world.entries[(number + 17) % ENTRIES] as DemoEntry;
    if (entry.direction === "payable") {
      const paid = line({ day, party, cents: -cents, typed: reference });
      match(paid, entry, "auto", 100, "The account number is this reference.");
    } else if (lucky < 560) {
      match(line({ day, party, cents, typed: reference }), entry, "auto", 100, "The account number is this invoice’s reference, and the amount is what it has open.");
    } else if (lucky < 660) {
      match(line({ day, party, cents, typed: `inv ${digits}` }), entry, "auto", 99, "The number was typed with a space; it names this invoice.");
    } else if (lucky < 690) {
      const swapped = `INV-${digits.slice(0, 2)}${digits[3] ?? ""}${digits[2] ?? ""}${digits.slice(4)}`;
      const paid = line({ day, party, cents, typed: swapped });
      match(paid, entry, "suggested", 93, `The number was typed ${swapped}; swapping two digits gives this invoice. Amount, name and the visible phone digits all agree.`);
      match(paid, other, "suggested", 41, `Same phone digits, but the amount differs: ${money(other.cents)} is open.`, "payer");
    } else if (lucky < 715) {
      match(line({ day, party, cents, typed: party.name.split(" ")[1]?.toUpperCase() ?? "" }), entry, "suggested", 88, "No reference was typed. The amount and the payer’s name and phone agree with this invoice alone.", "payer");
    } else if (lucky < 728) {
      const paid = line({ day, party, cents: other.cents, typed: "", fixed: "ambiguous" });
      match(paid, other, "suggested", 50, "Amount and payer fit; another open invoice fits as well.", "payer");
      match(paid, entry, "suggested", 50, "Amount and payer fit; another open invoice fits as well.", "payer");
    } else if (lucky < 745) {
      const first = Math.floor(cents / 200) * 100;
      match(line({ day, party, cents: first, typed: reference }), entry, "auto", 98, `First instalment; ${money(cents - first)} is still due.`, "reference", first);
      match(line({ day: Math.min(DAYS - 1, day + 2), party, cents: cents - first, typed: reference }), entry, "auto", 98, "Second instalment; the invoice is settled.", "reference", cents - first);
    } else if (lucky < 757) {
      match(line({ day, party, cents: cents + 5_000, typed: reference }), entry, "auto", 97, `The invoice is ${money(cents)}; 50.00 is more than was open.`, "reference", cents);
    } else if (lucky < 769) {
      const first = line({ day, party, cents, typed: reference });
      match(first, entry, "auto", 100, "The account number is this invoice’s reference.");
      const again = line({ day, party, cents, typed: reference, fixed: "duplicate", why: `${reference} was paid before; held as credit`, minute: first.minute + 7 });
      again.related.push({ line: first.id, relation: "First payment" });
      first.related.push({ line: again.id, relation: "Second payment" });
    } else if (lucky < 777) {
      const paid = line({ day, party, cents, typed: reference, fixed: "reversed", why: "Reversed the same day" });
      const back = line({ day, party, cents: -cents, kind: "reversal", fixed: "reversed", why: `Reverses ${paid.receipt}`, minute: paid.minute + 30 });
      paid.related.push({ line: back.id, relation: "Reversal" });
      back.related.push({ line: paid.id, relation: "Reversed payment" });
    } else if (lucky < 790) {
      line({ day, party, cents, typed: reference, fixed: "not_completed", why: "Failed; no money moved" });
      match(line({ day, party, cents, typed: reference }), entry, "auto", 100, "The account number is this invoice’s reference.");
    }
  });

  for (const word of ["harambee", "4471902", "SCHOOL FEES", "sadaka", "TOKEN 1422", "MEMBER 88120", "fare", "", "WATER"]) {
    for (let n = 0; n < 4; n += 1) {
      line({ day: dice.below(DAYS), party: dice.pick(customers), cents: (1 + dice.below(40)) * 10_000, typed: word, fixed: "unmatched", why: "No customer or invoice like it" });
    }
  }
  for (let day = 1; day < DAYS; day += 2) {
    const kind = day % 14 === 1 ? "transfer" : "sweep";
    line({ day, cents: -(200 + dice.below(400)) * 100_000, kind, fixed: "transfer", party: { name: kind === "sweep" ? "Utility → Settlement" : "Utility → Working", phone: "" }, why: kind === "sweep" ? "Settled to the bank" : "Moved between own accounts", minute: 1_190 });
  }
  const payments = world.lines.filter((each) => each.kind === "principal" && each.cents > 0 && each.fixed !== "not_completed");
  for (let at = 0; world.lines.length < LINES; at += 1) {
    const paid = payments[(at * 3) % payments.length] as DemoLine;
    const fee = line({ day: paid.day, cents: -(1 + dice.below(10)) * 500, kind: "charge", fixed: "fee", party: { name: "M-Pesa charge", phone: "" }, why: `Charge of ${paid.receipt}`, receipt: paid.receipt, minute: paid.minute });
    fee.related.push({ line: paid.id, relation: "Payment" });
  }
  return world;
}
