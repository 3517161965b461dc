/** Seeded chance and invented people for the demo host. Nothing here is in a production build. */

/** The same numbers on every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ n < below. */
  below(below: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 4_294_967_296) * below);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const FIRST = ["Grace", "Brian", "Halima", "Peter", "Esther", "Kevin", "Mercy", "Yusuf", "Faith", "Samuel", "Ruth", "James", "Naomi", "Dennis", "Amina", "Joseph", "Zawadi", "Stephen", "Pendo", "Wanjiru"];
const LAST = ["Njeri", "Otieno", "Ali", "Mutua", "Achieng", "Kiptoo", "Nduta", "Hassan", "Chebet", "Kariuki", "Wambui", "Barasa", "Wekesa", "Omondi", "Mwangi", "Ochieng", "Muthoni", "Kamau", "Cherono", "Were"];

export interface Person {
  name: string;
  phone: string;
}

export function people(dice: Dice, many: number): Person[] {
  return Array.from({ length: many }, () => ({
    name: `${dice.pick(FIRST)} ${dice.pick(LAST)}`,
    phone: `2547••••${String(100 + dice.below(900))}`,
  }));
}

/** Cents as the engine writes them: `−1,234.50`. */
export function money(cents: number): string {
  const size = Math.abs(cents);
  const shillings = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${cents < 0 ? "−" : ""}${shillings}.${String(size % 100).padStart(2, "0")}`;
}

const MONTHS = ["Aug", "Sep", "Oct", "Nov", "Dec"];
const LENGTHS = [31, 30, 31, 30, 31];

/** Day 0 is 1 August 2026. */
export function dayOf(day: number): { date: number; month: number; label: string } {
  let left = day;
  let month = 0;
  while (left >= (LENGTHS[month] ?? 31)) {
    left -= LENGTHS[month] ?? 31;
    month += 1;
  }
  return { date: left + 1, month, label: `${left + 1} ${MONTHS[month] ?? ""}` };
}

const CODES = "123456789ABCDEFGHIJKLMNOPQRSTUV";
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

/** A receipt whose first three characters name its day. */
export function receipt(dice: Dice, day: number): string {
  const { date, month } = dayOf(day);
  const head = `U${"HIJKL"[month] ?? "H"}${CODES[date - 1] ?? "1"}`;
  return head + Array.from({ length: 7 }, () => LETTERS[dice.below(LETTERS.length)]).join("");
}
