/** The demo's people: who they are, who is signed in, and the commands about them. Passphrases are held here only. */
import type { AppStatus, GateDto, OperatorName, PeopleList, PersonInfo, RoleDto, SecondPerson, SessionInfo } from "../../bindings/types";
import type { CommandName, RequestOf, ResponseOf } from "../types";
import { isDemoKey, wrongKey } from "./backups";
import { problem } from "./files";
import { ANYONE, mayOf, STEPPED_UP, whoWords } from "./permissions";

interface DemoPerson {
  id: number;
  name: string;
  roles: RoleDto[];
  state: PersonInfo["state"];
  passphrase: string;
  code: string | null;
  mayApproveFrom: string | null;
}

export interface PeopleOptions {
  /** Where the window stands when it opens; else somebody is signed in. */
  gate?: "sign_in" | "people";
  /** Who is signed in, with what their roles allow; else somebody who may do everything. */
  as?: string;
  /** Whether sensitive acts ask for the passphrase again. */
  stepUp?: boolean;
  idleSeconds?: number;
  /** Something happened that everybody is told at sign-in. */
  notice?: boolean;
}

type Own = Extract<CommandName, "sign_in" | "enrol" | "sign_out" | "step_up" | "session_touch" | `passphrase${string}` | "people_found" | "people_recover" | "people_list" | `person${string}`>;
type Answers = { [Name in Own]: (request: RequestOf<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>> };

const NOW = "28 Nov 2026 09:12";
const CODES = ["7KQ2-M9FD-X0AB", "3HTW-8PVN-J4ZC", "D6RS-1YEG-5KMX"];
/** Wrong tries before one has to wait, and how long. */
const TRIES = 3;
const WAIT = 8;

const person = (id: number, name: string, roles: RoleDto[], passphrase: string): DemoPerson => ({ id, name, roles, passphrase, state: "active", code: null, mayApproveFrom: null });

/** Four groups of four letters, the same for the same name. */
function fingerprintOf({ id, name }: DemoPerson): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  let seed = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), id + 7) % 1_000_003;
  const next = () => {
    seed = (seed * 48_271 + 11) % 2_147_483_647;
    return letters[seed % letters.length] ?? "A";
  };
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, next).join("")).join(" ");
}

export function strengthOf(passphrase: string): ResponseOf<"passphrase_strength"> {
  const words = passphrase.split(/[\s-]+/).filter((word) => word.length > 2).length;
  const score = passphrase.length < 8 ? 0 : Math.min(4, Math.floor(passphrase.length / 8) + (words > 2 ? 1 : 0));
  const advice = score >= 3 ? [] : [words > 2 ? "Make it longer." : "Use four or more words that do not belong together."];
  return { score, enough: score >= 3, advice };
}

const tookKeys = (one: string, two: string) => `On ${NOW} ${one} and ${two} took new keys with the recovery key.`;

export function peopleOf(options: PeopleOptions) {
  const people: DemoPerson[] = options.gate === "people" ? [] : [
    person(1, "Wanjiru", ["administrator"], "mvua kubwa leo asubuhi"),
    person(2, "Otieno", ["maker"], "samaki wa ziwa mbili"),
    person(3, "Halima", ["checker"], "bahari na upepo mwanana"),
    person(4, "Kamau", ["auditor"], "kahawa tamu ya mlimani"),
  ];
  const records: PeopleList["records"] = people.length === 0 ? [] : [
    { number: 1, at: "12 Nov 2026 08:02", what: "Workspace founded: Wanjiru as administrator, Otieno as maker", signed_by: ["Wanjiru", "Otieno"] },
    { number: 2, at: "12 Nov 2026 08:10", what: "Halima added as checker", signed_by: ["Wanjiru", "Otieno"] },
    { number: 3, at: "12 Nov 2026 08:14", what: "Kamau added as auditor", signed_by: ["Wanjiru", "Otieno"] },
  ];
  let here: DemoPerson | null = options.gate ? null : (people.find(({ name }) => name === options.as) ?? people[0] ?? null);
  let all = options.gate === undefined && options.as === undefined;
  let proved = !options.stepUp;
  const notices: string[] = options.notice ? [tookKeys("Wanjiru", "Otieno")] : [];
  let wrong = 0;
  let until = 0;

  const named = (name: string) => people.find((each) => each.name === name && each.state !== "retired");
  const byId = (id: number) => {
    const found = people.find((each) => each.id === id);
    if (!found) throw problem("people.gone", "Nothing was changed: this person is not here any more.", ["Look at the list again."]);
    return found;
  };
  const checked = (name: string, passphrase: string, field: string): DemoPerson => {
    const found = named(name);
    if (Date.now() < until) throw problem("session.wait", `Not tried: after 3 tries that went wrong the next one waits. ${Math.ceil((until - Date.now()) / 1_000)} seconds to go.`, ["Wait, then type the passphrase again."], { field });
    if (!found || found.state !== "active" || found.passphrase !== passphrase) {
      wrong += 1;
      if (wrong >= TRIES) until = Date.now() + WAIT * 1_000;
      throw problem("session.wrong", `This is not the passphrase of ${name}.`, ["Type it again. Capitals and spaces count."], { field });
    }
    wrong = 0;
    return found;
  };
  const signed = ({ name, passphrase }: SecondPerson) => {
    const second = checked(name, passphrase, "second.passphrase");
    if (second === here) throw problem("people.second", "Nothing was changed: the second person has to be somebody else.", ["Choose another person."], { field: "second.name" });
    return second;
  };
  const strong = (passphrase: string, field: string) => {
    const { enough, advice } = strengthOf(passphrase);
    if (!enough) throw problem("passphrase.weak", "Nothing was kept: this passphrase is too easy to guess.", advice, { field });
  };
  const fitting = (roles: readonly RoleDto[], field: string) => {
    if (roles.length === 0) throw problem("people.no_role", "Nothing was changed: a person needs at least one role.", ["Choose a role."], { field });
    const money = roles.includes("maker") || roles.includes("checker");
    if (money && (roles.includes("administrator") || roles.includes("auditor"))) throw problem("people.roles_exclude", "Nothing was changed: an administrator or an auditor can’t also be maker or checker, because who watches over the money must not move it.", ["Give these roles to two people."], { field });
  };
  const free = (name: string, field: string) => {
    if (name.trim() === "" || name.trim().length > 40) throw problem("people.name", "Nothing was changed: a name has 1 to 40 characters.", ["Type the person’s name."], { field });
    if (people.some((each) => each.name.toLowerCase() === name.trim().toLowerCase())) throw problem("people.name_used", `Nothing was changed: ${name.trim()} is or was somebody here.`, ["Add a surname or an initial."], { field });
  };
  const record = (what: string, second: string) => void records.push({ number: records.length + 1, at: NOW, what, signed_by: [here?.name ?? "", second] });
  const list = (): PeopleList => ({
    people: people.map((each) => ({ id: each.id, name: each.name, roles: each.roles, state: each.state, fingerprint: each.state === "invited" ? null : fingerprintOf(each), may_approve_from: each.mayApproveFrom, me: each === here })),
    records: records.toReversed(),
  });
  const enter = (who: DemoPerson) => {
    here = who;
    all = false;
  };
  const session = (): SessionInfo | null => here && { id: here.id, name: here.name, roles: here.roles, may: all ? mayOf("all") : mayOf(here.roles), idle_seconds: options.idleSeconds ?? 600, notices: [...notices] };
  const gate = (business: string | null): GateDto => (business === null ? "start" : people.length === 0 ? "people" : here === null ? "sign_in" : "open");
  const operators = (practice: boolean): OperatorName[] => people.filter(({ state }) => state !== "retired").map(({ name, roles, state, passphrase }) => ({ name, roles, enrolled: state === "active", practice_passphrase: practice && state === "active" ? passphrase : null }));

  /** What of the status these people decide. */
  const part = (business: string | null, practice: boolean): Pick<AppStatus, "gate" | "business" | "operators" | "session"> => {
    const now = gate(business);
    return { gate: now, business, operators: now === "sign_in" ? operators(practice) : [], session: now === "open" ? session() : null };
  };
  /** Lets a command in, or throws like the engine does. */
  const admit = (name: CommandName): void => {
    if (ANYONE.includes(name)) return;
    const now = session();
    if (!now) throw problem("session.none", "Nothing was done: nobody is signed in.", ["Sign in, then try again."]);
    if (!now.may.includes(name)) throw problem("access.refused", `Nothing was done: this is for ${whoWords(name)}, and it was recorded that you tried.`, ["Ask a person with that role."]);
    if (STEPPED_UP.includes(name) && !proved) throw problem("session.step_up", "Nothing was done yet: this needs your passphrase again.", ["Type your passphrase, then try again."], { field: "passphrase" });
  };

  const answers = (status: () => AppStatus): Answers => ({
    sign_in: ({ name, passphrase }) => {
      enter(checked(name, passphrase, "passphrase"));
      return status();
    },
    enrol: ({ name, code, passphrase }) => {
      const found = named(name);
      const plain = (text: string) => text.replaceAll(/[\s-]/g, "").toUpperCase();
      if (!found?.code || plain(found.code) !== plain(code)) throw problem("enrol.code", `This is not the code of ${name}, or it was used.`, ["Type it as it was read out.", "Ask the administrator for a new one."], { field: "code" });
      strong(passphrase, "passphrase");
      Object.assign(found, { code: null, passphrase, state: "active" });
      enter(found);
      return status();
    },
    sign_out: () => {
      here = null;
      return status();
    },
    step_up: ({ passphrase }) => {
      checked(here?.name ?? "", passphrase, "passphrase");
      proved = true;
      return status();
    },
    session_touch: () => ({}),
    passphrase_change: ({ old, new: next }) => {
      const me = checked(here?.name ?? "", old, "old");
      strong(next, "new");
      me.passphrase = next;
      return {};
    },
    passphrase_strength: ({ passphrase }) => strengthOf(passphrase),
    people_found: ({ administrator, other }) => {
      free(administrator.name, "administrator.name");
      free(other.name, "other.name");
      if (administrator.name.trim() === other.name.trim()) throw problem("people.same", "Nothing was changed: these are to be two people.", ["Type two names."], { field: "other.name" });
      fitting(other.roles, "other.roles");
      strong(administrator.passphrase, "administrator.passphrase");
      strong(other.passphrase, "other.passphrase");
      const [first] = [administrator, other].map(({ name, roles, passphrase }, at) => {
        const made = person(at + 1, name.trim(), roles, passphrase);
        people.push(made);
        return made;
      });
      if (first) enter(first);
      records.push({ number: 1, at: NOW, what: `Workspace founded: ${administrator.name} as administrator, ${other.name} as ${other.roles.join(" and ")}`, signed_by: [administrator.name, other.name] });
      return status();
    },
    people_recover: ({ recovery_key: key, administrator, other }) => {
      if (!isDemoKey(key)) throw wrongKey("recovery_key");
      const [first, second] = [named(administrator.name), named(other.name)];
      if (!first?.roles.includes("administrator")) throw problem("people.no_administrator", "Nothing was changed: one of the two has to be an administrator.", ["Choose an administrator."], { field: "administrator.name" });
      if (!second || second === first) throw problem("people.same", "Nothing was changed: these are to be two people.", ["Choose another person."], { field: "other.name" });
      strong(administrator.passphrase, "administrator.passphrase");
      strong(other.passphrase, "other.passphrase");
      if (administrator.passphrase === other.passphrase) throw problem("passphrase.same", "Nothing was changed: the two passphrases are the same.", ["Each of the two types one that the other does not know."], { field: "other.passphrase" });
      Object.assign(first, { passphrase: administrator.passphrase, state: "active", code: null });
      Object.assign(second, { passphrase: other.passphrase, state: "active", code: null });
      records.push({ number: records.length + 1, at: NOW, what: `${first.name} and ${second.name} took new keys with the recovery key`, signed_by: [first.name, second.name] });
      notices.push(tookKeys(first.name, second.name));
      here = null;
      return status();
    },
    people_list: list,
    person_add: ({ name, roles, second }) => {
      free(name, "name");
      fitting(roles, "roles");
      const by = signed(second);
      const code = CODES[people.length % CODES.length] ?? "";
      people.push({ ...person(Math.max(...people.map(({ id }) => id)) + 1, name.trim(), roles, ""), state: "invited", code, mayApproveFrom: roles.includes("checker") ? "29 Nov 2026 09:12" : null });
      record(`${name.trim()} added as ${roles.join(" and ")}`, by.name);
      return { name: name.trim(), code, people: list() };
    },
    person_roles: ({ id, roles, second }) => {
      const changed = byId(id);
      fitting(roles, "roles");
      const by = signed(second);
      changed.roles = roles;
      record(`${changed.name} is ${roles.join(" and ")} from now on`, by.name);
      return list();
    },
    person_rekey: ({ id, second }) => {
      const changed = byId(id);
      const by = signed(second);
      changed.code = CODES[records.length % CODES.length] ?? "";
      record(`New one-time code for ${changed.name}`, by.name);
      return { name: changed.name, code: changed.code, people: list() };
    },
    person_retire: ({ id, second }) => {
      const gone = byId(id);
      const by = signed(second);
      if (gone.roles.includes("administrator") && people.filter((each) => each.state === "active" && each.roles.includes("administrator")).length === 1) throw problem("people.last_administrator", `Nothing was changed: ${gone.name} is the only administrator.`, ["Make another person administrator first."]);
      gone.state = "retired";
      record(`${gone.name} retired`, by.name);
      return list();
    },
  });
  /** The two names under a claim, once the second person signed. */
  const both = (second: SecondPerson): string[] => [here?.name ?? "", signed(second).name];
  return { part, admit, answers, both };
}
